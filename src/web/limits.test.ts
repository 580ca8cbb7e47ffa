import type { Context } from 'hono'
import { expect, it } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { openDatabase } from '../../db/open.ts'
import { tries } from '../../db/schema/requests.ts'
import { openTown, type Town } from '../../test/town.ts'
import { second } from '../kit/clock.ts'
import type { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'
import { limit } from './limits.ts'

const fiveAMinute = limit('knocks', 5, 60)

/** A handler's context, as far as a limit looks at it. */
const contextOf = ({ db, atomically, secrets, now }: Pick<Town, 'db' | 'atomically' | 'secrets' | 'now'>) =>
  ({ var: { db, atomically, secrets, now } }) as unknown as Context<Env>

const knock = (c: Context<Env>, who = 'somebody') =>
  fiveAMinute(c, who).then(
    () => 'in',
    (refusal: Refusal) => refusal.details.retryAfterSeconds,
  )

it('counts tries that arrive together, and says how long to wait', async () => {
  const town = await openTown()
  const answers = await Promise.all(Array.from({ length: 20 }, () => knock(contextOf(town))))
  expect(answers.filter((answer) => answer === 'in')).toHaveLength(5)
  expect(answers.filter((answer) => answer === 60)).toHaveLength(15)
  expect(await knock(contextOf(town), 'somebody else')).toBe('in')
})

it('opens again when the window is over, by the clock of the town', async () => {
  const town = await openTown()
  for (let time = 0; time < 6; time++) await knock(contextOf(town))
  await town.advance(59 * second)
  expect(await knock(contextOf(town))).toBe(1)
  await town.advance(second)
  expect(await knock(contextOf(town))).toBe('in')
})

it.runIf(dialect === 'postgresql')('counts what reaches several processes as one', async () => {
  const town = await openTown()
  const other = await openDatabase(town.config.databaseUrl)
  const doors = [contextOf(town), contextOf({ ...town, db: other.db, atomically: other.atomically })]
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => knock(doors[at % 2] as Context<Env>)))
  await other.close()
  expect(answers.filter((answer) => answer === 'in')).toHaveLength(5)
})

it('keeps no address and no phone readable, and forgets windows that are over', async () => {
  const town = await openTown()
  await knock(contextOf(town), '13800001234')
  const rows = await town.db.select().from(tries).orderBy(tries.key)
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain('1380000')
  await town.advance(3600 * second)
  expect(await town.db.$count(tries)).toBe(0)
})
