import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reversals } from '../../../db/schema/points.ts'
import { system } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { transfer } from '../ledger/actions.ts'
import { lockPurse } from '../ledger/purses.ts'
import { balancesOf, transferById } from '../ledger/queries.ts'
import { accounts } from '../ledger/rules.ts'
import { moveLots } from '../lots/actions.ts'
import { lotById } from '../lots/queries.ts'
import { drawFrom, type Part } from '../lots/rules.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'
import { repayment } from './rules.ts'

type OfLot = { lotId: string; now: Date }

/** The objection window has passed: the points can be spent. Half of them repay a debt first, where there is one. */
export async function matureLot(tx: Tx, { lotId, now }: OfLot): Promise<void> {
  const { ownerId } = await lotById(tx, lotId)
  await lockPurse(tx, ownerId)
  const { pending, transferId: grantId } = await lotById(tx, lotId)
  if (pending === 0) return
  const grant = await transferById(tx, grantId)
  const moved = await transfer(tx, {
    id: `mature:${lotId}`,
    debitId: accounts.pending(ownerId),
    creditId: accounts.available(ownerId),
    points: pending,
    kind: 'mature',
    cause: { kind: 'lot', id: lotId, zh: grant.zh, en: grant.en },
    reverses: lotId,
    actorId: system.id,
    now,
  })
  if (!moved) return
  await moveLots(tx, {
    transferId: `mature:${lotId}`,
    from: 'pending',
    to: 'available',
    parts: [{ lotId, points: pending }],
  })
  const { terms } = await cityTermsInForce(tx, now)
  await repayDebt(tx, { ownerId, parts: [{ lotId, points: pending }], share: terms.repayShare, id: lotId, now })
}

type Repay = { ownerId: string; parts: readonly Part[]; share: number; id: string; now: Date }

/** Takes a share of points that have just become available for a debt, oldest debt first. */
export async function repayDebt(tx: Tx, { ownerId, parts, share, id, now }: Repay): Promise<void> {
  const { debt } = await balancesOf(tx, ownerId)
  const earned = parts.reduce((sum, part) => sum + part.points, 0)
  const points = debt < 0 ? repayment(earned, debt, share) : 0
  if (points === 0) return
  const transferId = `repay:${id}`
  await transfer(tx, {
    id: transferId,
    debitId: accounts.available(ownerId),
    creditId: accounts.debt(ownerId),
    points,
    kind: 'repay',
    cause: { kind: 'lot', id, zh: '抵扣待抵扣积分', en: 'Repaid from new earnings' },
    actorId: system.id,
    now,
  })
  await moveLots(tx, { transferId, from: 'available', to: 'repaid', parts: drawFrom(parts, points) })
  await settleDebts(tx, ownerId, points)
}

/** Writes what was repaid to the oldest reversals, so that each debt knows what is left of it. */
export async function settleDebts(tx: Tx, ownerId: string, points: number): Promise<void> {
  const owed = await tx
    .select({ lotId: reversals.id, points: reversals.debtLeft })
    .from(reversals)
    .where(and(eq(reversals.ownerId, ownerId), gt(reversals.debtLeft, 0)))
    .orderBy(asc(reversals.at), asc(reversals.id))
  for (const { lotId: id, points: repaid } of drawFrom(owed, points)) {
    await tx
      .update(reversals)
      .set({ debtLeft: sql`${reversals.debtLeft} - ${repaid}` })
      .where(eq(reversals.id, id))
  }
}

/** What of a lot can still be spent is gone: its time is over. Held points stay with their order. */
export async function expireLot(tx: Tx, { lotId, now }: OfLot): Promise<void> {
  const { ownerId } = await lotById(tx, lotId)
  await lockPurse(tx, ownerId)
  const { available, expiresAt } = await lotById(tx, lotId)
  if (available === 0 || expiresAt > now) return
  const transferId = `expire:${lotId}:${cityDay(now)}`
  const moved = await transfer(tx, {
    id: transferId,
    debitId: accounts.available(ownerId),
    creditId: accounts.expired,
    points: available,
    kind: 'expire',
    cause: { kind: 'lot', id: lotId, zh: '积分到期', en: 'Points expired' },
    reverses: lotId,
    actorId: system.id,
    now,
  })
  if (moved) {
    await moveLots(tx, { transferId, from: 'available', to: 'expired', parts: [{ lotId, points: available }] })
  }
}
