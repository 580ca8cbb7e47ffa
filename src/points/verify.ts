import type { Db } from '../../db/database.ts'
import { verifyBudgets } from './budgets/verify.ts'
import { verifyDigests } from './digests/verify.ts'
import { verifyCaps } from './grants/verify.ts'
import { verifyBalances, verifyEntries, verifyTotals } from './ledger/verify.ts'
import { verifyHolds, verifyLotSums, verifyLots } from './lots/verify.ts'
import { verifyReversals } from './reversals/verify.ts'

const checks = [
  verifyEntries,
  verifyBalances,
  verifyTotals,
  verifyLots,
  verifyLotSums,
  verifyHolds,
  verifyBudgets,
  verifyCaps,
  verifyReversals,
  verifyDigests,
]

/**
 * Rebuilds balances, lots, holds, totals, budgets, caps, reversals and digests from what can never change, and compares. On a service
 * that is running, hand it a `tx`, so that all it reads is of one moment.
 *
 * @returns each difference in a sentence; none when the books are right
 */
export async function verifyPoints(db: Db): Promise<string[]> {
  const differences: string[] = []
  for (const check of checks) differences.push(...(await check(db)))
  return differences
}
