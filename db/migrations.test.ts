import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { dialect } from './columns.ts'
import { appendOnly, protectionSql } from './protect.ts'

const migrations = `db/migrations/${dialect}`
const sqlOf = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.sql'))

it('has a migration for everything in the tables', () => {
  const copy = mkdtempSync(join(tmpdir(), 'rongyu-migrations-'))
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
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
