import type { Job } from '../../jobs.ts'
import { day, later, minute } from '../../kit/clock.ts'
import { recalledReservations } from '../../stock/withdrawal.ts'
import { lapseOrder } from './endings.ts'
import { lapsedOrders, ordersToRemind } from './queries.ts'
import { remind } from './reminders.ts'
import { withdrawFromOrder } from './withdrawal.ts'

const batch = 100
const reminderAheadMilliseconds = day

export const orderJobs: readonly Job[] = [
  {
    name: 'orders lose what is recalled',
    everyMilliseconds: minute,
    async run({ db, atomically, now }) {
      let done = 0
      // Some orders keep what they hold; those behind them wait for nobody.
      for (let after: string | undefined = ''; after !== undefined; ) {
        const held: string[] = await recalledReservations(db, { of: 'orders', after, max: batch })
        const withdrawn = await Promise.all(
          held.map((reservationId) => atomically((tx) => withdrawFromOrder(tx, { reservationId, now }))),
        )
        done += withdrawn.filter(Boolean).length
        after = held.at(-1)
      }
      return done
    },
  },
  {
    name: 'orders lapse',
    everyMilliseconds: minute,
    async run({ db, atomically, now }) {
      const due = await lapsedOrders(db, now, batch)
      const done = await Promise.all(due.map((order) => atomically((tx) => lapseOrder(tx, { ...order, now }))))
      return done.filter(Boolean).length
    },
  },
  {
    name: 'orders lapse tomorrow',
    everyMilliseconds: 10 * minute,
    async run({ db, atomically, now }) {
      const due = await ordersToRemind(db, { now, until: later(now, reminderAheadMilliseconds), max: batch })
      const done = await Promise.all(due.map(({ id }) => atomically((tx) => remind(tx, { id, now }))))
      return done.filter(Boolean).length
    },
  },
]
