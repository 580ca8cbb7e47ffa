import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  else {
    const before = filesIn(folder).length
    generate(`--name=${first}`)
    const made = filesIn(folder)
    if (dialect === 'sqlite' && made.length > before) mendRebuilds(folder, made.length - 1)
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

/** drizzle-kit copies a rebuilt table together with the columns that are new, which the old one does not have. */
function mendRebuilds(folder: string, index: number) {
  const snapshot = `${folder}/meta/${String(index - 1).padStart(4, '0')}_snapshot.json`
  const { tables } = JSON.parse(readFileSync(snapshot, 'utf8')) as {
    tables: Record<string, { columns: Record<string, unknown> }>
  }
  const file = `${folder}/${filesIn(folder)[index]}`
  const mended = readFileSync(file, 'utf8').replace(
    /INSERT INTO `__new_(\w+)`\(([^)]*)\) SELECT [^;]* FROM `\w+`;/g,
    (_, table: string, list: string) => {
      const known = list.split(', ').filter((column) => tables[table]?.columns[column.replaceAll('"', '')])
      return `INSERT INTO \`__new_${table}\`(${known.join(', ')}) SELECT ${known.join(', ')} FROM \`${table}\`;`
    },
  )
  writeFileSync(file, mended)
}
