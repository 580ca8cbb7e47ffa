import type { Tx } from '../../db/database.ts'
import { type HouseholdSubject, householdEvents } from '../../db/schema/households.ts'
import { newId } from '../kit/ids.ts'

type NewEvent = {
  subject: HouseholdSubject
  subjectId: string
  householdId: string | null
  step: string
  from: string | null
  to: string
  actorId: string
  reason?: string | undefined
  now: Date
}

/** Writes down who took which step, when and why. */
export const writeEvent = async (tx: Tx, { now, reason, ...event }: NewEvent): Promise<void> =>
  void (await tx.insert(householdEvents).values({ ...event, reason: reason ?? null, id: newId(now), at: now }))
