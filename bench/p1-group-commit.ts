import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { eq, sql } from 'drizzle-orm'
import { integer, table, text } from '../db/columns.ts'
import { type Atomically, prepared } from '../db/database.ts'
import { openSqlite } from '../db/sqlite.ts'
import { newId } from '../src/kit/ids.ts'
import { print, race, rateOf } from './measure.ts'

/** P1: the same two updates through `atomically` and through bare better-sqlite3, in groups of the same size. */
const purses = table('bench_purses', { id: text('id').primaryKey(), points: integer('points').notNull() })
/** As many as the city has registered residents, under ids like theirs. */
const ids = Array.from({ length: 74_500 }, () => newId())
const groupSizes = [8, 64, 256]

const take = prepared('purse_take', (tx) =>
  tx
    .update(purses)
    .set({ points: sql`${purses.points} - 1` })
    .where(sql`${purses.id} = ${sql.placeholder('id')} and ${purses.points} >= 1`),
)
const give = prepared('purse_give', (tx) =>
  tx
    .update(purses)
    .set({ points: sql`${purses.points} + 1` })
    .where(eq(purses.id, sql.placeholder('id'))),
)

const folder = mkdtempSync(join(tmpdir(), 'rongyu-bench-'))
const raw = openRaw(join(folder, 'raw.sqlite'))
const database = await openOurs(join(folder, 'ours.sqlite'))
for (const size of groupSizes) {
  print(
    await race({
      target: 'P1',
      what: `two-row transfers, durable, in groups of ${size}`,
      ours: () => rateOf(() => throughAtomically(database.atomically, size)),
      limit: () => rateOf(() => raw(size)),
      atLeast: 0.8,
    }),
  )
}
await database.close()
rmSync(folder, { recursive: true, force: true })

function some() {
  return ids[Math.floor(Math.random() * ids.length)] as string
}

function openRaw(path: string): (size: number) => Promise<number> {
  const file = new Sqlite(path)
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  makePurses(file)
  const begin = file.prepare('begin immediate')
  const commit = file.prepare('commit')
  const savepoint = file.prepare('savepoint one')
  const release = file.prepare('release one')
  const take = file.prepare('update bench_purses set points = points - 1 where id = ? and points >= 1')
  const give = file.prepare('update bench_purses set points = points + 1 where id = ?')
  return async (size) => {
    begin.run()
    for (let act = 0; act < size; act++) {
      savepoint.run()
      take.run(some())
      give.run(some())
      release.run()
    }
    commit.run()
    // The event loop turns once a group here too: that is where requests come from.
    await new Promise((resolve) => setImmediate(resolve))
    return size
  }
}

async function throughAtomically(atomically: Atomically, size: number): Promise<number> {
  const transfers = Array.from({ length: size }, () =>
    atomically(async (tx) => {
      await take(tx, { id: some() })
      await give(tx, { id: some() })
    }),
  )
  await Promise.all(transfers)
  return size
}

async function openOurs(path: string) {
  const database = await openSqlite(path)
  await database.close()
  const file = new Sqlite(path)
  makePurses(file)
  file.close()
  return openSqlite(path)
}

function makePurses(file: Sqlite.Database) {
  file.exec('create table bench_purses (id text primary key, points integer not null)')
  const insert = file.prepare('insert into bench_purses values (?, 1000000)')
  file.transaction(() => {
    for (const id of ids) insert.run(id)
  })()
}
