/** What other rooms ask about points. */
export { budgetOf, budgetsBelow } from './budgets/queries.ts'
export { balancesOf, transferById } from './ledger/queries.ts'
export { cityTermsInForce, ruleInForce } from './rulebook/queries.ts'
