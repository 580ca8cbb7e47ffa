import { type Column, eq, getTableName, type Table } from 'drizzle-orm'
import type { Db, Tx } from '../../db/database.ts'
import type { Secrets } from '../kit/secrets.ts'
import type { Sentence } from './words.ts'

export type Row = Record<string, unknown>
type Asking = { db: Db; secrets: Secrets; now: Date }

/** One kind of thing that a room keeps about a person, as that person may read it. */
export type Holding = {
  title: Sentence
  /** The tables it tells about: a test finds those that name a person and that no room tells about. */
  tables: readonly string[]
  rows: (asking: Asking, personId: string) => Promise<readonly Row[]>
}

/** What a room keeps about a person, and what it does when the person deletes their account. */
export type PersonalRoom = {
  room: string
  title: Sentence
  held: readonly Holding[]
  /** Gives up what is still open, and removes what names the person. Runs in the transaction that deletes the account. */
  forget?: (tx: Tx, leaving: { personId: string; now: Date }) => Promise<void>
}

type Own = {
  title: Sentence
  table: Table
  /** The column that says whose row it is. */
  of: Column
  /** What is shown, by the name it is shown under. */
  show: Record<string, Column>
  /** The order, ending in something unique. */
  by: readonly Column[]
}

/** The person's own rows of one table. */
export const ownRows = ({ title, table, of, show, by }: Own): Holding => ({
  title,
  tables: [getTableName(table)],
  rows: ({ db }, personId) =>
    db
      .select(show as Record<string, never>)
      .from(table as never)
      .where(eq(of, personId))
      .orderBy(...(by as never[])) as unknown as Promise<Row[]>,
})
