import { and, asc, count, desc, eq, gte, inArray, isNull, lte, ne, or, type SQL } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas, organizations } from '../../../db/schema/areas.ts'
import { people } from '../../../db/schema/people.ts'
import { reportCategories, reportEvents, reportPhotos, reports, whistles } from '../../../db/schema/reports.ts'
import { reached } from '../../areas/reach.ts'
import { type Actor, areasUnder, type Role } from '../../kit/actor.ts'
import { cityDay, day, later, startOfCityDay } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { type Report, reportById } from '../queries.ts'
import { comesAfter, cursorOf } from './cursor.ts'

/** What the desk looks at side by side. */
export const tabs = {
  new: ['filed'],
  handed: ['handed_back'],
  running: ['accepted', 'whistled', 'reported_in', 'half_fixed', 'reopened', 'waiting_for_resident'],
  verdict: ['resolved'],
  done: ['confirmed', 'closed', 'refused', 'merged'],
} as const satisfies Record<string, readonly Report['status'][]>
export type Tab = keyof typeof tabs

const centreRoles: readonly Role[] = ['clerk', 'dispatcher', 'admin', 'auditor', 'reviewer']

/** Reports within the areas that the actor's roles cover; nothing for those without. */
export const covered = (actor: Actor, roles = centreRoles): SQL => reached(reports.areaPath, actor, roles)

export type Filter = {
  tab: Tab
  categoryId?: string | undefined
  urgent?: boolean
  late?: boolean
  /** Where the page before ended. */
  after?: string | undefined
}

export const rowsMax = 100
/** The queue shows what was dealt with of late; older ones are searched for. */
export const doneDays = 30

/** A page of the queue: the urgent ones first, then whoever has waited longest. Done ones: the newest first. */
export async function queue(db: Db, actor: Actor, { tab, categoryId, urgent, late, after }: Filter, now: Date) {
  const some = await db
    .select({ report: reports, category: reportCategories.name, areaName: areas.name })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .innerJoin(areas, eq(areas.id, reports.areaId))
    .where(
      and(
        inArray(reports.status, [...tabs[tab]]),
        covered(actor),
        categoryId ? eq(reports.categoryId, categoryId) : undefined,
        urgent ? eq(reports.urgency, 'urgent') : undefined,
        late ? lte(reports.promisedAt, now) : undefined,
        tab === 'done' ? gte(reports.updatedAt, later(now, -doneDays * day)) : undefined,
        after ? comesAfter(after, tab === 'done') : undefined,
      ),
    )
    .orderBy(
      ...(tab === 'done'
        ? [desc(reports.updatedAt), desc(reports.id)]
        : [desc(reports.urgency), asc(reports.filedAt), asc(reports.id)]),
    )
    .limit(rowsMax + 1)
  const rows = some.slice(0, rowsMax)
  const last = some.length > rowsMax ? rows.at(-1) : undefined
  return { rows, next: last && cursorOf(last.report, tab === 'done') }
}

/** How many stand in each tab but the last, and how many of the running ones are late, where one of the roles covers. */
export async function queueCounts(db: Db, actor: Actor, now: Date, roles = centreRoles) {
  const open = [...tabs.new, ...tabs.handed, ...tabs.running, ...tabs.verdict]
  const rows = await db
    .select({ status: reports.status, n: count() })
    .from(reports)
    .where(and(inArray(reports.status, open), covered(actor, roles)))
    .groupBy(reports.status)
    .orderBy(asc(reports.status))
  const of = (tab: Tab) =>
    rows.filter(({ status }) => (tabs[tab] as readonly string[]).includes(status)).reduce((sum, { n }) => sum + n, 0)
  const late = await db.$count(
    reports,
    and(covered(actor, roles), inArray(reports.status, [...tabs.running]), lte(reports.promisedAt, now)),
  )
  return {
    new: of('new'),
    handed: of('handed'),
    running: of('running'),
    verdict: of('verdict'),
    late,
  }
}

/** The first photo of each, for the lists. */
export async function coversOf(db: Db, reportIds: readonly string[]): Promise<Map<string, string>> {
  if (reportIds.length === 0) return new Map()
  const rows = await db
    .select({ reportId: reportPhotos.reportId, photoId: reportPhotos.photoId })
    .from(reportPhotos)
    .where(and(inArray(reportPhotos.reportId, [...reportIds]), inArray(reportPhotos.role, ['near', 'far', 'more'])))
    .orderBy(desc(reportPhotos.position), desc(reportPhotos.photoId))
  return new Map(rows.map(({ reportId, photoId }) => [reportId, photoId]))
}

