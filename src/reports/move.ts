import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { reportEvents, reports } from '../../db/schema/reports.ts'
import { type Actor, type Standing, standingOf } from '../kit/actor.ts'
import { follow } from '../kit/flow.ts'
import { newId } from '../kit/ids.ts'
import { found, Refusal, sameVersion } from '../kit/refusal.ts'
import { hidePhotos, publishPhotos } from '../photos/actions.ts'
import { type Report, reportById } from './queries.ts'
import { reportFlow } from './rules.ts'

/** What the actor is to a report. Somebody anonymous shows that it is theirs by the secret they were given. */
export function reportStanding(actor: Actor, report: Report, holdsSecret = false): ReadonlySet<Standing> {
  const standing = new Set(standingOf(actor, { areaPath: report.areaPath, ownerId: report.reporterId }))
  if (holdsSecret) standing.add('self')
  // Nobody sorts, judges or inspects what they filed themselves.
  if (standing.has('self')) return new Set([...standing].filter((each) => each === 'self' || each === 'resident'))
  return standing
}

/** Holds the report's row until the commit and reads it: what others did meanwhile is in it. */
export async function holdReport(tx: Tx, id: string): Promise<Report> {
  const [report] = await tx
    .update(reports)
    .set({ version: sql`${reports.version}` })
    .where(eq(reports.id, id))
    .returning()
  return found(report, 'report_missing', { id })
}

export type Move = {
  report: Report
  step: string
  actor: Actor
  /** The version the form was drawn from; a form drawn from an older one is refused. */
  version?: number | undefined
  holdsSecret?: boolean | undefined
  /** Told to the reporter and the public. */
  words?: string | undefined
  /** Between staff. */
  why?: string | undefined
  details?: Record<string, unknown> | undefined
  now: Date
}

/**
 * Takes one step of a report's life, guarded by the state and version it was read in.
 *
 * @throws Refusal `stale_version`, `step_unknown`, `step_not_yours`
 */
export async function moveReport(tx: Tx, move: Move, also: Partial<Report> = {}): Promise<Report> {
  const { report, step, actor, version, holdsSecret } = move
  if (version !== undefined) assertSeen(report, version)
  const to = follow(reportFlow, report.status, step, reportStanding(actor, report, holdsSecret))
  return writeReport(tx, move, { status: to, ...also })
}

/**
 * The step itself, once it is known to be allowed. Whoever writes a report holds its row until the commit.
 *
 * @throws Refusal `stale_version` when somebody else was quicker
 */
export async function writeReport(tx: Tx, move: Move, set: Partial<Report>): Promise<Report> {
  const { report, step, actor, words = '', why = '', details = null, now } = move
  const [moved] = await tx
    .update(reports)
    .set({ ...set, version: sql`${reports.version} + 1`, updatedAt: now })
    .where(and(eq(reports.id, report.id), eq(reports.version, report.version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'stale_version', { theirs: await shownVersion(tx, report.id) })
  if (moved.isPublic !== report.isPublic) await (moved.isPublic ? publishPhotos : hidePhotos)(tx, report.id)
  await noteReport(tx, { report: moved, from: report.status, step, actorId: actor.id, words, why, details, now })
  return moved
}

type Note = {
  report: Pick<Report, 'id' | 'status' | 'version'>
  whistleId?: string | undefined
  from: string | null
  to?: string
  step: string
  actorId: string
  words?: string
  why?: string
  details?: Record<string, unknown> | null
  now: Date
}

export const noteReport = (tx: Tx, { report, from, to = report.status, now, ...note }: Note) =>
  tx
    .insert(reportEvents)
    .values({ id: newId(now), reportId: report.id, ...note, from, to, version: report.version, at: now })

export function assertSeen(report: Report, version: number): void {
  sameVersion(report.version, version, { theirs: versionShown(report) })
}

/** What is shown of the stored version beside the one that came too late. */
const versionShown = ({ status, categoryId, matter, address, urgency }: Report) => ({
  ...{ status, categoryId, matter, address, urgency },
})

const shownVersion = async (tx: Tx, id: string) => versionShown(await reportById(tx, id))
