import { and, eq, gte, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once, yearlyNumber } from '../../../db/once.ts'
import { activities, activityEvents } from '../../../db/schema/tasks.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { commitBudget, releaseBudget } from '../../points/budgets/actions.ts'
import { claimsAtRest, closeClaims, workHasBegun } from '../claims/together.ts'
import { type ActivityFields, fieldsOf } from './input.ts'
import { type Activity, activityById } from './queries.ts'
import { rewardEach } from './reward.ts'
import { activityFlow, assertAhead, assertSensible, shiftedAhead } from './rules.ts'

type NewDraft = {
  /** The sender's id of this act. */
  key: string
  fields: ActivityFields
  actor: Actor
  now: Date
  series?: { id: string; day: string } | undefined
  copiedFrom?: string | undefined
}

/**
 * Writes a draft: nobody but staff sees it, and it costs nothing yet.
 *
 * @returns the new activity's id; the same key again gives the first one's
 * @throws Refusal `publishing_not_yours`, and what `assertSensible` throws
 */
export function draftActivity(tx: Tx, { key, fields, actor, now, series, copiedFrom }: NewDraft): Promise<string> {
  return once(tx, { key, actorId: actor.id, content: ['draftActivity', fields, copiedFrom], now }, async () => {
    assertSensible(fields)
    const area = await areaById(tx, fields.areaId)
    assertLooksAfter(actor, area.path)

    const activity = {
      ...fields,
      id: newId(now),
      number: await nextNumber(tx, now),
      areaPath: area.path,
      publisherId: actor.id,
      seriesId: series?.id ?? null,
      seriesDay: series?.day ?? null,
      copiedFrom: copiedFrom ?? null,
      status: 'draft' as const,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }
    await tx.insert(activities).values(activity)
    await noteActivity(tx, { activity, from: null, step: 'draft', actorId: actor.id, now })
    return activity.id
  })
}

/** @throws Refusal `publishing_not_yours`: publishing is delegated down the tree, and no further up than it was given */
export function assertLooksAfter(actor: Actor, areaPath: string): void {
  const standing = standingOf(actor, { areaPath })
  if (!standing.has('clerk') && !standing.has('admin') && !standing.has('system'))
    throw new Refusal('forbidden', 'publishing_not_yours', { field: 'areaId' })
}

async function nextNumber(tx: Tx, now: Date): Promise<string> {
  return yearlyNumber(tx, 'T', now)
}

type Copy = { key: string; activityId: string; actor: Actor; now: Date }

/** A draft with everything of an earlier one, moved by whole weeks until it lies ahead. */
export async function copyActivity(tx: Tx, { key, activityId, actor, now }: Copy): Promise<string> {
  const from = await activityForStaff(tx, activityId, actor)
  const fields = { ...fieldsOf(from), ...shiftedAhead(from, now) }
  return draftActivity(tx, { key, fields, actor, now, copiedFrom: from.id })
}

/** The activity, for somebody who looks after its area; `activity_missing` for all others. */
export async function activityForStaff(tx: Parameters<typeof activityById>[0], id: string, actor: Actor) {
  const activity = await activityById(tx, id)
  const standing = standingOf(actor, { areaPath: activity.areaPath })
  if (!standing.has('clerk') && !standing.has('admin')) throw new Refusal('missing', 'activity_missing')
  return activity
}

type Act = { activityId: string; actor: Actor; now: Date }

/**
 * Shows a draft to the residents, and sets aside the most that it can cost in its area's points budget.
 *
 * @throws Refusal `starts_in_past`, `sign_up_in_past`, `budget_exhausted`
 */
export async function publishActivity(tx: Tx, { activityId, actor, now }: Act): Promise<Activity> {
  const activity = await activityById(tx, activityId)
  assertAhead(activity, now)
  const each = await rewardEach(tx, activity, now)
  const committedPoints = each * activity.capacity

  const published = await moveActivity(
    tx,
    { activity, step: 'publish', actor, now },
    { pointsEach: each, committedPoints, publishedAt: now },
  )
  await commitBudget(tx, {
    areaId: activity.areaId,
    points: committedPoints,
    reason: activity.number,
    actorId: actor.id,
    now,
  })
  return published
}

