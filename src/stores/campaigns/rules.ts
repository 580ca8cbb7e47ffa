import type { CampaignMode, CampaignState } from '../../../db/schema/campaigns.ts'
import { cityDay, startOfCityDay } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

/**
 * draft → published → ended, first come, first served; a draw is frozen when its entries close, drawn when the digest
 * of that day is out, and ended when its line is over. Once it is drawn nobody can call it off: people have won.
 */
export const campaignFlow = {
  draft: {
    edit: { to: 'draft', by: ['clerk', 'admin'] },
    publish: { to: 'published', by: ['clerk', 'admin'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['reason'] },
  },
  published: {
    freeze: { to: 'frozen', by: ['system'] },
    end: { to: 'ended', by: ['system'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['reason'] },
  },
  frozen: {
    draw: { to: 'drawn', by: ['system', 'clerk', 'admin'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['reason'] },
  },
  drawn: {
    end: { to: 'ended', by: ['system'] },
  },
  ended: {},
  canceled: {},
} as const satisfies Flow<CampaignState>

type Times = { opensAt: Date; closesAt: Date; endsAt: Date }

/** The hour after which a draw's entries no longer close: what is written until midnight makes the seed unforeseeable. */
const lastClosingHour = 20
const hour = 3_600_000

/**
 * @throws Refusal `campaign_times`, `campaign_closes_late`, `campaign_nothing_set_aside`, `campaign_too_few`
 */
export function assertSensible(
  campaign: Times & { mode: CampaignMode; perPerson: number },
  stores: readonly { storeId: string; quantity: number }[],
): void {
  const { opensAt, closesAt, endsAt, mode, perPerson } = campaign
  if (closesAt <= opensAt) throw new Refusal('invalid', 'campaign_times', { field: 'closesAt' })
  if (endsAt < closesAt) throw new Refusal('invalid', 'campaign_times', { field: 'endsAt' })
  const lastClosing = new Date(startOfCityDay(cityDay(closesAt)).getTime() + lastClosingHour * hour)
  if (mode === 'draw' && closesAt > lastClosing)
    throw new Refusal('invalid', 'campaign_closes_late', { field: 'closesAt' })
  if (stores.length === 0) throw new Refusal('invalid', 'campaign_nothing_set_aside')
  if (stores.some(({ quantity }) => quantity < perPerson))
    throw new Refusal('invalid', 'campaign_too_few', { field: 'perPerson' })
}

/** How many people can have their share, store by store. */
export const sharesOf = (stores: readonly { quantity: number }[], perPerson: number): number =>
  stores.reduce((total, { quantity }) => total + Math.floor(quantity / perPerson), 0)

export const piecesOf = (stores: readonly { quantity: number }[]): number =>
  stores.reduce((total, { quantity }) => total + quantity, 0)

/**
 * Whether there is so little that a draw is fairer than a queue.
 *
 * @param scarcePercent from the redemption terms: pieces for a hundred residents
 */
export const isScarce = (pieces: number, residents: number, scarcePercent: number): boolean =>
  residents > 0 && pieces * 100 < residents * scarcePercent

type Standing = { state: CampaignState; opensAt: Date; closesAt: Date }

/** Whether people may order or enter at this moment. The closing instant itself is too late. */
export const isOpenAt = ({ state, opensAt, closesAt }: Standing, now: Date): boolean =>
  state === 'published' && opensAt <= now && now < closesAt

/** @throws Refusal `campaign_not_yet` with `when`, `campaign_closed` */
export function assertOpen(campaign: Standing, now: Date): void {
  if (campaign.state === 'published' && now < campaign.opensAt) throw new Refusal('conflict', 'campaign_not_yet')
  if (!isOpenAt(campaign, now)) throw new Refusal('conflict', 'campaign_closed')
}
