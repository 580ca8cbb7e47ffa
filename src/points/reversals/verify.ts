import { asc, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { purses, reversals } from '../../../db/schema/points.ts'
import { transfersInOrder } from '../ledger/queries.ts'
import { accounts } from '../ledger/rules.ts'

/**
 * No reversal, debt, forgiving or appeal makes a point: what a grant and all that came of it took out of its budget is
 * the grant itself at most, and exactly that once its reversal was overturned. And every debt is what its reversals say.
 */
export async function verifyReversals(db: Db): Promise<string[]> {
  const all = await db.select().from(reversals).orderBy(asc(reversals.id))
  if (all.length === 0) return []
  return [...(await verifyNet(db, all)), ...(await verifyDebts(db))]
}

async function verifyNet(db: Db, all: readonly (typeof reversals.$inferSelect)[]): Promise<string[]> {
  const ofReversal = new Map(all.map(({ id, transferId }) => [id, transferId]))
  const net = new Map(all.map(({ transferId }) => [transferId, 0]))
  const granted = new Map<string, number>()
  for await (const { id, kind, causeKind, causeId, debitId, creditId, points } of transfersInOrder(db)) {
    const grantId = causeKind === 'reversal' ? ofReversal.get(causeId) : net.has(id) ? id : undefined
    if (!grantId) continue
    if (kind === 'grant') granted.set(id, points)
    const isBudget = (account: string) => account.startsWith(accounts.budget(''))
    const out = isBudget(debitId) ? points : isBudget(creditId) ? -points : 0
    net.set(grantId, (net.get(grantId) ?? 0) + out)
  }
  return all.flatMap(({ transferId, overturnedAt }) => {
    const [grant, left] = [granted.get(transferId) ?? 0, net.get(transferId) ?? 0]
    const isRight = overturnedAt ? left === grant : left >= 0 && left <= grant
    return isRight
      ? []
      : [`${transferId} granted ${grant} points, and with its reversal ${left} came out of the budget`]
  })
}

async function verifyDebts(db: Db): Promise<string[]> {
  const owed = await db
    .select({ ownerId: reversals.ownerId, points: sql<number>`sum(${reversals.debtLeft})`.mapWith(Number) })
    .from(reversals)
    .groupBy(reversals.ownerId)
    .orderBy(asc(reversals.ownerId))
  const rows = await db
    .select({ ownerId: purses.ownerId, debt: purses.debt })
    .from(purses)
    .where(inArray(purses.ownerId, db.select({ id: reversals.ownerId }).from(reversals)))
    .orderBy(asc(purses.ownerId))
  const debts = new Map(rows.map(({ ownerId, debt }) => [ownerId, debt]))
  return owed
    .filter(({ ownerId, points }) => points !== -(debts.get(ownerId) ?? 0))
    .map(({ ownerId, points }) => `the reversals of ${ownerId} leave ${points} points owed, the purse says otherwise`)
}
