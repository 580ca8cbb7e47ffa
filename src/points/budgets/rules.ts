import type { CityTerms } from '../rulebook/rules.ts'

/** Budgets belong to communities and villages, streets and the city. What lies below draws on its community's. */
export const budgetAreaOf = (areaId: string) => areaId.slice(0, 12)

/** What an area may issue in a year unless it was given more: so many points for each registered resident. */
export function yearlyBudget(kind: string, residents: number, terms: CityTerms): number {
  const share = kind === 'city' ? terms.cityShare : kind === 'street' ? terms.streetShare : 1
  return Math.floor(residents * terms.pointsPerResident * share)
}

/** How many points a street may move from one of its communities to another in a year. */
export const movableBudget = (points: number, terms: CityTerms) => Math.floor(points * terms.streetShare)
