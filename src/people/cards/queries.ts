import { desc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { cards, people } from '../../../db/schema/people.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor } from '../../kit/actor.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { type Person, personForStaff } from '../queries.ts'
import { personDigits, windowsTaken } from './codes.ts'
import { isWindowNow, type ReadCode, readCode } from './rules.ts'

export type CardRow = typeof cards.$inferSelect

export const cardsOf = (db: Db, personId: string) =>
  db.select().from(cards).where(eq(cards.personId, personId)).orderBy(desc(cards.issuedAt), desc(cards.id))

/** A card and its owner, as staff over the owner's area may see them. @throws Refusal `card_missing`, `person_missing` */
export async function cardForStaff(db: Db, id: string, actor: Actor) {
  const card = found(await cardById(db, id), 'card_missing')
  return { card, person: await personForStaff(db, card.personId, actor) }
}

/** A card by the id of the form that issued it. */
export async function cardById(db: Db, id: string): Promise<CardRow | undefined> {
  const [card] = await db.select().from(cards).where(eq(cards.id, id))
  return card
}

const cardsShown = 100

/** The newest cards of people within the actor's areas. */
export async function cardsForStaff(db: Db, actor: Actor) {
  return db
    .select({ card: cards, displayName: people.displayName, areaName: areas.name })
    .from(cards)
    .innerJoin(people, eq(people.id, cards.personId))
    .innerJoin(areas, eq(areas.id, people.areaId))
    .where(reached(areas.path, actor, ['clerk', 'admin']))
    .orderBy(desc(cards.issuedAt), desc(cards.id))
    .limit(cardsShown)
}

export type PersonOfCode = { personId: string; via: 'code' | 'card'; cardId?: string }

/**
 * Whose code this is: a resident's own rotating one, or a paper card by its QR or number. A card says who it is, not
 * that its owner stands there: where something is handed over, ask for the PIN as well (`checkCardPin`).
 *
 * @throws Refusal `code_unreadable`, `code_expired`, `card_blocked`, `account_suspended`
 */
export async function personOfCode(
  db: Db,
  secrets: Secrets,
  { text, now }: { text: string; now: Date },
): Promise<PersonOfCode> {
  const code = readCode(text)
  if (!code) throw unreadable()
  if (code.kind === 'personSigned' || code.kind === 'personTyped') return personOfRotating(db, secrets, code, now)
  if (code.kind === 'cardSigned' && !secrets.verify('card', code.number, code.signature)) throw unreadable()
  return personOfCard(db, code.number)
}

async function personOfRotating(
  db: Db,
  secrets: Secrets,
  code: Extract<ReadCode, { kind: 'personSigned' | 'personTyped' }>,
  now: Date,
): Promise<PersonOfCode> {
  if (code.kind === 'personSigned') {
    const isOurs = secrets.verify('person', `${code.number}.${code.window}`, code.signature)
    if (!isOurs) throw unreadable()
    if (!isWindowNow(code.window, now)) throw new Refusal('invalid', 'code_expired')
  } else if (!windowsTaken(now).some((window) => personDigits(secrets, code.number, window) === code.digits)) {
    throw new Refusal('invalid', 'code_expired')
  }
  const [person] = await db.select().from(people).where(eq(people.number, code.number))
  if (!person) throw unreadable()
  assertActive(person)
  return { personId: person.id, via: 'code' }
}

async function personOfCard(db: Db, number: string): Promise<PersonOfCode> {
  const [row] = await db
    .select({ card: cards, status: people.status })
    .from(cards)
    .innerJoin(people, eq(people.id, cards.personId))
    .where(eq(cards.number, number))
  if (!row) throw unreadable()
  if (row.card.status !== 'active') throw new Refusal('forbidden', 'card_blocked')
  assertActive(row)
  return { personId: row.card.personId, via: 'card', cardId: row.card.id }
}

const unreadable = () => new Refusal('invalid', 'code_unreadable', { field: 'code' })

function assertActive({ status }: { status: Person['status'] }) {
  if (status !== 'active') throw new Refusal('forbidden', 'account_suspended')
}
