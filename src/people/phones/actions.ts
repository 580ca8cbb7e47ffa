import { and, eq, ne } from 'drizzle-orm'
import { isUniqueViolation, type Tx } from '../../../db/database.ts'
import { people, sessions } from '../../../db/schema/people.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { note, sealedPhone } from '../actions.ts'
import { personById, personForStaff, phoneOf } from '../queries.ts'
import { grantsFromNowOn } from '../sessions.ts'

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

type ByStaff = { personId: string; phone: string; version: number; reason: string; actor: Actor; now: Date }

/**
 * For somebody who stands at the desk with an identity document and whose old phone is gone, or who had none. Whoever
 * holds a role, or will, is an administrator's affair: a clerk could sign in as them otherwise.
 *
 * @returns the old phone, which is to be told
 * @throws Refusal `person_missing`, `phone_yourself`, `phone_of_staff`, `stale_version`, `phone_taken`
 */
export async function changePhoneAtDesk(tx: Tx, secrets: Secrets, change: ByStaff): Promise<string | null> {
  const { personId, phone, version, reason, actor, now } = change
  const person = await personForStaff(tx, personId, actor)
  if (personId === actor.id) throw new Refusal('forbidden', 'phone_yourself')
  const { path: areaPath } = await areaById(tx, person.areaId)
  const isStaff = (await grantsFromNowOn({ db: tx }, personId, now)).length > 0
  if (isStaff && !standingOf(actor, { areaPath }).has('admin')) throw new Refusal('forbidden', 'phone_of_staff')
  sameVersion(person.version, version)
  await changePhone(tx, secrets, { personId, phone, byId: actor.id, reason, now })
  return phoneOf(secrets, person)
}
