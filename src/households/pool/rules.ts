import type { PoolDecisionState } from '../../../db/schema/households.ts'
import type { Flow } from '../../kit/flow.ts'
import { groupBy } from '../../kit/group.ts'
import type { Part } from '../rules.ts'

/** Whoever proposed what a pool pays does not decide it. */
export const poolFlow = {
  proposed: {
    approve: { to: 'approved', by: ['clerk', 'reviewer', 'admin'] },
    refuse: { to: 'refused', by: ['clerk', 'reviewer', 'admin'], needs: ['reason'] },
  },
  approved: {},
  refused: {},
} as const satisfies Flow<PoolDecisionState, Part>

/** Points that moved in an area in a month (`2026-03`), and between whom: the giver, the household, or both. */
export type Moved = { areaId: string; month: string; points: number; between: readonly string[] }

/** A sum that the public may read, of so many givers or households; nothing where there are none, `few` where it waits. */
export type Told = { points: number; count: number } | 'few' | undefined

/**
 * What the public may read of points that moved, area by area. A month is told when it is over, and only together with
 * as many others as it takes until five of everybody concerned are in the sum; what was told stays told. So whatever
 * two readings, in time or place, are taken from each other, the difference is about five or none. Areas that stay too
 * small are told together at the end of a quarter, as `elsewhere`.
 */
export function toldOf(moved: readonly Moved[], thisMonth: string): { byArea: Map<string, Told>; elsewhere: Told } {
  const waiting = new Map<string, Moved[]>()
  const told = new Map<string, Moved[]>()
  const elsewhere: Moved[] = []
  const past = moved.filter(({ month }) => month < thisMonth).sort((a, b) => (a.month < b.month ? -1 : 1))
  for (const [quarter, inQuarter] of groupBy(past, ({ month }) => quarterOf(month))) {
    for (const inMonth of groupBy(inQuarter, ({ month }) => month).values()) {
      for (const one of inMonth) add(waiting, one.areaId, [one])
      for (const [areaId, group] of waiting) if (isGroup(group) && waiting.delete(areaId)) add(told, areaId, group)
    }
    const rest = [...waiting.values()].flat()
    if (quarter === quarterOf(thisMonth) || !isGroup(rest)) continue
    elsewhere.push(...rest)
    waiting.clear()
  }
  const areas = [...new Set(past.map(({ areaId }) => areaId))]
  const byArea = new Map<string, Told>(areas.map((areaId) => [areaId, sumOf(told.get(areaId)) ?? 'few']))
  return { byArea, elsewhere: sumOf(elsewhere) }
}

const quarterOf = (month: string) => `${month.slice(0, 4)}-${Math.ceil(Number(month.slice(5)) / 3)}`

const add = (groups: Map<string, Moved[]>, areaId: string, some: readonly Moved[]) =>
  groups.set(areaId, [...(groups.get(areaId) ?? []), ...some])

const groupMin = 5

/** Whether five of every kind are concerned: a sum of five households and one giver tells what that one gave. */
const isGroup = (moved: readonly Moved[]) =>
  (moved[0]?.between ?? []).length > 0 && moved[0]?.between.every((_, kind) => countOf(moved, kind) >= groupMin)

const countOf = (moved: readonly Moved[], kind = 0) => new Set(moved.map(({ between }) => between[kind])).size

const sumOf = (moved: readonly Moved[] = []): Exclude<Told, 'few'> =>
  moved.length === 0 ? undefined : { points: moved.reduce((sum, { points }) => sum + points, 0), count: countOf(moved) }

/** What the told sums come to; nothing while none is told. Waiting ones are no part of it, or it would give them away. */
export function totalOf(sums: readonly Told[]): number | undefined {
  const told = sums.flatMap((one) => (one && one !== 'few' ? [one.points] : []))
  return told.length === 0 ? undefined : told.reduce((total, points) => total + points, 0)
}
