import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { newId } from '../src/kit/ids.ts'
import { grantOnce } from './grant.ts'
import { print, race, rateOf } from './measure.ts'
import { openBenchTown } from './town.ts'

/** P2: a grant as the city makes it (idempotency, caps, lot, entries, counters) and the bare kernel of a transfer. */
const groupSize = 64
const town = await openBenchTown({ residents: 30_000 })
const someone = () => town.residentIds[Math.floor(Math.random() * town.residentIds.length)] as string
const folder = mkdtempSync(join(tmpdir(), 'rongyu-bench-'))
const raw = openKernel(join(folder, 'raw.sqlite'))

print(
  await race({
    target: 'P2',
    what: `the real points transfer, durable, in groups of ${groupSize}`,
    ours: () =>
      rateOf(async () => {
        const { atomically } = town.database
        await Promise.all(Array.from({ length: groupSize }, () => atomically((tx) => grantOnce(tx, someone()))))
        return groupSize
      }),
    limit: () => rateOf(raw),
    atLeast: 0.4,
  }),
)
await town.close()
rmSync(folder, { recursive: true, force: true })

function openKernel(path: string): () => Promise<number> {
  const file = new Sqlite(path)
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  file.exec(`
    create table purses (id text primary key, points integer not null);
    create table transfers (id text primary key, debit text not null, credit text not null, points integer not null);
    create table entries (transfer text not null, purse text not null, points integer not null,
      primary key (transfer, purse)) without rowid`)
  const insertPurse = file.prepare('insert into purses values (?, 1000000)')
  file.transaction(() => {
    for (const id of town.residentIds) insertPurse.run(id)
  })()
  const begin = file.prepare('begin immediate')
  const commit = file.prepare('commit')
  const savepoint = file.prepare('savepoint one')
  const release = file.prepare('release one')
  const known = file.prepare('select 1 from transfers where id = ?')
  const move = file.prepare('update purses set points = points + ? where id = ? and points + ? >= 0')
  const transfer = file.prepare('insert into transfers values (?, ?, ?, 4)')
  const entry = file.prepare('insert into entries values (?, ?, ?)')

  return async () => {
    begin.run()
    for (let act = 0; act < groupSize; act++) {
      const [id, debit, credit] = [newId(), someone(), someone()]
      savepoint.run()
      if (!known.get(id) && debit !== credit) {
        move.run(-4, debit, -4)
        move.run(4, credit, 4)
        transfer.run(id, debit, credit)
        entry.run(id, debit, -4)
        entry.run(id, credit, 4)
      }
      release.run()
    }
    commit.run()
    await new Promise((resolve) => setImmediate(resolve))
    return groupSize
  }
}
