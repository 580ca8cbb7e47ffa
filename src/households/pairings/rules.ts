import type { PairingState } from '../../../db/schema/households.ts'
import type { Standing } from '../../kit/actor.ts'
import { addDays } from '../../kit/clock.ts'
import type { Flow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Part } from '../rules.ts'

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

/** Roles that decide what a household gets, or hand it over: whoever holds one there does not support it as well. */
const decidingRoles: readonly Standing[] = ['clerk', 'reviewer', 'keeper', 'admin']

/** @throws Refusal `supporter_decides` */
export function assertDecidesNothing(standing: ReadonlySet<Standing>): void {
  if (decidingRoles.some((role) => standing.has(role))) throw new Refusal('forbidden', 'supporter_decides')
}

/** The last day on which a pairing that begins then may end. */
const latestEnd = (startsOn: string, months: number) => addDays(startsOn, Math.floor(months * 30.5))

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
