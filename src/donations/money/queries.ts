import { aliasedTable, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { moneyUseAnswers, moneyUses } from '../../../db/schema/donations.ts'
import { people } from '../../../db/schema/people.ts'
import { groupBy } from '../../kit/group.ts'

const answerers = aliasedTable(people, 'answerers')

const rows = (db: Db) =>
  db
    .select({
      ...getTableColumns(moneyUses),
      isConfirmed: moneyUseAnswers.isConfirmed,
      answeredBy: moneyUseAnswers.byId,
      refusedWhy: moneyUseAnswers.reason,
      who: people.displayName,
      answerer: answerers.displayName,
    })
    .from(moneyUses)
    .leftJoin(moneyUseAnswers, eq(moneyUseAnswers.useId, moneyUses.id))
    .leftJoin(people, eq(people.id, moneyUses.enteredBy))
    .leftJoin(answerers, eq(answerers.id, moneyUseAnswers.byId))

export type MoneyUse = Awaited<ReturnType<typeof rows>>[number]

/** Line id → how its money was used, the last entry first; of all lines where none are named. */
export async function usesOf(db: Db, lineIds?: readonly string[]): Promise<Map<string, MoneyUse[]>> {
  const uses = await rows(db)
    .where(lineIds && inArray(moneyUses.lineId, [...lineIds]))
    .orderBy(desc(moneyUses.at), desc(moneyUses.id))
  return groupBy(uses, ({ lineId }) => lineId)
}

/** What of all donated money was used, in fen. */
export async function moneyUsed(db: Db): Promise<number> {
  const [row] = await db
    .select({ fen: sql`coalesce(sum(${moneyUses.amountFen}), 0)`.mapWith(Number) })
    .from(moneyUses)
    .innerJoin(moneyUseAnswers, eq(moneyUseAnswers.useId, moneyUses.id))
    .where(eq(moneyUseAnswers.isConfirmed, true))
  return row?.fen ?? 0
}
