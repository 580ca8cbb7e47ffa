import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { startPostgres } from '../test/postgres.ts'
import { withDatabase } from '../test/setup-postgresql.ts'

/**
 * `npm run bench`: each target as a ratio to its limit, measured in the same run, in a process of its own
 * and from a bundle, as the service runs.
 * `npm run bench p4 p5` runs some.
 */
const onSqlite = [
  'p1-group-commit',
  'p2-grant',
  'p4-orders',
  'p5-lists',
  'p5-reports',
  'p6-middleware',
  'p8-photos',
  'f6-photo-memory',
]
const onPostgresql = ['p3-postgresql']
const wanted = process.argv.slice(2)
const isWanted = (name: string) => !wanted.length || wanted.some((word) => name.startsWith(word))

let failed = 0
for (const name of onSqlite.filter(isWanted)) run(name, {})
if (onPostgresql.some(isWanted)) {
  const { url, stop } = await startPostgres()
  const admin = new pg.Client(url)
  await admin.connect()
  const database = `bench_${process.pid}`
  await admin.query(`create database ${database}`)
  for (const name of onPostgresql.filter(isWanted)) run(name, { DATABASE_URL: withDatabase(url, database) })
  await admin.query(`drop database ${database} with (force)`)
  await admin.end()
  await stop()
}
process.exitCode = failed ? 1 : 0

function run(name: string, settings: Record<string, string>) {
  const { status } = spawnSync(process.execPath, ['src/run.mjs', `bench/${name}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...settings },
  })
  if (status !== 0) failed++
}
