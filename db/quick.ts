import { Column, is, Param, Placeholder, SQL } from 'drizzle-orm'

export type Values = Record<string, unknown>
type Field = { path: string[]; field: unknown }
type Run = (values: Values) => Promise<unknown>

/** What this file needs of Drizzle's prepared query over better-sqlite3. */
type LitePrepared = {
  stmt: { run(...bound: unknown[]): unknown; raw(): { all(...bound: unknown[]): unknown[][] } }
  query: { params: unknown[] }
  fields?: Field[]
}

/** The same over node-postgres. */
type PgPrepared = {
  client: PgConnection
  params: unknown[]
  queryConfig: PgQuery
  fields?: Field[]
}
export type PgQuery = { name?: string; text: string; rowMode: 'array'; types: unknown }
export type PgConnection = {
  query(config: PgQuery & { values: unknown[] }): Promise<{ rows: unknown[][] }>
  /** Sends what answers nothing, and does not wait; only a transaction's connection has it. @see db/postgresql.ts */
  send?(config: PgQuery & { values: unknown[] }): void
}

/**
 * Drizzle looks at every placeholder and every column anew each time a prepared query runs, which takes longer than
 * many a query. Here that is done once. Queries that nest their answer keep Drizzle's own way.
 *
 * @returns undefined where Drizzle's own way stays
 */
export function quick(prepared: object): Run | undefined {
  if (isLite(prepared)) return quickLite(prepared)
  if (isPg(prepared)) return quickPg(prepared)
  return undefined
}

function quickLite({ stmt, query, fields }: LitePrepared): Run | undefined {
  const bound = binderOf(query.params)
  if (!fields) return async (values) => stmt.run(...bound(values))
  const rowOf = rowReader(fields)
  if (!rowOf) return undefined
  const rows = stmt.raw()
  return async (values) => rows.all(...bound(values)).map(rowOf)
}

function quickPg({ client, params, queryConfig, fields }: PgPrepared): Run | undefined {
  const bound = binderOf(params)
  if (!fields) {
    return async (values) => {
      const query = { ...queryConfig, values: bound(values) }
      if (client.send) client.send(query)
      else await client.query(query)
    }
  }
  const rowOf = rowReader(fields)
  if (!rowOf) return undefined
  return async (values) => (await client.query({ ...queryConfig, values: bound(values) })).rows.map(rowOf)
}

const isLite = (prepared: object): prepared is LitePrepared => 'stmt' in prepared && 'query' in prepared
export const isPg = (prepared: object): prepared is PgPrepared => 'client' in prepared && 'queryConfig' in prepared

/** From the values by name to the list that the driver binds. */
export function binderOf(params: readonly unknown[]): (values: Values) => unknown[] {
  const binders = params.map(bindOne)
  return (values) => {
    const bound: unknown[] = []
    for (const bind of binders) bound.push(bind(values))
    return bound
  }
}

function bindOne(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) {
    const { name } = param
    return (values) => given(values, name)
  }
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param
    const { name } = param.value
    return (values) => {
      const value = given(values, name)
      return value === null ? null : encoder.mapToDriverValue(value)
    }
  }
  return () => param
}

/** A value that was named but left undefined is none, as it is for a query that was not prepared. */
function given(values: Values, name: string): unknown {
  const value = values[name]
  if (value !== undefined) return value
  if (!(name in values)) throw new Error(`no value was given for the placeholder ${name}`)
  return null
}

type Decode = (value: unknown) => unknown

function decoderOf(field: unknown): Decode {
  if (is(field, Column)) return (value) => field.mapFromDriverValue(value)
  const { decoder } = (is(field, SQL) ? field : (field as { sql: SQL }).sql) as unknown as {
    decoder: { mapFromDriverValue: Decode }
  }
  return (value) => decoder.mapFromDriverValue(value)
}

function rowReader(fields: readonly Field[]): ((values: readonly unknown[]) => Values) | undefined {
  if (fields.some(({ path }) => path.length !== 1)) return undefined
  const columns = fields.map(({ path, field }) => ({ name: path[0] as string, decode: decoderOf(field) }))
  return (values) => {
    const row: Values = {}
    let at = 0
    for (const { name, decode } of columns) {
      const value = values[at++]
      row[name] = value === null ? null : decode(value)
    }
    return row
  }
}
