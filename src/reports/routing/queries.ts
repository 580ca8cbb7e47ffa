import { and, asc, desc, eq, getTableColumns, inArray, lte, ne } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas, organizations } from '../../../db/schema/areas.ts'
import { people } from '../../../db/schema/people.ts'
import { reportCategories } from '../../../db/schema/reports.ts'
import { routingEvents, routingRules, routingVersions } from '../../../db/schema/routing.ts'
import { cityDay } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { Report } from '../queries.ts'
import { type Known, problemsOf } from './problems.ts'
import { type Entry, type Facts, firstCatching, inForce, inOrder, type ReadTerms, readTerms } from './rules.ts'

export type RoutingVersion = typeof routingVersions.$inferSelect
export type RoutingRow = RoutingVersion & { areaId: string; areaPath: string }

const columns = { ...getTableColumns(routingVersions), areaId: routingRules.areaId, areaPath: routingRules.areaPath }

/** @throws Refusal `routing_missing` */
export async function routingVersionById(db: Db, id: string): Promise<RoutingRow> {
  const [row] = await db
    .select(columns)
    .from(routingVersions)
    .innerJoin(routingRules, eq(routingRules.id, routingVersions.ruleId))
    .where(eq(routingVersions.id, id))
  return found(row, 'routing_missing', { id })
}

/** Every version of a rule, the newest first. */
export const versionsOfRule = (db: Db, ruleId: string): Promise<RoutingRow[]> =>
  db
    .select(columns)
    .from(routingVersions)
    .innerJoin(routingRules, eq(routingRules.id, routingVersions.ruleId))
    .where(eq(routingVersions.ruleId, ruleId))
    .orderBy(desc(routingVersions.number))

/** What is drafted, tried or scheduled for a later day, the newest first. */
export const versionsInWork = (db: Db): Promise<RoutingRow[]> =>
  db
    .select(columns)
    .from(routingVersions)
    .innerJoin(routingRules, eq(routingRules.id, routingVersions.ruleId))
    .where(inArray(routingVersions.state, ['draft', 'tried', 'scheduled']))
    .orderBy(desc(routingVersions.createdAt), desc(routingVersions.id))

export const eventsOfRule = (db: Db, ruleId: string) =>
  db
    .select({ ...getTableColumns(routingEvents), number: routingVersions.number, who: people.displayName })
    .from(routingEvents)
    .innerJoin(routingVersions, eq(routingVersions.id, routingEvents.versionId))
    .leftJoin(people, eq(people.id, routingEvents.actorId))
    .where(eq(routingVersions.ruleId, ruleId))
    .orderBy(desc(routingEvents.at), desc(routingEvents.id))
    .limit(100)

/** The rules in force on a day, in the order in which they are asked, each with what is broken about it. */
export async function bookOn(db: Db, day: string): Promise<Entry[]> {
  const rows = await db
    .select(columns)
    .from(routingVersions)
    .innerJoin(routingRules, eq(routingRules.id, routingVersions.ruleId))
    .where(and(inArray(routingVersions.state, ['scheduled', 'retired']), lte(routingVersions.startsOn, day)))
    .orderBy(asc(routingVersions.position), asc(routingVersions.id))
  return entriesOf(db, inForce(rows, day))
}

export async function entriesOf(db: Db, rows: readonly RoutingRow[]): Promise<Entry[]> {
  const read = rows.map((row) => ({ row, terms: readTerms(row.terms) }))
  const known = await knownTo(
    db,
    read.map(({ terms }) => terms),
  )
  return read
    .map(({ row, terms }) => ({
      ...{ ruleId: row.ruleId, versionId: row.id, number: row.number, name: row.name, position: row.position },
      ...{ areaPath: row.areaPath, terms, problems: problemsOf(terms, known) },
    }))
    .sort(inOrder)
}

/** What the rules name, as it stands today. */
async function knownTo(db: Db, terms: readonly ReadTerms[]): Promise<Known> {
  const clauses = terms.flatMap((each) => each.clauses)
  const areaIds = clauses.flatMap((clause) => (clause.kind === 'area' ? clause.areaIds : []))
  const organizationIds = terms.flatMap((each) => each.organizationIds)
  const categories = await db
    .select({ id: reportCategories.id, name: reportCategories.name, endedAt: reportCategories.endedAt })
    .from(reportCategories)
    .orderBy(asc(reportCategories.id))
  const places = areaIds.length
    ? await db
        .select({ id: areas.id, name: areas.name })
        .from(areas)
        .where(inArray(areas.id, areaIds))
        .orderBy(areas.id)
    : []
  const bodies = organizationIds.length
    ? await db.select().from(organizations).where(inArray(organizations.id, organizationIds)).orderBy(organizations.id)
    : []
  const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]))
  return { categories: byId(categories), areas: byId(places), organizations: byId(bodies) }
}

export type Proposal = { entry: Entry; departments: { id: string; name: string }[] }

/** What the book in force proposes for a report, broken or not; undefined where no rule catches it. */
export async function proposalFor(db: Db, report: Report, now: Date): Promise<Proposal | undefined> {
  if (report.kind !== 'problem') return undefined
  const entry = firstCatching(await bookOn(db, cityDay(now)), factsOf(report))
  return entry && { entry, departments: await departmentsNamed(db, entry.terms.organizationIds) }
}

export const factsOf = ({ categoryId, areaPath, filedAt, words }: Facts): Facts => ({
  ...{ categoryId, areaPath, filedAt, words },
})

export const departmentsNamed = async (db: Db, ids: readonly string[]) =>
  ids.length
    ? db
        .select({ id: organizations.id, name: organizations.name })
        .from(organizations)
        .where(inArray(organizations.id, [...ids]))
        .orderBy(asc(organizations.name), asc(organizations.id))
    : []

/** What the ids in rules are called: categories, areas and departments. */
export async function namesFor(db: Db, lang: 'zh' | 'en' = 'zh'): Promise<Map<string, string>> {
  const categories = await db
    .select({ id: reportCategories.id, name: reportCategories.name })
    .from(reportCategories)
    .orderBy(asc(reportCategories.id))
  const places = await db
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .where(ne(areas.kind, 'grid'))
    .orderBy(areas.id)
  const bodies = await db
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .where(eq(organizations.kind, 'department'))
    .orderBy(asc(organizations.id))
  return new Map([
    ...categories.map(({ id, name }) => [id, name[lang]] as const),
    ...[...places, ...bodies].map(({ id, name }) => [id, name] as const),
  ])
}
