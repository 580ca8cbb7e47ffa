import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { freshDatabase } from '../test/databases.ts'
import { dialect } from './columns.ts'
import { openDatabase, readSnapshot } from './open.ts'
import { series } from './schema/requests.ts'

it.each([30, 120, 300])('loses nothing that was answered when it is killed after %i answers', async (answers) => {
  const { url } = await newDatabase()
  const told = await write(url, process.execPath, [], (lines) => lines > answers)
  const kept = await namesIn(url)
  expect(told.length).toBeGreaterThanOrEqual(answers)
  expect(told.filter((name) => !kept.has(name))).toEqual([])
})

// A limit on the size of files stands in for a full disk, and needs no rights.
it.runIf(dialect === 'sqlite')(
  'answers busy when the disk is full, reads on, and keeps what was answered',
  async () => {
    const { url } = await newDatabase()
    const shell = `trap '' XFSZ; ulimit -f 3000; exec "$0" "$@"`
    const told = await write(url, 'sh', ['-c', shell, process.execPath], () => false)
    const refusals = told.filter((line) => line.startsWith('refused'))
    expect(refusals.length).toBe(16)
    expect(new Set(refusals.map((line) => line.split(';')[0]))).toEqual(new Set(['refused storage_busy']))

    const kept = await namesIn(url)
    expect(told.filter((line) => !line.startsWith('refused') && !kept.has(line))).toEqual([])
    const file = new Sqlite(url)
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
    file.close()
  },
)

it.runIf(dialect === 'sqlite')('answers busy while another process has locked the file, and recovers', async () => {
  const { url } = await newDatabase()
  const { db, atomically, close } = await openDatabase(url)
  onTestFinished(close)
  const add = (name: string) =>
    atomically(async (tx) => void (await tx.insert(series).values({ name, last: 1 }).onConflictDoNothing()))
  const other = new Sqlite(url)
  other.exec('begin immediate')
  const refused = await Promise.allSettled([add('a'), add('b')])
  expect(refused.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
    'storage_busy',
    'storage_busy',
  ])
  other.exec('rollback')
  other.close()
  await add('a')
  expect(await db.select().from(series)).toEqual([{ name: 'a', last: 1 }])
})

it.runIf(dialect === 'postgresql')(
  'survives a PostgreSQL that ends every connection, in use or idle, and goes on with new ones',
  async () => {
    const { url } = await newDatabase()
    const { db, atomically, close } = await openDatabase(url)
    onTestFinished(close)
    const add = (name: string, meanwhile?: () => Promise<void>) =>
      atomically(async (tx) => {
        await tx.insert(series).values({ name, last: 1 })
        await meanwhile?.()
        await tx.select().from(series)
      })
    await Promise.all([add('a'), add('b'), add('c')]) // Several connections, idle from here.
    await expect(add('lost', () => endConnections(url))).rejects.toMatchObject({ code: 'storage_busy' })
    await expect
      .poll(() =>
        add('d').then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    expect((await db.select({ name: series.name }).from(series).orderBy(series.name)).map(({ name }) => name)).toEqual([
      'a',
      'b',
      'c',
      'd',
    ])
  },
)

it.runIf(dialect === 'postgresql')('survives a PostgreSQL that goes away in the middle of an export', async () => {
  const { url } = await newDatabase()
  const reading = readSnapshot(url, async (db) => {
    await db.select().from(series)
    await endConnections(url)
    await db.select().from(series)
  })
  await expect(reading).rejects.toThrow()
})

/** As a restart would, and waits until the news has reached this process. */
async function endConnections(url: string) {
  const admin = new pg.Client(url)
  await admin.connect()
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await admin.end()
  await new Promise((resolve) => setTimeout(resolve, 100))
}

async function newDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-survival-'))
  const { url, giveBack } = await freshDatabase(folder)
  onTestFinished(async () => {
    await giveBack()
    rmSync(folder, { recursive: true, force: true })
  })
  return { url }
}

/** What the writing process was told, until it ends or `isEnough` ends it without warning. */
async function write(url: string, command: string, args: string[], isEnough: (lines: number) => boolean) {
  const child = spawn(command, [...args, '--import', 'tsx', 'test/writer.ts'], {
    env: { PATH: process.env.PATH, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
    if (isEnough(said.split('\n').length)) child.kill('SIGKILL')
  })
  await once(child, 'close')
  // The last line may have been cut in the middle.
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^kept /, ''))
}

async function namesIn(url: string): Promise<Set<string>> {
  const database = await openDatabase(url)
  const rows = await database.db.select({ name: series.name }).from(series).orderBy(series.name)
  await database.close()
  return new Set(rows.map(({ name }) => name.replace(/-x+$/, '')))
}
