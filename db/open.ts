import { dialect } from './columns.ts'
import type { Database, Db } from './database.ts'

/**
 * Opens the city's database: a PostgreSQL address, or the path of an SQLite file. Migrates it first.
 *
 * @throws Error in words when another process holds the SQLite file, or a migration breaks a foreign key
 */
export async function openDatabase(url: string): Promise<Database> {
  if (/^postgres(ql)?:/.test(url) !== (dialect === 'postgresql')) {
    throw new Error(
      'DATABASE_URL was changed after the tables were loaded: set it in the environment, before the start',
    )
  }
  if (dialect === 'postgresql') return (await import('./postgresql.ts')).openPostgresql(url)
  return (await import('./sqlite.ts')).openSqlite(url)
}

/**
 * Reads as everything stood at one moment, beside a running service: nothing is migrated, nothing can be written.
 *
 * @throws Error in words when there is no database
 */
export async function readSnapshot<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  if (dialect === 'postgresql') return (await import('./postgresql.ts')).snapshotOfPostgresql(url, work)
  return (await import('./sqlite.ts')).snapshotOfSqlite(url, work)
}

export type { Database, Db, Tx } from './database.ts'
