import type { Job } from '../jobs.ts'
import { system } from '../kit/actor.ts'
import { minute } from '../kit/clock.ts'
import { beginPrices } from './catalogue/actions.ts'
import { markCoverage } from './coverage/actions.ts'
import { recalledReservations, withdrawRecalled } from './withdrawal.ts'

const batch = 100

export const stockJobs: readonly Job[] = [
  {
    name: 'stock.withdraw_recalled',
    everyMilliseconds: minute,
    async run({ db, atomically, now }) {
      const held = await recalledReservations(db, { of: 'others', max: batch })
      const lost = await Promise.all(
        held.map((reservationId) =>
          atomically((tx) => withdrawRecalled(tx, { reservationId, actorId: system.id, now })),
        ),
      )
      return lost.filter((pieces) => pieces > 0).length
    },
  },
  {
    name: 'stock.begin_prices',
    everyMilliseconds: minute,
    run: ({ atomically, now }) => atomically((tx) => beginPrices(tx, now)),
  },
  {
    name: 'stock.coverage',
    everyMilliseconds: 10 * minute,
    async run({ atomically, now }) {
      await atomically((tx) => markCoverage(tx, now))
      return 0
    },
  },
]
