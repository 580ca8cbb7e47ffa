import {
  type Column,
  type DriverValueEncoder,
  getTableColumns,
  type InferInsertModel,
  type SQL,
  sql,
  type Table,
} from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Refusal } from '../src/kit/refusal.ts'
import { dialect } from './columns.ts'
import { oneStatement } from './one-statement.ts'
import { quick, type Values } from './quick.ts'
import type * as schema from './schema/index.ts'

type Everything = NodePgDatabase<typeof schema>

/** Can only read. On SQLite a connection of its own, which never sees an open transaction. */
export type Db = Pick<Everything, 'select' | 'selectDistinct' | 'with' | '$count'>

/** Can also write. Only `atomically` hands one out, so every write belongs to a transaction. */
export type Tx = Db & Pick<Everything, 'insert' | 'update' | 'delete'>

/**
 * Runs the work as one transaction and answers after it is on disk. The work awaits nothing but its `tx`; files and
 * network stay outside. A thrown error undoes this work alone and is passed on.
 */
export type Atomically = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export type Database = {
  db: Db
  atomically: Atomically
  /** Answers what is running, then closes. */
  close(): Promise<void>
}

const commits = new WeakMap<Db, () => number>()

/** Told once by an engine whose every commit is made by this process. */
export const countCommits = (db: Db, count: () => number) => void commits.set(db, count)

/**
 * How many commits there have been: as long as the number stays, every query answers the same. Undefined on PostgreSQL,
 * where other processes write as well.
 */
export const commitsSeen = (db: Db): number | undefined => commits.get(db)?.()

/** The number in the one row of `select({ rows: count() })`, where a table that is joined keeps `$count` from it. */
export const counted = async (rows: Promise<{ rows: number }[]>): Promise<number> => (await rows)[0]?.rows ?? 0

/** The storage, not the caller, failed: nothing was kept, and the same request may be sent again. */
export const storageBusy = (reason: string) => new Refusal('busy', 'storage_busy', { reason, retryAfterSeconds: 1 })

/** The code of a driver's error, also when Drizzle wrapped it. */
export function errorCode(error: unknown): string | undefined {
  const at = error as { code?: string; cause?: { code?: string } } | null
  return at?.cause?.code ?? at?.code
}

/** Every hot query by its name, so that a test can look at how the database would run it. */
export const hotQueries = new Map<string, (tx: Tx) => unknown>()

type Statement = { execute(values?: Values): Promise<unknown> }
type Build<Prepared> = (tx: Tx) => { prepare(name: string): Prepared }

/** A query that `prepared` made: call it with what it runs on and the values of its placeholders. */
export type Hot<Answer = Promise<unknown>> = ((on: Db, values?: Values) => Answer) & {
  readonly called: string
  readonly build: Build<Statement>
}

/**
 * A hot query, built once a connection instead of once a call (Drizzle's building costs far more than the query).
 * Name it uniquely: PostgreSQL keeps prepared statements by name.
 *
 * @example const accountById = prepared('account_by_id', (db) =>
 *   db.select().from(accounts).where(eq(accounts.id, sql.placeholder('id'))))
 * const [account] = await accountById(tx, { id })
 */
export function prepared<Prepared extends Statement>(called: string, build: Build<Prepared>) {
  hotQueries.set(called, build)
  const built = new WeakMap<object, Prepared['execute']>()
  const run = (on: Db, values: Values = {}): ReturnType<Prepared['execute']> => {
    let execute = built.get(on)
    if (!execute) {
      const statement = build(on as Tx).prepare(called)
      execute = quick(statement) ?? ((values) => statement.execute(values))
      built.set(on, execute)
    }
    return execute(values) as ReturnType<Prepared['execute']>
  }
  return Object.assign(run, { called, build }) satisfies Hot<ReturnType<Prepared['execute']>>
}

/** A hot query with its values, to be run by `together`. */
export type Act = readonly [hot: Hot, values: Values]

/**
 * Runs hot writes that need no answer. PostgreSQL gets them as one statement: it then costs one way to the database, not
 * one each. So none of them sees what another has written, and no two may change the same row.
 *
 * @example await together(tx, [[insertTransfer, row], [insertEntries, both], ...openLot(lot)])
 */
export async function together(tx: Tx, acts: readonly Act[]): Promise<void> {
  const asOne = dialect === 'postgresql' && oneStatement(tx, acts)
  if (asOne) return asOne
  for (const [hot, values] of acts) await hot(tx, values)
}

/**
 * A placeholder for every column of a table, named like the column's property: the row of a prepared insert. With a
 * prefix, several rows fit into one statement.
 *
 * @example prepared('scan_insert', (tx) => tx.insert(scans).values(placeholders(scans)))
 */
export const placeholders = <Of extends Table>(of: Of, prefix = '') =>
  Object.fromEntries(
    Object.entries(getTableColumns(of)).map(([name, column]) => [
      name,
      sql`${sql.param(sql.placeholder(prefix + name), orNull(column))}`,
    ]),
  ) as unknown as { [Column in keyof InferInsertModel<Of>]-?: SQL }

/** Drizzle's encoders of instants stumble over a null that comes through a placeholder. */
const orNull = (column: Column): DriverValueEncoder<unknown, unknown> => ({
  mapToDriverValue: (value) => (value === null ? null : column.mapToDriverValue(value)),
})

/** Whether a driver refused a row because another has the same unique key. */
export function isUniqueViolation(error: unknown): boolean {
  return ['23505', 'SQLITE_CONSTRAINT_UNIQUE'].includes(errorCode(error) ?? '')
}
