import type { Context } from 'hono'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from '../web/env.ts'
import { limit } from '../web/limits.ts'
import { personOfCode } from './cards/queries.ts'
import { type Person, personById, personByPhone, realNameOf } from './queries.ts'
import { readPhone } from './rules.ts'

type City = Pick<Context<Env>, 'var'>

/**
 * Somebody by phone, card number or their own code. For staff, who may know who is registered.
 *
 * @throws Refusal `person_unknown` at `field`
 */
export async function personNamed({ var: { db, secrets, now } }: City, text: string, field: string): Promise<Person> {
  try {
    const isPhone = /^\+?[\d\s-]{11,17}$/.test(text)
    const byPhone = isPhone ? await personByPhone(db, secrets, readPhone(text)) : undefined
    return byPhone ?? (await personById(db, (await personOfCode(db, secrets, { text, now: now() })).personId))
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    throw unknown(text, field)
  }
}

const triesAnHour = 30
const namings = limit('naming', triesAnHour, 3600)

/**
 * Somebody whom a resident names: `王芳 13800000001`. Name and number have to belong together, and tries are counted, so
 * that nobody finds out by trying whose phone is registered here.
 *
 * @throws Refusal `person_unknown` at `field`, `too_many_requests`
 */
export async function personNamedByResident(c: Context<Env>, text: string, field: string): Promise<Person> {
  const [, name = '', number = ''] = /^(.{1,60}?)[\s,，、:：]+(\S.*)$/u.exec(text.trim()) ?? []
  if (!number) throw unknown(text, field)
  await namings(c, c.var.actor.id)
  const person = await personNamed(c, number, field)
  const isTheirs = [person.displayName, realNameOf(c.var.secrets, person)].includes(name.trim())
  if (!isTheirs || person.status !== 'active') throw unknown(text, field)
  return person
}

const unknown = (text: string, field: string) =>
  new Refusal('invalid', 'person_unknown', { line: text.slice(0, 40), field })
