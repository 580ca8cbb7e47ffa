import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

/** One server for the run, one migrated template; each test town is a clone of it. */
export default async function setup({ provide }: TestProject) {
  const { url, stop } = await startPostgres()
  const template = `template_${process.pid}`
  const admin = new pg.Client(url)
  await admin.connect()
  await admin.query(`create database ${template}`)
  await admin.end()

  process.env.DATABASE_URL = withDatabase(url, template)
  const { openPostgresql } = await import('../db/postgresql.ts')
  const database = await openPostgresql(process.env.DATABASE_URL)
  const { settle } = await import('./cast.ts')
  await settle(database)
  await database.close()
  provide('postgres', { url, template })
  return stop
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { url: string; template: string }
    sqlite: { template: string }
  }
}
