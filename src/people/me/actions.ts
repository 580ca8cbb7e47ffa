import { and, eq, ne } from 'drizzle-orm'
import { isUniqueViolation, type Tx } from '../../../db/database.ts'
import { people, sessions } from '../../../db/schema/people.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { note, sealedPhone } from '../actions.ts'
import { personById } from '../queries.ts'

/** Signs one device out. Somebody else's is left alone. */
export async function closeDevice(
  tx: Tx,
  { personId, deviceId }: { personId: string; deviceId: string },
): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.id, deviceId), eq(sessions.personId, personId)))
}

/** Signs every other device out. @param keep the name of the session that stays, from `hashOf` */
export async function closeOtherDevices(tx: Tx, { personId, keep }: { personId: string; keep: string }): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, keep)))
}

type PhoneChange = { personId: string; phone: string; byId: string; reason?: string; keepSession?: string; now: Date }

/**
 * Another phone for the same person. Both the person and the new phone are proven by whoever calls. Every device but
 * `keepSession` is signed out: the old phone opens nothing any more. Done twice, it is done once.
 *
 * @throws Refusal `phone_taken` when somebody else is known by it
 */
export async function changePhone(tx: Tx, secrets: Secrets, change: PhoneChange): Promise<void> {
  const { personId, phone, byId, reason, keepSession, now } = change
  const person = await personById(tx, personId)
  const sealed = sealedPhone(secrets, phone)
  if (person.phoneFingerprint === sealed.phoneFingerprint) return
  await tx
    .update(people)
    .set({ ...sealed, version: person.version + 1 })
    .where(eq(people.id, personId))
    .returning({ id: people.id })
    .catch((error) => {
      throw isUniqueViolation(error) ? new Refusal('conflict', 'phone_taken', { field: 'phone' }) : error
    })
  await tx.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, keepSession ?? '')))
  await note(tx, { personId, what: 'phone_changed', byId, now, ...(reason && { reason }) })
}
