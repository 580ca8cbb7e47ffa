import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../../db/database.ts'
import { once } from '../../../../db/once.ts'
import { creditDisputes, creditLoanEvents, creditLoans, creditLoanWords } from '../../../../db/schema/credit.ts'
import { type Actor, standingOf } from '../../../kit/actor.ts'
import { follow } from '../../../kit/flow.ts'
import { newId } from '../../../kit/ids.ts'
import { found, Refusal, sameVersion } from '../../../kit/refusal.ts'
import { tellOwnerOfLink } from '../links/note.ts'
import { type CreditLink, consentNow, linkForBank, ownLinkToChange } from '../queries.ts'
import { creditLoanFlow } from '../rules.ts'
import { type CreditLoan, loanOf, loanStory } from './queries.ts'

/**
 * The link a clerk may record for: opened by their bank, with the merchant's consent to recording as it stands now.
 *
 * @throws Refusal `credit_link_missing`, `credit_own_shop`, `credit_record_refused`
 */
async function linkToRecord(tx: Tx, linkId: string, actor: Actor, now: Date): Promise<CreditLink> {
  const link = await linkForBank(tx, linkId, actor, now)
  if (!(await consentNow(tx, linkId, 'record'))) throw new Refusal('forbidden', 'credit_record_refused')
  return link
}

type Submitting = { key: string; linkId: string; actor: Actor; now: Date }

/**
 * The clerk writes down that the merchant has applied. One record for a link.
 *
 * @throws Refusal `credit_link_missing`, `credit_record_refused`, `credit_loan_exists`
 */
export const submitLoan = (tx: Tx, { key, linkId, actor, now }: Submitting): Promise<string> =>
  once(tx, { key, actorId: actor.id, content: ['creditLoan', linkId], now }, async (): Promise<string> => {
    const link = await linkToRecord(tx, linkId, actor, now)
    const row = { id: key, linkId, state: 'submitted' as const, createdAt: now, updatedAt: now }
    const [loan] = await tx.insert(creditLoans).values(row).onConflictDoNothing().returning()
    if (!loan) throw new Refusal('conflict', 'credit_loan_exists')
    await note(tx, { loan, step: 'submit', byId: actor.id, now })
    await tellOwnerOfLink(tx, { link, occasion: 'loan', of: '-submit-1', now })
    return loan.id
  })

type Stepping = {
  linkId: string
  /** A step of `creditLoanFlow`. */
  step: string
  version: number
  amountYuan?: number | undefined
  termMonths?: number | undefined
  why?: string | undefined
  actor: Actor
  now: Date
}

/**
 * The clerk writes down the next step. A clerk of another bank finds nothing; without the merchant's consent nobody writes.
 *
 * @throws Refusal `credit_link_missing`, `credit_record_refused`, `credit_loan_missing`, `stale_version`, `step_unknown`,
 *   `credit_loan_needs`
 */
