import { type AnyColumn, like, or, type SQL, sql } from 'drizzle-orm'
import { type Actor, areasUnder, type Role } from '../kit/actor.ts'

/** The rows of a column of area paths that one of the actor's roles reaches; none where no role reaches anything. */
export function reached(column: AnyColumn, actor: Actor, roles: readonly Role[]): SQL {
  const paths = areasUnder(actor, roles)
  return or(...paths.map((path) => like(column, `${path}%`))) ?? sql`1 = 0`
}
