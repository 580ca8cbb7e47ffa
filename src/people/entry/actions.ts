import { randomInt } from 'node:crypto'
import { and, eq, gt, isNull, lt, lte, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { challenges, people, sessions } from '../../../db/schema/people.ts'
import { later } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { note } from '../actions.ts'
import { phoneFingerprint } from '../queries.ts'
import { codeMilliseconds, codeTriesMax } from './rules.ts'

/** A six-digit code for a phone, known or not. It is returned to be sent; only its keyed hash is kept. */
export async function openPhoneChallenge(tx: Tx, secrets: Secrets, { phone, now }: { phone: string; now: Date }) {
  const id = newId(now)
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  await tx.insert(challenges).values({
    id,
    kind: 'phone',
    phoneFingerprint: phoneFingerprint(secrets, phone),
    codeHash: codeHash(secrets, id, code),
    expiresAt: later(now, codeMilliseconds),
    createdAt: now,
  })
  return { id, code }
}

const codeHash = (secrets: Secrets, challengeId: string, code: string) =>
  secrets.fingerprint(`code:${challengeId}:${code}`)

type PhoneTry = { challengeId: string; phone: string; code: string; now: Date }

/**
 * One try at a code. Counted first, by a guarded update, so that guesses sent together cannot be more than five; and
 * returned rather than thrown, because throwing would undo the count.
 *
 * @returns nothing when the code is right (and now used up), else `sign_in_code_wrong` {left}, `sign_in_code_expired`, `sign_in_code_tries_used`
 */
export async function tryPhoneCode(tx: Tx, secrets: Secrets, tried: PhoneTry): Promise<Refusal | undefined> {
  const { challengeId, phone, code, now } = tried
  const counted = await countTry(tx, { challengeId, kind: 'phone', now })
  if (counted instanceof Refusal) return counted
  const isRight =
    counted.codeHash === codeHash(secrets, challengeId, code) &&
    counted.phoneFingerprint === phoneFingerprint(secrets, phone)
  if (!isRight) return codeWrong(counted.tries)
  return useUp(tx, challengeId, now)
}

type Challenge = typeof challenges.$inferSelect

/** Takes one of the five tries, or says why there is none left. */
export async function countTry(
  tx: Tx,
  { challengeId, kind, now }: { challengeId: string; kind: Challenge['kind']; now: Date },
): Promise<Challenge | Refusal> {
  const [counted] = await tx
    .update(challenges)
    .set({ tries: sql`${challenges.tries} + 1` })
    .where(
      and(
        eq(challenges.id, challengeId),
        eq(challenges.kind, kind),
        isNull(challenges.usedAt),
        gt(challenges.expiresAt, now),
        lt(challenges.tries, codeTriesMax),
      ),
    )
    .returning()
  return counted ?? whyNot(tx, challengeId, now)
}

async function whyNot(db: Db, challengeId: string, now: Date): Promise<Refusal> {
  const [challenge] = await db.select().from(challenges).where(eq(challenges.id, challengeId))
  const isSpent = challenge && challenge.expiresAt > now && !challenge.usedAt
  return new Refusal('invalid', isSpent ? 'sign_in_code_tries_used' : 'sign_in_code_expired', { field: 'code' })
}

/** The sentence with what is left of the five tries; the last wrong one says that a new code is needed. */
export const codeWrong = (tries: number) =>
  tries < codeTriesMax
    ? new Refusal('invalid', 'sign_in_code_wrong', { field: 'code', left: codeTriesMax - tries })
    : new Refusal('invalid', 'sign_in_code_tries_used', { field: 'code' })

/** A challenge opens one door once, also when two right answers arrive together. */
export async function useUp(tx: Tx, challengeId: string, now: Date): Promise<Refusal | undefined> {
  const [used] = await tx
    .update(challenges)
    .set({ usedAt: now })
    .where(and(eq(challenges.id, challengeId), isNull(challenges.usedAt)))
    .returning({ id: challenges.id })
  return used ? undefined : new Refusal('invalid', 'sign_in_code_expired', { field: 'code' })
}

/** The first factor was right; the second is still to come, within five minutes and five tries. */
export async function openSecondChallenge(tx: Tx, { personId, now }: { personId: string; now: Date }): Promise<string> {
  const id = newId(now)
  const expiresAt = later(now, codeMilliseconds)
  await tx.insert(challenges).values({ id, kind: 'second', personId, expiresAt, createdAt: now })
  return id
}

/**
 * Sets the password, and signs out every other device: whoever knew the old one is out.
 *
 * @param passwordHash from `hashPassword`, made outside
 * @param keepSession the hash of the session that stays
 */
export async function setPassword(
  tx: Tx,
  {
    personId,
    passwordHash,
    keepSession,
    now,
  }: { personId: string; passwordHash: string; keepSession: string; now: Date },
): Promise<void> {
  await tx
    .update(people)
    .set({ passwordHash, version: sql`${people.version} + 1` })
    .where(eq(people.id, personId))
  await tx.delete(sessions).where(and(eq(sessions.personId, personId), sql`${sessions.id} <> ${keepSession}`))
  await note(tx, { personId, what: 'password_set', byId: personId, now })
}

/** Old challenges answer nothing any more. @returns 0: one round deals with all of them */
export async function sweepChallenges(tx: Tx, now: Date): Promise<number> {
  await tx.delete(challenges).where(lte(challenges.expiresAt, now))
  return 0
}
