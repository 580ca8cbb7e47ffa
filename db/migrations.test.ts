import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { expect, inject, it, onTestFinished } from 'vitest'
import { dialect } from './columns.ts'
import type { Tx } from './database.ts'
import { appendOnly, protectionSql } from './protect.ts'
import { searchable, searchableOf, searchSql } from './search.ts'
import { migrateWithKeysOff } from './sqlite.ts'

const migrations = `db/migrations/${dialect}`
const sqlOf = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.sql'))

it('has a migration for everything in the tables', () => {
  const copy = newFolder()
  cpSync(migrations, copy, { recursive: true })

  const options = ['generate', `--dialect=${dialect}`, '--schema=./db/schema/index.ts', `--out=${copy}`]
  execFileSync('node_modules/.bin/drizzle-kit', options, { stdio: ['ignore', 'ignore', 'pipe'] })

  expect(sqlOf(copy)).toEqual(sqlOf(migrations))
})

it('protects every append-only table', () => {
  const written = sqlOf(migrations)
    .map((name) => readFileSync(join(migrations, name), 'utf8'))
    .join('\n')
  for (const table of appendOnly) {
    for (const statement of protectionSql(dialect, [table]).split('\n--> statement-breakpoint\n'))
      expect(written).toContain(statement.trim())
  }
})

it('indexes every searchable table', () => {
  const written = sqlOf(migrations)
    .map((name) => readFileSync(join(migrations, name), 'utf8'))
    .join('\n')
  for (const table of searchable) expect(written).toContain(searchSql(dialect, [table]).trim().split('\n').at(-1))
})

it.runIf(dialect === 'sqlite')('leaves no table without its triggers that a later migration rebuilt', () => {
  const file = new Sqlite(inject('sqlite').template, { readonly: true })
  const triggers = new Set(file.prepare(`select name from sqlite_master where type = 'trigger'`).pluck().all())
  file.close()
  const wanted = [
    ...appendOnly.flatMap((table) => [`${table}_no_update`, `${table}_no_delete`]),
    ...searchable.flatMap((table) =>
      ['insert', 'delete', 'update'].map((act) => `${searchableOf(table).index}_${act}`),
    ),
  ]
  expect(wanted.filter((name) => !triggers.has(name))).toEqual([])
})

it('keeps the children of a table that a migration rebuilds', () => {
  const folder = newFolder()
  const file = new Sqlite(':memory:')
  const run = (...steps: string[]) => {
    writeMigrations(folder, steps)
    migrateWithKeysOff(file, drizzle(file) as unknown as Tx, folder)
  }
  const first = `create table streets (id text primary key);--> statement-breakpoint
create table doors (street text references streets(id) on delete cascade);`
  run(first)
  file.exec("insert into streets values ('观澜'); insert into doors values ('观澜')")
  run(
    first,
    `create table new_streets (id text primary key, length integer);--> statement-breakpoint
insert into new_streets (id) select id from streets;--> statement-breakpoint
drop table streets;--> statement-breakpoint
alter table new_streets rename to streets;`,
  )
  expect(file.prepare('select count(*) as doors from doors').get()).toEqual({ doors: 1 })
  expect(file.pragma('foreign_keys', { simple: true })).toBe(1)
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A folder as Drizzle's migrator reads it. */
function writeMigrations(folder: string, steps: string[]) {
  mkdirSync(join(folder, 'meta'), { recursive: true })
  const entries = steps.map((_, idx) => ({
    idx,
    version: '6',
    when: idx + 1,
    tag: `000${idx}_step`,
    breakpoints: true,
  }))
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }))
  for (const [idx, statements] of steps.entries()) writeFileSync(join(folder, `000${idx}_step.sql`), statements)
}
