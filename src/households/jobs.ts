import type { Job } from '../jobs.ts'
import { cityDay, hour, minute } from '../kit/clock.ts'
import { releaseGift } from './gifts/endings.ts'
import { giftsToLapse } from './gifts/queries.ts'
import { closedWithPoints, passOnLeftovers } from './homes/leftovers.ts'
import { endPairing } from './pairings/endings.ts'
import { pairingsToEnd } from './pairings/queries.ts'

const batch = 100

export const householdsJobs: readonly Job[] = [
  {
    name: 'gifts lapse',
    everyMilliseconds: minute,
    async run({ db, atomically, now }) {
      const due = await giftsToLapse(db, now, batch)
      const done = await Promise.all(
        due.map(({ id }) => atomically((tx) => releaseGift(tx, { id, step: 'lapse', now }))),
      )
      return done.filter(Boolean).length
    },
  },
  {
    name: 'closed households pass on what came back',
    everyMilliseconds: 10 * minute,
    async run({ db, atomically, now }) {
      const due = await closedWithPoints(db, batch)
      const done = await Promise.all(due.map((id) => atomically((tx) => passOnLeftovers(tx, { id, now }))))
      return done.filter(Boolean).length
    },
  },
  {
    name: 'pairings end',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const due = await pairingsToEnd(db, cityDay(now), batch)
      const done = await Promise.all(
        due.map(({ id }) => atomically((tx) => endPairing(tx, { id, reason: '到期', now }))),
      )
      return done.filter(Boolean).length
    },
  },
]
