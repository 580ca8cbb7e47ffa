/** What other rooms do with points. Everything below runs in the caller's transaction. */
export { commitBudget, moveBudget, releaseBudget } from './budgets/actions.ts'
export { type Granted, grantPoints } from './grants/actions.ts'
export { capturePoints, holdPoints, refundPoints, releasePoints } from './holds/actions.ts'
export { reverseGrant } from './reversals/actions.ts'
export { installDefaultRules } from './rulebook/actions.ts'
