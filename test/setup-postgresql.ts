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
  const owner = new pg.Client(process.env.DATABASE_URL)
  await owner.connect()
  await owner.query(remember)
  await owner.end()
  provide('postgres', { url, template })
  return stop
}

/** Keeps what is in the tables of a settled town, for the next to be put back. */
const remember = `
  create schema settled;
  do $$ declare name text; begin
    for name in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0 loop
      execute format('create table settled.%I as table public.%I', name, name);
    end loop;
  end $$`

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
