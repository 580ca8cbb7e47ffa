import { createHash } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { cards, consents, grants, looks, people, recoveryCodes, sessions } from '../../../db/schema/people.ts'
import type { Actor } from '../../kit/actor.ts'
import { hour } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { PersonalRoom } from '../../web/personal.ts'
import { note } from '../actions.ts'
import { personById } from '../queries.ts'
import { personFlow } from '../rules.ts'
import { hasConsent } from './queries.ts'
import { type ConsentKind, consentTexts } from './rules.ts'

type Consenting = { personId: string; kind: ConsentKind; now: Date }

/** Records that somebody agreed to the newest words of a kind. Agreeing again while it stands changes nothing. */
export async function giveConsent(tx: Tx, { personId, kind, now }: Consenting): Promise<void> {
  if (await hasConsent(tx, personId, kind)) return
  const textVersion = consentTexts[kind].version
  await tx.insert(consents).values({ id: newId(now), personId, kind, textVersion, at: now })
}

/** @throws Refusal `consent_keeps_account` for the one without which there is no account */
export async function withdrawConsent(tx: Tx, { personId, kind, now }: Consenting): Promise<void> {
  if (kind === 'service') throw new Refusal('conflict', 'consent_keeps_account')
  await tx
    .update(consents)
    .set({ withdrawnAt: now })
    .where(and(eq(consents.personId, personId), eq(consents.kind, kind), isNull(consents.withdrawnAt)))
}

type Look = {
  personId: string
  actor: Actor
  what: 'record' | 'contact' | 'account' | 'address'
  reason: string
  now: Date
}

/**
 * Records that staff looked at somebody's data, before they see it. Opening the same page again within the hour is the
 * same look for the same reason; another reason stands by itself. One's own data needs no record.
 *
 * @returns the look's id, or undefined for oneself
 */
export async function recordLook(tx: Tx, { personId, actor, what, reason, now }: Look): Promise<string | undefined> {
  if (personId === actor.id) return undefined
  const within = what === 'record' ? `${Math.floor(now.getTime() / hour)}-${shortOf(reason)}` : newId(now)
  const id = `${what}-${personId}-${actor.id}-${within}`
  await tx.insert(looks).values({ id, personId, byId: actor.id, what, reason, at: now }).onConflictDoNothing()
  return id
}

const shortOf = (reason: string) => createHash('sha256').update(reason).digest('base64url').slice(0, 12)

/**
 * Deletes an account for good: everything that names the person goes, sessions, cards and roles end. Ledger entries,
 * hours and histories stay under an id that nobody can trace back. Each room gives up what is still open first, those on
 * the street before those they stand on.
 *
 * @param rooms from the ground up
 * @throws Refusal `account_holds_role` while they are staff
 */
export async function deletePerson(
  tx: Tx,
  rooms: readonly PersonalRoom[],
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const person = await personById(tx, personId)
  const held = await tx.select().from(grants).where(eq(grants.personId, personId))
  if (held.some(({ role, endsAt }) => role !== 'merchant' && (!endsAt || endsAt > now)))
    throw new Refusal('conflict', 'account_holds_role')
  const status = follow(personFlow, person.status, 'delete', new Set(['self']))

  for (const { forget } of rooms.toReversed()) await forget?.(tx, { personId, now })

  await tx
    .update(people)
    .set({ status, displayName: '已注销', ...forgotten, version: person.version + 1 })
    .where(eq(people.id, personId))
  await tx.delete(sessions).where(eq(sessions.personId, personId))
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
  await tx
    .update(cards)
    .set({ status: 'ended', endedAt: now })
    .where(and(eq(cards.personId, personId), eq(cards.status, 'active')))
  await tx
    .update(consents)
    .set({ withdrawnAt: now })
    .where(and(eq(consents.personId, personId), isNull(consents.withdrawnAt)))
  await note(tx, { personId, what: 'deleted', byId: personId, now })
}

const forgotten = {
  realNameSealed: null,
  realNameFingerprint: null,
  phoneSealed: null,
  phoneFingerprint: null,
  passwordHash: null,
  totpSealed: null,
  totpLastStep: null,
}
