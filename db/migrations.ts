import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { appendOnly, protectionSql } from './protect.ts'

/**
 * `npm run migrations NAME` writes what changed in the tables as a migration for each engine. `--fresh` starts over
 * with one first migration: only while nothing has been released. `--protect TABLE` adds the append-only triggers.
 */
const [first = 'change', ...rest] = process.argv.slice(2)
const urls = { sqlite: 'x.sqlite', postgresql: 'postgres://x/x' } as const

for (const dialect of ['sqlite', 'postgresql'] as const) {
  const folder = `db/migrations/${dialect}`
  const generate = (...args: string[]) =>
    execFileSync('node_modules/.bin/drizzle-kit', ['generate', ...args], {
      env: { ...process.env, DATABASE_URL: urls[dialect] },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const protect = (tables: readonly string[]) => {
    generate('--custom', '--name=append_only')
    const file = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .at(-1)
    writeFileSync(`${folder}/${file}`, protectionSql(dialect, tables))
  }
  if (first === '--fresh') {
    rmSync(folder, { recursive: true, force: true })
    generate('--name=first')
    if (appendOnly.length) protect(appendOnly)
  } else if (first === '--protect') protect(rest)
  else generate(`--name=${first}`)
}
