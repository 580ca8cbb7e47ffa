import { and, eq, max, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once, yearlyNumber } from '../../../db/once.ts'
import { donationLines, donations, type LineKind } from '../../../db/schema/donations.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { itemById, storeById } from '../../stock/queries.ts'
import { recallSource } from '../../stock/shelf/actions.ts'
import { bodyAtWork } from '../bodies/queries.ts'
import { type Donor, donorById, donorForStaff } from '../donors/queries.ts'
import { writeDown } from '../events.ts'
import { usesOf } from '../money/queries.ts'
import { isAnyUsed } from '../money/rules.ts'
import { donationFlow, worthOf } from '../rules.ts'
import { assertHandles } from '../standing.ts'
import { type Donation, donationForStaff, type Line, lineById, linesOf } from './queries.ts'

type By = { actor: Actor; now: Date }

export type NewDonation = By & {
  id: string
  donorId: string
  bodyId: string
  storeId: string
  givenOn: string
  note?: string | undefined
  receiptWaived?: boolean | undefined
}

/**
 * Opens the donation of a donor who stands there with something. Lines are added while it is a draft.
 *
 * @throws Refusal `donation_not_yours`, `donor_missing`, `donor_is_you`, `body_missing`, `given_in_future`,
 *   `same_id_other_content`
 */
