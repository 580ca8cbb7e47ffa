import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { later, minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { limit } from '../../web/limits.ts'
import { sessionCookie } from '../../web/middleware.ts'
import { cookieSecondsMax, keepView } from '../../web/view.ts'
import { createPerson } from '../actions.ts'
import { checkCardPin } from '../cards/actions.ts'
import { personOfCode } from '../cards/queries.ts'
import { giveConsent } from '../privacy/actions.ts'
import { isHome, type Person, personById, personByPhone } from '../queries.ts'
import { grantsNow } from '../sessions.ts'
import { openTicket, sealTicket } from '../tickets.ts'
import { openPhoneChallenge, openSecondChallenge, tryPhoneCode } from './actions.ts'
import { isPassword } from './passwords.ts'
import { codeMilliseconds, signUpMilliseconds } from './rules.ts'
import { trySecondFactor } from './second.ts'

/** Generous by address, because a whole mobile network may stand behind one; tight by phone. */
const codesByPhone = limit('code_phone', 5, 600)
const codesByPhoneDaily = limit('code_phone_day', 20, 86_400)
const codesByAddress = limit('code_address', 120, 600)
const passwordsByPhone = limit('password_phone', 10, 900)
const triesByAddress = limit('entry_address', 300, 600)
const secondByPerson = limit('second_person', 12, 900)

/** What a proof leads to: in, or one more step. Pages turn it into an address, the API into an answer. */
export type Entered =
  | { step: 'in'; person: Person; sessionId: string }
  | { step: 'second'; ticket: string }
  | { step: 'signUp'; ticket: string }

type C = Context<Env>

/**
 * Sends a code and answers the same for every phone, known or not.
 *
 * @returns a ticket to bring back with the code; in demo mode it holds the code, for the page to show
 * @throws Refusal `too_many_requests`, `sms_failed`
 */
export async function sendCode(c: C, { phone, next }: { phone: string; next: string }) {
  const { challengeId, code, at } = await textCode(c, phone)
  const ticket = sealTicket(c.var.secrets, 'code', { challengeId, phone, next, code }, later(at, ticketMilliseconds))
  return { ticket, code, expiresAt: later(at, codeMilliseconds) }
}

/** A ticket outlives its code, so that a late answer is told "expired" and not "unreadable". */
export const ticketMilliseconds = 6 * codeMilliseconds

/**
 * Texts a new code to a phone.
 *
 * @returns the code only in demo mode
 * @throws Refusal `too_many_requests`, `sms_failed`
 */
export async function textCode(c: C, phone: string) {
  const { atomically, secrets, sms, config, log, now } = c.var
  await codesByAddress(c, c.var.address)
  await codesByPhone(c, phone)
  await codesByPhoneDaily(c, phone)
  const at = now()
  const { id, code } = await atomically((tx) => openPhoneChallenge(tx, secrets, { phone, now: at }))
  await sms(phone, `【荣誉通】验证码 ${code}，5 分钟内有效。请不要告诉任何人。`).catch((error) => {
    log.error({ err: error, requestId: c.var.requestId }, 'sms')
    throw new Refusal('busy', 'sms_failed', { retryAfterSeconds: 60 })
  })
  return { challengeId: id, code: config.demo ? code : undefined, at }
}

/** The code that was sent. An unknown phone, now proven, goes on to signing up. */
export async function enterByCode(c: C, given: { ticket: string; code: string }): Promise<Entered> {
  const { db, secrets, now } = c.var
  await triesByAddress(c, c.var.address)
  const { challengeId, phone, next } = openTicket(secrets, 'code', given.ticket, now())
  await provePhone(c, { challengeId, phone, code: given.code })
  const person = await personByPhone(db, secrets, phone)
  if (person) return goOn(c, person, next)
  const until = later(now(), signUpMilliseconds)
  return { step: 'signUp', ticket: sealTicket(secrets, 'signUp', { challengeId, phone, next }, until) }
}

/** @throws Refusal `sign_in_code_wrong`, `sign_in_code_expired`, `sign_in_code_tries_used` */
export async function provePhone(c: C, proof: { challengeId: string; phone: string; code: string }): Promise<void> {
  const { atomically, secrets, now } = c.var
  const refusal = await atomically((tx) => tryPhoneCode(tx, secrets, { ...proof, now: now() }))
  if (refusal) throw refusal
}

/** @throws Refusal `sign_in_wrong`, the same and as slow for an unknown phone */
export async function enterByPassword(
  c: C,
  { phone, password, next }: { phone: string; password: string; next: string },
): Promise<Entered> {
  await triesByAddress(c, c.var.address)
  await passwordsByPhone(c, phone)
  const person = await personByPhone(c.var.db, c.var.secrets, phone)
  const isRight = await isPassword(person?.passwordHash, password)
  if (!person || !isRight) throw new Refusal('invalid', 'sign_in_wrong', { field: 'password' })
  return goOn(c, person, next)
}

/**
 * A paper card and its PIN, on a helper's device.
 *
 * @throws Refusal `card_sign_in_wrong`, `card_pin_wrong`, `card_pin_blocked`, `card_blocked`
 */
export async function enterByCard(
  c: C,
  { text, pin, next }: { text: string; pin: string; next: string },
): Promise<Entered> {
  const { atomically, db, secrets, now } = c.var
  await triesByAddress(c, c.var.address)
  const { cardId, personId } = await personOfCode(db, secrets, { text, now: now() })
  if (!cardId) throw new Refusal('invalid', 'card_sign_in_wrong', { field: 'pin' })
  const refusal = await atomically((tx) => checkCardPin(tx, secrets, { cardId, pin, now: now() }))
  if (refusal) throw refusal
  return goOn(c, await personById(db, personId), next)
}

/** The second factor, after the first was right. */
export async function enterBySecond(c: C, given: { ticket: string; code: string }): Promise<Entered> {
  const { atomically, db, secrets, now } = c.var
  await triesByAddress(c, c.var.address)
  const { challengeId } = openTicket(secrets, 'second', given.ticket, now())
  const proven = await atomically((tx) => trySecondFactor(tx, secrets, { challengeId, code: given.code, now: now() }))
  if (proven instanceof Refusal) throw proven
  return openSession(c, await personById(db, proven.id))
}

export type Newcomer = { ticket: string; displayName: string; areaId: string; consent: boolean }

/**
 * Signs up the owner of a proven phone. Sent twice, it is one person: the challenge's id becomes theirs.
 *
 * @throws Refusal `consent_needed`, `area_not_home`, `ticket_expired`
 */
export async function signUp(c: C, { ticket, displayName, areaId, consent }: Newcomer) {
  const { atomically, db, secrets, lang, elder, now } = c.var
  const { challengeId, phone } = openTicket(secrets, 'signUp', ticket, now())
  if (!consent) throw new Refusal('invalid', 'consent_needed', { field: 'consent' })
  if (!(await isHome(db, areaId))) throw new Refusal('invalid', 'area_not_home', { field: 'areaId' })

  const person = await atomically(async (tx) => {
    const known = await personByPhone(tx, secrets, phone)
    if (known) return known
    const newcomer = { id: challengeId, displayName, areaId, phone, lang, elder, now: now() }
    const created = await createPerson(tx, secrets, newcomer)
    await giveConsent(tx, { personId: created.id, kind: 'service', now: now() })
    return created
  })
  return openSession(c, person)
}

/** @throws Refusal `account_suspended`, told only after the first proof */
export async function goOn(c: C, person: Person, next: string): Promise<Entered> {
  assertMayEnter(person)
  if (!person.totpSealed) return openSession(c, person)
  const { atomically, secrets, now } = c.var
  await secondByPerson(c, person.id)
  const challengeId = await atomically((tx) => openSecondChallenge(tx, { personId: person.id, now: now() }))
  const until = later(now(), codeMilliseconds + minute)
  return { step: 'second', ticket: sealTicket(secrets, 'second', { challengeId, next }, until) }
}

function assertMayEnter(person: Person) {
  if (person.status !== 'active') throw new Refusal('forbidden', 'account_suspended')
}

/** A new session id at every sign-in; the one this device had is closed. */
export async function openSession(c: C, person: Person): Promise<Entered & { step: 'in' }> {
  const { sessions } = c.var
  assertMayEnter(person)
  if (c.var.sessionId) await sessions.close(c.var.sessionId)
  const sessionId = await sessions.open(person.id, c.req.header('user-agent') ?? '')
  return { step: 'in', person, sessionId }
}

/** Outside the demo an administrator's roles count only with a second factor. */
export async function needsSecondFactor(c: C, person: Person): Promise<boolean> {
  if (c.var.config.demo || person.totpSealed) return false
  const held = await grantsNow({ db: c.var.db }, person.id, c.var.now())
  return held.some(({ role }) => role === 'admin')
}

/**
 * Gives the browser its session, and what the person likes to read in. How long the session opens anything is its own
 * affair, so the cookie lasts as long as browsers allow; `keep: false` on somebody else's device: until it is closed.
 */
export function keepSession(c: C, { person, sessionId }: { person: Person; sessionId: string }, keep = true): void {
  setCookie(c, sessionCookie(c.var.config), sessionId, {
    path: '/',
    sameSite: 'Lax',
    httpOnly: true,
    secure: c.var.config.baseUrl.startsWith('https:'),
    ...(keep ? { maxAge: cookieSecondsMax } : {}),
  })
  keepView(c, { ...(person.elder && { elder: true }), ...(person.lang === 'en' && { lang: 'en' as const }) })
}
