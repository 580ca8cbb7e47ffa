import type { Job } from '../jobs.ts'
import { cityDay, hour, minute, startOfCityDay } from '../kit/clock.ts'
import { complaintsToForget, forgetComplaint } from './complaints/retention.ts'
import { expirePayment } from './payments/actions.ts'
import { duePayments } from './payments/queries.ts'
import { forgetPayers } from './payments/refusals.ts'
import { keepScore } from './score/actions.ts'
import { merchantsWithoutScoreOf } from './score/queries.ts'
import { watchLicence, watchReview } from './standing/actions.ts'
import { dueMerchants } from './standing/queries.ts'

const atOnce = 50

export const merchantsJobs: readonly Job[] = [
  {
    name: 'merchants_payments',
    everyMilliseconds: minute,
    async run({ db, atomically, now }) {
      const due = await duePayments(db, now, atOnce)
      for (const { id } of due) await atomically((tx) => expirePayment(tx, id))
      return due.length
    },
  },
  {
    // Checks grow old and complaints fade with the calendar: each day has its score.
    name: 'merchants_scores',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const due = await merchantsWithoutScoreOf(db, startOfCityDay(cityDay(now)), atOnce)
      for (const { id } of due) await atomically((tx) => keepScore(tx, id, now))
      return due.length
    },
  },
  {
    name: 'merchants_licences',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const due = await dueMerchants(db, 'licence', cityDay(now), atOnce)
      for (const { id } of due) await atomically((tx) => watchLicence(tx, id, now))
      return due.length
    },
  },
  {
    name: 'merchants_reviews',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const due = await dueMerchants(db, 'review', cityDay(now), atOnce)
      for (const { id } of due) await atomically((tx) => watchReview(tx, id, now))
      return due.length
    },
  },
  {
    name: 'merchants_words',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const due = await complaintsToForget(db, now, atOnce)
      for (const { id } of due) await atomically((tx) => forgetComplaint(tx, id))
      return due.length
    },
  },
  {
    name: 'merchants_refused',
    everyMilliseconds: hour,
    run: ({ atomically, now }) => atomically((tx) => forgetPayers(tx, now)),
  },
]
