import { Column, is, Param, Placeholder, SQL } from 'drizzle-orm'

type Values = Record<string, unknown>
type Field = { path: string[]; field: unknown }

/** What this file needs of Drizzle's prepared query over better-sqlite3. */
type LitePrepared = {
  stmt: { run(...bound: unknown[]): unknown; raw(): { all(...bound: unknown[]): unknown[][] } }
  query: { params: unknown[] }
  fields?: Field[]
}

/**
 * Drizzle looks at every placeholder and every column anew each time a prepared query runs, which on SQLite takes longer
 * than the query. Here that is done once. Queries that nest their answer, and PostgreSQL's, keep Drizzle's own way.
 *
 * @returns undefined where Drizzle's own way stays
 */
export function quick(prepared: object): ((values: Values) => Promise<unknown>) | undefined {
  if (!isLite(prepared)) return undefined
  const { stmt, query, fields } = prepared
  const binders = query.params.map(binderOf)
  const bound = (values: Values) => binders.map((bind) => bind(values))
  if (!fields) return async (values) => stmt.run(...bound(values))

  if (fields.some(({ path }) => path.length !== 1)) return undefined
  const columns = fields.map(({ path, field }) => ({ name: path[0] as string, decode: decoderOf(field) }))
  const rows = stmt.raw()
  return async (values) => rows.all(...bound(values)).map((row) => rowOf(columns, row))
}

const isLite = (prepared: object): prepared is LitePrepared => 'stmt' in prepared && 'query' in prepared

function binderOf(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return (values) => given(values, param.name)
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
  if (!(name in values)) throw new Error(`no value was given for the placeholder ${name}`)
  return values[name] ?? null
}

type Decode = (value: unknown) => unknown

function decoderOf(field: unknown): Decode {
  if (is(field, Column)) return (value) => field.mapFromDriverValue(value)
  const { decoder } = (is(field, SQL) ? field : (field as { sql: SQL }).sql) as unknown as {
    decoder: { mapFromDriverValue: Decode }
  }
  return (value) => decoder.mapFromDriverValue(value)
}

function rowOf(columns: readonly { name: string; decode: Decode }[], values: readonly unknown[]) {
  const row: Values = {}
  for (const [at, { name, decode }] of columns.entries()) {
    const value = values[at]
    row[name] = value === null ? null : decode(value)
  }
  return row
}
