import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { people, personEvents, sessions } from '../../db/schema/people.ts'
import { areaById, homeCommunity } from '../areas/queries.ts'
import { type Actor, standingOf } from '../kit/actor.ts'
import { follow } from '../kit/flow.ts'
import { newId } from '../kit/ids.ts'
import { Refusal, sameVersion } from '../kit/refusal.ts'
import type { Secrets } from '../kit/secrets.ts'
import type { View } from '../web/view.ts'
import type { Lang } from '../web/words.ts'
import { nameFingerprint, type Person, personById, personForStaff, phoneFingerprint } from './queries.ts'
import { type PersonStatus, personFlow } from './rules.ts'

export type NewPerson = {
  id?: string
  displayName: string
  areaId: string
  /** Eleven digits, from `readPhone`. */
  phone?: string | undefined
  /** From `readName`. */
  realName?: string | undefined
  /** Who has seen their identity; without it they may do everything but spend. */
  verifiedBy?: string | undefined
  lang?: Lang
  elder?: boolean
  /** Who enters them: themselves (their own id), a clerk, or `system`. */
  actorId?: string
  now: Date
}

/**
 * Adds somebody the city knows: a sign-up, a clerk for somebody without a phone, the seed.
 *
 * @throws Refusal `phone_taken`, `area_missing`
 */
export async function createPerson(tx: Tx, secrets: Secrets, given: NewPerson): Promise<Person> {
  const { id = newId(), displayName, areaId, phone, realName, verifiedBy, lang = 'zh', elder = false, now } = given
  await areaById(tx, areaId)
  const [person] = await tx
    .insert(people)
    .values({
      id,
      displayName,
      areaId,
      ...(phone ? sealedPhone(secrets, phone) : {}),
      ...(realName ? sealedName(secrets, realName) : {}),
      verifiedAt: verifiedBy ? now : null,
      verifiedBy: verifiedBy ?? null,
      lang,
      elder,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning()
  if (!person) throw new Refusal('conflict', 'phone_taken', { field: 'phone' })
  await note(tx, { personId: id, what: 'created', byId: given.actorId ?? id, now })
  return person
}

export const sealedPhone = (secrets: Secrets, phone: string) => ({
  phoneSealed: secrets.seal(phone),
  phoneFingerprint: phoneFingerprint(secrets, phone),
})

const sealedName = (secrets: Secrets, realName: string) => ({
  realNameSealed: secrets.seal(realName),
  realNameFingerprint: nameFingerprint(secrets, realName),
})

type Note = { personId: string; what: string; subjectId?: string; reason?: string; byId: string; now: Date }

/** Writes into somebody's history what was done to their account. */
export async function note(tx: Tx, { now, ...event }: Note): Promise<void> {
  await tx.insert(personEvents).values({ id: newId(now), ...event, at: now })
}

export type Profile = { displayName: string; areaId: string; lang: Lang }

/** What somebody may change about themselves. Moving house changes where their future points come from, not the past. */
export async function changeProfile(
  tx: Tx,
  { personId, profile, now }: { personId: string; profile: Partial<Profile>; now: Date },
): Promise<Person> {
  const person = await personById(tx, personId)
  const moves = profile.areaId && (await isElsewhere(tx, person.areaId, profile.areaId))
  const [changed] = await tx
    .update(people)
    .set({ ...profile, ...(moves && { movedAt: now }), version: person.version + 1 })
    .where(and(eq(people.id, personId), eq(people.version, person.version)))
    .returning()
  if (!changed) throw new Refusal('conflict', 'stale_version')
  await note(tx, { personId, what: 'profile_changed', byId: personId, now })
  return changed
}

/** Whether the one is not in the same community as the other. @throws Refusal `area_missing` */
async function isElsewhere(tx: Tx, before: string, after: string): Promise<boolean> {
  return before !== after && (await homeCommunity(tx, before)) !== (await homeCommunity(tx, after))
}

/** How somebody likes to read, remembered for their next device. */
export async function rememberView(tx: Tx, { personId, ...view }: View & { personId: string }): Promise<void> {
  await tx.update(people).set(view).where(eq(people.id, personId))
}

type ByStaff = { personId: string; version: number; actor: Actor; now: Date }

/**
 * Staff over the person's area have seen an identity document. The name on it is sealed; the document is not kept.
 *
 * @throws Refusal `person_missing` when the person lives outside the actor's areas, `verify_yourself`, `stale_version`
 */
export async function verifyIdentity(
  tx: Tx,
  secrets: Secrets,
  { personId, realName, version, actor, now }: ByStaff & { realName: string },
): Promise<void> {
  const person = await personForStaff(tx, personId, actor)
  if (personId === actor.id) throw new Refusal('forbidden', 'verify_yourself')
  sameVersion(person.version, version)
  await change(tx, person, { ...sealedName(secrets, realName), verifiedAt: now, verifiedBy: actor.id })
  await note(tx, { personId, what: 'verified', byId: actor.id, now })
}

/**
 * Suspends or restores an account. A suspended one is signed out everywhere and cannot come in.
 *
 * @param step `suspend` or `restore`
 */
export async function stepPerson(
  tx: Tx,
  { personId, step, reason, version, actor, now }: ByStaff & { step: string; reason: string },
): Promise<void> {
  const person = await personForStaff(tx, personId, actor)
  sameVersion(person.version, version)
  if (personId === actor.id) throw new Refusal('forbidden', 'step_not_yours')
  const area = await areaById(tx, person.areaId)
  const status: PersonStatus = follow(personFlow, person.status, step, standingOf(actor, { areaPath: area.path }))

  await change(tx, person, { status })
  if (status === 'suspended') await tx.delete(sessions).where(eq(sessions.personId, personId))
  await note(tx, { personId, what: step, reason, byId: actor.id, now })
}

async function change(tx: Tx, person: Person, values: Partial<typeof people.$inferInsert>): Promise<void> {
  const [changed] = await tx
    .update(people)
    .set({ ...values, version: person.version + 1 })
    .where(and(eq(people.id, person.id), eq(people.version, person.version)))
    .returning({ id: people.id })
  if (!changed) throw new Refusal('conflict', 'stale_version')
}