export async function stepLoan(tx: Tx, given: Stepping): Promise<void> {
  const { linkId, step, version, why = '', actor, now } = given
  const link = await linkToRecord(tx, linkId, actor, now)
  const loan = found(await loanOf(tx, linkId), 'credit_loan_missing')
  const { amountYuan, termMonths } = given
  sameVersion(loan.version, version, {
    yours: { step, amountYuan, termMonths, why },
    theirs: await standsNow(tx, loan),
  })
  const standing = standingOf(actor, { organizationId: link.bankId })
  const state = follow(creditLoanFlow, loan.state, step, standing)
  const needs = creditLoanFlow[loan.state][step]?.needs ?? []
  const missing = needs.find((name) => !given[name as 'amountYuan' | 'termMonths' | 'why'])
  if (missing) throw new Refusal('invalid', 'credit_loan_needs', { field: missing })
  const asked = needs.includes('amountYuan')
  const amounts = asked ? { amountYuan: given.amountYuan ?? null, termMonths: given.termMonths ?? null } : {}
  const grantedAt = step === 'grant' ? { grantedAt: now } : {}
  const [moved] = await tx
    .update(creditLoans)
    .set({ ...amounts, ...grantedAt, state, version: version + 1, updatedAt: now })
    .where(and(eq(creditLoans.id, loan.id), eq(creditLoans.version, version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'stale_version', { stored: version + 1, given: version })
  await note(tx, { loan: moved, step, why, byId: actor.id, now })
  await tellOwnerOfLink(tx, { link, occasion: 'loan', of: `-${step}-${moved.version}`, now })
}

/** How a record stands now, for a clerk who acted on an older version of it. */
async function standsNow(tx: Tx, { linkId, state, amountYuan, termMonths }: CreditLoan) {
  const last = (await loanStory(tx, linkId))?.events.at(-1)
  return { state, step: last?.event.step ?? '', amountYuan, termMonths, why: last?.why ?? '' }
}

type Disputing = { key: string; linkId: string; why: string; actor: Actor; now: Date }

/**
 * The merchant says that the record is wrong. One dispute waits at a time, and only while the bank may read it.
 *
 * @throws Refusal `credit_link_missing`, `credit_loan_missing`, `credit_dispute_unheard`, `credit_dispute_open`
 */
export const disputeLoan = (tx: Tx, { key, linkId, why, actor, now }: Disputing): Promise<string> =>
  once(tx, { key, actorId: actor.id, content: ['creditDispute', linkId, why], now }, async (): Promise<string> => {
    await ownLinkToChange(tx, linkId, actor)
    const loan = found(await loanOf(tx, linkId), 'credit_loan_missing')
    if (!(await consentNow(tx, linkId, 'record')))
      throw new Refusal('conflict', 'credit_dispute_unheard', { field: 'why' })
    const row = { id: key, loanId: loan.id, why, byId: actor.id, at: now }
    const [dispute] = await tx.insert(creditDisputes).values(row).onConflictDoNothing().returning()
    if (!dispute) throw new Refusal('conflict', 'credit_dispute_open', { field: 'why' })
    await note(tx, { loan, step: 'dispute', why, byId: actor.id, now })
    return dispute.id
  })

type Answering = { linkId: string; answer: string; actor: Actor; now: Date }

/** @throws Refusal `credit_link_missing`, `credit_record_refused`, `credit_loan_missing`, `credit_dispute_missing` */
export async function answerDispute(tx: Tx, { linkId, answer, actor, now }: Answering): Promise<void> {
  const link = await linkToRecord(tx, linkId, actor, now)
  const loan = found(await loanOf(tx, linkId), 'credit_loan_missing')
  const [answered] = await tx
    .update(creditDisputes)
    .set({ answer, answeredBy: actor.id, answeredAt: now })
    .where(and(eq(creditDisputes.loanId, loan.id), isNull(creditDisputes.answeredAt)))
    .returning()
  if (!answered) throw new Refusal('conflict', 'credit_dispute_missing')
  await note(tx, { loan, step: 'answer', why: answer, byId: actor.id, now })
  await tellOwnerOfLink(tx, { link, occasion: 'answer', of: `-${answered.id}`, now })
}

type Dropping = { linkId: string; byId: string; now: Date }

/** The bank may read the record no longer: what waits for its answer waits no more. */
export async function dropDispute(tx: Tx, { linkId, byId, now }: Dropping): Promise<void> {
  const loan = await loanOf(tx, linkId)
  if (!loan) return
  const [dropped] = await tx
    .update(creditDisputes)
    .set({ answeredBy: byId, answeredAt: now })
    .where(and(eq(creditDisputes.loanId, loan.id), isNull(creditDisputes.answeredAt)))
    .returning()
  if (dropped) await note(tx, { loan, step: 'dropDispute', byId, now })
}

type Note = { loan: CreditLoan; step: string; why?: string; byId: string; now: Date }

async function note(tx: Tx, { loan, step, why = '', byId, now }: Note): Promise<void> {
  const id = newId(now)
  await tx.insert(creditLoanEvents).values({
    ...{ id, loanId: loan.id, step, toState: loan.state, byId, at: now },
    ...{ amountYuan: loan.amountYuan, termMonths: loan.termMonths },
  })
  if (why) await tx.insert(creditLoanWords).values({ eventId: id, loanId: loan.id, words: why })
}
