import { describe, expect, it } from 'vitest'
import type { Standing } from '../../kit/actor.ts'
import { follow, stepsFor } from '../../kit/flow.ts'
import type { Refusal } from '../../kit/refusal.ts'
import {
  type ActivityStatus,
  activityFlow,
  assertAhead,
  assertSensible,
  type Plan,
  pointsEach,
  shiftedAhead,
  signUpState,
} from './rules.ts'

const at = (text: string) => new Date(`${text}:00+08:00`)

const plan: Plan = {
  kind: 'volunteer',
  title: '清洁楼道',
  size: null,
  checkIn: 'either',
  startsAt: at('2026-03-07T09:00'),
  endsAt: at('2026-03-07T11:00'),
  signUpUntil: at('2026-03-07T09:00'),
  latitude: null,
  longitude: null,
  radiusMeters: null,
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (refusal) {
    return (refusal as Refusal).code
  }
  return 'fine'
}

describe('the life of an activity', () => {
  const standings: Standing[] = ['resident', 'self', 'clerk', 'reviewer', 'keeper', 'auditor', 'admin', 'system']
  const steps = ['publish', 'start', 'end', 'settle', 'cancel', 'edit', 'constructor']
  const allowed: Record<string, string> = {
    'draft publish clerk': 'published',
    'draft publish admin': 'published',
    'draft publish system': 'published',
    'draft cancel clerk': 'canceled',
    'draft cancel admin': 'canceled',
    'published start system': 'ongoing',
    'published cancel clerk': 'canceled',
    'published cancel admin': 'canceled',
    'ongoing end system': 'ended',
    'ongoing cancel clerk': 'canceled',
    'ongoing cancel admin': 'canceled',
    'ended settle system': 'settled',
  }
  const all = (Object.keys(activityFlow) as ActivityStatus[]).flatMap((status) =>
    steps.flatMap((step) => standings.map((standing) => [status, step, standing] as const)),
  )

  it.each(all)('%s · %s · %s', (status, step, standing) => {
    const to = allowed[`${status} ${step} ${standing}`]
    const taken = () => follow(activityFlow, status, step, new Set([standing]))
    if (to) expect(taken()).toBe(to)
    else expect(['step_unknown', 'step_not_yours']).toContain(codeOf(taken))
    expect(stepsFor(activityFlow, status, new Set([standing])).includes(step)).toBe(to !== undefined)
  })
})

it.each([
  ['fine', {}],
  ['ends_before_start', { endsAt: plan.startsAt }],
  ['sign_up_too_long', { signUpUntil: at('2026-03-07T09:01') }],
  ['volunteer_too_short', { endsAt: at('2026-03-07T09:14') }],
  ['fine', { endsAt: at('2026-03-07T09:15') }],
  ['fine', { endsAt: at('2026-03-07T21:00') }],
  ['volunteer_too_long', { endsAt: at('2026-03-07T21:01') }],
  ['volunteer_has_no_size', { size: 'S' }],
  ['volunteer_needs_check_in', { checkIn: 'none' }],
  ['not_volunteering', { title: '社区团建' }],
  ['not_volunteering', { title: '党员会议' }],
  ['radius_needs_position', { radiusMeters: 100 }],
  ['radius_needs_position', { radiusMeters: 100, latitude: 23.36 }],
  ['fine', { radiusMeters: 100, latitude: 23.36, longitude: 103.38 }],
  ['size_needed', { kind: 'point_task' }],
  ['fine', { kind: 'point_task', size: 'S', title: '会议室打扫' }],
  ['fine', { kind: 'point_task', size: 'S', checkIn: 'none', signUpUntil: at('2026-03-07T11:00') }],
  ['sign_up_too_long', { kind: 'point_task', size: 'S', checkIn: 'none', signUpUntil: at('2026-03-07T11:01') }],
  ['task_too_long', { kind: 'point_task', size: 'S', endsAt: at('2027-03-08T09:01') }],
] as [string, Partial<Plan>][])('%s: %o', (code, change) => {
  expect(codeOf(() => assertSensible({ ...plan, ...change }))).toBe(code)
})

it.each([
  ['fine', '2026-03-07T08:59'],
  ['sign_up_in_past', '2026-03-07T09:00'],
] as const)('%s when published at %s', (code, now) => {
  expect(codeOf(() => assertAhead(plan, at(now)))).toBe(code)
})

describe('points', () => {
  const r4 = { prices: { hour: 5 }, step: 0.25, caps: [{ of: 'points', per: 'day', max: 20 }] }
  const r6 = { prices: { S: 2, M: 5, L: 10, XL: 20 }, step: 1, caps: [] }

  it.each([
    // minutes → points: 5 an hour, by the quarter, rounded down, 20 a day
    [15, 1],
    [59, 3],
    [60, 5],
    [90, 7],
    [239, 18],
    [240, 20],
    [720, 20],
  ])('%i minutes of volunteering earn at most %i', (minutes, points) => {
    expect(pointsEach({ ...plan, endsAt: new Date(plan.startsAt.getTime() + minutes * 60_000) }, r4)).toBe(points)
  })

  it.each([
    ['S', 2],
    ['M', 5],
    ['L', 10],
    ['XL', 20],
  ] as const)('a task of size %s earns %i', (size, points) => {
    expect(pointsEach({ ...plan, kind: 'point_task', size }, r6)).toBe(points)
  })
})

it.each([
  // now → the copy begins
  ['2026-03-01T08:00', '2026-03-07T09:00'],
  ['2026-03-07T08:59', '2026-03-07T09:00'],
  ['2026-03-07T09:00', '2026-03-14T09:00'],
  ['2026-04-02T10:00', '2026-04-04T09:00'],
])('copied at %s it begins at %s', (now, starts) => {
  expect(shiftedAhead(plan, at(now)).startsAt).toEqual(at(starts))
})

it.each([
  ['draft', '2026-03-07T08:00', 'not_published'],
  ['published', '2026-03-07T08:59', 'open'],
  ['published', '2026-03-07T09:00', 'over'],
  ['ongoing', '2026-03-07T08:59', 'open'],
  ['ended', '2026-03-07T08:59', 'over'],
  ['settled', '2026-03-07T08:59', 'over'],
  ['canceled', '2026-03-07T08:59', 'canceled'],
] as const)('signing up for a %s one at %s is %s', (status, now, state) => {
  expect(signUpState({ status, signUpUntil: plan.signUpUntil }, at(now))).toBe(state)
})
