import { and, asc, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { purses, transfers } from '../../../db/schema/points.ts'
import { found } from '../../kit/refusal.ts'

export type Transfer = typeof transfers.$inferSelect

const byId = prepared('transfer_by_id', (tx) =>
  tx
    .select()
    .from(transfers)
    .where(eq(transfers.id, sql.placeholder('id'))),
)

/** The transfer, if it ever happened. */
export async function transferIfAny(db: Db, id: string): Promise<Transfer | undefined> {
  const [row] = await byId(db, { id })
  return row
}

/** @throws Refusal `transfer_missing` */
export const transferById = async (db: Db, id: string): Promise<Transfer> =>
  found(await transferIfAny(db, id), 'transfer_missing', { id })

const balances = prepared('balances_of', (tx) =>
  tx
    .select({ available: purses.available, pending: purses.pending, held: purses.held, debt: purses.debt })
    .from(purses)
    .where(eq(purses.ownerId, sql.placeholder('ownerId'))),
)

/** What a person or household has. `debt` is 0 or below. Somebody who never had a point has none of each. */
export async function balancesOf(db: Db, ownerId: string) {
  const [purse] = await balances(db, { ownerId })
  return purse ?? { available: 0, pending: 0, held: 0, debt: 0 }
}

/** Every transfer in order of time, read in pieces, for whoever rebuilds something from all of them. */
export async function* transfersInOrder(db: Db, pieceMax = 5000): AsyncGenerator<Transfer> {
  let last: Transfer | undefined
  do {
    const after: SQL | undefined =
      last && or(gt(transfers.at, last.at), and(eq(transfers.at, last.at), gt(transfers.id, last.id)))
    const piece: Transfer[] = await db
      .select()
      .from(transfers)
      .where(after)
      .orderBy(asc(transfers.at), asc(transfers.id))
      .limit(pieceMax)
    yield* piece
    last = piece.length === pieceMax ? piece.at(-1) : undefined
  } while (last)
}
