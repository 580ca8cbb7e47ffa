import type { activities } from '../../../db/schema/tasks.ts'
import { day, hour, later, minute } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

type Row = typeof activities.$inferSelect
export type ActivityStatus = Row['status']
export type Kind = Row['kind']
export type CheckIn = Row['checkIn']
export type Size = NonNullable<Row['size']>
export type Category = Row['category']

/** draft → published → ongoing → ended → settled; canceled from anywhere before the end. */
export const activityFlow: Flow<ActivityStatus> = {
  draft: {
    publish: { to: 'published', by: ['clerk', 'admin', 'system'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['why'] },
  },
  published: {
    start: { to: 'ongoing', by: ['system'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['why'] },
  },
  ongoing: {
    end: { to: 'ended', by: ['system'] },
    cancel: { to: 'canceled', by: ['clerk', 'admin'], needs: ['why'] },
  },
  ended: { settle: { to: 'settled', by: ['system'] } },
  settled: {},
  canceled: {},
}

export const sizes = ['S', 'M', 'L', 'XL'] as const satisfies readonly Size[]

export const categories = [
  'environment',
  'guidance',
  'care',
  'patrol',
  'outreach',
  'health',
  'learning',
  'service',
  'culture',
  'emergency',
] as const satisfies readonly Category[]

/** What must never become volunteer hours: office duty and one's own company. @see norms, "Volunteer hours" */
const neverVolunteering = ['会议', '开会', '例会', '聚餐', '聚会', '团建', '值班', '业委会', '选举', '党费']

/** What the rules look at, of an activity that is being written. */
export type Plan = {
  kind: Kind
  title: string
  size: Size | null
  checkIn: CheckIn
  startsAt: Date
  endsAt: Date
  signUpUntil: Date
  latitude: number | null
  longitude: number | null
  radiusMeters: number | null
}

const volunteerMinutesMin = 15
const volunteerHoursMax = 12
const taskDaysMax = 366

/**
 * Whether a plan fits together, whatever the date of today.
 *
 * @throws Refusal with the `field` it belongs to
 */
export function assertSensible(plan: Plan): void {
  const length = plan.endsAt.getTime() - plan.startsAt.getTime()
  if (length <= 0) throw wrong('ends_before_start', 'endsAt')
  if (plan.signUpUntil > lastSignUp(plan)) throw wrong('sign_up_too_long', 'signUpUntil')
  if (plan.radiusMeters !== null && (plan.latitude === null || plan.longitude === null))
    throw wrong('radius_needs_position', 'radiusMeters')
  if (plan.kind === 'point_task') assertPointTask(plan, length)
  else assertVolunteering(plan, length)
}

function assertPointTask(plan: Plan, length: number) {
  if (!plan.size) throw wrong('size_needed', 'size')
  if (length > taskDaysMax * day) throw wrong('task_too_long', 'endsAt', { days: taskDaysMax })
}

function assertVolunteering(plan: Plan, length: number) {
  if (plan.size) throw wrong('volunteer_has_no_size', 'size')
  if (plan.checkIn === 'none') throw wrong('volunteer_needs_check_in', 'checkIn')
  if (length < volunteerMinutesMin * minute) throw wrong('volunteer_too_short', 'endsAt', { minutes: 15 })
  if (length > volunteerHoursMax * hour) throw wrong('volunteer_too_long', 'endsAt', { hours: volunteerHoursMax })
  const word = neverVolunteering.find((never) => plan.title.includes(never))
  if (word) throw wrong('not_volunteering', 'title', { word })
}

const wrong = (code: string, field: string, details = {}) => new Refusal('invalid', code, { field, ...details })

/** Somebody must still be able to come: nothing is published into the past. @throws Refusal `starts_in_past`, `sign_up_in_past` */
export function assertAhead(plan: Plan, now: Date): void {
  if (plan.signUpUntil <= now) throw wrong('sign_up_in_past', 'signUpUntil')
  if (plan.checkIn !== 'none' && plan.startsAt <= now) throw wrong('starts_in_past', 'startsAt')
  if (plan.endsAt <= now) throw wrong('starts_in_past', 'endsAt')
}

/** The last moment at which signing up makes sense: the start where one must be there, else the end. */
export const lastSignUp = (plan: Pick<Plan, 'checkIn' | 'startsAt' | 'endsAt'>) =>
  plan.checkIn === 'none' ? plan.endsAt : plan.startsAt

/** Of a rule's terms, what the most that a claim can earn depends on. */
export type Rates = {
  prices: Record<string, number>
  /** Hours count in steps of this. */
  step: number
  caps: readonly { of: string; per: string; max: number }[]
}

/**
 * The most that one claim can earn: a task by its size (R6), volunteering by the quarter hour up to the day's cap (R4).
 *
 * @param rates the terms of the rule that pays for it
 */
export function pointsEach(plan: Pick<Plan, 'kind' | 'size' | 'startsAt' | 'endsAt'>, rates: Rates): number {
  if (plan.kind === 'point_task') return rates.prices[plan.size ?? ''] ?? 0
  const hours = (plan.endsAt.getTime() - plan.startsAt.getTime()) / hour
  const counted = Math.floor(hours / rates.step) * rates.step
  const perDay = rates.caps.find((cap) => cap.of === 'points' && cap.per === 'day')
  return Math.min(Math.floor(counted * (rates.prices.hour ?? 0)), perDay?.max ?? Number.POSITIVE_INFINITY)
}

/** The same weekday and hours, by whole weeks later until one can still sign up. */
export function shiftedAhead(
  { startsAt, endsAt, signUpUntil }: Pick<Plan, 'startsAt' | 'endsAt' | 'signUpUntil'>,
  now: Date,
) {
  const earliest = Math.min(startsAt.getTime(), signUpUntil.getTime())
  const weeks = Math.max(0, Math.floor((now.getTime() - earliest) / (7 * day)) + 1)
  const shifted = (at: Date) => later(at, weeks * 7 * day)
  return { startsAt: shifted(startsAt), endsAt: shifted(endsAt), signUpUntil: shifted(signUpUntil) }
}

/** Whether residents can sign up now, and if not, why. */
export function signUpState(
  activity: { status: ActivityStatus; signUpUntil: Date },
  now: Date,
): 'open' | 'not_published' | 'canceled' | 'over' {
  if (activity.status === 'draft') return 'not_published'
  if (activity.status === 'canceled') return 'canceled'
  if (activity.status !== 'published' && activity.status !== 'ongoing') return 'over'
  return activity.signUpUntil > now ? 'open' : 'over'
}

/** Changes that hurt who has signed up already: they are told, and may leave without being counted late. */
export const hurtful = ['startsAt', 'endsAt', 'place', 'size', 'checkIn'] as const

/** What may no longer change: its budget's area once published, and the terms once it has begun. */
export const settledFields: Record<ActivityStatus, readonly string[]> = {
  draft: [],
  published: ['areaId', 'kind'],
  ongoing: ['areaId', 'kind', 'startsAt', 'size', 'checkIn'],
  ended: ['*'],
  settled: ['*'],
  canceled: ['*'],
}
