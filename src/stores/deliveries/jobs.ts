import type { Job } from '../../jobs.ts'
import { hour } from '../../kit/clock.ts'
import { freeForgotten } from './actions.ts'
import { forgottenDeliveries } from './queries.ts'

export const deliveryJobs: readonly Job[] = [
  {
    name: 'forgotten deliveries',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const due = await forgottenDeliveries(db, now)
      const done = await Promise.all(due.map(({ orderId }) => atomically((tx) => freeForgotten(tx, { orderId, now }))))
      return done.filter(Boolean).length
    },
  },
]
