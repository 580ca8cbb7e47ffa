import { describe, expect, it } from 'vitest'
import { type Actor, nobody, standingOf, system } from './actor.ts'
import { type Flow, follow, stepsFor } from './flow.ts'
import type { Refusal } from './refusal.ts'

type State = 'draft' | 'published' | 'canceled'
const flow: Flow<State> = {
  draft: { publish: { to: 'published', by: ['clerk'] } },
  published: { cancel: { to: 'canceled', by: ['clerk', 'admin'] }, leave: { to: 'draft', by: ['self'] } },
  canceled: {},
}
const clerk: Actor = { id: 'li', name: '李', grants: [{ role: 'clerk', areaPath: '532503000000/532503003000/' }] }
const inside = { areaPath: '532503000000/532503003000/532503003002/' }
const outside = { areaPath: '532503000000/532503001000/' }

const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (refusal) {
    return (refusal as Refusal).code
  }
  return 'done'
}

describe('a life cycle', () => {
  it('leads where its table says', () => {
    expect(follow(flow, 'draft', 'publish', standingOf(clerk, inside))).toBe('published')
  })

  it.each([
    ['a step that leaves another state', 'draft', 'cancel', clerk, inside, 'step_unknown'],
    ['a word that every object knows', 'draft', 'constructor', clerk, inside, 'step_unknown'],
    ['a clerk of another street', 'draft', 'publish', clerk, outside, 'step_not_yours'],
    ['a visitor', 'draft', 'publish', nobody, inside, 'step_not_yours'],
    ['the clockwork where it is not named', 'draft', 'publish', system, inside, 'step_not_yours'],
    [
      'the clerk where the row is somebody else’s',
      'published',
      'leave',
      clerk,
      { ...inside, ownerId: 'wang' },
      'step_not_yours',
    ],
  ] as const)('refuses %s', (_, state, step, actor, place, code) => {
    expect(codeOf(() => follow(flow, state, step, standingOf(actor, place)))).toBe(code)
  })

  it('offers only the steps that the viewer may take', () => {
    expect(stepsFor(flow, 'published', standingOf(clerk, { ...inside, ownerId: 'li' }))).toEqual(['cancel', 'leave'])
    expect(stepsFor(flow, 'published', standingOf(clerk, outside))).toEqual([])
  })
})

describe('standing', () => {
  it('does not let a neighbouring code that begins alike count as below', () => {
    const grid: Actor = { id: 'a', name: '', grants: [{ role: 'clerk', areaPath: '5325/53250300/' }] }
    expect(standingOf(grid, { areaPath: '5325/532503001/' }).has('clerk')).toBe(false)
  })

  it('keeps a store keeper to the own store', () => {
    const keeper: Actor = { id: 'k', name: '', grants: [{ role: 'keeper', storeId: 's1' }] }
    expect(standingOf(keeper, { storeId: 's1' }).has('keeper')).toBe(true)
    expect(standingOf(keeper, { storeId: 's2', areaPath: '5325/' }).has('keeper')).toBe(false)
    expect(standingOf(keeper, {}).has('keeper')).toBe(false)
  })

  it('gives a visitor nothing, not even what belongs to nobody', () => {
    expect([...standingOf(nobody, { ownerId: 'nobody', areaPath: '5325/' })]).toEqual([])
  })
})