/**
 * A report for somebody whose roles cover it, or whose department was called for it.
 *
 * @throws Refusal `report_missing` for all others
 */
export async function reportForStaff(db: Db, id: string, actor: Actor): Promise<Report> {
  const report = await reportById(db, id)
  const isCovered = areasUnder(actor, centreRoles).some((path) => report.areaPath.startsWith(path))
  if (isCovered) return report
  const mine = organizationsOf(actor)
  const [called] = mine.length
    ? await db
        .select({ id: whistles.id })
        .from(whistles)
        .where(and(eq(whistles.reportId, id), inArray(whistles.organizationId, mine)))
        .orderBy(asc(whistles.id))
        .limit(1)
    : []
  return found(called && report, 'report_missing', { id })
}

export const organizationsOf = (actor: Actor): string[] =>
  actor.grants.flatMap(({ role, organizationId }) => (role === 'officer' && organizationId ? [organizationId] : []))

/** The calls of a report with the names of those called. */
export const callsWithNames = (db: Db, reportId: string) =>
  db
    .select({ whistle: whistles, name: organizations.name, phone: organizations.phone })
    .from(whistles)
    .leftJoin(organizations, eq(organizations.id, whistles.organizationId))
    .where(eq(whistles.reportId, reportId))
    .orderBy(asc(whistles.round), asc(whistles.id))

/** The history with the names of staff; residents have none here. */
export const historyOf = (db: Db, reportId: string) =>
  db
    .select({ event: reportEvents, who: people.displayName, department: organizations.name })
    .from(reportEvents)
    .leftJoin(reports, eq(reports.id, reportEvents.reportId))
    .leftJoin(
      people,
      and(eq(people.id, reportEvents.actorId), or(isNull(reports.reporterId), ne(people.id, reports.reporterId))),
    )
    .leftJoin(whistles, eq(whistles.id, reportEvents.whistleId))
    .leftJoin(organizations, eq(organizations.id, whistles.organizationId))
    .where(eq(reportEvents.reportId, reportId))
    .orderBy(asc(reportEvents.version), asc(reportEvents.id))

/** The calls that the actor's department, or community, has to answer. */
function toAnswer(actor: Actor): SQL | undefined {
  const mine = organizationsOf(actor)
  const isMine = or(
    mine.length ? inArray(whistles.organizationId, mine) : undefined,
    and(isNull(whistles.organizationId), reached(whistles.areaPath, actor, ['clerk'])),
  )
  return and(inArray(whistles.status, ['whistled', 'reported_in']), isMine)
}

export const countCalls = (db: Db, actor: Actor): Promise<number> => db.$count(whistles, toAnswer(actor))

/** They, the earliest due first. */
export const callsToAnswer = (db: Db, actor: Actor) =>
  db
    .select({
      whistle: whistles,
      report: reports,
      category: reportCategories.name,
      areaName: areas.name,
      name: organizations.name,
    })
    .from(whistles)
    .innerJoin(reports, eq(reports.id, whistles.reportId))
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .innerJoin(areas, eq(areas.id, reports.areaId))
    .leftJoin(organizations, eq(organizations.id, whistles.organizationId))
    .where(toAnswer(actor))
    .orderBy(asc(whistles.reportInDueAt), asc(whistles.id))
    .limit(rowsMax)

/** Everything that is late or falls due before the end of today, within the actor's areas or departments. */
export function dueToday(db: Db, actor: Actor, now: Date) {
  const end = later(startOfCityDay(cityDay(now)), day)
  const mine = organizationsOf(actor)
  const seen = or(covered(actor), mine.length ? inArray(whistles.organizationId, mine) : undefined)
  const isDue = or(
    and(eq(whistles.status, 'whistled'), lte(whistles.reportInDueAt, end)),
    and(inArray(whistles.status, ['whistled', 'reported_in']), lte(whistles.resolveDueAt, end)),
  )
  return db
    .select({
      whistle: whistles,
      report: reports,
      category: reportCategories.name,
      name: organizations.name,
      areaName: areas.name,
    })
    .from(whistles)
    .innerJoin(reports, eq(reports.id, whistles.reportId))
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .innerJoin(areas, eq(areas.id, reports.areaId))
    .leftJoin(organizations, eq(organizations.id, whistles.organizationId))
    .where(and(isNull(whistles.stoppedAt), isDue, seen))
    .orderBy(asc(whistles.reportInDueAt), asc(whistles.id))
    .limit(200)
}
