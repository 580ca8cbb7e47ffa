import type { Db, Tx } from '../../db/database.ts'
import type { Job } from '../jobs.ts'
import { cityMonth, day, hour, minute, startOfCityDay } from '../kit/clock.ts'
import { expireLot, matureLot } from './life/actions.ts'
import { debtsToForgive, lotsToExpire, lotsToMature } from './life/queries.ts'
import { addMonths } from './lots/rules.ts'
import { forgiveDebt } from './reversals/actions.ts'
import { cityTermsInForce } from './rulebook/queries.ts'

const pieceMax = 50

/** A job that takes what is due, a piece at a time, each piece in one transaction, in owner order. */
function piecewise<Due extends { ownerId: string }>(
  name: string,
  everyMilliseconds: number,
  due: (db: Db, now: Date) => Promise<Due[]>,
  work: (tx: Tx, row: Due, now: Date) => Promise<void>,
): Job {
  return {
    name,
    everyMilliseconds,
    async run({ db, atomically, now }) {
      const rows = (await due(db, now)).sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1))
      if (rows.length === 0) return 0
      await atomically(async (tx) => {
        for (const row of rows) await work(tx, row, now)
      })
      return rows.length
    },
  }
}

/** The first instant from which a debt is young enough to stay. */
const monthsAgo = (now: Date, months: number) => startOfCityDay(`${addMonths(cityMonth(now), -months)}-01`)

export const pointsJobs: readonly Job[] = [
  piecewise(
    'points_mature',
    minute,
    (db, now) => lotsToMature(db, now, pieceMax),
    (tx, { lotId }, now) => matureLot(tx, { lotId, now }),
  ),
  piecewise(
    'points_expire',
    hour,
    (db, now) => lotsToExpire(db, now, pieceMax),
    (tx, { lotId }, now) => expireLot(tx, { lotId, now }),
  ),
  piecewise(
    'points_forgive',
    day,
    async (db, now) => {
      const { terms } = await cityTermsInForce(db, now)
      return debtsToForgive(db, monthsAgo(now, terms.forgiveMonths), pieceMax)
    },
    (tx, { reversalId }, now) => forgiveDebt(tx, { reversalId, now }),
  ),
]
