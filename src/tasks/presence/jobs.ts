import { deviceSightings } from '../../../db/schema/presence.ts'
import type { Job } from '../../jobs.ts'
import { minute } from '../../kit/clock.ts'
import { closeForgotten, handOver, markNoShow } from './actions.ts'
import { finishedStays, forgottenCheckOuts, missedClaims, oldSightings } from './queries.ts'

const atOnce = 50

export const presenceJobs: readonly Job[] = [
  {
    name: 'presence.no_shows',
    everyMilliseconds: 5 * minute,
    async run({ db, atomically, now }) {
      const missed = await missedClaims(db, now, atOnce)
      for (const row of missed) await atomically((tx) => markNoShow(tx, { ...row, now }))
      return missed.length
    },
  },
  {
    name: 'presence.forgotten_check_outs',
    everyMilliseconds: 5 * minute,
    async run({ db, atomically, now }) {
      const forgotten = await forgottenCheckOuts(db, now, atOnce)
      for (const row of forgotten) await atomically((tx) => closeForgotten(tx, { ...row, now }))
      return forgotten.length
    },
  },
  {
    name: 'presence.finished_stays',
    everyMilliseconds: 5 * minute,
    async run({ db, atomically, now }) {
      const finished = await finishedStays(db, now, atOnce)
      for (const row of finished) await atomically((tx) => handOver(tx, { ...row, now }))
      return finished.length
    },
  },
  {
    name: 'presence.forget_devices',
    everyMilliseconds: 10 * minute,
    async run({ atomically, now }) {
      await atomically((tx) => tx.delete(deviceSightings).where(oldSightings(now)))
      return 0
    },
  },
]
