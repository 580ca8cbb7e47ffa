import type { ReportStatus, WhistleStatus } from '../../../db/schema/reports.ts'
import { type Actor, type Standing, standingOf } from '../../kit/actor.ts'
import { addWorkingMinutes, type WorkCalendar, workingMinutesBetween } from '../../kit/calendar.ts'
import type { Flow } from '../../kit/flow.ts'

/** Whoever was whistled for: the department's officer, or the clerk where the community itself was. */
const duty: readonly Standing[] = ['officer', 'clerk']

/** whistled → reported_in → resolved; "not ours" hands it back, and one centre further up decides. */
export const whistleFlow: Flow<WhistleStatus> = {
  whistled: {
    reportIn: { to: 'reported_in', by: duty },
    handBack: { to: 'handed_back', by: duty, needs: ['why'] },
    withdraw: { to: 'withdrawn', by: ['dispatcher', 'admin'], needs: ['why'] },
  },
  reported_in: {
    resolve: { to: 'resolved', by: duty, needs: ['words', 'photos'] },
    handBack: { to: 'handed_back', by: duty, needs: ['why'] },
    withdraw: { to: 'withdrawn', by: ['dispatcher', 'admin'], needs: ['why'] },
  },
  handed_back: {
    /** It is theirs after all: a new call with new clocks. */
    insist: { to: 'whistled', by: ['dispatcher', 'admin'], needs: ['why'] },
    release: { to: 'released', by: ['dispatcher', 'admin'], needs: ['why'] },
  },
  resolved: {},
  released: {},
  withdrawn: {},
}

/** The call is still somebody's to answer. */
export const callingStatuses = ['whistled', 'reported_in', 'handed_back'] as const satisfies readonly WhistleStatus[]

/** Let go: it counts for nothing any more, and they can be called again. */
export const letGo = (status: WhistleStatus) => status === 'withdrawn' || status === 'released'

export type Called = { organizationId: string | null; areaPath: string; centrePath: string; status: WhistleStatus }

/**
 * What the actor is to a call. Officers of the department (or clerks of the community) are on duty; a call handed back
 * is decided by a dispatcher of an area above the centre that whistled, or of the city where that was the city.
 */
export function whistleStanding(actor: Actor, whistle: Called, reportPath: string): ReadonlySet<Standing> {
  const { organizationId, areaPath, centrePath, status } = whistle
  const onDuty = organizationId ? standingOf(actor, { organizationId }) : standingOf(actor, { areaPath })
  const overseen = standingOf(actor, { areaPath: status === 'handed_back' ? above(centrePath) : reportPath })
  const standing = new Set<Standing>()
  if (onDuty.has(organizationId ? 'officer' : 'clerk')) standing.add(organizationId ? 'officer' : 'clerk')
  for (const role of ['dispatcher', 'admin', 'system'] as const) if (overseen.has(role)) standing.add(role)
  return standing
}

/**
 * Whether a call is the actor's own work: of their department or community, or answered by themselves. Nobody judges
 * that, whatever else they are.
 */
export function isOwnWork(actor: Actor, { organizationId, areaPath, officerId }: Own): boolean {
  if (officerId === actor.id) return true
  return organizationId
    ? standingOf(actor, { organizationId }).has('officer')
    : standingOf(actor, { areaPath }).has('clerk')
}

type Own = Pick<Called, 'organizationId' | 'areaPath'> & { officerId: string | null }

/** `'532503000000/532503003000/'` → `'532503000000/'`; the city stays the city. */
export function above(areaPath: string): string {
  const codes = areaPath.split('/').filter(Boolean)
  return `${codes.slice(0, Math.max(1, codes.length - 1)).join('/')}/`
}

