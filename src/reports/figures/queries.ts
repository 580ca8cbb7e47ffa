import { and, asc, eq, gte, isNotNull, like, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { organizations } from '../../../db/schema/areas.ts'
import { reports, whistles } from '../../../db/schema/reports.ts'
import { type Area, areasBelow } from '../../areas/queries.ts'
import { addUp, type Row, type Tally } from './rules.ts'

const count = (condition: SQL) => sql`sum(case when ${condition} then 1 else 0 end)`.mapWith(Number)

const isResolved = sql`${whistles.resolvedAt} is not null`
/** The resident or an inspection sent the department back: it was called again in a later round. */
const cameBack = sql`${whistles.round} < ${reports.round}`
const isSatisfied = sql`${whistles.round} = ${reports.round} and ${reports.verdict} = 'fixed'`

/** What is counted of calls; a call that was released or withdrawn was nobody's. */
const tally = (now: Date) => {
  const passed = (due: typeof whistles.reportInDueAt) => sql`${due} <= ${sql.param(now, due)}`
  return {
    calls: sql`count(*)`.mapWith(Number),
    dutyDue: count(sql`${whistles.reportedInAt} is not null or ${passed(whistles.reportInDueAt)}`),
    dutyInTime: count(sql`${whistles.reportedInAt} <= ${whistles.reportInDueAt}`),
    workDue: count(sql`${isResolved} or ${passed(whistles.resolveDueAt)}`),
    workInTime: count(sql`${whistles.resolvedAt} <= ${whistles.resolveDueAt}`),
    solved: count(sql`${isResolved} and not (${cameBack})`),
    judged: count(sql`${isResolved} and (${cameBack} or ${isSatisfied})`),
    satisfied: count(sql`${isResolved} and ${isSatisfied}`),
  }
}

type Period = { area: Area; from: Date; now: Date }

const counted = ({ area, from }: Period) =>
  and(
    gte(whistles.whistledAt, from),
    notInArray(whistles.status, ['released', 'withdrawn']),
    like(reports.areaPath, `${area.path}%`),
  )

/** How departments answered the calls from an area. */
export const departmentFigures = (db: Db, period: Period): Promise<Row[]> =>
  db
    .select({ id: organizations.id, name: organizations.name, ...tally(period.now) })
    .from(whistles)
    .innerJoin(reports, eq(reports.id, whistles.reportId))
    .innerJoin(organizations, eq(organizations.id, whistles.organizationId))
    .where(and(isNotNull(whistles.organizationId), counted(period)))
    .groupBy(organizations.id, organizations.name)
    .orderBy(asc(organizations.id))

/** How the calls for the areas directly below one were answered, the community's own included. */
export async function areaFigures(db: Db, period: Period): Promise<Row[]> {
  const rows: (Tally & { path: string })[] = await db
    .select({ path: reports.areaPath, ...tally(period.now) })
    .from(whistles)
    .innerJoin(reports, eq(reports.id, whistles.reportId))
    .where(counted(period))
    .groupBy(reports.areaPath)
    .orderBy(asc(reports.areaPath))
  const below = await areasBelow(db, period.area.id)
  const groups = below.map(({ id, name, path }) => ({
    ...{ id, name },
    ...addUp(rows.filter((row) => row.path.startsWith(path))),
  }))
  const own = addUp(rows.filter(({ path }) => path === period.area.path))
  const all = own.calls > 0 ? [...groups, { id: period.area.id, name: period.area.name, ...own }] : groups
  return all.filter(({ calls }) => calls > 0)
}
