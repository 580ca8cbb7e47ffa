import { and, asc, desc, eq, gte, inArray, lte, ne, notInArray, or, type SQL } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { organizations } from '../../../db/schema/areas.ts'
import { reportCategories, reportEvents, reportPhotos, reports, whistles } from '../../../db/schema/reports.ts'
import { coarse } from '../public/place/rules.ts'
import { confidentialSteps, solvedStatuses } from '../rules.ts'
import { resultsMax } from './rules.ts'

export type Asked = {
  numbers: readonly string[]
  codes: readonly string[]
  statuses: readonly ('open' | 'closed')[]
  window: { from: Date; to: Date }
  updated?: { from: Date | undefined; to: Date | undefined }
  box?: { south: number; north: number; west: number; east: number } | undefined
  where?: SQL | undefined
  page: number
  pageSize: number
}

const shown = eq(reports.isPublic, true)

/** Public reports, the newest first. Numbers override everything else. */
export function publicRequests(db: Db, asked: Asked) {
  const { numbers, page, pageSize } = asked
  return db
    .select({ report: reports, category: reportCategories })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .where(and(shown, numbers.length ? inArray(reports.number, [...numbers]) : filtered(asked)))
    .orderBy(desc(reports.filedAt), desc(reports.id))
    .limit(Math.min(pageSize, resultsMax))
    .offset((page - 1) * pageSize)
}

function filtered({ codes, statuses, window, updated, box: asked, where }: Asked) {
  const box = asked && coarse(asked)
  const solved = [...solvedStatuses]
  return and(
    gte(reports.filedAt, window.from),
    lte(reports.filedAt, window.to),
    codes.length ? inArray(reports.categoryId, [...codes]) : undefined,
    statuses.length === 1
      ? statuses[0] === 'closed'
        ? inArray(reports.status, solved)
        : notInArray(reports.status, solved)
      : undefined,
    updated?.from && gte(reports.updatedAt, updated.from),
    updated?.to && lte(reports.updatedAt, updated.to),
    box &&
      and(
        gte(reports.latitude, box.south),
        lte(reports.latitude, box.north),
        gte(reports.longitude, box.west),
        lte(reports.longitude, box.east),
      ),
    where,
  )
}

/** One public report; private and unconfirmed ones are as unknown as those that never were. */
export async function publicRequest(db: Db, number: string) {
  const [row] = await db
    .select({ report: reports, category: reportCategories })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .where(and(shown, eq(reports.number, number)))
  return row
}

/** Names of the departments at work on each report. */
export async function agenciesOf(db: Db, reportIds: readonly string[]): Promise<Map<string, string>> {
  if (reportIds.length === 0) return new Map()
  const rows = await db
    .select({ reportId: whistles.reportId, name: organizations.name })
    .from(whistles)
    .innerJoin(reports, and(eq(reports.id, whistles.reportId), eq(reports.round, whistles.round)))
    .innerJoin(organizations, eq(organizations.id, whistles.organizationId))
    .where(and(inArray(whistles.reportId, [...reportIds]), notInArray(whistles.status, ['released', 'withdrawn'])))
    .orderBy(asc(whistles.id))
  const names = new Map<string, string>()
  for (const { reportId, name } of rows) names.set(reportId, [names.get(reportId), name].filter(Boolean).join('、'))
  return names
}

/** The photos of each report as it was filed, in order. */
export async function picturesOf(db: Db, reportIds: readonly string[]): Promise<Map<string, string[]>> {
  if (reportIds.length === 0) return new Map()
  const rows = await db
    .select({ reportId: reportPhotos.reportId, photoId: reportPhotos.photoId })
    .from(reportPhotos)
    .where(
      and(inArray(reportPhotos.reportId, [...reportIds]), inArray(reportPhotos.role, ['near', 'far', 'more', 'after'])),
    )
    .orderBy(asc(reportPhotos.at), asc(reportPhotos.position), asc(reportPhotos.photoId))
  const pictures = new Map<string, string[]>()
  for (const { reportId, photoId } of rows) pictures.set(reportId, [...(pictures.get(reportId) ?? []), photoId])
  return pictures
}

/** Changes of state that the public may know, in the order in which they happened. */
export function publicUpdates(db: Db, { from, to }: { from: Date; to: Date }) {
  return db
    .select({ event: reportEvents, number: reports.number })
    .from(reportEvents)
    .innerJoin(reports, eq(reports.id, reportEvents.reportId))
    .where(
      and(
        shown,
        gte(reportEvents.at, from),
        lte(reportEvents.at, to),
        or(ne(reportEvents.from, reportEvents.to), eq(reportEvents.step, 'accept')),
        inArray(reportEvents.to, [
          'accepted',
          'whistled',
          'reported_in',
          'resolved',
          'half_fixed',
          'reopened',
          'confirmed',
          'closed',
        ]),
        notInArray(reportEvents.step, ['reportIn', 'resolve', 'call', 'callAgain', 'withdraw', 'release', 'insist']),
      ),
    )
    .orderBy(asc(reportEvents.at), asc(reportEvents.id))
    .limit(resultsMax)
}

/** What was told to the public about one report. */
export const publicNotes = (db: Db, reportId: string) =>
  db
    .select()
    .from(reportEvents)
    .where(
      and(
        eq(reportEvents.reportId, reportId),
        ne(reportEvents.words, ''),
        notInArray(reportEvents.step, [...confidentialSteps]),
      ),
    )
    .orderBy(asc(reportEvents.at), asc(reportEvents.id))
