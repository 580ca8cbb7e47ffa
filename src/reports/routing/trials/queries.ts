import { and, asc, desc, eq, gte, like, notInArray } from 'drizzle-orm'
import type { Db } from '../../../../db/database.ts'
import { reports, whistles } from '../../../../db/schema/reports.ts'
import { cityDay, day, later } from '../../../kit/clock.ts'
import { groupBy } from '../../../kit/group.ts'
import { bookOn, entriesOf, factsOf, type RoutingRow } from '../queries.ts'
import { compare, type Done, type Trial, trialDays, trialReportsMax } from './rules.ts'

/** What a version would have done to the past month's reports of its area, beside what people did. */
export async function trialOf(db: Db, version: RoutingRow, now: Date): Promise<Trial> {
  const since = later(now, -trialDays * day)
  const book = await bookOn(db, cityDay(now))
  const [entry] = await entriesOf(db, [version])
  if (!entry) throw new Error('a version is an entry')
  const rows = await db
    .select({
      ...{ id: reports.id, number: reports.number, categoryId: reports.categoryId, areaPath: reports.areaPath },
      ...{ filedAt: reports.filedAt, words: reports.words, matter: reports.matter, status: reports.status },
    })
    .from(reports)
    .where(
      and(gte(reports.filedAt, since), like(reports.areaPath, `${version.areaPath}%`), eq(reports.kind, 'problem')),
    )
    .orderBy(desc(reports.filedAt), desc(reports.id))
    .limit(trialReportsMax + 1)
  const seen = rows.slice(0, trialReportsMax)
  const calls = await callsSince(db, version.areaPath, since)
  const done: Done[] = seen.map((row) => ({ ...row, ...factsOf(row), organizationIds: calls.get(row.id) ?? [] }))
  const results = compare(book, entry, done)
  return { ...results, at: now.toISOString(), days: trialDays, isCut: rows.length > trialReportsMax }
}

/** Whom people really whistled for, by report; `''` is the community itself. Calls taken back do not count. */
async function callsSince(db: Db, areaPath: string, since: Date): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ reportId: whistles.reportId, organizationId: whistles.organizationId })
    .from(whistles)
    .innerJoin(reports, eq(reports.id, whistles.reportId))
    .where(
      and(
        gte(reports.filedAt, since),
        like(reports.areaPath, `${areaPath}%`),
        notInArray(whistles.status, ['withdrawn', 'released']),
      ),
    )
    .orderBy(asc(whistles.reportId), asc(whistles.id))
  const byReport = groupBy(rows, ({ reportId }) => reportId)
  return new Map([...byReport].map(([id, list]) => [id, [...new Set(list.map((row) => row.organizationId ?? ''))]]))
}
