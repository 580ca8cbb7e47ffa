import type { Organization } from '../../areas/organizations/queries.ts'
import type { Category } from '../queries.ts'
import type { Problem, ReadTerms } from './rules.ts'

/** What the rules name, by id, as far as it exists. */
export type Known = {
  categories: ReadonlyMap<string, Pick<Category, 'id' | 'name' | 'endedAt'>>
  areas: ReadonlyMap<string, { id: string; name: string }>
  organizations: ReadonlyMap<string, Pick<Organization, 'id' | 'name' | 'kind' | 'endedAt'>>
}

/** Everything about a rule that does not stand any more. One problem is enough to distrust it. */
export function problemsOf(terms: ReadTerms, { categories, areas, organizations }: Known): Problem[] {
  const problems: Problem[] = terms.isReadable ? [] : [{ kind: 'condition_unreadable', name: '' }]
  for (const id of terms.organizationIds) {
    const body = organizations.get(id)
    if (!body || body.endedAt || body.kind !== 'department')
      problems.push({ kind: 'organization_gone', name: body?.name ?? id })
  }
  if (terms.matter === 'government' && terms.organizationIds.length === 0)
    problems.push({ kind: 'nobody_named', name: '' })
  for (const clause of terms.clauses) {
    if (clause.kind === 'category')
      for (const id of clause.categoryIds) {
        const category = categories.get(id)
        if (!category || category.endedAt) problems.push({ kind: 'category_gone', name: category?.name.zh ?? id })
      }
    if (clause.kind === 'area')
      for (const id of clause.areaIds) if (!areas.has(id)) problems.push({ kind: 'area_gone', name: id })
  }
  return problems
}
