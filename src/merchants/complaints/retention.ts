import { and, asc, eq, inArray, lt, ne, or } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { merchantComplaints, merchants } from '../../../db/schema/merchants.ts'
import { people } from '../../../db/schema/people.ts'

/**
 * Complaints that are over for good and still say in words what happened, though whoever complained, or whose shop it was, has
 * deleted their account. What was decided goes on counting.
 */
export function complaintsToForget(db: Db, now: Date, limit: number) {
  const isOver = or(
    inArray(merchantComplaints.state, ['unfounded', 'confirmed', 'overturned', 'merged']),
    and(eq(merchantComplaints.state, 'upheld'), lt(merchantComplaints.appealUntil, now)),
  )
  const gone = db.select({ id: people.id }).from(people).where(eq(people.status, 'deleted'))
  return db
    .select({ id: merchantComplaints.id })
    .from(merchantComplaints)
    .innerJoin(merchants, eq(merchants.id, merchantComplaints.merchantId))
    .where(
      and(
        ne(merchantComplaints.what, ''),
        isOver,
        or(inArray(merchantComplaints.personId, gone), inArray(merchants.ownerId, gone)),
      ),
    )
    .orderBy(asc(merchantComplaints.id))
    .limit(limit)
}

const silent = { what: '', answer: '', inspection: '', decision: '', appealWhy: '', appealAnswer: '' }

export const forgetComplaint = (tx: Tx, id: string) =>
  tx.update(merchantComplaints).set(silent).where(eq(merchantComplaints.id, id))
