import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { countCommits, type Database, type Db, errorCode, storageBusy, type Tx } from './database.ts'
import { root } from './root.ts'
import * as schema from './schema/index.ts'

const migrationsFolder = join(root, 'db/migrations/sqlite')

/** One outer commit carries at most this many transactions, and waits for no more than this long. */
const groupSizeMax = 256
const groupMillisecondsMax = 8
const queueLengthMax = 10_000
/**
 * The event loop takes in one new connection a turn. After a group that took long it turns so often before the next one,
 * or in a rush every newcomer would wait for a group of others.
 */
const turnsAfterLongGroup = 16
const longMilliseconds = 2
/** How long work that awaited something else may take to let go before everybody behind it goes on. */
const patienceMilliseconds = 5000
/** 32 MB of log before it is copied into the file: a page that changes often is then copied once (half the cost of a commit). */
const checkpointPages = 8000
/** How long to wait when somebody else has locked the file: everything stands still meanwhile. */
const lockMilliseconds = 250

export async function openSqlite(path: string): Promise<Database> {
  const release = ownFile(path)
  const writer = new Sqlite(path, { timeout: lockMilliseconds })
  writer.pragma('journal_mode = WAL')
  // FULL, not better-sqlite3's NORMAL for WAL: NORMAL loses acknowledged writes when the power is cut.
  writer.pragma('synchronous = FULL')
  if (writer.pragma('synchronous', { simple: true }) !== 2) throw new Error('SQLite did not accept synchronous = FULL')
  writer.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  // What a savepoint would need to undo stays in memory: as a temporary file it costs more than the work it guards.
  writer.pragma('temp_store = MEMORY')
  const tx = drizzle(writer, { schema }) as unknown as Tx
  migrateWithKeysOff(writer, tx)

  const reader = new Sqlite(path, { readonly: true })
  const queue = new GroupCommit(writer, tx)
  const db = drizzle(reader, { schema }) as unknown as Db
  countCommits(db, () => queue.commits)
  return {
    db,
    atomically: (work) => queue.add(work),
    async close() {
      await queue.empty()
      reader.close()
      writer.pragma('optimize')
      writer.close()
      release()
    },
  }
}

/** Everything the work reads is from one moment. */
export async function snapshotOfSqlite<T>(path: string, work: (db: Db) => Promise<T>): Promise<T> {
  if (!existsSync(path)) throw new Error(`there is no database at ${path}`)
  const reader = new Sqlite(path, { readonly: true })
  try {
    reader.exec('begin')
    return await work(drizzle(reader, { schema }) as unknown as Db)
  } finally {
    reader.close()
  }
}

/** Drizzle rebuilds tables to alter them; with keys on, a rebuild would cascade and delete child rows. */
export function migrateWithKeysOff(writer: Sqlite.Database, tx: Tx, folder = migrationsFolder) {
  writer.pragma('foreign_keys = OFF')
  migrate(tx as never, { migrationsFolder: folder })
  if ((writer.pragma('foreign_key_check') as unknown[]).length) throw new Error('a migration broke a foreign key')
  writer.pragma('foreign_keys = ON')
  writer.pragma('optimize')
}

/** One process owns the file. The lock is an open transaction on a file beside it, so a killed process leaves none. */
export function ownFile(path: string): () => void {
  const lock = new Sqlite(`${path}.lock`, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (!isStorageError(error)) throw error
    throw new Error(
      `another process already has ${existsSync(path) ? path : 'this database'} open. Stop it first, or use PostgreSQL to run several.`,
    )
  }
  return () => lock.close()
}

type Job = {
  work: (tx: Tx) => Promise<unknown>
  answer: (value: never) => void
  refuse: (error: unknown) => void
}
type Outcome = { job: Job; value?: unknown; error?: unknown; failed: boolean }

/** The work waited for a timer, a file or the network while it held the one writer. A mistake of ours. */
export class AwaitedOutside extends Error {
  constructor() {
    super('work inside atomically awaited something other than its tx')
  }
}

/**
 * One writer for everybody. Transactions that wait run one after another, each in its own savepoint, under one outer
 * commit; every caller is answered after that commit is on disk, the refused ones too.
 */