/** Where the calls of the present round have brought the report. */
export function standOf(
  statuses: readonly WhistleStatus[],
): Extract<ReportStatus, 'accepted' | 'whistled' | 'reported_in' | 'handed_back' | 'resolved'> {
  const counting = statuses.filter((status) => !letGo(status))
  if (counting.length === 0) return 'accepted'
  if (counting.includes('handed_back')) return 'handed_back'
  if (counting.every((status) => status === 'resolved')) return 'resolved'
  return counting.includes('whistled') ? 'whistled' : 'reported_in'
}

export type Minutes = { reportInMinutes: number; resolveMinutes: number }

export type Clocks = { reportInDueAt: Date; resolveDueAt: Date; nextAt: Date }

/** Both clocks of a call that begins now, and when its first reminder falls due. */
export function clocksFrom(calendar: WorkCalendar, now: Date, { reportInMinutes, resolveMinutes }: Minutes): Clocks {
  const reportInDueAt = addWorkingMinutes(calendar, now, reportInMinutes)
  const resolveDueAt = addWorkingMinutes(calendar, now, resolveMinutes)
  return { reportInDueAt, resolveDueAt, nextAt: reminderBefore(calendar, now, reportInDueAt) }
}

const reminderMinutesMax = 120

/** A reminder goes out with a third of the time left, and never more than two office hours before the end. */
export function reminderBefore(calendar: WorkCalendar, now: Date, dueAt: Date): Date {
  const left = workingMinutesBetween(calendar, now, dueAt)
  const before = Math.min(reminderMinutesMax, Math.floor(left / 3))
  return left <= 0 ? dueAt : addWorkingMinutes(calendar, dueAt, -before)
}

export type Running = {
  status: WhistleStatus
  reportInDueAt: Date
  resolveDueAt: Date
  stoppedAt: Date | null
  reportInLeft: number | null
  resolveLeft: number | null
}

/** What is left on both clocks when they stop; below zero when overdue. */
export const stopped = (calendar: WorkCalendar, { reportInDueAt, resolveDueAt }: Running, now: Date) => ({
  stoppedAt: now,
  reportInLeft: workingMinutesBetween(calendar, now, reportInDueAt),
  resolveLeft: workingMinutesBetween(calendar, now, resolveDueAt),
  nextAt: null,
})

/** Both clocks go on with what was left. What had run out before stays as late as it was. */
export function started(calendar: WorkCalendar, { reportInLeft, resolveLeft, ...was }: Running, now: Date) {
  const on = (left: number | null, due: Date) =>
    left === null || left <= 0 ? due : addWorkingMinutes(calendar, now, left)
  const reportInDueAt = on(reportInLeft, was.reportInDueAt)
  const resolveDueAt = on(resolveLeft, was.resolveDueAt)
  const due = was.status === 'whistled' ? reportInDueAt : resolveDueAt
  const nextAt = due <= now ? now : reminderBefore(calendar, now, due)
  return { stoppedAt: null, reportInLeft: null, resolveLeft: null, reportInDueAt, resolveDueAt, nextAt }
}

export type Escalation = 'none' | 'reminded' | 'street' | 'city'

/** How many office minutes after the street was told of a delay the city is. A working day. */
export const cityAfterMinutes = 390

/**
 * What the clockwork does next with a call that waits: a reminder before the due time, the street at the due time, the
 * city a working day later, then nothing more.
 */
export function nextAlarm(
  calendar: WorkCalendar,
  { escalation, dueAt, now }: { escalation: Escalation; dueAt: Date; now: Date },
): { tell: Exclude<Escalation, 'none'> | undefined; nextAt: Date | null } {
  const cityAt = addWorkingMinutes(calendar, dueAt, cityAfterMinutes)
  if (now >= cityAt && escalation !== 'city') return { tell: 'city', nextAt: null }
  if (now >= dueAt && escalation !== 'street' && escalation !== 'city') return { tell: 'street', nextAt: cityAt }
  if (now < dueAt && escalation === 'none') return { tell: 'reminded', nextAt: dueAt }
  return { tell: undefined, nextAt: escalation === 'city' ? null : now < dueAt ? dueAt : cityAt }
}
