import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reportFollows, reports } from '../../../db/schema/reports.ts'
import type { Position } from '../../kit/places.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { likePhotos } from '../../photos/likeness/queries.ts'
import { categoryById } from '../categories/queries.ts'
import { keepReportPhotos, type SentPhoto } from '../filing/actions.ts'
import { samePictureBitsMax } from '../filing/rules.ts'
import { noteReport } from '../move.ts'
import { metersAtLeast } from '../public/place/rules.ts'
import { type Report, reportById } from '../queries.ts'
import { openStatuses } from '../rules.ts'
import { followOnce } from './following.ts'

/** Whoever stands this near to it has seen it. */
export const onSiteMeters = 100

type Join = {
  reportId: string
  personId: string
  /** Where the phone said they are; only whether that is near is kept. */
  at?: Position | undefined
  /** A photo of their own proves it as well. Stored already. */
  photos?: readonly SentPhoto[]
  now: Date
}

/**
 * "I see this too": follows the report and counts. With a fresh photo or a phone that is on the spot it counts as
 * confirmed, which the rule book pays once the problem is solved.
 *
 * @returns what it counts as
 * @throws Refusal `report_missing` for one that is not public, `report_is_yours`, `join_too_late`
 */
export async function joinReport(tx: Tx, { reportId, personId, at, photos = [], now }: Join) {
  const report = await publicReport(tx, reportId)
  if (report.reporterId === personId) throw new Refusal('conflict', 'report_is_yours')
  if (!(openStatuses as readonly string[]).includes(report.status)) throw new Refusal('conflict', 'join_too_late')
  const fresh = await freshOf(tx, photos)
  const meters = at && metersAtLeast(at, report, await categoryById(tx, report.categoryId))
  const isThere = meters !== undefined && meters <= onSiteMeters
  const kind = isThere || fresh.length > 0 ? 'confirmed' : 'me_too'
  const before = await followOf(tx, reportId, personId)
  await followOnce(tx, { reportId, personId, kind, now })
  await keepReportPhotos(tx, {
    ...{ report, photos: fresh.map(({ prepared }) => ({ prepared, role: 'more' as const })), ownerId: personId, now },
  })
  if (!before || before.kind === 'follows')
    await noteReport(tx, { report, from: report.status, step: 'join', actorId: personId, details: { kind }, now })
  return kind
}

/** Pictures nobody sent before: one that was copied from a report proves nothing. */
async function freshOf(tx: Tx, photos: readonly SentPhoto[]): Promise<SentPhoto[]> {
  const fresh: SentPhoto[] = []
  for (const photo of photos) {
    const [likest] = await likePhotos(tx, photo.prepared)
    if (!likest || likest.bits > samePictureBitsMax) fresh.push(photo)
  }
  return fresh
}

const mine = (reportId: string, personId: string) =>
  and(eq(reportFollows.reportId, reportId), eq(reportFollows.personId, personId))

async function followOf(tx: Tx, reportId: string, personId: string) {
  const [follow] = await tx.select().from(reportFollows).where(mine(reportId, personId))
  return follow
}

type Follow = { reportId: string; personId: string; now: Date }

/** Wants to hear how it goes on, no more. */
export async function followReport(tx: Tx, { reportId, personId, now }: Follow): Promise<void> {
  const report = await publicReport(tx, reportId)
  if (report.reporterId === personId) throw new Refusal('conflict', 'report_is_yours')
  await followOnce(tx, { reportId, personId, kind: 'follows', now })
}

/** Hears no more of it. Somebody who confirmed it on the spot stays counted: that they saw it remains true. */
export async function unfollowReport(tx: Tx, { reportId, personId }: Omit<Follow, 'now'>): Promise<void> {
  const follow = await followOf(tx, reportId, personId)
  if (!follow) return
  if (follow.kind === 'confirmed') throw new Refusal('conflict', 'confirmed_stays')
  const gone = await tx.delete(reportFollows).where(mine(reportId, personId)).returning()
  if (gone.length === 0) return
  await tx
    .update(reports)
    .set({ followers: sql`${reports.followers} - 1` })
    .where(eq(reports.id, reportId))
}

async function publicReport(tx: Tx, reportId: string): Promise<Report> {
  const report = await reportById(tx, reportId)
  return found(report.isPublic ? report : undefined, 'report_missing', { id: reportId })
}