class GroupCommit {
  commits = 0
  private readonly waiting: Job[] = []
  private draining = false
  private working = false
  private readonly writer: Sqlite.Database
  private readonly tx: Tx
  private readonly begin: Sqlite.Statement
  private readonly commit: Sqlite.Statement
  private readonly savepoint: Sqlite.Statement
  private readonly release: Sqlite.Statement

  constructor(writer: Sqlite.Database, tx: Tx) {
    this.writer = writer
    this.tx = tx
    this.begin = writer.prepare('begin immediate')
    this.commit = writer.prepare('commit')
    this.savepoint = writer.prepare('savepoint job')
    this.release = writer.prepare('release job')
  }

  add<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    // Work runs in microtasks only, so nobody but the work itself can be calling while it runs.
    if (this.working) return Promise.reject(new Error('atomically inside atomically: hand the tx down instead'))
    if (this.waiting.length >= queueLengthMax) return Promise.reject(storageBusy('queue_full'))
    return new Promise<T>((answer, refuse) => {
      this.waiting.push({ work, answer, refuse })
      this.drainSoon()
    })
  }

  async empty() {
    while (this.waiting.length || this.draining) await new Promise((resolve) => setImmediate(resolve))
  }

  /** setImmediate comes after the sockets were read: all requests of these turns join one commit. */
  private drainSoon(turns = 1) {
    if (this.draining) return
    this.draining = true
    const turn = () => (--turns > 0 ? setImmediate(turn) : void this.drain())
    setImmediate(turn)
  }

  private async drain() {
    const outcomes: Outcome[] = []
    const started = performance.now()
    try {
      this.begin.run()
      do {
        const job = this.waiting.shift() as Job
        outcomes.push({ job, failed: true })
        outcomes[outcomes.length - 1] = await this.run(job)
      } while (
        this.waiting.length &&
        outcomes.length < groupSizeMax &&
        millisecondsSince(started) < groupMillisecondsMax
      )
      this.commit.run()
      this.commits++
      for (const outcome of outcomes) settle(outcome)
    } catch (error) {
      this.failGroup(outcomes, error)
    } finally {
      this.draining = false
      if (this.waiting.length) this.drainSoon(millisecondsSince(started) < longMilliseconds ? 1 : turnsAfterLongGroup)
    }
  }

  /** Nobody was answered before the commit, so everybody may send the same thing again. */
  private failGroup(outcomes: Outcome[], error: unknown) {
    const refusal = storageBusy(errorCode(error) ?? 'unknown')
    if (outcomes.length === 0 && this.waiting.length) outcomes.push({ job: this.waiting.shift() as Job, failed: true })
    for (const { job } of outcomes) job.refuse(refusal)
    try {
      if (this.writer.inTransaction) this.writer.exec('rollback')
    } catch {
      // The next `begin` meets the same trouble and answers its own caller.
    }
  }

  private async run(job: Job): Promise<Outcome> {
    this.savepoint.run()
    try {
      const value = await this.watched(job)
      this.release.run()
      return { job, value, failed: false }
    } catch (error) {
      if (isStorageError(error) || !this.writer.inTransaction) throw error
      this.writer.exec('rollback to job; release job')
      return { job, error, failed: true }
    }
  }

  /**
   * Drizzle over better-sqlite3 settles in microtasks. If the event loop turns while work runs, the work waited for
   * something else; it is refused, but only once it has let go of the tx, so that it cannot write into a later group.
   */
  private async watched(job: Job): Promise<unknown> {
    let turned = false
    let tripwire: NodeJS.Immediate | undefined
    let patience: NodeJS.Timeout | undefined
    const stuck = new Promise<never>((_, refuse) => {
      tripwire = setImmediate(() => {
        turned = true
        this.working = false
        patience = setTimeout(() => refuse(new AwaitedOutside()), patienceMilliseconds)
      })
    })
    this.working = true
    try {
      const value = await Promise.race([job.work(this.tx), stuck])
      if (turned) throw new AwaitedOutside()
      return value
    } finally {
      this.working = false
      clearImmediate(tripwire)
      clearTimeout(patience)
    }
  }
}

const millisecondsSince = (started: number) => performance.now() - started

function settle({ job, value, error, failed }: Outcome) {
  if (failed) job.refuse(error)
  else job.answer(value as never)
}

const isStorageError = (error: unknown) =>
  /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/.test(errorCode(error) ?? '')
