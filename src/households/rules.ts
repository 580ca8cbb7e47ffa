import type { HouseholdState, MemberState } from '../../db/schema/households.ts'
import type { Standing } from '../kit/actor.ts'
import type { Flow } from '../kit/flow.ts'
import { Refusal } from '../kit/refusal.ts'

/** What somebody is to a household's affairs, besides their standing over its area. */
export type Part = Standing | 'head' | 'member' | 'supporter' | 'giver'

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
