import { and, asc, eq, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/open.ts'
import { people } from '../../../db/schema/people.ts'
import { appeals, submissions } from '../../../db/schema/reviews.ts'
import { claims } from '../../../db/schema/tasks.ts'
import type { Job } from '../../jobs.ts'
import { day, later } from '../../kit/clock.ts'
import { removePhotosOf } from '../../photos/actions.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { final, refused } from '../claims/rules.ts'

const atOnce = 50

/**
 * Words and photos are kept while somebody may ask about the decision, and then removed; hours, points and the decision
 * stay. Of somebody who deleted their account they go as soon as nobody can appeal any more.
 */
export const forgetEvidence: Job = {
  name: 'reviews.forget_evidence',
  everyMilliseconds: day,
  async run({ db, atomically, now }) {
    const due = await dueForgetting(db, now)
    for (const { claimId } of due) await atomically((tx) => forget(tx, claimId, now))
    return due.length
  },
}

async function dueForgetting(db: Db, now: Date) {
  const { terms } = await documentInForce(db, 'TASKS', now)
  const restingFor = (days: number) => lte(claims.updatedAt, later(now, -days * day))
  return db
    .selectDistinct({ claimId: submissions.claimId })
    .from(submissions)
    .innerJoin(claims, eq(claims.id, submissions.claimId))
    .innerJoin(people, eq(people.id, claims.personId))
    .where(
      and(
        isNull(submissions.forgottenAt),
        inArray(claims.status, [...final, ...refused]),
        or(restingFor(terms.keepDays), and(eq(people.status, 'deleted'), restingFor(terms.appealDays))),
      ),
    )
    .orderBy(asc(submissions.claimId))
    .limit(atOnce)
}

async function forget(tx: Tx, claimId: string, now: Date) {
  await tx.update(submissions).set({ text: '', forgottenAt: now }).where(eq(submissions.claimId, claimId))
  await tx.update(appeals).set({ text: '' }).where(eq(appeals.claimId, claimId))
  await removePhotosOf(tx, claimId, now)
}
