import { and, asc, desc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { reportCategories, reportPhotos, reports } from '../../../db/schema/reports.ts'
import { day, later } from '../../kit/clock.ts'
import { boxAround, metersBetween, type Position } from '../../kit/places.ts'
import { likePhotos } from '../../photos/likeness/queries.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { metersAtLeast, placeShown, positionShown } from '../public/place/rules.ts'
import type { Category, Report } from '../queries.ts'
import { openStatuses, solvedStatuses } from '../rules.ts'
import { likenessOf, offeredMax, scoreMin, solvedDays, type Trait } from './rules.ts'

type Mine = Trait & { kind: Report['kind']; position?: Position | undefined }

export type Likely = {
  report: Report
  category: Category
  /** One picture to judge by. */
  photoId: string | undefined
  meters: number | undefined
  score: number
}

const lookedAtMax = 300
/** Further than `nearMeters`, because a place that is shown roughly may lie beyond the edge of a narrower box. */
const lookedAtMeters = 250

/**
 * Public reports that may be of the same problem, the likest first: still open, or solved not long ago.
 *
 * @param mine with the position, where there is one
 * @param photos the pictures that were chosen, to compare
 */
export async function likelyReports(
  db: Db,
  mine: Mine,
  photos: readonly PreparedPhoto[],
  now: Date,
): Promise<Likely[]> {
  const alike = await bitsByReport(db, photos)
  const candidates = await candidatesFor(db, mine, [...alike.keys()], now)
  const scored = candidates
    .map(({ report, category }) => {
      const { address } = placeShown(report, category)
      const theirs = { ...report, words: report.publicWords ?? report.words, address }
      // Compared by where everybody sees it: what is offered, and what not, would tell the door as well as a distance.
      const least = mine.position && metersAtLeast(mine.position, report, category)
      const score = likenessOf(mine, theirs, least, alike.get(report.id))
      const shown = positionShown(report, category)
      const meters = mine.position && shown && metersBetween(mine.position, shown)
      return { report, category, score, meters }
    })
    .filter(({ score }) => score >= scoreMin)
    .sort((one, other) => other.score - one.score || (one.report.number < other.report.number ? -1 : 1))
    .slice(0, offeredMax)
  const pictures = await firstPhotos(
    db,
    scored.map(({ report }) => report.id),
  )
  return scored.map(({ report, category, meters, score }) => ({
    ...{ report, category, meters, score, photoId: pictures.get(report.id) },
  }))
}

async function candidatesFor(db: Db, mine: Mine, alike: string[], now: Date) {
  const since = later(now, -solvedDays * day)
  return db
    .select({ report: reports, category: reportCategories })
    .from(reports)
    .innerJoin(reportCategories, eq(reportCategories.id, reports.categoryId))
    .where(
      and(
        eq(reports.isPublic, true),
        eq(reports.kind, mine.kind),
        or(
          inArray(reports.status, [...openStatuses]),
          and(inArray(reports.status, [...solvedStatuses]), gte(reports.resolvedAt, since)),
        ),
        or(nearby(mine.position, mine.areaId), alike.length ? inArray(reports.id, alike) : undefined),
      ),
    )
    .orderBy(desc(reports.filedAt), desc(reports.id))
    .limit(lookedAtMax)
}

/** In the box around the position, or, where one of the two has none, in the same area. */
function nearby(position: Position | undefined, areaId: string) {
  if (!position) return eq(reports.areaId, areaId)
  const { south, north, west, east } = boxAround(position, lookedAtMeters)
  const inBox = and(
    gte(reports.latitude, south),
    lte(reports.latitude, north),
    gte(reports.longitude, west),
    lte(reports.longitude, east),
  )
  return or(inBox, and(isNull(reports.latitude), eq(reports.areaId, areaId)))
}

/** For each report with a like picture, in how many bits the likest differs. */
async function bitsByReport(db: Db, photos: readonly PreparedPhoto[]): Promise<Map<string, number>> {
  const least = new Map<string, number>()
  for (const photo of photos)
    for (const { subjectId, bits } of await likePhotos(db, photo, { purposes: ['report'] }))
      least.set(subjectId, Math.min(bits, least.get(subjectId) ?? bits))
  return least
}

/** The first picture of each report that shows the problem. */
export async function firstPhotos(db: Db, reportIds: readonly string[]): Promise<Map<string, string>> {
  if (reportIds.length === 0) return new Map()
  const rows = await db
    .select({ reportId: reportPhotos.reportId, photoId: reportPhotos.photoId })
    .from(reportPhotos)
    .where(and(inArray(reportPhotos.reportId, [...reportIds]), inArray(reportPhotos.role, ['near', 'far', 'more'])))
    .orderBy(asc(reportPhotos.at), asc(reportPhotos.position), asc(reportPhotos.photoId))
  const first = new Map<string, string>()
  for (const { reportId, photoId } of rows) if (!first.has(reportId)) first.set(reportId, photoId)
  return first
}
