import type { Job } from '../jobs.ts'
import { minute } from '../kit/clock.ts'
import { takeBackEntryIntoEffect } from './back-entries/actions.ts'
import { dueBackEntries } from './back-entries/queries.ts'

const atOnce = 50

export const hoursJobs: readonly Job[] = [
  {
    name: 'hours.back_entries',
    everyMilliseconds: 10 * minute,
    async run({ db, atomically, now }) {
      const due = await dueBackEntries(db, now, atOnce)
      for (const { id } of due) await atomically((tx) => takeBackEntryIntoEffect(tx, { id, now }))
      return due.length
    },
  },
]
