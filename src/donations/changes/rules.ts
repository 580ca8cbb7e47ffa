import type { UseChangeState } from '../../../db/schema/donations.ts'
import type { Standing } from '../../kit/actor.ts'
import type { Flow } from '../../kit/flow.ts'

/**
 * asked → agreed or refused by the donor, who proves to be it; or on_paper → agreed, taken down by one member of staff and
 * confirmed by another. Unanswered it stays asked, and the old use stands.
 */
export const useChangeFlow = {
  asked: {
    agree: { to: 'agreed', by: ['donor'] },
    refuse: { to: 'refused', by: ['donor'] },
    takeDown: { to: 'on_paper', by: ['clerk', 'admin'], needs: ['scan'] },
    withdraw: { to: 'withdrawn', by: ['keeper', 'clerk', 'admin'] },
  },
  on_paper: {
    confirm: { to: 'agreed', by: ['clerk', 'admin'] },
    sendBack: { to: 'asked', by: ['clerk', 'admin'] },
    withdraw: { to: 'withdrawn', by: ['keeper', 'clerk', 'admin'] },
  },
  agreed: {},
  refused: {},
  withdrawn: {},
} as const satisfies Flow<UseChangeState, Standing | 'donor'>

/** What something may be used for. */
export type Use = { forAreaId: string | null; forNeed: boolean; purpose: string }

export const isSameUse = (a: Use, b: Use) =>
  a.forAreaId === b.forAreaId && a.forNeed === b.forNeed && a.purpose === b.purpose
