import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { campaignEntries, campaigns, drawPlaces, type EntryState } from '../../../db/schema/campaigns.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { storeById } from '../../stock/queries.ts'
import { letGo, lockedCampaign } from '../campaigns/goods.ts'
import { type CampaignRow, campaignById, partsOf } from '../campaigns/queries.ts'
import { campaignFlow, sharesOf } from '../campaigns/rules.ts'
import { moveCampaign } from '../campaigns/steps.ts'
import { placeOrder } from '../orders/actions.ts'
import { entryFlow } from './entries.ts'
import { entryInLine, entryMissed, entryPassed, entryWon } from './messages.ts'
import { chainedDigest, type Entry, entriesInLine, entryList, hopefuls } from './queries.ts'
import { digestDayOf, drawnOrder, entriesHashOf, isNextInLine, seedOf } from './rules.ts'

type Act = { id: string; actor: Actor; now: Date }
const asSystem = standingOf(system, {})

/** Closes the list of entries and publishes its hash. @returns whether it did: somebody may have been quicker */
export async function freezeDraw(tx: Tx, { id, now }: Omit<Act, 'actor'>): Promise<boolean> {
  const campaign = await lockedCampaign(tx, id)
  if (campaign.mode !== 'draw' || campaign.state !== 'published' || campaign.closesAt > now) return false
  const to = follow(campaignFlow, campaign.state, 'freeze', asSystem)
  const list = await entryList(tx, id)
  const set = { entryCount: list.length, entriesHash: entriesHashOf(list) }
  await moveCampaign(tx, campaign, { step: 'freeze', to, set, actorId: system.id, now })
  return true
}

const rowsAtOnce = 400

/**
 * Draws. Nobody chooses anything here: the seed was settled by the commitment, the closed list and the digest of the
 * closing day, so whoever presses the button, and when, the order is the same. Drawn again it answers with what stands.
 *
 * @throws Refusal `digest_not_out`, `step_unknown`, `step_not_yours`
 */
export async function drawLots(tx: Tx, secrets: Secrets, { id, actor, now }: Act): Promise<CampaignRow> {
  const { areaPath } = await campaignById(tx, id)
  const campaign = await lockedCampaign(tx, id)
  if (campaign.state === 'drawn') return campaign
  const to = follow(campaignFlow, campaign.state, 'draw', standingOf(actor, { areaPath }))
  const digest = await chainedDigest(tx, digestDayOf(campaign))
  if (!digest) throw new Refusal('conflict', 'digest_not_out', { day: digestDayOf(campaign) })

  const { secretSealed, entriesHash } = campaign
  if (!secretSealed || !entriesHash) throw new Error(`draw ${id} has lost its secret or its list`)
  const secret = secrets.unseal(secretSealed)
  const seed = seedOf({ secret, entriesHash, digest })
  const numbers = (await entryList(tx, id)).map(({ number }) => number)
  const rows = drawnOrder(seed, numbers).map((number, at) => ({ campaignId: id, place: at + 1, number }))
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await tx.insert(drawPlaces).values(rows.slice(at, at + rowsAtOnce))
  const set = { secret, digest, seed, drawnAt: now, secretSealed: null }
  return moveCampaign(tx, campaign, { step: 'draw', to, set, actorId: actor.id, now })
}

/** Where a whole share is left. */
const sharesLeft = async (tx: Tx, { id, perPerson }: CampaignRow) =>
  (await partsOf(tx, id)).filter(({ left }) => left >= perPerson)

/**
 * Whose turn it is, and where goods lie for them; undefined when there is nobody or nothing left. What lies in a store
 * that is closed for a while waits there for whoever is next: they lose their place to nobody.
 */
async function nextCall(tx: Tx, campaign: CampaignRow) {
  const [next] = await entriesInLine(tx, campaign.id, campaign.called, 1)
  if (!next) return undefined
  const { entry } = next
  const parts = (await sharesLeft(tx, campaign)).filter(({ status }) => status === 'open')
  const part = parts.find(({ storeId }) => storeId === entry.storeId) ?? parts[0]
  return part && { entry, storeId: part.storeId }
}

type Calling = { id: string; now: Date }

/**
 * Calls the next in the drawn order, if a share is left for them: an order with its deadline, at the store they chose or
 * where there is something left.
 *
 * @returns whether there was anybody to call
 * @throws Refusal of `placeOrder`: then `passOver` them
 */
