import type { Act, Tx } from './database.ts'
import { binderOf, isPg, type PgConnection, type PgQuery, type Values } from './quick.ts'

type Whole = { connection: PgConnection; query: PgQuery; binders: ((values: Values) => unknown[])[] }

const built = new WeakMap<Tx, Map<string, Whole>>()
const numbers = new Map<string, number>()

/** Several writes as one statement of PostgreSQL: `with a1 as (insert …), a2 as (update …) select`. */
export function oneStatement(tx: Tx, acts: readonly Act[]): Promise<void> | undefined {
  const names = acts.map(([hot]) => hot.called).join(' ')
  const known = built.get(tx) ?? new Map<string, Whole>()
  built.set(tx, known)
  const whole = known.get(names) ?? wholeOf(tx, acts, names)
  if (!whole) return undefined
  known.set(names, whole)
  const { connection, query, binders } = whole
  const values = acts.flatMap(([, values], at) => (binders[at] as (values: Values) => unknown[])(values))
  return sent(connection, { ...query, values })
}

async function sent(connection: PgConnection, query: PgQuery & { values: unknown[] }) {
  if (connection.send) connection.send(query)
  else await connection.query(query)
}

function wholeOf(tx: Tx, acts: readonly Act[], names: string): Whole | undefined {
  const parts = acts.map(([hot]) => hot.build(tx).prepare(hot.called))
  const texts: string[] = []
  const binders: Whole['binders'] = []
  let last: { client: PgConnection; queryConfig: PgQuery } | undefined
  let before = 0
  for (const part of parts) {
    if (!isPg(part)) return undefined
    const offset = before
    texts.push(part.queryConfig.text.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + offset}`))
    binders.push(binderOf(part.params))
    before += part.params.length
    last = part
  }
  if (!last) return undefined
  const text = `with ${texts.map((each, at) => `a${at} as (${each})`).join(', ')} select`
  return { connection: last.client, query: { ...last.queryConfig, name: `together_${numberOf(names)}`, text }, binders }
}

/** PostgreSQL keeps prepared statements by a name of at most 63 characters. */
function numberOf(names: string): number {
  const number = numbers.get(names) ?? numbers.size
  numbers.set(names, number)
  return number
}
