import type { Tx } from '../../../db/database.ts'
import { reportCategories } from '../../../db/schema/reports.ts'
import { defaultCategories } from './defaults.ts'

/** What every city starts with. Those it has already, changed or not, are left alone. */
export async function installDefaultCategories(tx: Tx, now: Date): Promise<void> {
  const rows = defaultCategories.map(({ hours: [reportIn, resolve], ...category }, position) => ({
    ...{ urgency: 'normal' as const, isPrivate: false, questions: [] },
    ...category,
    ...{ reportInMinutes: reportIn * 60, resolveMinutes: resolve * 60, position, updatedAt: now },
  }))
  await tx.insert(reportCategories).values(rows).onConflictDoNothing()
}
