/** What other rooms ask about points. */
export { budgetOf } from './budgets/queries.ts'
export { balancesOf } from './ledger/queries.ts'
