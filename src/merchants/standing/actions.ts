import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import { type Actor, system } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { closeCounter } from '../clerks/actions.ts'
import { checkNames } from '../labels.ts'
import { moveMerchant, noteMerchant } from '../move.ts'
import { type Merchant, merchantById, merchantForStaff, ownMerchant, standsNow } from '../queries.ts'
import { licenceHolds, nextReview, reminderDue } from '../rules.ts'
import { keepScore } from '../score/actions.ts'
import { scoreFactsAt } from '../score/queries.ts'
import { missingChecks } from '../score/rules.ts'
import { tellOwner } from '../tell.ts'

export const standingSteps = ['suspend', 'restore', 'renew', 'close'] as const

export type StandingStep = {
  merchantId: string
  version: number
  step: (typeof standingSteps)[number]
  why: string
  actor: Actor
  now: Date
}

/**
 * Staff suspend a merchant or bring it back, pass its yearly review, or close it.
 *
 * @throws Refusal `merchant_missing`, `merchant_own`, `stale_version`, `step_unknown`, `step_not_yours`, `merchant_why`,
 *   `merchant_licence_over`, `merchant_review_early`, `merchant_review_checks`
 */
export async function takeStandingStep(tx: Tx, taken: StandingStep): Promise<void> {
  const { merchantId, version, step, why, actor, now } = taken
  const { merchant } = await merchantForStaff(tx, merchantId, actor)
  sameVersion(merchant.version, version, { yours: { step, why }, theirs: await standsNow(tx, merchant) })
  if (step === 'renew') return renew(tx, merchant, taken)
  if (step === 'restore' && !licenceHolds(merchant.licenceUntil, cityDay(now)))
    throw new Refusal('conflict', 'merchant_licence_over')
  const moved = await moveMerchant(tx, { merchant, step, why, actor, now })
  if (step === 'close') await closeCounter(tx, merchant, actor.id, now)
  await tellOwner(tx, { merchant: moved, occasion: `${step}-${moved.version}`, what: step, why, now })
}

/** The review rests on what was seen in the year: without a look at each thing there is nothing to review. */
async function renew(tx: Tx, merchant: Merchant, { why, actor, now }: StandingStep) {
  const today = cityDay(now)
  const reviewDueOn = nextReview(merchant.reviewDueOn ?? today, today)
  if (!licenceHolds(merchant.licenceUntil, today)) throw new Refusal('conflict', 'merchant_licence_over')
  const { terms } = await documentInForce(tx, 'MERCHANTS', now)
  const facts = await scoreFactsAt(tx, { merchantId: merchant.id, ownerId: merchant.ownerId, at: now })
  const missing = missingChecks(facts, terms, today)
  if (missing.length > 0) {
    const kinds = missing.map((kind) => checkNames[kind].zh).join('、')
    throw new Refusal('conflict', 'merchant_review_checks', { kinds })
  }
  const also = { reviewDueOn, reviewReminder: null }
  const moved = await moveMerchant(tx, { merchant, step: 'renew', why, actor, now }, also)
  await keepScore(tx, merchant.id, now)
  await tellOwner(tx, { merchant: moved, occasion: `renew-${moved.version}`, what: 'renew', why: reviewDueOn, now })
}

/** The owner leaves. The record stays; the code is free. @throws Refusal `merchant_missing`, `step_unknown`, `merchant_why` */
export async function closeMerchant(
  tx: Tx,
  { merchantId, why, actor, now }: { merchantId: string; why: string; actor: Actor; now: Date },
): Promise<void> {
  const merchant = await ownMerchant(tx, merchantId, actor)
  await moveMerchant(tx, { merchant, step: 'close', why, actor, now })
  await closeCounter(tx, merchant, actor.id, now)
}

/** The owner agrees that the shop stands in the public list with its level, or takes that back. @throws Refusal `merchant_missing` */
export async function listMerchant(
  tx: Tx,
  { merchantId, isListed, actor, now }: { merchantId: string; isListed: boolean; actor: Actor; now: Date },
): Promise<void> {
  const merchant = await ownMerchant(tx, merchantId, actor)
  if (merchant.isListed === isListed) return
  await tx.update(merchants).set({ isListed }).where(eq(merchants.id, merchantId))
  const note = { merchant, from: merchant.state, step: 'list', byId: actor.id, details: { isListed }, now }
  await noteMerchant(tx, note)
}

/** A licence that has run out suspends; one that soon will is told of. */
export async function watchLicence(tx: Tx, merchantId: string, now: Date): Promise<void> {
  const merchant = await merchantById(tx, merchantId)
  const { licenceUntil, licenceReminder, state } = merchant
  const today = cityDay(now)
  if (!licenceUntil || state !== 'active') return
  if (licenceUntil < today) {
    const why = `营业执照 ${licenceUntil} 到期`
    const moved = await moveMerchant(tx, { merchant, step: 'suspend', why, actor: system, now })
    await keepScore(tx, merchantId, now)
    return tellOwner(tx, { merchant: moved, occasion: `suspend-${moved.version}`, what: 'suspend', why, now })
  }
  const due = reminderDue(licenceUntil, licenceReminder, today)
  if (due === undefined) return
  await tx.update(merchants).set({ licenceReminder: due }).where(eq(merchants.id, merchantId))
  const occasion = `licence-${licenceUntil}-${due}`
  await tellOwner(tx, { merchant, occasion, what: 'licenceEnds', why: licenceUntil, now })
}

/** A review that nobody passed in time lapses; one that is due soon is told of. */
export async function watchReview(tx: Tx, merchantId: string, now: Date): Promise<void> {
  const merchant = await merchantById(tx, merchantId)
  const { reviewDueOn, reviewReminder, state } = merchant
  const today = cityDay(now)
  if (!reviewDueOn || state !== 'active') return
  if (reviewDueOn < today) {
    const moved = await moveMerchant(tx, { merchant, step: 'lapse', actor: system, now })
    return tellOwner(tx, { merchant: moved, occasion: `lapse-${moved.version}`, what: 'lapse', why: '', now })
  }
  const due = reminderDue(reviewDueOn, reviewReminder, today)
  if (due === undefined) return
  await tx.update(merchants).set({ reviewReminder: due }).where(eq(merchants.id, merchantId))
  const occasion = `review-${reviewDueOn}-${due}`
  await tellOwner(tx, { merchant, occasion, what: 'reviewDue', why: reviewDueOn, now })
}
