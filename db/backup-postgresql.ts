import { spawn } from 'node:child_process'
import { renameSync } from 'node:fs'
import pg from 'pg'

/** `pg_dump` in its own format; `pg_restore` reads it back. */
export async function copyOut(url: string, file: string): Promise<void> {
  await run('pg_dump', ['--format=custom', '--no-owner', `--file=${file}.half`, url])
  renameSync(`${file}.half`, file)
}

export async function copyIn(url: string, file: string, isReplacing: boolean): Promise<void> {
  await run('pg_restore', ['--list', file], 'ignore')
  await makeRoom(url, isReplacing)
  await run('pg_restore', ['--no-owner', '--exit-on-error', '--single-transaction', `--dbname=${url}`, file])
}

async function makeRoom(url: string, isReplacing: boolean) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const count = async (query: string) => Number((await client.query(query)).rows[0].count)
    const others = `select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    if (await count(others)) throw new Error('the database is in use: stop the service first')
    const tables = `select count(*) from information_schema.tables where table_schema in ('public', 'drizzle')`
    if (!(await count(tables))) return
    if (!isReplacing) throw new Error('the database is not empty: --replace drops what is in it')
    await client.query('drop schema if exists drizzle cascade; drop schema public cascade; create schema public')
  } finally {
    await client.end()
  }
}

function run(program: string, args: string[], stdout: 'inherit' | 'ignore' = 'inherit'): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', stdout, 'inherit'] })
    child.on('error', () => reject(new Error(`${program} was not found: install the PostgreSQL client tools`)))
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))))
  })
}
