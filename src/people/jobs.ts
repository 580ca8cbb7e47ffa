import type { Job } from '../jobs.ts'
import { minute } from '../kit/clock.ts'
import { sweepChallenges } from './entry/actions.ts'

/** Codes that nobody used go, with what they say about whose phone they were sent to. */
export const peopleJobs: readonly Job[] = [
  {
    name: 'people.challenges',
    everyMilliseconds: 10 * minute,
    run: ({ atomically, now }) => atomically((tx) => sweepChallenges(tx, now)),
  },
]
