import { randomInt } from 'node:crypto'
import { and, eq, lt, lte, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { cards } from '../../../db/schema/people.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { later } from '../../kit/clock.ts'
import { newId, newShortNumber } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { createPerson, note } from '../actions.ts'
import { giveConsent } from '../privacy/actions.ts'
import { personForStaff } from '../queries.ts'
import { type CardRow, cardForStaff, cardsOf } from './queries.ts'
import { cardDigits, pinBlockMilliseconds, pinTriesMax } from './rules.ts'

/** A PIN as it goes on the slip: six digits. Made outside, so that it can be shown once. */
export const newPin = () => String(randomInt(0, 1_000_000)).padStart(6, '0')

const pinHash = (secrets: Secrets, cardId: string, pin: string) => secrets.fingerprint(`pin:${cardId}:${pin}`)

/**
 * Issues a paper card to somebody within the actor's areas. One card in use a person.
 *
 * @param id the form's id: sending it twice issues one card
 * @throws Refusal `person_missing`, `card_exists`
 */
export async function issueCard(
  tx: Tx,
  secrets: Secrets,
  { id = newId(), personId, pin, actor, now }: { id?: string; personId: string; pin: string; actor: Actor; now: Date },
): Promise<CardRow> {
  const person = actor.id === 'system' ? undefined : await personForStaff(tx, personId, actor)
  if (person && person.status !== 'active') throw new Refusal('forbidden', 'account_suspended')
  const inUse = (await cardsOf(tx, personId)).find(({ status }) => status === 'active')
  if (inUse) throw new Refusal('conflict', 'card_exists')

  const values = { id, personId, pinHash: pinHash(secrets, id, pin), issuedBy: actor.id, issuedAt: now }
  const [card] = await tx
    .insert(cards)
    .values({ ...values, number: newShortNumber(cardDigits) })
    .onConflictDoNothing()
    .returning()
  if (!card) throw new Refusal('conflict', 'card_exists')
  await note(tx, { personId, what: 'card_issued', subjectId: id, byId: actor.id, now })
  return card
}

export type CardNewcomer = {
  displayName: string
  /** From `readName`: the name on the document the actor has seen. */
  realName: string
  areaId: string
}

/**
 * Enters somebody without a phone, whose document the actor has seen and who agreed to the notice read out to them, and
 * issues their card.
 *
 * @throws Refusal `not_allowed` outside the actor's areas
 */
export async function issueCardToNewcomer(
  tx: Tx,
  secrets: Secrets,
  { id, newcomer, pin, actor, now }: { id: string; newcomer: CardNewcomer; pin: string; actor: Actor; now: Date },
): Promise<CardRow> {
  const area = await areaById(tx, newcomer.areaId)
  const standing = standingOf(actor, { areaPath: area.path })
  if (!standing.has('clerk') && !standing.has('admin'))
    throw new Refusal('forbidden', 'not_allowed', { field: 'areaId' })
  const entered = { ...newcomer, verifiedBy: actor.id, elder: true, actorId: actor.id, now }
  const person = await createPerson(tx, secrets, entered)
  await giveConsent(tx, { personId: person.id, kind: 'service', now })
  return issueCard(tx, secrets, { id, personId: person.id, pin, actor, now })
}

/**
 * Blocks a card at once, for good: reported lost by its owner or by staff. A found card stays blocked, because nobody
 * knows who held it.
 *
 * @throws Refusal `card_blocked` when it no longer is in use
 */
export async function loseCard(
  tx: Tx,
  { cardId, actor, now }: { cardId: string; actor: Actor; now: Date },
): Promise<CardRow> {
  const { card } = await cardForStaff(tx, cardId, actor)
  const [lost] = await tx
    .update(cards)
    .set({ status: 'lost', endedAt: now })
    .where(and(eq(cards.id, card.id), eq(cards.status, 'active')))
    .returning()
  if (!lost) throw new Refusal('conflict', 'card_blocked')
  await note(tx, { personId: card.personId, what: 'card_lost', subjectId: cardId, byId: actor.id, now })
  return lost
}

/**
 * One try at a card's PIN. Counted first, by a guarded update, so that guesses sent together cannot be more than five;
 * the fifth wrong one in a row blocks the PIN for half an hour. Returned rather than thrown: throwing would undo the count.
 *
 * @returns nothing when right, else `card_pin_wrong` {left}, `card_pin_blocked` {minutes}, `card_blocked`
 */
export async function checkCardPin(
  tx: Tx,
  secrets: Secrets,
  { cardId, pin, now }: { cardId: string; pin: string; now: Date },
): Promise<Refusal | undefined> {
  await unblock(tx, cardId, now)
  const [counted] = await tx
    .update(cards)
    .set({ tries: sql`${cards.tries} + 1` })
    .where(and(eq(cards.id, cardId), eq(cards.status, 'active'), lt(cards.tries, pinTriesMax)))
    .returning()
  if (!counted) return whyNot(tx, cardId, now)
  if (counted.pinHash === pinHash(secrets, cardId, pin.normalize('NFKC').replace(/\s/g, ''))) {
    await tx.update(cards).set({ tries: 0, blockedUntil: null }).where(eq(cards.id, cardId))
    return undefined
  }
  if (counted.tries < pinTriesMax)
    return new Refusal('invalid', 'card_pin_wrong', { field: 'pin', left: pinTriesMax - counted.tries })
  const blockedUntil = later(now, pinBlockMilliseconds)
  await tx.update(cards).set({ blockedUntil }).where(eq(cards.id, cardId))
  return pinBlocked(blockedUntil, now)
}

/** A block that has passed gives five new tries. */
async function unblock(tx: Tx, cardId: string, now: Date): Promise<void> {
  await tx
    .update(cards)
    .set({ tries: 0, blockedUntil: null })
    .where(and(eq(cards.id, cardId), lte(cards.blockedUntil, now)))
}

async function whyNot(db: Db, cardId: string, now: Date): Promise<Refusal> {
  const [card] = await db.select().from(cards).where(eq(cards.id, cardId))
  if (card?.status === 'active') return pinBlocked(card.blockedUntil ?? now, now)
  return new Refusal('forbidden', 'card_blocked')
}

const pinBlocked = (until: Date, now: Date) =>
  new Refusal('forbidden', 'card_pin_blocked', {
    field: 'pin',
    minutes: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000)),
  })
