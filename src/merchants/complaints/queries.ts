import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { merchantComplaintEvents, merchantComplaints, merchants } from '../../../db/schema/merchants.ts'
import { people } from '../../../db/schema/people.ts'
import { found } from '../../kit/refusal.ts'

export type Complaint = typeof merchantComplaints.$inferSelect

/** @throws Refusal `complaint_missing` */
export async function complaintById(db: Db, id: string): Promise<Complaint> {
  const [complaint] = await db.select().from(merchantComplaints).where(eq(merchantComplaints.id, id))
  return found(complaint, 'complaint_missing')
}

/** The complaints about a merchant, the newest first. For its owner hand them on through `toMerchant`. */
export const complaintsAbout = (db: Db, merchantId: string): Promise<Complaint[]> =>
  db
    .select()
    .from(merchantComplaints)
    .where(eq(merchantComplaints.merchantId, merchantId))
    .orderBy(desc(merchantComplaints.at), desc(merchantComplaints.id))
    .limit(200)

/** What the merchant may read of a complaint: everything but who made it, and whether it has a name at all. */
export function toMerchant(complaint: Complaint) {
  const { id, number, merchantId, kind, what, happenedOn, state, at, version } = complaint
  const { answerDueAt, answer, answeredAt, decidedAt, decision, appealUntil, appealWhy, appealedAt } = complaint
  const { appealDueAt, appealDecidedAt, appealAnswer } = complaint
  return {
    ...{ id, number, merchantId, kind, what, happenedOn, state, at, version },
    ...{ answerDueAt, answer, answeredAt, decidedAt, decision, appealUntil, appealWhy, appealedAt },
    ...{ appealDueAt, appealDecidedAt, appealAnswer },
  }
}
export type ToldComplaint = ReturnType<typeof toMerchant>

/** Somebody's own complaints with the shops they are about, the newest first. */
export const complaintsBy = (db: Db, personId: string) =>
  db
    .select({ complaint: merchantComplaints, merchantName: merchants.name })
    .from(merchantComplaints)
    .innerJoin(merchants, eq(merchants.id, merchantComplaints.merchantId))
    .where(eq(merchantComplaints.personId, personId))
    .orderBy(desc(merchantComplaints.at), desc(merchantComplaints.id))
    .limit(100)

/** The same person about the same thing: still open, or of the same day. */
export async function sameComplaint(
  db: Db,
  { merchantId, personId, kind, happenedOn }: Pick<Complaint, 'merchantId' | 'personId' | 'kind' | 'happenedOn'>,
): Promise<Complaint | undefined> {
  if (!personId) return undefined
  const rows = await db
    .select()
    .from(merchantComplaints)
    .where(
      and(
        eq(merchantComplaints.merchantId, merchantId),
        eq(merchantComplaints.personId, personId),
        eq(merchantComplaints.kind, kind),
      ),
    )
    .orderBy(asc(merchantComplaints.at), asc(merchantComplaints.id))
  return rows.find((row) => row.happenedOn === happenedOn || row.state === 'filed' || row.state === 'answered')
}

/** What happened to a complaint, the oldest first. */
export const eventsOfComplaint = (db: Db, complaintId: string) =>
  db
    .select({ event: merchantComplaintEvents, who: people.displayName })
    .from(merchantComplaintEvents)
    .leftJoin(people, eq(people.id, merchantComplaintEvents.byId))
    .where(eq(merchantComplaintEvents.complaintId, complaintId))
    .orderBy(asc(merchantComplaintEvents.at), asc(merchantComplaintEvents.id))

/** Complaints of a merchant that another one may be merged into. */
export const otherComplaints = (db: Db, { id, merchantId }: Complaint) =>
  db
    .select({ id: merchantComplaints.id, number: merchantComplaints.number, what: merchantComplaints.what })
    .from(merchantComplaints)
    .where(
      and(
        eq(merchantComplaints.merchantId, merchantId),
        inArray(merchantComplaints.state, ['filed', 'answered', 'upheld', 'unfounded', 'confirmed']),
      ),
    )
    .orderBy(desc(merchantComplaints.at), desc(merchantComplaints.id))
    .limit(50)
    .then((rows) => rows.filter((row) => row.id !== id))
