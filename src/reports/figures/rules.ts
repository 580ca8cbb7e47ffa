/** Counted calls of a department or an area: how many could be judged on each point, and how many were good. */
export type Tally = {
  calls: number
  dutyDue: number
  dutyInTime: number
  workDue: number
  workInTime: number
  solved: number
  judged: number
  satisfied: number
}

export type Row = Tally & { id: string; name: string }

/** Groups with fewer calls than this say more about single people than about the group. */
export const leastCalls = 5

export const emptyTally: Tally = {
  ...{ calls: 0, dutyDue: 0, dutyInTime: 0, workDue: 0, workInTime: 0, solved: 0, judged: 0, satisfied: 0 },
}

export function addUp(tallies: readonly Tally[]): Tally {
  const total = { ...emptyTally }
  for (const each of tallies) for (const name of Object.keys(emptyTally) as (keyof Tally)[]) total[name] += each[name]
  return total
}

/**
 * Small groups are shown together, the others by how many calls they had. A single small one takes the next smallest
 * with it, because the total would give it away.
 */
export function withSmallMerged(rows: readonly Row[], others: string): Row[] {
  const inOrder = [...rows].sort((one, other) => other.calls - one.calls || (one.id < other.id ? -1 : 1))
  const small = inOrder.filter(({ calls }) => calls < leastCalls)
  if (small.length === 0) return inOrder
  const large = inOrder.slice(0, inOrder.length - small.length)
  while (large.length && (small.length < 2 || addUp(small).calls < leastCalls)) small.push(large.pop() as Row)
  return [...large, { id: 'others', name: others, ...addUp(small) }]
}

/** A share in whole percent; nothing where there was too little to judge. */
export const percent = (part: number, whole: number): number | undefined =>
  whole < leastCalls ? undefined : Math.round((part / whole) * 100)
