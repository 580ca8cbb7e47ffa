import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { dialect } from '../db/columns.ts'
import { newId } from '../src/kit/ids.ts'
import { withDatabase } from './setup-postgresql.ts'

export type Lent = { url: string; giveBack: () => Promise<void> }

/** A database of its own, with the town settled in it (a copy of the template), or without a table. */
export async function freshDatabase(folder: string, isSettled = true): Promise<Lent> {
  if (dialect === 'sqlite') {
    const url = join(folder, 'town.sqlite')
    if (isSettled) copyFileSync(inject('sqlite').template, url)
    return { url, giveBack: async () => undefined }
  }
  const { url, template } = inject('postgres')
  const name = `town_${newId().replaceAll('-', '')}`
  await ask(url, `create database ${name} template ${isSettled ? template : 'template0'} strategy file_copy`)
  return {
    url: withDatabase(url, name),
    giveBack: async () => void (await ask(url, `drop database if exists ${name} with (force)`)),
  }
}

/**
 * PostgreSQL's copies are dear, so the towns of one test file live in the same few databases, one after the other: what
 * a test left is wiped and the settled town put back. One in which a test wrote a lot is dropped instead.
 */
const free: Lent[] = []
const largeBytes = 40_000_000

export async function lentDatabase(folder: string): Promise<Lent> {
  if (dialect === 'sqlite') return freshDatabase(folder)
  const own = free.pop() ?? (await freshDatabase(folder))
  return {
    url: own.url,
    async giveBack() {
      const isLarge = await ask(own.url, `select pg_database_size(current_database()) > ${largeBytes} as answer`)
      if (isLarge) return own.giveBack()
      await ask(own.url, wipe)
      free.push(own)
    },
  }
}

afterAll(async () => {
  for (const own of free.splice(0)) await own.giveBack()
})

/** As a replica, for which no trigger forbids it. A column that PostgreSQL computes is not written. */
const wipe = `
  set session_replication_role = replica;
  do $$ declare name text; columns text; begin
    for name in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_relation_size(oid) > 0 loop
      execute format('delete from public.%I', name);
      if to_regclass(format('settled.%I', name)) is not null then
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
          where attrelid = format('public.%I', name)::regclass and attnum > 0 and not attisdropped and attgenerated = '';
        execute format('insert into public.%I (%s) select %s from settled.%I', name, columns, columns, name);
      end if;
    end loop;
  end $$`

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const result = await client.query<{ answer: unknown }>(statement)
    return result.rows?.[0]?.answer
  } finally {
    await client.end()
  }
}
