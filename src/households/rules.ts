import type {
  GiftState,
  HouseholdState,
  MemberState,
  PairingState,
  PoolDecisionState,
} from '../../db/schema/households.ts'
import type { Standing } from '../kit/actor.ts'
import { addDays } from '../kit/clock.ts'
import type { Flow } from '../kit/flow.ts'
import { Refusal } from '../kit/refusal.ts'

/** What somebody is to a household's affairs, besides their standing over its area. */
type Part = Standing | 'head' | 'member' | 'supporter' | 'giver'

/** Set up by its head, or by staff who wait for the head's word; closed when the last member has left. */
export const householdFlow = {
  invited: {
    accept: { to: 'active', by: ['head'] },
    decline: { to: 'closed', by: ['head'] },
  },
  active: {
    close: { to: 'closed', by: ['system'] },
  },
  closed: {},
} as const satisfies Flow<HouseholdState, Part>

/** Nobody is a member without having said so, and everybody may go. */
export const memberFlow = {
  invited: {
    accept: { to: 'joined', by: ['self'] },
    decline: { to: 'declined', by: ['self'] },
    remove: { to: 'removed', by: ['head'] },
  },
  joined: {
    allow: { to: 'joined', by: ['head'] },
    leave: { to: 'left', by: ['self'] },
    remove: { to: 'removed', by: ['head'] },
  },
  declined: {},
  left: {},
  removed: {},
} as const satisfies Flow<MemberState, Part>

/** Proposed by staff, agreed to by the supporter and the household, approved by another member of staff. */
export const pairingFlow = {
  proposed: {
    agree: { to: 'proposed', by: ['supporter', 'head'] },
    approve: { to: 'active', by: ['clerk', 'reviewer', 'admin'] },
    refuse: { to: 'refused', by: ['supporter', 'head', 'clerk', 'reviewer', 'admin'], needs: ['reason'] },
  },
  active: {
    visit: { to: 'active', by: ['supporter'] },
    end: { to: 'ended', by: ['supporter', 'head', 'clerk', 'admin', 'system'], needs: ['reason'] },
  },
  refused: {},
  ended: {},
} as const satisfies Flow<PairingState, Part>

/**
 * Offered to a household and answered by its head; staff answer with a reason for a head without a phone. The points
 * are held from the offer on. Once accepted, a gift is nobody's to take back.
 */
export const giftFlow = {
  offered: {
    accept: { to: 'accepted', by: ['head', 'clerk', 'admin'] },
    decline: { to: 'declined', by: ['head', 'clerk', 'admin', 'system'] },
    withdraw: { to: 'withdrawn', by: ['giver', 'system'] },
    lapse: { to: 'lapsed', by: ['system'] },
  },
  accepted: {},
  declined: {},
  withdrawn: {},
  lapsed: {},
} as const satisfies Flow<GiftState, Part>

/** Whoever proposed what a pool pays does not decide it. */
export const poolFlow = {
  proposed: {
    approve: { to: 'approved', by: ['clerk', 'reviewer', 'admin'] },
    refuse: { to: 'refused', by: ['clerk', 'reviewer', 'admin'], needs: ['reason'] },
  },
  approved: {},
  refused: {},
} as const satisfies Flow<PoolDecisionState, Part>

/** Everybody who is tied to a household, by person id. */
export type Ties = { members: ReadonlySet<string>; relatives: ReadonlySet<string>; supporters: ReadonlySet<string> }

/**
 * Whoever belongs to a household, is a relative of it or supports it decides nothing about it.
 *
 * @throws Refusal `household_yours`, `household_relative`, `household_supported`
 */
export function assertImpartial(personId: string, { members, relatives, supporters }: Ties): void {
  assertUnrelated(personId, { members, relatives })
  if (supporters.has(personId)) throw new Refusal('forbidden', 'household_supported')
}

/**
 * Nobody supports their own household or their relatives'.
 *
 * @throws Refusal `household_yours`, `household_relative`
 */
export function assertUnrelated(personId: string, { members, relatives }: Omit<Ties, 'supporters'>): void {
  if (members.has(personId)) throw new Refusal('forbidden', 'household_yours')
  if (relatives.has(personId)) throw new Refusal('forbidden', 'household_relative')
}

/** Roles that decide what a household gets, or hand it over: whoever holds one there does not support it as well. */
export const decidingRoles: readonly Standing[] = ['clerk', 'reviewer', 'keeper', 'admin']

/** @throws Refusal `supporter_decides` */
export function assertDecidesNothing(standing: ReadonlySet<Standing>): void {
  if (decidingRoles.some((role) => standing.has(role))) throw new Refusal('forbidden', 'supporter_decides')
}

/** The last day on which a pairing that begins then may end. */
export const latestEnd = (startsOn: string, months: number) => addDays(startsOn, Math.floor(months * 30.5))

/** @throws Refusal `pairing_days`, `pairing_too_long` */
export function assertPairingDays({
  startsOn,
  endsOn,
  months,
}: {
  startsOn: string
  endsOn: string
  months: number
}): void {
  if (endsOn < startsOn) throw new Refusal('invalid', 'pairing_days', { field: 'endsOn' })
  if (endsOn > latestEnd(startsOn, months))
    throw new Refusal('invalid', 'pairing_too_long', { months, field: 'endsOn' })
}

/** @throws Refusal `gift_limit_giver`, details `{ limit, left }` */
export function assertMayGive(points: number, { limit, given }: { limit: number; given: number }): void {
  const left = Math.max(limit - given, 0)
  if (points > left) throw new Refusal('conflict', 'gift_limit_giver', { limit, left, field: 'points' })
}

/** @throws Refusal `gift_limit_household`, details `{ limit, left }` */
export function assertMayReceive(points: number, { limit, received }: { limit: number; received: number }): void {
  const left = Math.max(limit - received, 0)
  if (points > left) throw new Refusal('conflict', 'gift_limit_household', { limit, left, field: 'points' })
}

const groupMin = 5

/** How many, as the public may read it: a group under five could be recognized, so it is not told. */
export const publicCount = (count: number): number | 'few' => (count > 0 && count < groupMin ? 'few' : count)
