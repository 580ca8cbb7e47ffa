import { and, asc, eq, inArray, isNotNull, lte } from 'drizzle-orm'
import { reportImportRows, reportImports } from '../../../db/schema/report-imports.ts'
import type { Job } from '../../jobs.ts'
import { system } from '../../kit/actor.ts'
import { day, hour, later, second } from '../../kit/clock.ts'
import { dropImport } from './actions.ts'
import { takeInPiece } from './take-in.ts'

/** Rows of running imports come in, the oldest import first. */
export const takeInImports: Job = {
  name: 'reports_imports',
  lane: 'imports',
  everyMilliseconds: 5 * second,
  async run({ db, atomically, now }) {
    const [running] = await db
      .select({ id: reportImports.id })
      .from(reportImports)
      .where(eq(reportImports.state, 'running'))
      .orderBy(asc(reportImports.createdAt), asc(reportImports.id))
      .limit(1)
    if (!running) return 0
    const taken = await atomically((tx) => takeInPiece(tx, running.id, now))
    // The import that has just ended may not be the last one.
    return Math.max(taken, 1)
  },
}

/** How long a refused row can be downloaded, and a file that nobody let in is kept. */
export const keptDays = 30

/** Rows of another system hold what people wrote there: they are not kept for longer than somebody needs them. */
export const forgetImports: Job = {
  name: 'reports_imports_forget',
  everyMilliseconds: hour,
  async run({ db, atomically, now }) {
    const old = later(now, -keptDays * day)
    const stale = await db
      .select({ id: reportImports.id })
      .from(reportImports)
      .where(and(inArray(reportImports.state, ['reading', 'preview']), lte(reportImports.createdAt, old)))
      .orderBy(asc(reportImports.id))
    for (const { id } of stale) await atomically((tx) => dropImport(tx, { id, actor: system, now }))
    const ended = await db
      .selectDistinct({ id: reportImports.id })
      .from(reportImports)
      .innerJoin(reportImportRows, eq(reportImportRows.importId, reportImports.id))
      .where(and(lte(reportImports.endedAt, old), isNotNull(reportImportRows.cells)))
      .orderBy(asc(reportImports.id))
    for (const { id } of ended)
      await atomically((tx) =>
        tx.update(reportImportRows).set({ cells: null }).where(eq(reportImportRows.importId, id)),
      )
    return 0
  },
}
