import type { Db, Tx } from '../../db/database.ts'
import type { Job } from '../jobs.ts'
import { cityMonth, day, hour, later, minute, second, startOfCityDay } from '../kit/clock.ts'
import { notify } from '../notices/actions.ts'
import { closeDay, leavesToClose, nextDayToClose } from './digests/actions.ts'
import { ownerKindOf } from './ledger/rules.ts'
import { expireLot, matureLot } from './life/actions.ts'
import { debtsToForgive, expiringBetween, lotsToExpire, lotsToMature } from './life/queries.ts'
import { expiryNotice } from './life/rules.ts'
import { addMonths } from './lots/rules.ts'
import { forgiveDebt } from './reversals/actions.ts'
import { cityTermsInForce, documentInForce } from './rulebook/queries.ts'
import { runNextTrial } from './rulebook/trials/actions.ts'
import { watchJob } from './watch/jobs.ts'

const pieceMax = 50
const noticePieceMax = 500

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

/** One day at a time; after a long pause the days follow one another. */
const closeDays: Job = {
  name: 'points_digest',
  everyMilliseconds: 10 * minute,
  async run({ db, atomically, now }) {
    const next = await nextDayToClose(db, now)
    if (!next) return 0
    const leaves = await leavesToClose(db, next)
    await atomically((tx) => closeDay(tx, { ...next, leaves, now }))
    return 1
  },
}

/** A day on which the clockwork stood still is made up for within this. */
const noticeCatchUpDays = 3

/** Tells people three times before points of theirs expire; the notice's key says each once. */
const warnOfExpiry: Job = {
  name: 'points_expiry_notices',
  everyMilliseconds: day,
  async run({ db, atomically, now }) {
    const { terms } = await documentInForce(db, 'REDEEM', now)
    for (const days of [terms.firstNoticeDays, terms.secondNoticeDays, terms.lastNoticeDays]) {
      const range = { after: later(now, (days - noticeCatchUpDays) * day), until: later(now, days * day) }
      let owner = ''
      do {
        const rows = await expiringBetween(db, range, owner, noticePieceMax)
        await atomically(async (tx) => {
          for (const row of rows)
            if (ownerKindOf(row.ownerId) === 'person') await notify(tx, expiryNotice(row, days, now))
        })
        owner = rows.length === noticePieceMax ? (rows.at(-1)?.ownerId ?? '') : ''
      } while (owner)
    }
    return 0
  },
}

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
  closeDays,
  warnOfExpiry,
  watchJob,
  { name: 'points_trials', everyMilliseconds: second, run: (city) => runNextTrial(city, city.now) },
]