/**
 * Calls an activity off: those who signed up are told, and the points set aside go back. Once somebody has been there,
 * it can only be ended, because their time counts.
 *
 * @throws Refusal `residents_reason_needed`, `work_has_begun`
 */
export async function cancelActivity(tx: Tx, { activityId, actor, now, why }: Act & { why: string }) {
  const activity = await activityById(tx, activityId)
  if (!why && activity.status !== 'draft') throw new Refusal('invalid', 'residents_reason_needed', { field: 'why' })
  if (await workHasBegun(tx, activityId)) throw new Refusal('conflict', 'work_has_begun')

  const canceled = await moveActivity(
    tx,
    { activity, step: 'cancel', actor, why, now },
    { committedPoints: 0, taken: 0 },
  )
  await closeClaims(tx, { activity: canceled, cause: 'activity_canceled', why, now })
  await releaseBudget(tx, { areaId: activity.areaId, points: activity.committedPoints, reason: activity.number, now })
  return canceled
}

/**
 * Ends the story once every claim has come to rest: what was set aside and not paid goes back to the budget.
 *
 * @returns whether it could be settled now
 */
export async function settleActivity(tx: Tx, { activityId, actor, now }: Act): Promise<boolean> {
  const activity = await activityById(tx, activityId)
  if (activity.status !== 'ended' || !(await claimsAtRest(tx, activityId, now))) return false
  await moveActivity(tx, { activity, step: 'settle', actor, now }, { committedPoints: 0 })
  await releaseBudget(tx, { areaId: activity.areaId, points: activity.committedPoints, reason: activity.number, now })
  return true
}

/**
 * Counts what a claim was paid against what was set aside, so that settling gives back only the rest. What goes beyond
 * it (somebody was needed longer) is committed now.
 *
 * @throws Refusal `budget_exhausted`
 */
export async function spendCommitted(
  tx: Tx,
  { activityId, points, now }: { activityId: string; points: number; now: Date },
) {
  const { committedPoints, areaId, number } = await activityById(tx, activityId)
  const covered = Math.min(points, committedPoints)
  const [spent] = await tx
    .update(activities)
    .set({ committedPoints: sql`${activities.committedPoints} - ${covered}` })
    .where(and(eq(activities.id, activityId), gte(activities.committedPoints, covered)))
    .returning({ id: activities.id })
  if (!spent) throw new Refusal('conflict', 'activity_moved')
  if (points > covered) await commitBudget(tx, { areaId, points: points - covered, reason: number, now })
}

type Move = { activity: Activity; step: string; actor: Actor; why?: string; now: Date }

/**
 * Takes one step of an activity's life, guarded by the state and version it was read in.
 *
 * @throws Refusal `step_unknown`, `step_not_yours`, `activity_moved`
 */
export async function moveActivity(
  tx: Tx,
  { activity, step, actor, why = '', now }: Move,
  also: Partial<Activity> = {},
): Promise<Activity> {
  const to = follow(activityFlow, activity.status, step, standingOf(actor, { areaPath: activity.areaPath }))
  const [moved] = await tx
    .update(activities)
    .set({ ...also, status: to, version: sql`${activities.version} + 1`, updatedAt: now })
    .where(
      and(
        eq(activities.id, activity.id),
        eq(activities.status, activity.status),
        eq(activities.version, activity.version),
      ),
    )
    .returning()
  if (!moved) throw new Refusal('conflict', 'activity_moved')
  await noteActivity(tx, { activity: moved, from: activity.status, step, actorId: actor.id, why, now })
  return moved
}

type Note = {
  activity: Pick<Activity, 'id' | 'status' | 'version'>
  from: Activity['status'] | null
  step: string
  actorId: string
  why?: string
  changes?: Record<string, { before: unknown; after: unknown }> | null
  now: Date
}

export const noteActivity = (tx: Tx, { activity, from, step, actorId, why = '', changes = null, now }: Note) =>
  tx.insert(activityEvents).values({
    id: newId(now),
    activityId: activity.id,
    step,
    from,
    to: activity.status,
    actorId,
    why,
    changes,
    version: activity.version,
    at: now,
  })
