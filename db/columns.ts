/**
 * The one file that knows two SQL dialects. Tables are declared once with these builders, typed as PostgreSQL
 * (the narrower surface: no `.get()/.all()/.run()`) and tested on SQLite by default (no `for update`, no `ilike`):
 * each side forbids the other's accent.
 */
import { sql } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'

export const dialect = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? '') ? 'postgresql' : 'sqlite'

const postgres = {
  table: pg.pgTable,
  text: pg.text,
  integer: (name: string) => pg.bigint(name, { mode: 'number' }),
  real: (name: string) => pg.doublePrecision(name),
  boolean: pg.boolean,
  instant: (name: string) => pg.timestamp(name, { withTimezone: true, mode: 'date', precision: 3 }),
  json: pg.jsonb,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  foreignKey: pg.foreignKey,
  check: pg.check,
}

const sqlite = {
  table: lite.sqliteTable,
  text: lite.text,
  integer: (name: string) => lite.integer(name),
  real: (name: string) => lite.real(name),
  boolean: (name: string) => lite.integer(name, { mode: 'boolean' }),
  instant: (name: string) => lite.integer(name, { mode: 'timestamp_ms' }),
  json: (name: string) => lite.text(name, { mode: 'json' }),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  foreignKey: lite.foreignKey,
  check: lite.check,
}

export const { table, text, integer, real, boolean, instant, json, index, uniqueIndex, primaryKey, foreignKey, check } =
  dialect === 'postgresql' ? postgres : (sqlite as unknown as typeof postgres)

/** The larger of two SQL values: `max(a, b)` on SQLite, `greatest(a, b)` on PostgreSQL. */
export const larger = (a: unknown, b: unknown) =>
  dialect === 'postgresql' ? sql<number>`greatest(${a}, ${b})` : sql<number>`max(${a}, ${b})`

type Lockable = { for(strength: 'update', config?: object): unknown }

/** Rows that are read to be changed: PostgreSQL keeps others off them until the commit. SQLite has one writer anyway. */
export const locked = <Query>(query: Query, only?: { of: object }): Query =>
  dialect === 'postgresql' ? ((query as Lockable).for('update', only) as Query) : query
