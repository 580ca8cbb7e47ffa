import type { Flow } from '../../kit/flow.ts'

export type CountStatus = 'open' | 'closed' | 'canceled'

/** open → closed when every line is done, or canceled; what was booked by then stays booked. */
export const countFlow: Flow<CountStatus> = {
  open: {
    close: { to: 'closed', by: ['keeper', 'admin'] },
    cancel: { to: 'canceled', by: ['keeper', 'admin'], needs: ['reason'] },
  },
  closed: {},
  canceled: {},
}

/** By the city's dated terms: beyond either, one person's count is not believed. */
type CountTerms = { countPieces: number; countPercent: number }

const isFarOff = ({ countPieces, countPercent }: CountTerms, expected: number, counted: number) => {
  const difference = Math.abs(counted - expected)
  return difference > countPieces || difference * 100 > expected * countPercent
}

/**
 * What becomes of a line after a count. The second count decides, whatever it says: somebody else has looked.
 *
 * @returns `agreed` with the books, `booked` as a difference, or `recount` by another person
 */
export function afterCount(
  terms: CountTerms,
  expected: number,
  counted: number,
  isSecond: boolean,
): 'agreed' | 'booked' | 'recount' {
  if (counted === expected) return 'agreed'
  return !isSecond && isFarOff(terms, expected, counted) ? 'recount' : 'booked'
}

export type Pile = { lotId: string; onHand: number; reserved: number }

/**
 * Which lots of a pile bear a difference. Missing pieces are taken from unpromised ones, nearest to the end of the list
 * first; surplus goes to the last lot.
 *
 * @param lots in shelf order
 * @returns changes by lot, or undefined when more is missing than is unpromised
 */
export function shareDifference(
  lots: readonly Pile[],
  difference: number,
): { lotId: string; quantity: number }[] | undefined {
  const last = lots.at(-1)
  if (difference > 0) return last && [{ lotId: last.lotId, quantity: difference }]
  let missing = -difference
  const shares = [...lots].reverse().flatMap(({ lotId, onHand, reserved }) => {
    const taken = Math.min(onHand - reserved, missing)
    missing -= taken
    return taken > 0 ? [{ lotId, quantity: -taken }] : []
  })
  // Lots are touched in shelf order, like everywhere.
  return missing > 0 ? undefined : shares.reverse()
}
