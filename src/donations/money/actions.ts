import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { moneyUseAnswers, moneyUses } from '../../../db/schema/donations.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { writeDown } from '../events.ts'
import { donationForStaff, lockedLine } from '../intake/queries.ts'
import { worthOf } from '../rules.ts'
import { assertHandles } from '../standing.ts'
import { usesOf } from './queries.ts'
import { leftFen, reversibleFen } from './rules.ts'

type By = { lineId: string; actor: Actor; now: Date }

export type NewUse = By & {
  id: string
  /** What was spent; negative for what an entry before said too much. */
  amountFen: number
  what: string
  receiptNumber: string
  usedOn: string
}

/**
 * Enters on what donated money was spent. It counts, and the donor sees it, once another person has confirmed it.
 *
 * @throws Refusal `donation_missing`, `donation_not_yours`, `not_money`, `money_use_too_early`, `money_use_day`,
 *   `money_use_too_much` with `{ left }`, `money_use_too_little` with `{ used }`, `same_id_other_content`
 */
export async function enterUse(tx: Tx, { actor, now, ...use }: NewUse): Promise<void> {
  const line = await lockedLine(tx, use.lineId)
  const { donation, store } = await donationForStaff(tx, line.donationId, actor)
  assertHandles(actor, store)
  if (line.kind !== 'money') throw new Refusal('conflict', 'not_money')
  if (donation.state !== 'received' && donation.state !== 'inspected')
    throw new Refusal('conflict', 'money_use_too_early')
  if (use.usedOn < donation.givenOn || use.usedOn > cityDay(now))
    throw new Refusal('invalid', 'money_use_day', { field: 'usedOn' })

  const uses = (await usesOf(tx, [line.id])).get(line.id) ?? []
  const first = uses.find(({ id }) => id === use.id)
  if (first && isSameUse(first, use)) return
  if (first) throw new Refusal('conflict', 'same_id_other_content')
  const [left, reversible] = [leftFen(worthOf([line]), uses), reversibleFen(uses)]
  if (use.amountFen > left) throw new Refusal('conflict', 'money_use_too_much', { field: 'amount', left: left / 100 })
  if (-use.amountFen > reversible)
    throw new Refusal('conflict', 'money_use_too_little', { field: 'amount', used: reversible / 100 })

  await tx.insert(moneyUses).values({ ...use, enteredBy: actor.id, at: now })
  const { amountFen, receiptNumber } = use
  const to = { amountFen, receiptNumber }
  await writeDown(tx, { subjectId: line.id, step: 'use_money', to, reason: use.what, actorId: actor.id, now })
}

const isSameUse = (a: Said, b: Said) =>
  a.amountFen === b.amountFen && a.what === b.what && a.receiptNumber === b.receiptNumber && a.usedOn === b.usedOn

type Said = Pick<NewUse, 'amountFen' | 'what' | 'receiptNumber' | 'usedOn'>

type Answer = By & { useId: string; isConfirmed: boolean; reason: string }

/**
 * The second person's word: it agrees with the receipt, or not.
 *
 * @throws Refusal `donation_missing`, `donation_not_yours`, `money_use_missing`, `money_use_two`, `money_use_answered`
 */
export async function answerUse(tx: Tx, { lineId, useId, isConfirmed, reason, actor, now }: Answer): Promise<void> {
  const line = await lockedLine(tx, lineId)
  const { store } = await donationForStaff(tx, line.donationId, actor)
  assertHandles(actor, store)
  const [use] = await tx.select().from(moneyUses).where(eq(moneyUses.id, useId))
  const { enteredBy } = found(use?.lineId === lineId ? use : undefined, 'money_use_missing')
  if (enteredBy === actor.id) throw new Refusal('forbidden', 'money_use_two')
  const [fresh] = await tx
    .insert(moneyUseAnswers)
    .values({ useId, isConfirmed, byId: actor.id, reason, at: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) throw new Refusal('conflict', 'money_use_answered')
  const step = isConfirmed ? 'confirm_money' : 'refuse_money'
  await writeDown(tx, { subjectId: lineId, step, reason, actorId: actor.id, now })
}
