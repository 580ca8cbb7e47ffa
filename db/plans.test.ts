import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { expect, inject, it } from 'vitest'
import '../src/app.tsx'
import { dialect } from './columns.ts'
import { hotQueries, type Tx } from './database.ts'

/** Tables that stay small however large the city grows. */
const small = ['rules', 'jobs', 'stores']

it.runIf(dialect === 'sqlite')('finds the rows of every hot query by an index', () => {
  const file = new Sqlite(inject('sqlite').template, { readonly: true })
  const tx = drizzle(file) as unknown as Tx
  const scans = [...hotQueries].flatMap(([name, build]) => {
    const { sql, params } = (build(tx) as { toSQL(): { sql: string; params: unknown[] } }).toSQL()
    const plan = file.prepare(`explain query plan ${sql}`).all(params.map(() => null)) as { detail: string }[]
    return plan
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN (?!CONSTANT|\d+-ROW)/.test(detail) && !/USING (COVERING )?INDEX/.test(detail))
      .filter((detail) => !small.some((table) => detail === `SCAN ${table}`))
      .map((detail) => `${name}: ${detail}`)
  })
  file.close()
  expect(hotQueries.size).toBeGreaterThan(20)
  expect(scans).toEqual([])
})