export async function callNext(tx: Tx, secrets: Secrets, { id, now }: Calling): Promise<boolean> {
  const campaign = await lockedCampaign(tx, id)
  const next = await nextToCall(tx, campaign, now)
  if (!next) return false
  const { entry, storeId } = next
  const lines = [{ itemId: campaign.itemId, quantity: campaign.perPerson }]
  const asked = { id: `draw-${entry.id}`, personId: entry.personId, storeId, lines, elder: true, campaignId: id }
  const order = await placeOrder(tx, secrets, { ...asked, channel: 'draw', actor: system, now })
  await call(tx, campaign, entry, { step: 'win', orderId: order.id })
  const store = await storeById(tx, storeId)
  await notify(tx, { personId: entry.personId, ...entryWon(campaign, entry, order, store), now })
  return true
}

/** Goes on to the next, because the one whose turn it was cannot have it. The reason is kept with the entry. */
export async function passOver(tx: Tx, { id, now }: Calling, why: Refusal): Promise<void> {
  const campaign = await lockedCampaign(tx, id)
  const next = await nextToCall(tx, campaign, now)
  if (!next) return
  await call(tx, campaign, next.entry, { step: 'pass', passedFor: why.code })
  await notify(tx, { personId: next.entry.personId, ...entryPassed(campaign, next.entry), now })
}

const nextToCall = async (tx: Tx, campaign: CampaignRow, now: Date) =>
  campaign.state === 'drawn' && now < campaign.endsAt ? nextCall(tx, campaign) : undefined

type Called = { step: 'win' | 'pass'; orderId?: string; passedFor?: string }

async function call(tx: Tx, campaign: CampaignRow, entry: Entry, { step, ...set }: Called) {
  const state = follow(entryFlow, entry.state, step, asSystem)
  await tx
    .update(campaignEntries)
    .set({ state, ...set })
    .where(eq(campaignEntries.id, entry.id))
  await tx
    .update(campaigns)
    .set({ called: campaign.called + 1 })
    .where(eq(campaigns.id, campaign.id))
}

/**
 * Tells some more of those who were not called how it went: those close behind that they are next, the rest that it did
 * not come to them. Both may still be called. While shares are left that nobody could be called for, nobody is told.
 *
 * @returns how many were dealt with
 */
export async function tellSome(tx: Tx, { id, now }: Calling, max: number): Promise<number> {
  const campaign = await lockedCampaign(tx, id)
  if (campaign.state !== 'drawn' || (await sharesLeft(tx, campaign)).length > 0) return 0
  const shares = sharesOf(await partsOf(tx, id), campaign.perPerson)
  const some = await entriesInLine(tx, id, Math.max(campaign.told, campaign.called), max)
  for (const { place, entry } of some) {
    const isNext = isNextInLine(place, shares)
    if (!(await change(tx, entry, isNext ? 'queue' : 'miss'))) continue
    const said = isNext ? entryInLine(campaign, entry, place - campaign.called) : entryMissed(campaign, entry)
    await notify(tx, { personId: entry.personId, ...said, now })
  }
  const told = some.at(-1)?.place
  if (told) await tx.update(campaigns).set({ told }).where(eq(campaigns.id, id))
  return some.length
}

/** @returns whether it did: the entry may have moved on */
async function change(tx: Tx, entry: Entry, step: 'queue' | 'miss'): Promise<boolean> {
  if (!(step in entryFlow[entry.state])) return false
  const state: EntryState = follow(entryFlow, entry.state, step, asSystem)
  const [changed] = await tx
    .update(campaignEntries)
    .set({ state })
    .where(and(eq(campaignEntries.id, entry.id), eq(campaignEntries.state, entry.state)))
    .returning({ id: campaignEntries.id })
  return changed !== undefined
}

/** Ends a draw whose line is over: what is left goes to the shelves. @returns whether it did */
export async function endDraw(tx: Tx, { id, now }: Calling): Promise<boolean> {
  const campaign = await lockedCampaign(tx, id)
  if (campaign.state !== 'drawn' || campaign.endsAt > now) return false
  const to = follow(campaignFlow, campaign.state, 'end', asSystem)
  await moveCampaign(tx, campaign, { step: 'end', to, actorId: system.id, now })
  await letGo(tx, { campaignId: id, actorId: system.id, now })
  const all = campaign.entryCount ?? 0
  for (const entry of await hopefuls(tx, id, all)) {
    await change(tx, entry, 'miss')
    await notify(tx, { personId: entry.personId, ...entryMissed(campaign, entry), now })
  }
  return true
}
