import { type Column, getTableName, type SQL, sql } from 'drizzle-orm'
import { bigrams, type QueryWord, queryWords } from '../src/kit/bigrams.ts'
import { dialect } from './columns.ts'
import type { Db } from './database.ts'

/**
 * Tables that can be searched by words, Chinese ones too: each has a text column `search_grams` that its actions fill
 * with `searchGrams(…)`, or the one named behind the table. `npm run migrations` writes the index of each into the
 * migrations of both engines.
 */
export const searchable: readonly string[] = ['reports', 'reports.staff_grams']

const plainColumn = 'search_grams'

/** `reports.staff_grams` → its table, its column, and what its index is called. */
export function searchableOf(name: string): { table: string; column: string; index: string } {
  const [table = '', column = plainColumn] = name.split('.')
  return { table, column, index: column === plainColumn ? `${table}_search` : `${table}_${column}_search` }
}

/** What such a column holds: the words by which these texts are found. */
export const searchGrams = bigrams

/** Up to so many matches are looked up one by one; more are met soon enough by whoever walks the rows in order. */
const fewMax = 1000

/**
 * The condition that every word of a query stands in the row. It goes with any other condition and any order: a rare
 * word is looked up in the index, a common one is read off the rows as they come. `undefined` for an empty query; a
 * query of nothing but punctuation matches nothing.
 *
 * @param column the table's `search_grams` or the like; the table itself must be in the query, not under another name
 * @example const found = await matches(db, reports.searchGrams, q)
 * db.select().from(reports).where(and(found, …)).orderBy(desc(reports.id)).limit(50)
 */
export async function matches(db: Db, column: Column, query: string): Promise<SQL | undefined> {
  if (!query.trim()) return undefined
  const words = queryWords(query)
  if (!words.length) return sql`1 = 0`
  const found = searchableOf(`${getTableName(column.table)}.${column.name}`)
  if (dialect === 'postgresql')
    return sql`${column.table}.${sql.identifier(vectorOf(found))} @@ ${tsquery(words)}::tsquery`

  const index = sql.identifier(found.index)
  const inIndex = sql`select rowid from ${index} where ${index} match ${ftsQuery(words)}`
  const [few] = await db
    .select({ count: sql`count(*)`.mapWith(Number) })
    .from(sql`(${inIndex} limit ${fewMax + 1}) as few`)
  if (few && few.count <= fewMax) return sql`${column.table}.rowid in (${inIndex})`
  return sql.join(
    words.map((word) => stands(column, word)),
    sql` and `,
  )
}

/** Words hold letters and digits only, so quotes around them are enough. */
const ftsQuery = (words: readonly QueryWord[]) =>
  words.map(({ word, isBeginning }) => `"${word}"${isBeginning ? '*' : ''}`).join(' AND ')
const tsquery = (words: readonly QueryWord[]) =>
  words.map(({ word, isBeginning }) => `'${word}'${isBeginning ? ':*' : ''}`).join(' & ')

const stands = (column: Column, { word, isBeginning }: QueryWord) =>
  sql`instr(' ' || ${column} || ' ', ${` ${word}${isBeginning ? '' : ' '}`}) > 0`

/** The indexes as SQL, statements divided the way Drizzle's migrator wants them. */
export function searchSql(engine: 'sqlite' | 'postgresql', tables: readonly string[]): string {
  const statements = tables.flatMap(engine === 'sqlite' ? sqliteIndex : postgresqlIndex)
  return `${statements.join('\n--> statement-breakpoint\n')}\n`
}

/**
 * The words are divided by spaces already, so the plainest tokenizer will do; nobody asks where in a text they stand
 * (`detail=none`), and one character is asked for as a beginning (`prefix='1'`). A table that was rebuilt has lost its
 * triggers and has new row numbers: the same statements mend both.
 */
function sqliteIndex(name: string): string[] {
  const { table, column, index } = searchableOf(name)
  const add = `insert into ${index}(rowid, ${column}) values (new.rowid, new.${column});`
  const remove = `insert into ${index}(${index}, rowid, ${column}) values ('delete', old.rowid, old.${column});`
  const trigger = (act: string, when: string, work: string) =>
    `create trigger ${index}_${act} after ${when} on ${table} begin ${work} end;`
  return [
    `create virtual table if not exists ${index} using fts5(${column}, content='${table}', content_rowid='rowid', tokenize='ascii', detail=none, columnsize=0, prefix='1');`,
    trigger('insert', 'insert', add),
    trigger('delete', 'delete', remove),
    trigger('update', `update of ${column}`, `${remove} ${add}`),
    `insert into ${index}(${index}) values ('rebuild');`,
  ]
}

/** No text parser: it would take a house number for a sign and a number. A short pending list keeps searches even. */
function postgresqlIndex(name: string): string[] {
  const found = searchableOf(name)
  const words = `array_remove(string_to_array(${found.column}, ' '), '')`
  return [
    `alter table ${found.table} add column ${vectorOf(found)} tsvector generated always as (array_to_tsvector(${words})) stored;`,
    `create index ${found.index} on ${found.table} using gin (${vectorOf(found)}) with (gin_pending_list_limit = 256);`,
  ]
}

const vectorOf = ({ column }: { column: string }) =>
  column === plainColumn ? 'search_vector' : `${column.replace('_grams', '')}_vector`
