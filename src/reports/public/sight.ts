import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Db } from '../../../db/database.ts'
import { whistles } from '../../../db/schema/reports.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { heldSignature } from '../follow/secret.ts'
import { type Report, reportById } from '../queries.ts'

/** As whom somebody sees a report: the one who filed it, staff it concerns, or anybody. */
export type Sight = 'reporter' | 'staff' | 'public'

/**
 * A report with how the visitor sees it. One that is private or not accepted yet exists for its reporter and for staff
 * alone.
 *
 * @throws Refusal `report_missing`
 */
export async function reportInSight(c: Context<Env>, id: string): Promise<{ report: Report; sight: Sight }> {
  const report = await reportById(c.var.db, id)
  const sight = await sightOf(c, report)
  return { report, sight: found(sight, 'report_missing', { id }) }
}

export async function sightOf(c: Context<Env>, report: Report): Promise<Sight | undefined> {
  const { db, actor } = c.var
  const holdsSecret = report.reporterId === null && heldSignature(c, report.id) !== undefined
  if (holdsSecret || (report.reporterId !== null && report.reporterId === actor.id)) return 'reporter'
  if (await isConcerned(db, actor, report)) return 'staff'
  return report.isPublic ? 'public' : undefined
}

const lookers = ['clerk', 'reviewer', 'dispatcher', 'auditor', 'admin'] as const

/** Staff whose area it lies in, and officers of a department that was called for it. */
async function isConcerned(db: Db, actor: Actor, { id, areaPath }: Report): Promise<boolean> {
  const standing = standingOf(actor, { areaPath })
  if (lookers.some((role) => standing.has(role))) return true
  const own = actor.grants.flatMap(({ organizationId }) => organizationId ?? [])
  if (own.length === 0) return false
  const called = and(eq(whistles.reportId, id), inArray(whistles.organizationId, own))
  return (await db.$count(whistles, called)) > 0
}
