import { eq, sql } from 'drizzle-orm'
import { placeholders, prepared, type Tx } from '../../../db/database.ts'
import { holds } from '../../../db/schema/points.ts'
import { system } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { transfer } from '../ledger/actions.ts'
import { accounts, type Cause } from '../ledger/rules.ts'
import { repayDebt } from '../life/actions.ts'
import { moveLots } from '../lots/actions.ts'
import { lotsOfHold, spendableLots } from '../lots/queries.ts'
import { drawFrom, keptUntil, type Part } from '../lots/rules.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'

type Hold = typeof holds.$inferSelect

export type NewHold = { id: string; personId: string; points: number; cause: Cause; actorId?: string; now: Date }

/**
 * Sets points aside for an order, soonest-expiring first. The same id again holds nothing more.
 *
 * @throws Refusal `points_not_enough`, details `{ needed, available }`
 * @throws Refusal `same_id_other_content`
 */
export async function holdPoints(tx: Tx, { id, personId, points, cause, actorId, now }: NewHold): Promise<void> {
  const transferId = `hold:${id}`
  const moved = await transfer(tx, {
    id: transferId,
    debitId: accounts.available(personId),
    creditId: accounts.held(personId),
    points,
    kind: 'hold',
    cause,
    actorId: actorId ?? personId,
    now,
  })
  if (!moved) return
  await insertHold(tx, {
    ...{ id, ownerId: personId, points, captured: 0, released: 0, refunded: 0, at: now },
    ...{ causeKind: cause.kind, causeId: cause.id, zh: cause.zh, en: cause.en },
  })
  // A lot holds at least one point, so no more lots than points are ever needed.
  const parts = drawFrom(await spendableLots(tx, personId, points), points)
  await moveLots(tx, { transferId, from: 'available', to: 'held', parts, holdId: id })
}

/** What was held is handed over for good, soonest-expiring first. The caller's guard says that it happens once. */
export async function capturePoints(
  tx: Tx,
  { holdId, points, actorId, now }: { holdId: string; points: number; actorId: string; now: Date },
): Promise<void> {
  if (points === 0) return
  const hold = await countHold(tx, holdId, { captured: points, released: 0, refunded: 0 })
  const transferId = `capture:${holdId}:${hold.captured}`
  await transfer(tx, {
    id: transferId,
    debitId: accounts.held(hold.ownerId),
    creditId: accounts.spent,
    points,
    kind: 'capture',
    cause: causeOf(hold),
    reverses: `hold:${holdId}`,
    actorId,
    now,
  })
  const held = (await lotsOfHold(tx, holdId)).map((lot) => ({ lotId: lot.lotId, points: lot.held }))
  await moveLots(tx, { transferId, from: 'held', to: 'spent', parts: drawFrom(held, points), holdId })
}

/** What is held goes back to the very same lots; all that is left of it, unless fewer points are named. */
export async function releasePoints(
  tx: Tx,
  { holdId, points, actorId, now }: { holdId: string; points?: number; actorId?: string; now: Date },
): Promise<void> {
  const before = await holdById(tx, holdId)
  const released = points ?? before.points - before.captured - before.released
  if (released === 0) return
  const hold = await countHold(tx, holdId, { captured: 0, released, refunded: 0 })
  const transferId = `release:${holdId}:${hold.released}`
  await transfer(tx, {
    id: transferId,
    debitId: accounts.held(hold.ownerId),
    creditId: accounts.available(hold.ownerId),
    points: released,
    kind: 'release',
    cause: causeOf(hold),
    reverses: `hold:${holdId}`,
    actorId: actorId ?? system.id,
    now,
  })
  // What expires last goes back first: the part that stays held is the part that would expire soonest.
  const held = (await lotsOfHold(tx, holdId)).map((lot) => ({ lotId: lot.lotId, points: lot.held })).reverse()
  await putBack(tx, { transferId, hold, from: 'held', parts: drawFrom(held, released), now })
}

/** Gives captured points back to the very same lots. */
export async function refundPoints(
  tx: Tx,
  {
    holdId,
    points,
    reason,
    actorId,
    now,
  }: { holdId: string; points: number; reason: string; actorId: string; now: Date },
): Promise<void> {
  if (points === 0) return
  const hold = await countHold(tx, holdId, { captured: 0, released: 0, refunded: points })
  const transferId = `refund:${holdId}:${hold.refunded}`
  await transfer(tx, {
    id: transferId,
    debitId: accounts.spent,
    creditId: accounts.available(hold.ownerId),
    points,
    kind: 'refund',
    cause: { ...causeOf(hold), zh: `退分：${reason}`, en: `Refund: ${reason}` },
    reverses: `hold:${holdId}`,
    actorId,
    now,
  })
  const spent = (await lotsOfHold(tx, holdId)).map((lot) => ({ lotId: lot.lotId, points: lot.spent })).reverse()
  await putBack(tx, { transferId, hold, from: 'spent', parts: drawFrom(spent, points), now })
}

type Return = { transferId: string; hold: Hold; from: 'held' | 'spent'; parts: readonly Part[]; now: Date }

/** The same lots, usable for some days at least. What belongs to a grant that was reversed repays its debt first. */
async function putBack(tx: Tx, { transferId, hold, from, parts, now }: Return): Promise<void> {
  const { terms } = await cityTermsInForce(tx, now)
  const back = await moveLots(tx, {
    ...{ transferId, from, to: 'available', parts, holdId: hold.id },
    keptUntil: keptUntil(now, terms.returnedDaysLeft),
  })
  const reversed = new Set(back.filter((lot) => lot.reversalId).map((lot) => lot.id))
  const owing = parts.filter((part) => reversed.has(part.lotId))
  if (owing.length) await repayDebt(tx, { ownerId: hold.ownerId, parts: owing, share: 1, id: transferId, now })
}

const causeOf = ({ causeKind, causeId, zh, en }: Hold): Cause => ({ kind: causeKind, id: causeId, zh, en })

const insertHold = prepared('hold_insert', (tx) => tx.insert(holds).values(placeholders(holds)))

const byId = prepared('hold_by_id', (tx) =>
  tx
    .select()
    .from(holds)
    .where(eq(holds.id, sql.placeholder('id'))),
)

const holdById = async (tx: Tx, id: string): Promise<Hold> => found((await byId(tx, { id }))[0], 'hold_missing', { id })

type Counts = { captured: number; released: number; refunded: number }
const value = sql.placeholder

const count = prepared('hold_count', (tx) =>
  tx
    .update(holds)
    .set({
      captured: sql`${holds.captured} + ${value('captured')}`,
      released: sql`${holds.released} + ${value('released')}`,
      refunded: sql`${holds.refunded} + ${value('refunded')}`,
    })
    .where(
      sql`${holds.id} = ${value('id')}
        and ${holds.captured} + ${value('captured')} + ${holds.released} + ${value('released')} <= ${holds.points}
        and ${holds.refunded} + ${value('refunded')} <= ${holds.captured}`,
    )
    .returning(),
)

/** No more leaves a hold than went into it. That is the caller's to see to, so it is a mistake of ours, not a refusal. */
export async function countHold(tx: Tx, id: string, counts: Counts): Promise<Hold> {
  const [hold] = await count(tx, { id, ...counts })
  if (!hold) throw new Error(`hold ${id} does not hold that much: ${JSON.stringify(counts)}`)
  return hold
}
