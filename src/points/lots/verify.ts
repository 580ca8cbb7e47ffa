import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { holds, lotMoves, lots, purses, reversals, transfers } from '../../../db/schema/points.ts'

const sides = ['pending', 'available', 'held'] as const
const whole = (expression: ReturnType<typeof sql>) => expression.mapWith(Number) as ReturnType<typeof sql<number>>

const net = (place: string) =>
  whole(
    sql`coalesce(sum(case when ${lotMoves.to} = ${place} then ${lotMoves.points} when ${lotMoves.from} = ${place} then -${lotMoves.points} else 0 end), 0)`,
  )

/** Where the points of each lot are is what its moves say. */
export async function verifyLots(db: Db): Promise<string[]> {
  const rows = await db
    .select({
      id: lots.id,
      points: lots.points,
      creditId: transfers.creditId,
      ...{ pending: lots.pending, available: lots.available, held: lots.held },
      ...{ pendingNet: net('pending'), availableNet: net('available'), heldNet: net('held') },
    })
    .from(lots)
    .innerJoin(transfers, eq(transfers.id, lots.transferId))
    .leftJoin(lotMoves, eq(lotMoves.lotId, lots.id))
    .groupBy(lots.id, transfers.id)
    .orderBy(asc(lots.id))
  return rows.flatMap((lot) => {
    const began = lot.creditId.startsWith('pending:') ? 'pending' : 'available'
    return sides
      .filter((side) => lot[side] !== lot[`${side}Net`] + (side === began ? lot.points : 0))
      .map((side) => `lot ${lot.id} keeps ${lot[side]} points ${side}, its moves give another number`)
  })
}

/** The lots of each owner add up to the balances. */
export async function verifyLotSums(db: Db): Promise<string[]> {
  const sums = await db
    .select({
      ownerId: purses.ownerId,
      ...{ pending: purses.pending, available: purses.available, held: purses.held, debt: purses.debt },
      pendingLots: whole(sql`coalesce(sum(${lots.pending}), 0)`),
      availableLots: whole(sql`coalesce(sum(${lots.available}), 0)`),
      heldLots: whole(sql`coalesce(sum(${lots.held}), 0)`),
    })
    .from(purses)
    .leftJoin(lots, eq(lots.ownerId, purses.ownerId))
    .groupBy(purses.ownerId)
    .orderBy(asc(purses.ownerId))
  const owed = await db
    .select({ ownerId: reversals.ownerId, points: whole(sql`sum(${reversals.debtLeft})`) })
    .from(reversals)
    .groupBy(reversals.ownerId)
    .orderBy(asc(reversals.ownerId))
  const debts = new Map(owed.map(({ ownerId, points }) => [ownerId, points]))
  return sums.flatMap((purse) => [
    ...sides
      .filter((side) => purse[side] !== purse[`${side}Lots`])
      .map((side) => `${purse.ownerId} has ${purse[side]} points ${side}, the lots hold ${purse[`${side}Lots`]}`),
    ...(-purse.debt === (debts.get(purse.ownerId) ?? 0)
      ? []
      : [`${purse.ownerId} owes ${-purse.debt} points, the reversals say ${debts.get(purse.ownerId) ?? 0}`]),
  ])
}

/** What was captured, released and refunded of each hold is what its transfers say. */
export async function verifyHolds(db: Db): Promise<string[]> {
  const of = (kind: string) =>
    whole(sql`coalesce(sum(case when ${transfers.kind} = ${kind} then ${transfers.points} else 0 end), 0)`)
  const rows = await db
    .select({
      id: holds.id,
      ...{ captured: holds.captured, released: holds.released, refunded: holds.refunded },
      ...{
        captures: sql<number>`${of('capture')} + ${of('gift')}`.mapWith(Number),
        releases: of('release'),
        refunds: of('refund'),
      },
    })
    .from(holds)
    .leftJoin(transfers, eq(transfers.reverses, sql`'hold:' || ${holds.id}`))
    .groupBy(holds.id)
    .orderBy(asc(holds.id))
  return rows
    .filter((row) => row.captured !== row.captures || row.released !== row.releases || row.refunded !== row.refunds)
    .map(({ id }) => `hold ${id} counts other captures, releases or refunds than its transfers`)
}