export async function openDonation(tx: Tx, given: NewDonation): Promise<Donation> {
  const { id, donorId, bodyId, storeId, givenOn, note = '', receiptWaived = false, actor, now } = given
  assertHandles(actor, await storeById(tx, storeId))
  assertNotTheirs(await donorForStaff(tx, donorId, actor), actor)
  const body = await bodyAtWork(tx, bodyId)
  if (givenOn > cityDay(now)) throw new Refusal('invalid', 'given_in_future', { field: 'givenOn' })

  const about = { donorId, bodyId, storeId, givenOn, note, receiptWaived }
  const of = { bodyName: body.name, bodyLegalKind: body.legalKind, bodyCreditCode: body.creditCode }
  const [fresh] = await tx
    .insert(donations)
    .values({ id, ...about, ...of, state: 'draft', receivedBy: actor.id, receivedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return firstDonation(tx, given)
  await writeDown(tx, { subjectId: id, step: 'open', to: 'draft', actorId: actor.id, now })
  return fresh
}

/** Nobody holds both ends of a gift. @throws Refusal `donor_is_you` */
function assertNotTheirs({ personId }: Pick<Donor, 'personId'>, actor: Actor): void {
  if (personId === actor.id) throw new Refusal('forbidden', 'donor_is_you', { field: 'donorId' })
}

async function firstDonation(tx: Tx, { id, donorId, bodyId, storeId, actor }: NewDonation): Promise<Donation> {
  const { donation } = await donationForStaff(tx, id, actor)
  if (donation.donorId !== donorId || donation.bodyId !== bodyId || donation.storeId !== storeId)
    throw new Refusal('conflict', 'same_id_other_content')
  return donation
}

export type LineFields = {
  kind: LineKind
  itemId?: string | undefined
  /** What it is, where it is nothing of the catalogue. */
  name?: string | undefined
  quantity: number
  grams?: number | undefined
  /** What a piece is worth; else what the catalogue says. */
  unitValueFen?: number | undefined
  expiresOn?: string | undefined
  freeFrom?: string | undefined
  freeUntil?: string | undefined
  forAreaId?: string | undefined
  forNeed?: boolean | undefined
  purpose?: string | undefined
}

type NewLine = By & { id: string; donationId: string; fields: LineFields }

/**
 * Adds what was scanned, weighed or counted. The same id again changes nothing.
 *
 * @throws Refusal `donation_missing`, `donor_is_you`, `donation_closed`, `item_missing`, `lot_expired`, `line_needs_item`,
 *   `line_needs_name`, `line_worth`, `area_missing`, `same_id_other_content`
 */
export async function addLine(tx: Tx, { id, donationId, fields, actor, now }: NewLine): Promise<void> {
  const donation = await lockedDraft(tx, donationId, actor)
  const [last] = await tx
    .select({ place: max(donationLines.place).mapWith(Number) })
    .from(donationLines)
    .where(eq(donationLines.donationId, donation.id))
  const row = await rowOf(tx, fields, now)
  const [fresh] = await tx
    .insert(donationLines)
    .values({ id, donationId, place: (last?.place ?? 0) + 1, ...row })
    .onConflictDoNothing()
    .returning({ id: donationLines.id })
  if (fresh) return
  const first = await lineById(tx, id)
  const isSame = Object.entries({ donationId, ...row }).every(([name, value]) => first[name as keyof Line] === value)
  if (!isSame) throw new Refusal('conflict', 'same_id_other_content')
}

/** Ten billion yuan: more is a slip of the finger, and the sums would leave the whole numbers that machines add exactly. */
const lineWorthMaxFen = 1_000_000_000_000

async function rowOf(tx: Tx, fields: LineFields, now: Date) {
  const { kind, quantity, grams, expiresOn, freeFrom, freeUntil, forAreaId, forNeed = false, purpose = '' } = fields
  if (kind === 'goods' && !fields.itemId) throw new Refusal('invalid', 'line_needs_item', { field: 'itemId' })
  const item = kind === 'goods' && fields.itemId ? await itemById(tx, fields.itemId) : undefined
  const name = item?.name ?? fields.name
  if (!name) throw new Refusal('invalid', 'line_needs_name', { field: 'name' })
  if (expiresOn && expiresOn < cityDay(now))
    throw new Refusal('conflict', 'lot_expired', { field: 'expiresOn', expiresOn })
  const area = forAreaId ? await areaById(tx, forAreaId) : undefined
  const unit = item?.unit ?? (kind === 'money' ? '笔' : '处')
  const what = { kind, itemId: item?.id ?? null, name, unit, quantity, grams: grams ?? null }
  const worth = { unitValueFen: fields.unitValueFen ?? item?.unitValueFen ?? 0, expiresOn: expiresOn ?? null }
  const use = { forAreaId: area?.id ?? null, forNeed, purpose }
  if (worthOf([{ kind, quantity, unitValueFen: worth.unitValueFen }]) > lineWorthMaxFen)
    throw new Refusal('invalid', 'line_worth', { field: 'unitValue' })
  return { ...what, ...worth, freeFrom: freeFrom ?? null, freeUntil: freeUntil ?? null, ...use }
}

/** Takes a line out again that was a mistake. @throws Refusal `donation_missing`, `donor_is_you`, `donation_closed` */
export async function dropLine(
  tx: Tx,
  { lineId, donationId, actor }: { lineId: string; donationId: string; actor: Actor },
) {
  await lockedDraft(tx, donationId, actor)
  await tx.delete(donationLines).where(and(eq(donationLines.id, lineId), eq(donationLines.donationId, donationId)))
}

type Step = By & { donationId: string; version: number }

/**
 * The receiving body has it: the donation gets its number, and nothing of it changes any more.
 *
 * @throws Refusal `donation_missing`, `donor_is_you`, `step_unknown`, `step_not_yours`, `stale_version`, `donation_empty`
 */
export async function receiveDonation(tx: Tx, { donationId, version, actor, now }: Step): Promise<void> {
  if ((await linesOf(tx, donationId)).length === 0) throw new Refusal('conflict', 'donation_empty')
  const { to, from } = await takeStep(tx, { donationId, version, step: 'receive', actor })
  const number = await yearlyNumber(tx, 'D', now)
  await tx
    .update(donations)
    .set({ state: to, number, receivedBy: actor.id, receivedAt: now })
    .where(eq(donations.id, donationId))
  await writeDown(tx, {
    subjectId: donationId,
    step: 'receive',
    from,
    to: { state: to, number },
    actorId: actor.id,
    now,
  })
}

type Inspection = Step & { rejected: Record<string, number>; why: string }

/**
 * What of the goods is fit for use (Charity Law 36). The others never reach a shelf.
 *
 * @param rejected line id → pieces that are not
 * @throws Refusal `donation_missing`, `donor_is_you`, `step_unknown`, `step_not_yours`, `stale_version`, `rejected_too_many`,
 *   `rejected_why`
 */
export async function inspectDonation(tx: Tx, { donationId, version, rejected, why, actor, now }: Inspection) {
  const { to, from } = await takeStep(tx, { donationId, version, step: 'inspect', actor })
  for (const { id, kind, quantity, name } of await linesOf(tx, donationId)) {
    const pieces = kind === 'goods' ? (rejected[id] ?? 0) : 0
    if (pieces > quantity) throw new Refusal('invalid', 'rejected_too_many', { field: id, name, quantity })
    if (pieces === 0) continue
    if (!why) throw new Refusal('invalid', 'rejected_why', { field: 'why' })
    await tx.update(donationLines).set({ rejected: pieces, rejectedWhy: why }).where(eq(donationLines.id, id))
  }
  await tx.update(donations).set({ state: to }).where(eq(donations.id, donationId))
  await writeDown(tx, {
    subjectId: donationId,
    step: 'inspect',
    from,
    to: { state: to, rejected },
    reason: why,
    actorId: actor.id,
    now,
  })
}

/**
 * Takes back an entry that was a mistake. Its number stays used; goods on a shelf have to be dealt with there first, and
 * money that was used as well.
 *
 * @throws Refusal `donation_missing`, `donor_is_you`, `step_unknown`, `step_not_yours`, `stale_version`, `donation_on_shelf`,
 *   `donation_money_used`
 */
export async function voidDonation(tx: Tx, { donationId, version, reason, actor, now }: Step & { reason: string }) {
  const { to, from } = await takeStep(tx, { donationId, version, step: 'void', actor })
  const [shelved] = await tx
    .select({ id: stockLots.id })
    .from(stockLots)
    .innerJoin(donationLines, eq(donationLines.id, stockLots.sourceId))
    .where(eq(donationLines.donationId, donationId))
    .limit(1)
  if (shelved) throw new Refusal('conflict', 'donation_on_shelf')
  const lineIds = (await linesOf(tx, donationId)).map(({ id }) => id)
  const uses = [...(await usesOf(tx, lineIds)).values()]
  if (uses.some(isAnyUsed)) throw new Refusal('conflict', 'donation_money_used')
  await tx.update(donations).set({ state: to }).where(eq(donations.id, donationId))
  await writeDown(tx, { subjectId: donationId, step: 'void', from, to, reason, actorId: actor.id, now })
}

type Recall = By & { id: string; donationId: string; lineId: string; reason: string }

/**
 * Stops handing out a donation lot, in every store it went to. Sent again under the same id, it is done once.
 *
 * @throws Refusal `donation_missing`, `donation_line_missing`, `donation_not_yours`, `recall_already` when nothing of it is out
 */
export async function recallLine(tx: Tx, { id, donationId, lineId, reason, actor, now }: Recall): Promise<void> {
  const asked = { key: id, actorId: actor.id, content: ['recall', lineId, reason], now }
  await once(tx, asked, () => stopLine(tx, { donationId, lineId, reason, actor, now }))
}

async function stopLine(tx: Tx, { donationId, lineId, reason, actor, now }: Omit<Recall, 'id'>): Promise<void> {
  const donation = await lockedDonation(tx, donationId, actor)
  assertHandles(actor, await storeById(tx, donation.storeId))
  const line = await lineById(tx, lineId)
  if (line.donationId !== donation.id) throw new Refusal('missing', 'donation_line_missing')
  if ((await recallSource(tx, { sourceId: lineId, reason, actor, now })) === 0)
    throw new Refusal('conflict', 'recall_already')
  await writeDown(tx, { subjectId: lineId, step: 'recall', reason, actorId: actor.id, now })
}

async function takeStep(tx: Tx, { donationId, version, step, actor }: Omit<Step, 'now'> & { step: string }) {
  const donation = await lockedDonation(tx, donationId, actor)
  const { areaPath } = await storeById(tx, donation.storeId)
  assertNotTheirs(await donorById(tx, donation.donorId), actor)
  const to = follow(donationFlow, donation.state, step, standingOf(actor, { areaPath, storeId: donation.storeId }))
  // Locking raised it by one.
  sameVersion(donation.version - 1, version)
  return { to, from: donation.state }
}

/** The donation as it is now, held until the commit. @throws Refusal `donation_missing` */
export async function lockedDonation(tx: Tx, id: string, actor: Actor): Promise<Donation> {
  await donationForStaff(tx, id, actor)
  const [held] = await tx
    .update(donations)
    .set({ version: sql`${donations.version} + 1` })
    .where(eq(donations.id, id))
    .returning()
  return found(held, 'donation_missing')
}

async function lockedDraft(tx: Tx, id: string, actor: Actor): Promise<Donation> {
  const donation = await lockedDonation(tx, id, actor)
  assertHandles(actor, await storeById(tx, donation.storeId))
  assertNotTheirs(await donorById(tx, donation.donorId), actor)
  if (donation.state !== 'draft') throw new Refusal('conflict', 'donation_closed')
  return donation
}
