import type { Flow } from '../../kit/flow.ts'

export type ClaimStatus =
  | 'claimed'
  | 'waitlisted'
  | 'offered'
  | 'checked_in'
  | 'checked_out'
  | 'submitted'
  | 'returned'
  | 'approved'
  | 'rejected'
  | 'appealed'
  | 'upheld'
  | 'overturned'
  | 'credited'
  | 'canceled'
  | 'late_canceled'
  | 'no_show'
  | 'excused'

/**
 * claimed | waitlisted → offered → claimed → checked_in → checked_out → submitted → approved → credited, with the ways
 * out: returned, rejected → appealed → upheld | overturned → credited, and canceled, late_canceled, no_show, excused.
 */
export const claimFlow: Flow<ClaimStatus> = {
  waitlisted: {
    offer: { to: 'offered', by: ['system'] },
    leave: { to: 'canceled', by: ['self'] },
    close: { to: 'canceled', by: ['system'] },
  },
  offered: {
    accept: { to: 'claimed', by: ['self'] },
    decline: { to: 'canceled', by: ['self'] },
    lapse: { to: 'canceled', by: ['system'] },
    close: { to: 'canceled', by: ['system'] },
  },
  claimed: {
    checkIn: { to: 'checked_in', by: ['self', 'clerk', 'admin'] },
    /** Point tasks without a check-in go straight to their evidence. */
    submit: { to: 'submitted', by: ['self'] },
    leave: { to: 'canceled', by: ['self'] },
    leaveLate: { to: 'late_canceled', by: ['self'] },
    excuse: { to: 'excused', by: ['clerk', 'admin'], needs: ['why'] },
    miss: { to: 'no_show', by: ['clerk', 'admin', 'system'] },
    close: { to: 'canceled', by: ['system'] },
  },
  checked_in: {
    checkOut: { to: 'checked_out', by: ['self', 'clerk', 'admin', 'system'] },
    close: { to: 'canceled', by: ['system'] },
  },
  checked_out: {
    submit: { to: 'submitted', by: ['self', 'system'] },
    close: { to: 'canceled', by: ['system'] },
  },
  submitted: {
    approve: { to: 'approved', by: ['reviewer', 'admin'] },
    return: { to: 'returned', by: ['reviewer', 'admin'], needs: ['why'] },
    reject: { to: 'rejected', by: ['reviewer', 'admin'], needs: ['why'] },
  },
  returned: {
    submit: { to: 'submitted', by: ['self'] },
    reject: { to: 'rejected', by: ['reviewer', 'admin', 'system'], needs: ['why'] },
  },
  approved: { credit: { to: 'credited', by: ['system', 'reviewer', 'admin'] } },
  rejected: { appeal: { to: 'appealed', by: ['self'], needs: ['why'] } },
  appealed: {
    uphold: { to: 'upheld', by: ['reviewer', 'admin'], needs: ['why'] },
    overturn: { to: 'overturned', by: ['reviewer', 'admin'], needs: ['why'] },
  },
  upheld: {},
  overturned: { credit: { to: 'credited', by: ['system', 'reviewer', 'admin'] } },
  credited: {},
  canceled: {},
  late_canceled: { excuse: { to: 'excused', by: ['clerk', 'admin'], needs: ['why'] } },
  no_show: { excuse: { to: 'excused', by: ['clerk', 'admin'], needs: ['why'] } },
  excused: {},
}

/** Claims that hold one of the activity's places. Checked-in ones and all that follow keep theirs for good. */
export const holdingPlace = ['claimed', 'offered'] as const satisfies readonly ClaimStatus[]

/** Somebody is, or will be, at the activity: such claims may not overlap in time. */
export const occupying = ['claimed', 'offered', 'checked_in', 'checked_out'] as const satisfies readonly ClaimStatus[]

/** Nothing more happens by itself. A rejection is final once nobody appealed in time. */
export const finalStatuses = [
  'credited',
  'upheld',
  'canceled',
  'late_canceled',
  'no_show',
  'excused',
] as const satisfies readonly ClaimStatus[]
