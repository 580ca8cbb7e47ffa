import type { Job } from '../jobs.ts'
import { minute } from '../kit/clock.ts'
import { beginPrices } from './catalogue/actions.ts'
import { markCoverage } from './coverage/actions.ts'

export const stockJobs: readonly Job[] = [
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
