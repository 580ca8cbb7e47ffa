import Sqlite from 'better-sqlite3'
import { and, desc, eq } from 'drizzle-orm'
import { drizzle as onSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as onPostgresql } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { lentDatabase } from '../test/databases.ts'
import { dialect, table, text } from './columns.ts'
import type { Tx } from './database.ts'
import { matches, searchGrams, searchSql } from './search.ts'

/** A searchable table of the test's own. */
const trials = table('trials', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  searchGrams: text('search_grams').notNull().default(''),
})

async function openTrial(): Promise<{ db: Tx; run: (statement: string) => Promise<unknown> }> {
  const trial = dialect === 'sqlite' ? inMemory() : await onServer()
  const create = 'create table trials (id text primary key, kind text not null, search_grams text not null)'
  for (const statement of [create, ...searchSql(dialect, ['trials']).split('--> statement-breakpoint')])
    await trial.run(statement)
  return trial
}

function inMemory() {
  const file = new Sqlite(':memory:')
  onTestFinished(() => void file.close())
  return { db: onSqlite(file) as unknown as Tx, run: async (statement: string) => file.exec(statement) }
}

async function onServer() {
  const { url, giveBack } = await lentDatabase('')
  const client = new pg.Client(url)
  await client.connect()
  onTestFinished(async () => {
    await client.query('drop table trials cascade')
    await client.end()
    await giveBack()
  })
  return { db: onPostgresql(client) as unknown as Tx, run: (statement: string) => client.query(statement) }
}

const add = (db: Tx, id: string, words: string, kind = 'a') =>
  db.insert(trials).values({ id, kind, searchGrams: searchGrams(words) })

async function find(db: Tx, query: string, kind?: string) {
  const found = await matches(db, trials.searchGrams, query)
  const rows = await db
    .select({ id: trials.id })
    .from(trials)
    .where(and(found, kind ? eq(trials.kind, kind) : undefined))
    .orderBy(desc(trials.id))
    .limit(50)
  return rows.map(({ id }) => id).join('')
}

async function settled() {
  const trial = await openTrial()
  await add(trial.db, '1', '青云路18号门口井盖破损 R-2026-000123')
  await add(trial.db, '2', '南湖公园路灯不亮，垃圾没人清', 'b')
  await add(trial.db, '3', 'Broken LAMP near Guanlan Street No.5')
  await add(trial.db, '4', '路边井水变浑，盖子丢了', 'b')
  return trial
}

it.each([
  ['井盖', '1'],
  ['井', '41'],
  ['了', '4'],
  ['盖', '41'],
  ['路灯不亮', '2'],
  ['路灯 垃圾', '2'],
  ['路灯 井盖', ''],
  ['18号', '1'],
  ['R-2026-000123', '1'],
  ['ｒ－２０２６－０００１２３', '1'],
  ['r-2026-0001', '1'],
  ['lamp', '3'],
  ['LA', '3'],
  ['amp', ''],
  ['guanlan street', '3'],
  ['没有的词', ''],
  ['', '4321'],
  ['   ', '4321'],
])('finds %j in %j', async (query, ids) => {
  expect(await find((await settled()).db, query)).toBe(ids)
})

it.each(['"', `'`, '*', '-', ':*', '&|!()<->', '\\', '%_', '\u0000', '\ud83d', '🀄'])(
  'takes %j for nothing to look for',
  async (query) => {
    expect(await find((await settled()).db, query)).toBe('')
  },
)

it.each([
  ['井盖"', '1'],
  [`井盖' or 1=1 --`, ''],
  ['井盖*', '1'],
  ['-井盖', '1'],
  ['井盖 NEAR 路灯', ''],
  ['lamp NOT broken', ''],
  ['search_grams:井盖', ''],
  ['"井盖" OR "路灯"', ''],
  ["井盖'::tsquery", ''],
])('takes the operators in %j as words or not at all', async (query, ids) => {
  expect(await find((await settled()).db, query)).toBe(ids)
})

it('bears any text in the table and in the query', async () => {
  const { db } = await settled()
  const long = 'a'.repeat(5000)
  await add(db, '5', `${long} ${'井'.repeat(4000)} \u0000 '"\\ 𠮷野家 ꉬ꒐ é`)
  for (const query of [long, '𠮷野', '𠮷', 'ꉬ꒐', 'é', '井'.repeat(1000)]) expect(await find(db, query)).toBe('5')
})

it('follows what is changed and removed', async () => {
  const { db } = await settled()
  await db
    .update(trials)
    .set({ searchGrams: searchGrams('电动车占道') })
    .where(eq(trials.id, '1'))
  await db.delete(trials).where(eq(trials.id, '2'))
  expect(await find(db, '井盖')).toBe('')
  expect(await find(db, '电动')).toBe('1')
  expect(await find(db, '路灯')).toBe('')
})

it('finds the newest of a word that nearly every row has, with other conditions too', async () => {
  const { db } = await openTrial()
  const rows = Array.from({ length: 1500 }, (_, index) => ({
    id: `${10_000 + index} `,
    kind: index % 100 === 0 ? 'b' : 'a',
    searchGrams: searchGrams(index === 7 ? '鹦鹉' : '青云路井盖 abc'),
  }))
  for (let from = 0; from < rows.length; from += 500) await db.insert(trials).values(rows.slice(from, from + 500))
  expect(await find(db, '井盖')).toBe(
    rows
      .slice(-50)
      .map(({ id }) => id)
      .reverse()
      .join(''),
  )
  expect((await find(db, '青云 井 ab', 'b')).split(' ')).toHaveLength(16)
  expect(await find(db, '鹦鹉')).toBe('10007 ')
  expect(await find(db, '青云盖')).toBe('')
})

it('indexes again a table that was rebuilt', async () => {
  const { db, run } = await settled()
  if (dialect === 'postgresql') return
  await run('create table new_trials (id text primary key, kind text not null, search_grams text not null)')
  await run('insert into new_trials select * from trials order by id desc; drop table trials')
  await run('alter table new_trials rename to trials')
  for (const statement of searchSql('sqlite', ['trials']).split('--> statement-breakpoint')) await run(statement)
  await add(db, '5', '井盖又坏了')
  expect(await find(db, '井盖')).toBe('51')
})
