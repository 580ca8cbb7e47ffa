import { createHash } from 'node:crypto'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { donationEvents } from '../../../db/schema/donations.ts'
import { people } from '../../../db/schema/people.ts'
import type { Actor } from '../../kit/actor.ts'
import { hour } from '../../kit/clock.ts'
import { recordLook } from '../../people/privacy/actions.ts'
import type { Donor } from './queries.ts'

type Look = { donor: Donor; actor: Actor; reason: string; now: Date }

/**
 * Records that staff saw who a donor is, before they see it: with the donor, whose page tells, and with the resident they
 * are. The same page again within the hour is the same look.
 */
export async function lookAtDonor(tx: Tx, { donor, actor, reason, now }: Look): Promise<void> {
  if (donor.kind === 'anonymous' || donor.personId === actor.id) return
  const hourly = `${donor.id}-${actor.id}-${Math.floor(now.getTime() / hour)}-${reason}`
  const id = `look-${createHash('sha256').update(hourly).digest('base64url')}`
  const event = { id, subjectId: donor.id, step: 'look', reason, actorId: actor.id, at: now }
  await tx.insert(donationEvents).values(event).onConflictDoNothing()
  if (donor.personId) await recordLook(tx, { personId: donor.personId, actor, what: 'record', reason, now })
}

const looksShown = 50

/** Who of the staff saw who these donors are, the latest first. */
export const looksAtDonors = (db: Db, donorIds: readonly string[]) =>
  db
    .select({ at: donationEvents.at, reason: donationEvents.reason, who: people.displayName })
    .from(donationEvents)
    .leftJoin(people, eq(people.id, donationEvents.actorId))
    .where(and(inArray(donationEvents.subjectId, [...donorIds]), eq(donationEvents.step, 'look')))
    .orderBy(desc(donationEvents.at), desc(donationEvents.id))
    .limit(looksShown)
