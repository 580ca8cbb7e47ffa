import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { appendOnly, protectionSql } from './protect.ts'
import { searchable, searchableOf, searchSql } from './search.ts'

/**
 * `npm run migrations NAME` writes what changed in the tables as a migration for each engine, and after it the triggers
 * of append-only tables and the indexes of searchable ones, where they are missing. `--fresh` starts over with one first
 * migration: only while nothing has been released. `--protect TABLE` and `--search TABLE` write these again.
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
  const files = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
  const write = (name: string, tables: readonly string[], statements: typeof searchSql) => {
    if (!tables.length) return
    generate('--custom', `--name=${name}`)
    writeFileSync(`${folder}/${files().at(-1)}`, statements(dialect, tables))
  }
  const protect = (tables: readonly string[]) => write('append_only', tables, protectionSql)
  const search = (tables: readonly string[]) => write('search', tables, searchSql)

  if (first === '--protect') protect(rest)
  else if (first === '--search') search(rest)
  else {
    if (first === '--fresh') rmSync(folder, { recursive: true, force: true })
    generate(`--name=${first === '--fresh' ? 'first' : first}`)
    const written = files()
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
      .join('\n')
    protect(appendOnly.filter((table) => !stands(written, table, protectionSql(dialect, [table]))))
    search(searchable.filter((table) => !stands(written, searchableOf(table).table, searchSql(dialect, [table]))))
  }
}

/** Whether the last of the statements was written, and the table not dropped for a rebuilt one afterwards. */
function stands(written: string, table: string, statements: string): boolean {
  const last = statements.trim().split('\n').at(-1) as string
  return written.lastIndexOf(last) > written.lastIndexOf(`DROP TABLE \`${table}\``)
}
