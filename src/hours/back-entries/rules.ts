import type { BackEntryState } from '../../../db/schema/hours.ts'
import { cityDay, day, later, minute } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'

/**
 * proposed → noticed → effective, unless it is refused, withdrawn by its proposer (`self`), or somebody objects. An
 * objection stops the clock; dismissing it starts the notice anew.
 */
export const backEntryFlow: Flow<BackEntryState> = {
  proposed: {
    approve: { to: 'noticed', by: ['reviewer', 'admin'] },
    refuse: { to: 'refused', by: ['reviewer', 'admin'], needs: ['why'] },
    withdraw: { to: 'withdrawn', by: ['self'] },
  },
  noticed: {
    object: { to: 'objected', by: ['resident'], needs: ['why'] },
    takeEffect: { to: 'effective', by: ['system'] },
  },
  objected: {
    uphold: { to: 'refused', by: ['reviewer', 'admin'], needs: ['why'] },
    dismiss: { to: 'noticed', by: ['reviewer', 'admin'], needs: ['why'] },
  },
  effective: {},
  refused: {},
  withdrawn: {},
}

/** Longer ago nobody remembers well enough; in the city's task terms. */
type BackTerms = { backEntryDays: number; backEntryHours: number }

type Proposed = { startsAt: Date; minutes: number; personId: string; proposerId: string }

/** @throws Refusal `back_entry_own`, `back_entry_future`, `back_entry_too_old` {days}, `back_entry_too_long` {hours} */
export function assertProposable(
  { backEntryDays: days, backEntryHours: hours }: BackTerms,
  { startsAt, minutes, personId, proposerId }: Proposed,
  now: Date,
): void {
  if (personId === proposerId) throw new Refusal('forbidden', 'back_entry_own', { field: 'who' })
  const endsAt = later(startsAt, minutes * minute)
  if (endsAt > now) throw new Refusal('invalid', 'back_entry_future', { field: 'startsAt' })
  if (now.getTime() - startsAt.getTime() > days * day)
    throw new Refusal('invalid', 'back_entry_too_old', { days, field: 'startsAt' })
  if (minutes > hours * 60) throw new Refusal('invalid', 'back_entry_too_long', { hours, field: 'quarters' })
}

export type Second = {
  actorId: string
  proposerId: string
  personId: string
  actorUnitId: string
  proposerUnitId: string
  /** The second person's standing comes from above the community, such as from the street. */
  isFromAbove: boolean
}

/**
 * The second person is neither the proposer nor the one who gets the hours, and does not sit in the proposer's office.
 *
 * @throws Refusal `back_entry_same_person`, `back_entry_beneficiary`, `back_entry_same_unit`
 */
export function assertSecond({
  actorId,
  proposerId,
  personId,
  actorUnitId,
  proposerUnitId,
  isFromAbove,
}: Second): void {
  if (actorId === proposerId) throw new Refusal('forbidden', 'back_entry_same_person')
  if (actorId === personId) throw new Refusal('forbidden', 'back_entry_beneficiary')
  if (actorUnitId === proposerUnitId && !isFromAbove) throw new Refusal('forbidden', 'back_entry_same_unit')
}

/** The year whose share a service counts in. */
export const yearOf = (startsAt: Date) => cityDay(startsAt).slice(0, 4)
