import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { type Database, type Db, errorCode, storageBusy, type Tx } from './database.ts'
import * as schema from './schema/index.ts'

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations/postgresql')

/** Any fixed number: it names the lock under which one process at a time migrates. */
const migrationLock = 727_001
const attemptsMax = 6
/** serialization_failure, deadlock_detected */
const retried = new Set(['40001', '40P01'])
/** disk_full, too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now, read_only, and lost connections */
const unavailable = /^(53|57P0|25006|08)|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT/

export async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  pool.on('error', () => undefined) // An idle connection that died is replaced by the pool at its next use.
  await migrateAlone(pool)

  const txs = new WeakMap<pg.PoolClient, Tx>()
  const txOn = (client: pg.PoolClient) => {
    const known = txs.get(client)
    if (known) return known
    const tx = drizzle(client, { schema }) as unknown as Tx
    txs.set(client, tx)
    return tx
  }

  return {
    db: drizzle(pool, { schema }) as unknown as Db,
    async atomically(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(pool, txOn, work)
        } catch (error) {
          const code = errorCode(error) ?? ''
          if (unavailable.test(code)) throw storageBusy(code)
          if (!retried.has(code)) throw error
          if (attempt === attemptsMax) throw storageBusy(code)
          await new Promise((resolve) => setTimeout(resolve, Math.random() * (5 << attempt)))
        }
      }
    },
    close: () => pool.end(),
  }
}

/** Everything the work reads is from one moment. */
export async function snapshotOfPostgresql<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    return await work(drizzle(client, { schema }) as unknown as Db)
  } finally {
    await client.end()
  }
}

async function once<T>(pool: pg.Pool, txOn: (client: pg.PoolClient) => Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const value = await work(txOn(client))
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function migrateAlone(pool: pg.Pool) {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const before = await migrationsDone(client)
    await migrate(drizzle(client, { schema }), { migrationsFolder })
    // Statistics older than an index make PostgreSQL pass it by.
    if ((await migrationsDone(client)) !== before) await client.query('analyze')
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
  } finally {
    client.release()
  }
}

async function migrationsDone(client: pg.PoolClient): Promise<number> {
  const { rows: tables } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as known`)
  if (!tables[0].known) return 0
  const { rows } = await client.query('select count(*) from drizzle.__drizzle_migrations')
  return Number(rows[0].count)
}
