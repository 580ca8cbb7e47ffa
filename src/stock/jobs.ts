import type { Job } from '../jobs.ts'
import { minute } from '../kit/clock.ts'
import { beginPrices } from './catalogue/actions.ts'

export const stockJobs: readonly Job[] = [
  {
    name: 'stock.begin_prices',
    everyMilliseconds: minute,
    run: ({ atomically, now }) => atomically((tx) => beginPrices(tx, now)),
  },
]
