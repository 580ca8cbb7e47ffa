import type { passingStates } from '../../../db/schema/passing.ts'
import { hour, minute } from '../../kit/clock.ts'
import { placeShown } from '../public/place/rules.ts'
import { openStatuses } from '../rules.ts'

export type PassingState = (typeof passingStates)[number]

/** Waits between the tries to send one report, and then staff are told. */
export const waits = [minute, 5 * minute, 15 * minute, hour, 4 * hour, 12 * hour]
/** A sender that has not said how it went after so long has died. */
export const leaseMilliseconds = 5 * minute
export const pollMinutes = 15
/** What has been closed there for so many days is asked for no more. */
export const followDays = 30

export const mayBePassed = (status: string) => (openStatuses as readonly string[]).includes(status)

/** What became of a try to send. */
export type Outcome =
  | { kind: 'received'; theirId: string }
  | { kind: 'token'; token: string }
  /** They said no: trying again is no use before somebody has changed something. */
  | { kind: 'refused'; why: string }
  /** It surely did not arrive; it is tried again. */
  | { kind: 'later'; why: string }
  /** It may have arrived: nobody heard the answer. */
  | { kind: 'lost'; why: string }

/** What an answer's status says about the request, when the answer itself says nothing that can be used. */
export function outcomeOf(status: number, why: string): Outcome {
  if (status === 429 || status === 503) return { kind: 'later', why }
  if (status >= 400 && status < 500) return { kind: 'refused', why }
  if (status >= 300 && status < 400) return { kind: 'refused', why: `redirect ${status}` }
  return { kind: 'lost', why }
}

/** What an unanswered call says about the request: one that never connected surely did not arrive. */
export const outcomeOfFailure = (code: string, reason: string): Outcome =>
  code === 'outbound_refused'
    ? { kind: 'refused', why: reason }
    : { kind: reason === 'unreachable' ? 'later' : 'lost', why: reason }

/** By which the other side's list shows that a report arrived. */
export const reference = (number: string) => `[${number}]`

const decimals = { public: 4, private: 3 }

/** About eleven meters, or what everybody may read of it; about a hundred for what is not public. */
export function positionSent(report: Placed, category: { isPlaceExact: boolean }): string {
  const { latitude, longitude } = placeShown(report, category)
  if (latitude === null || longitude === null) return ''
  const digits = report.isPublic ? decimals.public : decimals.private
  return `${latitude.toFixed(digits)},${longitude.toFixed(digits)}`
}

type Placed = Parameters<typeof placeShown>[0] & { isPublic: boolean }

/** Whether their word for a state means that they are done with it. */
export const isEndThere = (status: string) =>
  ['closed', 'fixed', 'duplicate', 'not_councils_responsibility', 'no_further_action', 'cancelled'].includes(
    status.toLowerCase(),
  )
