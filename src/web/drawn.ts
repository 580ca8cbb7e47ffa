import { commitsSeen, type Db } from '../../db/database.ts'
import { second } from '../kit/clock.ts'

/**
 * Keeps what was drawn under a key that names everything it shows: JSX costs ten times as much as the lookup. Full, it
 * starts over.
 *
 * @example const tops = keepDrawn<string>()
 * const top = await tops(`${lang} ${area}`, () => (<Top … />).toString())
 */
export function keepDrawn<Drawn>(max = 500) {
  const drawn = new Map<string, Drawn>()
  return async (key: string, draw: () => Drawn | Promise<Drawn>): Promise<Drawn> => {
    const known = drawn.get(key)
    if (known) return known
    const fresh = await draw()
    if (drawn.size >= max) drawn.clear()
    drawn.set(key, fresh)
    return fresh
  }
}

/**
 * Keeps what was made of the database until something is committed or a second has gone by: what everybody looks at is
 * read once for all of them. Where other processes write too, it is made each time.
 */
export function keepWhileUnchanged<Made>(max = 200) {
  const kept = new WeakMap<Db, { stamp: string; made: Map<string, Made> }>()
  return async (db: Db, now: Date, key: string, make: () => Promise<Made>): Promise<Made> => {
    const commits = commitsSeen(db)
    if (commits === undefined) return make()
    const stamp = `${commits} ${Math.floor(now.getTime() / second)}`
    const last = kept.get(db)
    const current = last?.stamp === stamp && last.made.size < max ? last : { stamp, made: new Map<string, Made>() }
    kept.set(db, current)
    const known = current.made.get(key)
    if (known) return known
    const fresh = await make()
    current.made.set(key, fresh)
    return fresh
  }
}
