import type { Socket } from 'node:net'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { type Database, type Db, errorCode, storageBusy, type Tx } from './database.ts'
import { root } from './root.ts'
import * as schema from './schema/index.ts'

const migrationsFolder = join(root, 'db/migrations/postgresql')

/** Any fixed number: it names the lock under which one process at a time migrates. */
const migrationLock = 727_001
const attemptsMax = 6
/** serialization_failure, deadlock_detected */
const retried = new Set(['40001', '40P01'])
const uniqueViolation = '23505'
/** Ids that are looked up before they are written: a second look finds who was quicker. */
const lookedUp = new Set(['transfers_pkey'])
const inFailedTransaction = '25P02'
/** disk_full, too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now, read_only, and lost connections */
const unavailable = /^(53|57P0|25006|08)|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT/

export async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 16, pipeline: true } as pg.PoolConfig)
  pool.on('error', () => undefined) // An idle connection that died is replaced by the pool at its next use.
  // One that dies in use fails what was asked over it; without a listener it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined))
  await migrateAlone(pool)

  const connections = new WeakMap<pg.PoolClient, Connection>()
  const connectionOf = (client: pg.PoolClient) => {
    const known = connections.get(client) ?? new Connection(client)
    connections.set(client, known)
    return known
  }

  return {
    db: drizzle(pool, { schema }) as unknown as Db,
    async atomically(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(pool, connectionOf, work)
        } catch (error) {
          const code = errorCode(error) ?? ''
          if (unavailable.test(code)) throw storageBusy(code)
          if (!retried.has(code) && !wasQuicker(error)) throw error
          if (attempt === attemptsMax) throw storageBusy(code)
          await new Promise((resolve) => setTimeout(resolve, Math.random() * (5 << attempt)))
        }
      }
    },
    close: () => pool.end(),
  }
}

function wasQuicker(error: unknown): boolean {
  const at = error as { constraint?: string; cause?: { constraint?: string } } | null
  const constraint = at?.cause?.constraint ?? at?.constraint ?? ''
  return errorCode(error) === uniqueViolation && lookedUp.has(constraint)
}

/** Everything the work reads is from one moment. A connection that dies meanwhile fails the work's next question. */
export async function snapshotOfPostgresql<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  client.on('error', () => undefined) // Between two questions nobody else listens, and it would end the process.
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    return await work(drizzle(client, { schema }) as unknown as Db)
  } finally {
    await client.end()
  }
}

/**
 * What a transaction runs on. Nothing waits for an answer it does not need: `begin` and writes without `returning` are
 * sent and the work goes on; whether they held is asked with the commit. PostgreSQL runs what was sent in order, and after
 * a failure refuses everything up to the end of the transaction, so nothing is kept of it.
 */
class Connection {
  readonly tx: Tx
  private readonly client: pg.PoolClient
  private unanswered: Promise<unknown>[] = []
  private isCorked = false

  constructor(client: pg.PoolClient) {
    this.client = client
    this.tx = drizzle(this as never, { schema }) as unknown as Tx
  }

  query(...query: unknown[]): Promise<pg.QueryResult> {
    this.cork()
    return (this.client.query as (...query: unknown[]) => Promise<pg.QueryResult>)(...query)
  }

  send(query: unknown) {
    const answer = this.query(query)
    answer.catch(() => undefined) // Asked for in `commit`, or in `firstFailure`.
    this.unanswered.push(answer)
  }

  begin() {
    this.unanswered = []
    this.send('begin')
  }

  async commit() {
    this.send('commit')
    const answers = await Promise.all(this.unanswered)
    // A transaction in which something failed answers ROLLBACK here, without an error.
    if ((answers.at(-1) as pg.QueryResult).command !== 'COMMIT') throw new Error('a failed transaction was not kept')
  }

  /** What failed first: everything behind it failed only for that. */
  async firstFailure(error: unknown): Promise<unknown> {
    const answers = await Promise.allSettled(this.unanswered)
    const failed = answers.find((answer) => answer.status === 'rejected')
    return errorCode(error) === inFailedTransaction ? (failed?.reason ?? error) : error
  }

  /** Everything asked in one turn goes out as one packet. */
  private cork() {
    const { stream } = (this.client as unknown as { connection: { stream: Socket } }).connection
    if (this.isCorked) return
    this.isCorked = true
    stream.cork()
    process.nextTick(() => {
      this.isCorked = false
      stream.uncork()
    })
  }
}

async function once<T>(
  pool: pg.Pool,
  connectionOf: (client: pg.PoolClient) => Connection,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const connection = connectionOf(client)
  let broken: Error | undefined
  try {
    connection.begin()
    const value = await work(connection.tx)
    await connection.commit()
    return value
  } catch (error) {
    const first = await connection.firstFailure(error)
    await client.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw broken ? storageBusy('lost connection') : first
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
    if ((await migrationsDone(client)) !== before) await analyzeWhatIsFilled(client)
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
  } finally {
    client.release()
  }
}

/** Of a table that was counted empty PostgreSQL believes it stays so, and reads it whole each time; uncounted, it uses the index. */
async function analyzeWhatIsFilled(client: pg.PoolClient) {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0 order by relname`,
  )
  if (rows.length) await client.query(`analyze ${rows.map(({ name }) => name).join(', ')}`)
}

async function migrationsDone(client: pg.PoolClient): Promise<number> {
  const { rows: tables } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as known`)
  if (!tables[0].known) return 0
  const { rows } = await client.query('select count(*) from drizzle.__drizzle_migrations')
  return Number(rows[0].count)
}
