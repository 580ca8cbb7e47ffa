import type { DonationState, LineKind } from '../../db/schema/donations.ts'
import type { Flow } from '../kit/flow.ts'

/**
 * draft → received → inspected. It is a draft while lines are entered; receiving gives it the number of its receipt, after
 * which no line changes. What is not fit for use is found at the inspection; goods go to the shelves only after it.
 */
export const donationFlow = {
  draft: {
    receive: { to: 'received', by: ['keeper', 'clerk', 'admin'] },
    void: { to: 'voided', by: ['keeper', 'clerk', 'admin'], needs: ['reason'] },
  },
  received: {
    inspect: { to: 'inspected', by: ['keeper', 'clerk', 'admin'] },
    void: { to: 'voided', by: ['clerk', 'admin'], needs: ['reason'] },
  },
  inspected: {
    void: { to: 'voided', by: ['clerk', 'admin'], needs: ['reason'] },
  },
  voided: {},
} as const satisfies Flow<DonationState>

type Valued = { kind: LineKind; quantity: number; unitValueFen: number }

/** What a donation is worth, in fen. */
export const worthOf = (lines: readonly Valued[]) =>
  lines.reduce((sum, line) => sum + line.quantity * line.unitValueFen, 0)

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿']

/**
 * A sum the way Chinese receipts write it, so that no figure can be added in front.
 *
 * @example capitalYuan(125_030) // '壹仟贰佰伍拾元叁角'
 */
export function capitalYuan(fen: number): string {
  const [yuan, jiao, cent] = [Math.floor(fen / 100), Math.floor(fen / 10) % 10, fen % 10]
  const whole = yuan > 0 ? `${capitalWhole(yuan)}元` : ''
  if (jiao === 0 && cent === 0) return `${whole || '零元'}整`
  const tenths = jiao > 0 ? `${digits[jiao]}角` : whole && '零'
  return `${whole}${tenths}${cent > 0 ? `${digits[cent]}分` : ''}`
}

function capitalWhole(yuan: number): string {
  const parts: string[] = []
  for (let rest = yuan, group = 0; rest > 0; rest = Math.floor(rest / 10_000), group++) {
    const four = rest % 10_000
    if (four > 0) parts.unshift(`${capitalFour(four, rest >= 10_000)}${groups[group]}`)
    else if (parts.length > 0 && !parts[0]?.startsWith('零')) parts.unshift('零')
  }
  return parts.join('').replace(/零+/g, '零').replace(/零$/, '')
}

/** Four digits; a zero between two of them is said once, and one in front when something stands before. */
function capitalFour(four: number, isInner: boolean): string {
  const said = [3, 2, 1, 0].map((place) => {
    const digit = Math.floor(four / 10 ** place) % 10
    return digit > 0 ? `${digits[digit]}${places[place]}` : '零'
  })
  const text = said.join('').replace(/零+/g, '零').replace(/零$/, '')
  return isInner ? text : text.replace(/^零/, '')
}

/** Where the pieces of a donation lot are. Each is in exactly one of these places. */
export type Places = {
  /** Not fit for use when they were inspected. */
  rejected: number
  /** Taken in, not on a shelf yet. */
  waiting: number
  onShelf: number
  inTransit: number
  /** On a shelf, but recalled. */
  recalled: number
  /** Past their last day, still there or written off since. */
  expired: number
  collected: number
  /** Broken, lost, or missing at a stock-take. */
  lost: number
}

export const nowhere: Places = {
  rejected: 0,
  waiting: 0,
  onShelf: 0,
  inTransit: 0,
  recalled: 0,
  expired: 0,
  collected: 0,
  lost: 0,
}

export const totalOf = (places: Places) => Object.values(places).reduce((sum, pieces) => sum + pieces, 0)

export type Collected = { areaId: string; name: string; people: number; pieces: number }

export const piecesOf = (groups: readonly Collected[]) => groups.reduce((sum, { pieces }) => sum + pieces, 0)

/** Groups of fewer people than this are not told apart. */
const groupMin = 5

/**
 * Where pieces were collected, by community. Groups under five people are merged; when the merged ones are still fewer,
 * the smallest of the others joins them, so that nobody can be worked out by subtraction.
 */
export function mergedGroups(groups: readonly Collected[]): { named: Collected[]; others: Collected[] } {
  const bySize = [...groups].sort((a, b) => b.people - a.people || (a.areaId < b.areaId ? -1 : 1))
  const named = bySize.filter(({ people }) => people >= groupMin)
  const others = bySize.filter(({ people }) => people < groupMin)
  while (others.length > 0 && named.length > 0 && others.reduce((sum, { people }) => sum + people, 0) < groupMin)
    others.unshift(named.pop() as Collected)
  return { named, others }
}
