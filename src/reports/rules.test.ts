import { describe, expect, it } from 'vitest'
import { reportStatuses, whistleStatuses } from '../../db/schema/reports.ts'
import { roles, type Standing } from '../kit/actor.ts'
import { type Flow, follow } from '../kit/flow.ts'
import { isCarried, openStatuses, reportFlow, solvedStatuses, stepInto } from './rules.ts'
import { standOf, whistleFlow } from './whistles/rules.ts'

const standings: Standing[] = [...roles, 'self', 'system']

/** Every step of every state as everybody, beside what the table says. */
function everyAttempt<State extends string>(flow: Flow<State>, states: readonly State[]) {
  const steps = [...new Set(states.flatMap((state) => Object.keys(flow[state])))]
  return states.flatMap((state) => steps.flatMap((step) => standings.map((by) => ({ state, step, by }))))
}

const outcome = <State extends string>(flow: Flow<State>, state: State, step: string, by: Standing) => {
  try {
    return follow(flow, state, step, new Set([by]))
  } catch (refusal) {
    return (refusal as { code: string }).code
  }
}

describe.each([
  ['report', reportFlow as Flow<string>, reportStatuses as readonly string[]],
  ['whistle', whistleFlow as Flow<string>, whistleStatuses as readonly string[]],
])('the life of a %s', (_, flow, states) => {
  it('knows every state, and no step leads outside of it', () => {
    expect(Object.keys(flow).sort()).toEqual([...states].sort())
    const targets = Object.values(flow).flatMap((steps) => Object.values(steps).map(({ to }) => to))
    expect(targets.filter((to) => !states.includes(to))).toEqual([])
  })

  it('lets through exactly the steps of the table, and each only for those it names', () => {
    const wrong = everyAttempt(flow, states).filter(({ state, step, by }) => {
      const known = flow[state]?.[step]
      const expected = known ? (known.by.includes(by) ? known.to : 'step_not_yours') : 'step_unknown'
      return outcome(flow, state, step, by) !== expected
    })
    expect(wrong).toEqual([])
  })

  it('can be reached in every state', () => {
    const reached = new Set([states[0] as string])
    for (const state of reached) for (const { to } of Object.values(flow[state] ?? {})) reached.add(to)
    expect([...reached].sort()).toEqual([...states].sort())
  })
})

describe('who may do what', () => {
  const stepsOf = (by: Standing) =>
    reportStatuses.flatMap((state) =>
      Object.entries(reportFlow[state]).flatMap(([step, { by: who }]) => (who.includes(by) ? [step] : [])),
    )
  it('residents judge, answer and object, and never sort', () => {
    expect([...new Set(stepsOf('self'))].sort()).toEqual(
      ['answer', 'confirm', 'half', 'object', 'reopen', 'withdraw'].sort(),
    )
  })
  it('officers, keepers and residents who pass by take no step of a report', () => {
    for (const by of ['officer', 'keeper', 'resident'] as const) expect(stepsOf(by)).toEqual([])
  })
  it('only the system carries a report to where its calls stand', () => {
    const others = standings.filter((by) => by !== 'system').flatMap(stepsOf)
    expect(others.filter(isCarried)).toEqual([])
  })
  it('the community cannot decide over the departments', () => {
    expect(whistleFlow.handed_back.insist?.by).not.toContain('clerk')
    expect(whistleFlow.handed_back.release?.by).not.toContain('officer')
  })
})

describe('where the calls have brought a report', () => {
  it.each([
    [[], 'accepted'],
    [['whistled'], 'whistled'],
    [['whistled', 'reported_in'], 'whistled'],
    [['reported_in', 'reported_in'], 'reported_in'],
    [['resolved', 'reported_in'], 'reported_in'],
    [['resolved', 'whistled'], 'whistled'],
    [['resolved', 'handed_back'], 'handed_back'],
    [['resolved', 'released'], 'resolved'],
    [['released', 'withdrawn'], 'accepted'],
    [['resolved', 'resolved'], 'resolved'],
  ] as const)('%j is %s', (calls, expected) => {
    expect(standOf(calls)).toBe(expected)
  })

  it('is a step of the system from everywhere calls can be open', () => {
    const missing = (['accepted', 'whistled', 'reported_in', 'handed_back', 'half_fixed', 'reopened'] as const).flatMap(
      (from) =>
        (['accepted', 'whistled', 'reported_in', 'handed_back', 'resolved'] as const).flatMap((to) =>
          stepInto(from, to) ? [] : [`${from} → ${to}`],
        ),
    )
    expect(missing).toEqual([])
  })
})

it('is either open or solved in public, never both', () => {
  expect(openStatuses.filter((status) => (solvedStatuses as readonly string[]).includes(status))).toEqual([])
})
