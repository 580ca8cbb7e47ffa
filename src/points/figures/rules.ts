import type { CityTerms } from '../rulebook/rules.ts'

export type Tone = 'green' | 'amber' | 'red'

/**
 * Whether the goods on the shelves cover the points people hold. Red stops new campaigns; it never devalues silently.
 *
 * @param outstanding points held by people: available, pending and held
 * @param shelfFen what stands on the shelves, in fen
 * @returns the ratio, undefined while nobody holds a point (which is green)
 */
export function coverageOf(outstanding: number, shelfFen: number, terms: CityTerms) {
  if (outstanding <= 0) return { ratio: undefined, tone: 'green' as Tone }
  const ratio = shelfFen / (outstanding * terms.pointValueFen)
  const tone: Tone = ratio >= terms.coverageGreen ? 'green' : ratio >= terms.coverageAmber ? 'amber' : 'red'
  return { ratio, tone }
}
