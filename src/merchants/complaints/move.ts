import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { merchantComplaintEvents, merchantComplaints } from '../../../db/schema/merchants.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Complaint } from './queries.ts'

type Note = {
  complaint: Pick<Complaint, 'id' | 'state'>
  from: Complaint['state'] | null
  step: string
  byId: string
  details?: unknown
  now: Date
}

export const noteComplaint = (tx: Tx, { complaint, from, step, byId, details = null, now }: Note) =>
  tx.insert(merchantComplaintEvents).values({
    ...{ id: newId(now), complaintId: complaint.id, step, fromState: from, toState: complaint.state },
    ...{ byId, details, at: now },
  })

type Writing = { complaint: Complaint; step: string; byId: string; now: Date }

/**
 * Writes what a step changed, if the row still stands where it was read.
 *
 * @throws Refusal `complaint_moved` when somebody was quicker
 */
export async function writeComplaint(
  tx: Tx,
  { complaint, step, byId, now }: Writing,
  change: Partial<Complaint>,
): Promise<Complaint> {
  const [moved] = await tx
    .update(merchantComplaints)
    .set({ ...change, version: sql`${merchantComplaints.version} + 1` })
    .where(and(eq(merchantComplaints.id, complaint.id), eq(merchantComplaints.version, complaint.version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'complaint_moved')
  await noteComplaint(tx, { complaint: moved, from: complaint.state, step, byId, now })
  return moved
}
