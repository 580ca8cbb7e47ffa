import { randomBytes, randomInt } from 'node:crypto'
import { createTOTPKeyURI, generateHOTP } from '@oslojs/otp'
import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { people, recoveryCodes } from '../../../db/schema/people.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { note } from '../actions.ts'
import { type Person, personById } from '../queries.ts'
import { codeWrong, countTry, useUp } from './actions.ts'
import { totpSeconds, totpSteps } from './rules.ts'

const digits = 6
const keyBytes = 20
const recoveryCodeCount = 8
/** No letters or digits that look alike on paper. */
const recoveryAlphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** A new TOTP secret, as kept: hex. `totpAddress` and `totpText` show it to an authenticator app. */
export const newTotpKey = () => randomBytes(keyBytes).toString('hex')

/** The `otpauth:` address in the QR. */
export const totpAddress = (key: string, account: string) =>
  createTOTPKeyURI('荣誉通', account, Buffer.from(key, 'hex'), totpSeconds, digits)

/** The secret as somebody types it into the app. */
export const totpText = (key: string) => new URL(totpAddress(key, '')).searchParams.get('secret') ?? ''

/** The code an authenticator shows for a time step. */
export const totpCode = (key: string, step: number) => generateHOTP(Buffer.from(key, 'hex'), BigInt(step), digits)

const stepOf = (key: string, code: string, now: Date) => totpSteps(now).find((step) => totpCode(key, step) === code)

/**
 * Turns the second factor on, with the first code as proof that the app works.
 *
 * @returns recovery codes, to be shown once
 * @throws Refusal `totp_wrong`
 */
export async function confirmTotp(
  tx: Tx,
  secrets: Secrets,
  { personId, key, code, now }: { personId: string; key: string; code: string; now: Date },
): Promise<string[]> {
  const step = stepOf(key, code, now)
  if (step === undefined) throw new Refusal('invalid', 'totp_wrong', { field: 'code' })
  await tx
    .update(people)
    .set({ totpSealed: secrets.seal(key), totpLastStep: step, version: sql`${people.version} + 1` })
    .where(eq(people.id, personId))
  await note(tx, { personId, what: 'second_factor_on', byId: personId, now })
  return renewRecoveryCodes(tx, secrets, { personId, now })
}

/** Turns it off again. The caller has checked the password or a code. */
export async function removeTotp(tx: Tx, { personId, now }: { personId: string; now: Date }): Promise<void> {
  await tx.update(people).set({ totpSealed: null, totpLastStep: null }).where(eq(people.id, personId))
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
  await note(tx, { personId, what: 'second_factor_off', byId: personId, now })
}

async function renewRecoveryCodes(tx: Tx, secrets: Secrets, { personId, now }: { personId: string; now: Date }) {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId))
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  const rows = codes.map((code) => ({
    id: newId(now),
    personId,
    codeHash: recoveryHash(secrets, personId, code),
    createdAt: now,
  }))
  await tx.insert(recoveryCodes).values(rows)
  return codes
}

function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => recoveryAlphabet[randomInt(recoveryAlphabet.length)]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

const recoveryHash = (secrets: Secrets, personId: string, code: string) =>
  secrets.fingerprint(`recovery:${personId}:${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`)

export const recoveryCodesLeft = async (db: Db, personId: string) =>
  (
    await db
      .select({ id: recoveryCodes.id })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)))
      .orderBy(asc(recoveryCodes.id))
  ).length

/**
 * One try at the second factor: a code of the app, or a recovery code. Counted and returned like `tryPhoneCode`.
 *
 * @returns the person, or `sign_in_code_wrong`, `sign_in_code_expired`, `sign_in_code_tries_used`
 */
export async function trySecondFactor(
  tx: Tx,
  secrets: Secrets,
  { challengeId, code, now }: { challengeId: string; code: string; now: Date },
): Promise<Person | Refusal> {
  const counted = await countTry(tx, { challengeId, kind: 'second', now })
  if (counted instanceof Refusal) return counted
  const person = await personById(tx, counted.personId as string)
  if (!(await isSecondFactor(tx, secrets, person, code, now))) return codeWrong(counted.tries)
  return (await useUp(tx, challengeId, now)) ?? person
}

/** Whether the code is right, and uses it up: neither a TOTP code nor a recovery code opens twice. */
export async function isSecondFactor(
  tx: Tx,
  secrets: Secrets,
  person: Person,
  code: string,
  now: Date,
): Promise<boolean> {
  if (!person.totpSealed) return false
  const step = stepOf(secrets.unseal(person.totpSealed), code.replace(/\s/g, ''), now)
  return step === undefined ? useRecoveryCode(tx, secrets, person.id, code, now) : takeStep(tx, person.id, step)
}

async function takeStep(tx: Tx, personId: string, step: number): Promise<boolean> {
  const isLater = or(isNull(people.totpLastStep), lt(people.totpLastStep, step))
  const [taken] = await tx
    .update(people)
    .set({ totpLastStep: step })
    .where(and(eq(people.id, personId), isLater))
    .returning({ id: people.id })
  return Boolean(taken)
}

async function useRecoveryCode(tx: Tx, secrets: Secrets, personId: string, code: string, now: Date): Promise<boolean> {
  const [used] = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.personId, personId),
        eq(recoveryCodes.codeHash, recoveryHash(secrets, personId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id })
  return Boolean(used)
}
