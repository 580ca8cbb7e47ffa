import { describe, expect, it } from 'vitest'
import type { Standing } from '../../kit/actor.ts'
import { follow, stepsFor } from '../../kit/flow.ts'
import type { Refusal } from '../../kit/refusal.ts'
import { assertEligible, type ClaimStatus, claimFlow, leavingStep, offerUntil } from './rules.ts'

const terms = { offerHours: 12, lastOfferHours: 2, lateHours: 24 }

const at = (text: string) => new Date(`${text}:00+08:00`)

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (refusal) {
    return (refusal as Refusal).code
  }
  return 'fine'
}

describe('the life of a claim', () => {
  const standings: Standing[] = ['resident', 'self', 'clerk', 'reviewer', 'keeper', 'auditor', 'admin', 'system']
  /** from step → to: by */
  const book = `
    waitlisted offer → offered: system
    waitlisted leave → canceled: self
    waitlisted close → canceled: system
    offered accept → claimed: self
    offered decline → canceled: self
    offered lapse → canceled: system
    offered close → canceled: system
    claimed checkIn → checked_in: self clerk admin
    claimed submit → submitted: self
    claimed leave → canceled: self
    claimed leaveLate → late_canceled: self
    claimed excuse → excused: clerk admin
    claimed miss → no_show: clerk admin system
    claimed close → canceled: system
    checked_in checkOut → checked_out: self clerk admin system
    checked_out checkIn → checked_in: self clerk admin
    checked_out submit → submitted: self system
    submitted approve → approved: reviewer admin
    submitted return → returned: reviewer admin
    submitted reject → rejected: reviewer admin
    returned submit → submitted: self
    returned reject → rejected: reviewer admin system
    approved credit → credited: system reviewer admin
    rejected appeal → appealed: self
    appealed uphold → upheld: reviewer admin
    appealed overturn → overturned: reviewer admin
    overturned credit → credited: system reviewer admin
    credited appeal → appealed: self
    credited revoke → revoked: reviewer admin
    upheld revoke → revoked: reviewer admin
    revoked appeal → appealed: self
    late_canceled excuse → excused: clerk admin
    no_show excuse → excused: clerk admin
  `
  const allowed = new Map<string, string>()
  for (const [, from, step, to, by = ''] of book.matchAll(/(\w+) (\w+) → (\w+): ([\w ]+)/g))
    for (const standing of by.trim().split(' ')) allowed.set(`${from} ${step} ${standing}`, to as string)

  const steps = [...new Set([...allowed.keys()].map((key) => key.split(' ')[1] as string)), 'toString']
  const all = (Object.keys(claimFlow) as ClaimStatus[]).flatMap((status) =>
    steps.flatMap((step) => standings.map((standing) => [status, step, standing] as const)),
  )

  it.each(all)('%s · %s · %s', (status, step, standing) => {
    const to = allowed.get(`${status} ${step} ${standing}`)
    const taken = () => follow(claimFlow, status, step, new Set([standing]))
    if (to) expect(taken()).toBe(to)
    else expect(['step_unknown', 'step_not_yours']).toContain(codeOf(taken))
    expect(stepsFor(claimFlow, status, new Set([standing])).includes(step)).toBe(to !== undefined)
  })
})

const activity = {
  checkIn: 'either' as const,
  startsAt: at('2026-03-07T09:00'),
  endsAt: at('2026-03-07T11:00'),
  rescheduledAt: null as Date | null,
}

it.each([
  // now → kept until: 12 hours, never later than 2 hours before the start
  ['2026-03-05T08:00', at('2026-03-05T20:00')],
  ['2026-03-06T19:00', at('2026-03-07T07:00')],
  ['2026-03-06T20:00', at('2026-03-07T07:00')],
  ['2026-03-07T06:59', at('2026-03-07T07:00')],
  ['2026-03-07T07:00', undefined],
  ['2026-03-07T10:00', undefined],
] as const)('an offer made at %s is kept until %s', (now, until) => {
  expect(offerUntil(terms, activity, at(now))).toEqual(until)
})

it('counts offers of a task without check-in from its end', () => {
  expect(offerUntil(terms, { ...activity, checkIn: 'none' }, at('2026-03-07T08:30'))).toEqual(at('2026-03-07T09:00'))
})

it.each([
  ['leave', '2026-03-06T08:59', {}],
  ['leaveLate', '2026-03-06T09:00', {}],
  ['leaveLate', '2026-03-07T08:00', {}],
  ['leave', '2026-03-07T08:00', { checkIn: 'none' as const }],
  ['leave', '2026-03-07T08:00', { rescheduledAt: at('2026-03-06T09:00') }],
  ['leaveLate', '2026-03-07T08:00', { rescheduledAt: at('2026-03-06T08:00') }],
  ['leaveLate', '2026-03-07T08:00', { rescheduledAt: at('2026-03-01T07:00') }],
] as const)('takes the step %s at %s with %o', (step, now, change) => {
  expect(leavingStep(terms, { ...activity, ...change }, { createdAt: at('2026-03-01T08:00') }, at(now))).toBe(step)
})

const open = {
  ...activity,
  status: 'published' as const,
  signUpUntil: activity.startsAt,
  publisherId: 'clerkLi',
  localsOnly: false,
  areaPath: 'c/s/q/',
  minAge: 0,
}
const wang = { id: 'wangFang', verifiedAt: at('2026-01-01T00:00'), areaPath: 'c/s/q/g/', ageConfirmed: false }

it.each([
  ['fine', {}, {}],
  ['sign_up_closed', {}, { status: 'ended' as const }],
  ['sign_up_closed', {}, { status: 'canceled' as const }],
  ['sign_up_closed', {}, { signUpUntil: at('2026-03-01T08:00') }],
  ['activity_missing', {}, { status: 'draft' as const }],
  ['own_activity', { id: 'clerkLi' }, {}],
  ['identity_not_verified', { verifiedAt: null }, {}],
  ['fine', {}, { localsOnly: true }],
  ['locals_only', { areaPath: 'c/s/z/' }, { localsOnly: true }],
  ['age_not_confirmed', {}, { minAge: 16 }],
  ['fine', { ageConfirmed: true }, { minAge: 16 }],
] as const)('%s for %o in %o', (code, claimant, change) => {
  const now = at('2026-03-01T08:00')
  expect(codeOf(() => assertEligible({ ...wang, ...claimant }, { ...open, ...change }, now))).toBe(code)
})
