import { and, count, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { stockCountLines, stockCounts } from '../../../db/schema/stock.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { writeDown } from '../events.ts'
import { mustMoveLot } from '../lots.ts'
import { itemById, storeById } from '../queries.ts'
import { assertKeeps } from '../standing.ts'
import { type Count, type CountLine, countById, lotsOfPile, movedSince, pilesIn } from './queries.ts'
import { afterCount, countFlow, type Pile, shareDifference } from './rules.ts'

/**
 * Begins a stock-take with a line for each pile on the shelves. The store stays open meanwhile: a line is compared with
 * the books of the moment it is sent in, and counted again if goods moved while somebody counted.
 *
 * @throws Refusal `store_not_yours`, `count_open_already`
 */
export async function openCount(
  tx: Tx,
  { id, storeId, actor, now }: { id: string; storeId: string; actor: Actor; now: Date },
): Promise<void> {
  assertKeeps(actor, await storeById(tx, storeId))
  const isOpen = and(eq(stockCounts.storeId, storeId), eq(stockCounts.status, 'open'))
  const [open] = await tx.select().from(stockCounts).where(isOpen)
  if (open?.id === id) return
  if (open) throw new Refusal('conflict', 'count_open_already')

  const [fresh] = await tx
    .insert(stockCounts)
    .values({ id, storeId, openedBy: actor.id, openedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return
  const lines = (await pilesIn(tx, storeId)).map((pile) => ({ id: lineId(id, pile), countId: id, ...pile }))
  if (lines.length) await tx.insert(stockCountLines).values(lines)
  await writeDown(tx, { subjectId: id, step: 'open', to: 'open', actorId: actor.id, now })
}

const lineId = (countId: string, { itemId, expiresOn }: { itemId: string; expiresOn: string }) =>
  `${countId}.${itemId}.${expiresOn || 'keeps'}`

type CountPile = {
  lineId: string
  counted: number
  /** When the counter began to look: what moved since makes the figure worthless. */
  since: Date
  actor: Actor
  now: Date
}

/**
 * Takes in what somebody counted, blind. Nearly right is booked at once; far off waits for another person, whose count
 * is booked with both names.
 *
 * @returns what became of the line
 * @throws Refusal `count_line_done`, `count_other_person`, `count_disturbed`, `count_below_reserved`, `store_not_yours`
 */
export async function countPile(
  tx: Tx,
  { lineId: id, counted, since, actor, now }: CountPile,
): Promise<CountLine['status']> {
  const { line, stockCount } = await openLine(tx, id)
  assertKeeps(actor, await storeById(tx, stockCount.storeId))
  const isSecond = line.status === 'recount'
  if (isSecond && line.firstBy === actor.id) throw new Refusal('conflict', 'count_other_person', { field: id })
  const lots = await lotsOfPile(tx, { storeId: stockCount.storeId, itemId: line.itemId, expiresOn: line.expiresOn })
  await assertUndisturbed(tx, { line, lots, since })

  const expected = lots.reduce((sum, lot) => sum + lot.onHand, 0)
  const { terms } = await documentInForce(tx, 'SHELF', now)
  const status = afterCount(terms, expected, counted, isSecond)
  const figures = isSecond
    ? { second: counted, secondBy: actor.id, secondAt: now, secondExpected: expected }
    : { first: counted, firstBy: actor.id, firstAt: now, firstExpected: expected }
  await tx
    .update(stockCountLines)
    .set({ status, ...figures })
    .where(eq(stockCountLines.id, id))
  if (status === 'booked') await book(tx, { line, lots, difference: counted - expected, actor, now })
  return status
}

/** The line, held until the commit, so that two counters cannot both be the first. */
async function openLine(tx: Tx, id: string): Promise<{ line: CountLine; stockCount: Count }> {
  const isHere = eq(stockCountLines.id, id)
  const [held] = await tx
    .update(stockCountLines)
    .set({ id })
    .where(and(isHere, inArray(stockCountLines.status, ['open', 'recount'])))
    .returning()
  const [line] = held ? [held] : await tx.select().from(stockCountLines).where(isHere)
  const stockCount = await countById(tx, found(line, 'count_missing').countId)
  if (!held || stockCount.status !== 'open') throw new Refusal('conflict', 'count_line_done')
  return { line: held, stockCount }
}

async function assertUndisturbed(tx: Tx, { line, lots, since }: { line: CountLine; lots: Pile[]; since: Date }) {
  const ids = lots.map(({ lotId }) => lotId)
  if ((await movedSince(tx, ids, since)) === 0) return
  const { name } = await itemById(tx, line.itemId)
  throw new Refusal('conflict', 'count_disturbed', { field: line.id, name })
}

async function book(
  tx: Tx,
  {
    line,
    lots,
    difference,
    actor,
    now,
  }: { line: CountLine; lots: Pile[]; difference: number; actor: Actor; now: Date },
) {
  const shares = shareDifference(lots, difference)
  if (!shares) {
    const reserved = lots.reduce((sum, lot) => sum + lot.reserved, 0)
    throw new Refusal('conflict', 'count_below_reserved', { field: line.id, reserved })
  }
  const first = line.firstBy ? (await personById(tx, line.firstBy)).displayName : undefined
  const reason = [first, actor.name].filter(Boolean).join('、')
  for (const { lotId, quantity } of shares)
    await mustMoveLot(tx, { lotId, kind: 'count', quantity, causeId: line.countId, reason, actorId: actor.id, now })
}

/**
 * Ends a stock-take (`close`, when every line is done) or gives it up (`cancel`).
 *
 * @throws Refusal `step_unknown`, `step_not_yours`, `count_unfinished` with `{ open }`
 */
export async function endCount(
  tx: Tx,
  {
    id,
    step,
    reason = '',
    actor,
    now,
  }: { id: string; step: 'close' | 'cancel'; reason?: string; actor: Actor; now: Date },
): Promise<void> {
  const before = await countById(tx, id)
  const { areaPath } = await storeById(tx, before.storeId)
  const to = follow(countFlow, before.status, step, standingOf(actor, { areaPath, storeId: before.storeId }))
  const isUndone = and(eq(stockCountLines.countId, id), inArray(stockCountLines.status, ['open', 'recount']))
  const [undone] = await tx.select({ n: count() }).from(stockCountLines).where(isUndone)
  if (step === 'close' && undone?.n) throw new Refusal('conflict', 'count_unfinished', { open: undone.n })

  const [ended] = await tx
    .update(stockCounts)
    .set({ status: to })
    .where(and(eq(stockCounts.id, id), eq(stockCounts.status, before.status)))
    .returning({ id: stockCounts.id })
  if (!ended) throw new Refusal('conflict', 'step_unknown', { state: before.status, step })
  await writeDown(tx, { subjectId: id, step, from: before.status, to, reason, actorId: actor.id, now })
}
