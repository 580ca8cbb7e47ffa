import { lte } from 'drizzle-orm'
import { sessions } from '../../db/schema/people.ts'
import type { Job } from '../jobs.ts'
import { hour, minute } from '../kit/clock.ts'
import { sweepTries } from '../web/limits.ts'
import { sweepChallenges } from './entry/actions.ts'

/** What has run out goes: codes, with what they say about whose phone they were sent to, and signed-in devices. */
export const peopleJobs: readonly Job[] = [
  {
    name: 'people.challenges',
    everyMilliseconds: 10 * minute,
    run: ({ atomically, now }) => atomically((tx) => sweepChallenges(tx, now)),
  },
  {
    name: 'people.tries',
    everyMilliseconds: hour,
    run: async ({ atomically, now }) => {
      await atomically((tx) => sweepTries(tx, now))
      return 0
    },
  },
  {
    name: 'people.sessions',
    everyMilliseconds: hour,
    run: async ({ atomically, now }) => {
      await atomically((tx) => tx.delete(sessions).where(lte(sessions.expiresAt, now)))
      return 0
    },
  },
]
