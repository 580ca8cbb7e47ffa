import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { activities } from '../../../db/schema/tasks.ts'
import { areaById } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { commitBudget, releaseBudget } from '../../points/budgets/actions.ts'
import { timeText } from '../../web/ui.tsx'
import { offerFreePlaces } from '../claims/line.ts'
import { tellClaimants } from '../claims/together.ts'
import { activityForStaff, assertLooksAfter, noteActivity } from './actions.ts'
import { type ActivityFields, fieldNames, fieldsOf } from './input.ts'
import type { Activity } from './queries.ts'
import { rewardEach } from './reward.ts'
import { assertSensible, hurtful, settledFields } from './rules.ts'

type Edit = { activityId: string; version: number; fields: ActivityFields; actor: Actor; now: Date }
type Changes = Record<string, { before: unknown; after: unknown }>

/**
 * Changes an activity, drawn from the given version of it. Who has signed up is told about a new time, place or reward.
 *
 * @throws Refusal `stale_version` with both versions, `field_settled`, `capacity_below_taken`, `publishing_not_yours`,
 *   `budget_exhausted`, and what `assertSensible` throws
 */
export async function editActivity(tx: Tx, { activityId, version, fields, actor, now }: Edit): Promise<Activity> {
  const activity = await activityForStaff(tx, activityId, actor)
  const changes = changesBetween(activity, fields)
  if (!Object.keys(changes).length) return activity
  sameVersion(activity.version, version, { yours: fields, theirs: fieldsOf(activity) })
  assertChangeable(activity, fields, changes)
  const area = await areaById(tx, fields.areaId)
  assertLooksAfter(actor, area.path)

  const hurts = activity.status !== 'draft' && hurtful.some((name) => name in changes)
  const terms = await termsAfter(tx, activity, { ...activity, ...fields }, now)
  const edited = await write(tx, activity, {
    ...fields,
    ...terms,
    areaPath: area.path,
    updatedAt: now,
    ...(hurts ? { rescheduledAt: now, remindedDayAt: null, remindedHourAt: null } : {}),
  })
  await noteActivity(tx, { activity: edited, from: edited.status, step: 'edit', actorId: actor.id, changes, now })
  if (hurts)
    await tellClaimants(tx, { activity: edited, key: `edit-${edited.version}`, ...changeWords(activity, edited), now })
  if (edited.status !== 'draft' && edited.capacity > edited.taken) await offerFreePlaces(tx, edited, now)
  return edited
}

/** What differs, before and after, as JSON would carry it. */
export function changesBetween(activity: ActivityFields, fields: ActivityFields): Changes {
  const changes: Changes = {}
  for (const name of fieldNames) {
    const [before, after] = [plain(activity[name]), plain(fields[name])]
    if (before !== after) changes[name] = { before, after }
  }
  return changes
}

const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

function assertChangeable(activity: Activity, fields: ActivityFields, changes: Changes): void {
  const settled = settledFields[activity.status]
  const field = Object.keys(changes).find((name) => settled.includes(name) || settled.includes('*'))
  if (field) throw new Refusal('conflict', 'field_settled', { field })
  if (fields.capacity < activity.taken)
    throw new Refusal('conflict', 'capacity_below_taken', { taken: activity.taken, field: 'capacity' })
  assertSensible(fields)
}

/** The reward and the budget after a change: of a published one, only the difference is moved. */
async function termsAfter(tx: Tx, before: Activity, after: Activity, now: Date) {
  if (before.status === 'draft') return {}
  const isSame = before.size === after.size && spanOf(before) === spanOf(after)
  const pointsEach = isSame ? before.pointsEach : await rewardEach(tx, after, now)
  const difference = pointsEach * after.capacity - before.pointsEach * before.capacity
  if (difference > 0) await commitBudget(tx, { areaId: before.areaId, points: difference, reason: before.number, now })
  if (difference < 0)
    await releaseBudget(tx, { areaId: before.areaId, points: -difference, reason: before.number, now })
  return { pointsEach, committedPoints: sql`${activities.committedPoints} + ${difference}` }
}

const spanOf = ({ startsAt, endsAt }: Activity) => endsAt.getTime() - startsAt.getTime()

async function write(tx: Tx, { id, version }: Activity, set: Record<string, unknown>): Promise<Activity> {
  const [edited] = await tx
    .update(activities)
    .set({ ...set, version: sql`${activities.version} + 1` })
    .where(and(eq(activities.id, id), eq(activities.version, version)))
    .returning()
  if (!edited) throw new Refusal('conflict', 'activity_moved')
  return edited
}

function changeWords(before: Activity, after: Activity) {
  const was = (lang: 'zh' | 'en') => `${timeText(before.startsAt, lang)} · ${before.place}`
  const is = (lang: 'zh' | 'en') => `${timeText(after.startsAt, lang)} · ${after.place}`
  return {
    title: { zh: `活动有变动：${after.title}`, en: `Changed: ${after.title}` },
    body: {
      zh: `现在是：${is('zh')}（原来：${was('zh')}）。如果来不了，24 小时内退出不算临时取消。`,
      en: `Now: ${is('en')} (before: ${was('en')}). If you cannot come, leaving within 24 hours is not counted as late.`,
    },
  }
}
