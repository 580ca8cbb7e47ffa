import { type Clause, type Entry, isWithin } from '../rules.ts'

/** How far the book covers a category at a place: whatever is written and whenever, only sometimes, or never. */
export type Cover = 'always' | 'sometimes' | 'never'

export type Cell = { areaPath: string; categoryId: string }

/** The path of every area that rules name, by its id. */
export type Paths = ReadonlyMap<string, string>

/** The best that any rule does for a place and a category. A broken rule covers nothing. */
export function coverOf(book: readonly Entry[], cell: Cell, pathOf: Paths): Cover {
  const covers = book.filter(({ problems }) => problems.length === 0).map((entry) => coverBy(entry, cell, pathOf))
  return covers.includes('always') ? 'always' : covers.includes('sometimes') ? 'sometimes' : 'never'
}

/** Two rules that each hold for a part are called "sometimes", even where their parts together are the whole. */
function coverBy({ areaPath, terms }: Entry, cell: Cell, pathOf: Paths): Cover {
  const clauses = terms.clauses.map((clause) => clauseCover(clause, cell, pathOf))
  const covers = [scopeCover(areaPath, cell.areaPath), ...clauses]
  return covers.includes('never') ? 'never' : covers.includes('sometimes') ? 'sometimes' : 'always'
}

const scopeCover = (scope: string, place: string): Cover =>
  place.startsWith(scope) ? 'always' : scope.startsWith(place) ? 'sometimes' : 'never'

function clauseCover(clause: Clause, cell: Cell, pathOf: Paths): Cover {
  const met = metCover(clause, cell, pathOf)
  if (!clause.not) return met
  return met === 'always' ? 'never' : met === 'never' ? 'always' : 'sometimes'
}

function metCover(clause: Clause, { areaPath, categoryId }: Cell, pathOf: Paths): Cover {
  if (clause.kind === 'category') return clause.categoryIds.includes(categoryId) ? 'always' : 'never'
  if (clause.kind === 'area') {
    if (clause.areaIds.some((id) => isWithin(areaPath, id))) return 'always'
    return clause.areaIds.some((id) => pathOf.get(id)?.startsWith(areaPath)) ? 'sometimes' : 'never'
  }
  if (clause.kind === 'hours' && clause.from === clause.to && clause.weekdays.length === 7) return 'always'
  return 'sometimes'
}
