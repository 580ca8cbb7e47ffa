import { randomBytes } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { campaignEntries, campaigns, type EntryState } from '../../../db/schema/campaigns.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { type Flow, follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { assertVerified } from '../../people/rules.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { assertLivesThere, lockedCampaign } from '../campaigns/goods.ts'
import { type CampaignRow, itemOf, partsOf } from '../campaigns/queries.ts'
import { assertOpen } from '../campaigns/rules.ts'
import { entryMade } from './messages.ts'
import { type Entry, entryOf } from './queries.ts'
import { drawDueAt } from './rules.ts'

/** What becomes of an entry. What comes after `won` is told by its order. */
export const entryFlow = {
  entered: {
    withdraw: { to: 'withdrawn', by: ['self'] },
    win: { to: 'won', by: ['system'] },
    pass: { to: 'passed', by: ['system'] },
    queue: { to: 'in_line', by: ['system'] },
    miss: { to: 'missed', by: ['system'] },
  },
  withdrawn: { enter: { to: 'entered', by: ['self'] } },
  in_line: {
    win: { to: 'won', by: ['system'] },
    pass: { to: 'passed', by: ['system'] },
    miss: { to: 'missed', by: ['system'] },
  },
  missed: {
    win: { to: 'won', by: ['system'] },
    pass: { to: 'passed', by: ['system'] },
  },
  won: {},
  passed: {},
} as const satisfies Flow<EntryState>

type Entering = { id: string; campaignId: string; storeId: string; actor: Actor; now: Date }

/**
 * Enters somebody in a draw: once each, whatever points they have. The campaign is held meanwhile, so nobody slips in
 * while the list is being closed. Whoever withdrew comes back under the same number; what they sent before they withdrew
 * does not bring them back when it is sent again.
 *
 * @throws Refusal `campaign_is_queue`, `campaign_not_yet`, `campaign_closed`, `identity_not_verified`,
 *   `not_eligible_here`, `moved_since`, `campaign_not_at_store`, `points_not_enough`, `already_entered`,
 *   `same_id_other_content`
 */
export async function enterDraw(tx: Tx, entering: Entering): Promise<Entry> {
  const { id: key, campaignId, storeId, actor, now } = entering
  const content = ['enter', campaignId, storeId]
  await once(tx, { key, actorId: actor.id, content, now }, () => enterNow(tx, entering).then(() => null))
  return (await entryOf(tx, campaignId, actor.id)) as Entry
}

async function enterNow(tx: Tx, { campaignId, storeId, actor, now }: Entering): Promise<void> {
  const person = await personById(tx, actor.id)
  const campaign = await lockedCampaign(tx, campaignId)
  const before = await entryOf(tx, campaignId, actor.id)
  if (campaign.mode !== 'draw') throw new Refusal('conflict', 'campaign_is_queue')
  assertOpen(campaign, now)
  assertVerified(person)
  await assertLivesThere(tx, campaign, person)
  const isThere = (await partsOf(tx, campaignId)).some((part) => part.storeId === storeId)
  if (!isThere) throw new Refusal('invalid', 'campaign_not_at_store', { field: 'storeId' })
  await assertCouldPay(tx, campaign, actor.id)
  if (before && before.state !== 'withdrawn')
    throw new Refusal('conflict', 'already_entered', { number: before.number })

  const entry = before ? await comeBack(tx, before, storeId) : await comeNew(tx, { campaign, storeId, actor, now })
  await notify(tx, { personId: actor.id, ...entryMade(campaign, entry, drawDueAt(campaign)), now })
}

/** Points are held when somebody wins; whoever could not pay today would only stand in others' way. */
async function assertCouldPay(tx: Tx, { itemId, perPerson }: CampaignRow, personId: string) {
  const needed = (await itemOf(tx, itemId)).pricePoints * perPerson
  const { available } = await balancesOf(tx, personId)
  if (available < needed) throw new Refusal('conflict', 'points_not_enough', { needed, available })
}

type New = { campaign: CampaignRow; storeId: string; actor: Actor; now: Date }

async function comeNew(tx: Tx, { campaign, storeId, actor, now }: New): Promise<Entry> {
  const [counted] = await tx
    .update(campaigns)
    .set({ lastEntry: sql`${campaigns.lastEntry} + 1` })
    .where(eq(campaigns.id, campaign.id))
    .returning({ number: campaigns.lastEntry })
  const row = {
    id: newId(now),
    campaignId: campaign.id,
    personId: actor.id,
    storeId,
    state: 'entered' as const,
    at: now,
  }
  const [entry] = await tx
    .insert(campaignEntries)
    .values({ ...row, number: counted?.number ?? 0, receipt: newReceipt() })
    .returning()
  return entry as Entry
}

async function comeBack(tx: Tx, before: Entry, storeId: string): Promise<Entry> {
  const [entry] = await tx
    .update(campaignEntries)
    .set({ state: 'entered', storeId, receipt: newReceipt() })
    .where(eq(campaignEntries.id, before.id))
    .returning()
  return entry as Entry
}

/** Known to the participant alone, so long that nobody guesses it. */
const newReceipt = () => randomBytes(16).toString('hex')

/** @throws Refusal `entry_missing`, `campaign_closed` once the list is closed, `step_unknown` */
export async function withdrawEntry(
  tx: Tx,
  { campaignId, actor, now }: { campaignId: string; actor: Actor; now: Date },
): Promise<Entry> {
  const campaign = await lockedCampaign(tx, campaignId)
  const entry = found(await entryOf(tx, campaignId, actor.id), 'entry_missing')
  if (entry.state === 'withdrawn') return entry
  assertOpen(campaign, now)
  const state = follow(entryFlow, entry.state, 'withdraw', standingOf(actor, { ownerId: entry.personId }))
  const [withdrawn] = await tx
    .update(campaignEntries)
    .set({ state })
    .where(eq(campaignEntries.id, entry.id))
    .returning()
  return withdrawn as Entry
}

/**
 * Whoever leaves the city's books leaves the draws that are still open. On a closed list the number stays, because the
 * list is published; when it is called, it is passed over.
 */
export async function leaveDraws(tx: Tx, personId: string): Promise<void> {
  const open = tx.select({ id: campaigns.id }).from(campaigns).where(eq(campaigns.state, 'published'))
  await tx
    .update(campaignEntries)
    .set({ state: 'withdrawn' })
    .where(
      and(
        eq(campaignEntries.personId, personId),
        eq(campaignEntries.state, 'entered'),
        inArray(campaignEntries.campaignId, open),
      ),
    )
}
