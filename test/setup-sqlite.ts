import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** One migrated file; each test town is a copy of it. */
export default async function setup({ provide }: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-template-'))
  const template = join(folder, 'template.sqlite')
  process.env.DATABASE_URL = template
  const { openSqlite } = await import('../db/sqlite.ts')
  const { settle } = await import('./cast.ts')
  const database = await openSqlite(template)
  await settle(database)
  await database.close()
  provide('sqlite', { template })
  return () => rmSync(folder, { recursive: true, force: true })
}
