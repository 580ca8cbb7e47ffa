import { and, eq, gte, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import {
  type CheckKind,
  type CheckResult,
  merchantChecks,
  merchantDisputes,
  merchants,
  merchantWords,
} from '../../../db/schema/merchants.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay, startOfCityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { keepPhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { deadline } from '../deadline.ts'
import { merchantForStaff, ownMerchant } from '../queries.ts'
import { assertActs, assertDecides } from '../rules.ts'
import { keepScore } from '../score/actions.ts'
import { tellOwner } from '../tell.ts'
import { checkOfMerchant, disputeById } from './queries.ts'

export type NewCheck = {
  /** The sender's id, and the check's. */
  key: string
  merchantId: string
  kind: CheckKind
  result: CheckResult
  note: string
  prepared: readonly PreparedPhoto[]
  actor: Actor
  now: Date
}

/** States in which staff look at a shop. */
const checked: readonly string[] = ['active', 'suspended', 'lapsed']

/**
 * Staff write down what they saw. Anything but a document (the tax standing) needs a photo.
 *
 * @returns the check's id
 * @throws Refusal `merchant_missing`, `merchant_own`, `merchant_not_active`, `check_photo`, `check_today`
 */
export function recordCheck(tx: Tx, check: NewCheck): Promise<string> {
  const { key, merchantId, kind, result, note, prepared, actor, now } = check
  const content = ['check', merchantId, kind, result, note]
  return once(tx, { key, actorId: actor.id, content, now }, async (): Promise<string> => {
    const { merchant, standing } = await merchantForStaff(tx, merchantId, actor)
    assertActs(standing)
    if (!checked.includes(merchant.state)) throw new Refusal('conflict', 'merchant_not_active')
    if (kind !== 'tax' && prepared.length === 0) throw new Refusal('invalid', 'check_photo', { field: 'photos' })
    if (result === 'good') await assertFirstToday(tx, check)
    await tx.insert(merchantChecks).values({ id: key, merchantId, kind, result, byId: actor.id, at: now })
    await tx.insert(merchantWords).values({ ofId: key, merchantId, words: note })
    const use = { purpose: 'merchant' as const, subjectId: key, ownerId: merchant.ownerId, now }
    await keepPhotos(tx, { prepared, ...use, areaPath: merchant.areaPath })
    await keepScore(tx, merchantId, now)
    await tellOwner(tx, { merchant, occasion: `check-${key}`, what: 'check', why: '', now })
    return key
  })
}

/**
 * A shop is found good in one thing once a day: a friendly clerk could else fill its record in an afternoon. What is
 * wrong is always written down.
 */
async function assertFirstToday(tx: Tx, { merchantId, kind, now }: NewCheck): Promise<void> {
  // Two at once queue for the merchant's row, and the second sees the first.
  await tx
    .update(merchants)
    .set({ factsSeen: sql`${merchants.factsSeen}` })
    .where(eq(merchants.id, merchantId))
  const goodToday = and(
    eq(merchantChecks.merchantId, merchantId),
    eq(merchantChecks.kind, kind),
    eq(merchantChecks.result, 'good'),
    gte(merchantChecks.at, startOfCityDay(cityDay(now))),
  )
  if (await tx.$count(merchantChecks, goodToday)) throw new Refusal('conflict', 'check_today', { field: 'kind' })
}

export type NewDispute = { key: string; merchantId: string; checkId: string; why: string; actor: Actor; now: Date }

/**
 * The owner says that a check is wrong: once for each, and somebody else decides within working days.
 *
 * @throws Refusal `merchant_missing`, `check_missing`, `check_disputed`
 */
export function disputeCheck(tx: Tx, { key, merchantId, checkId, why, actor, now }: NewDispute): Promise<string> {
  const content = ['dispute', merchantId, checkId, why]
  return once(tx, { key, actorId: actor.id, content, now }, async (): Promise<string> => {
    await ownMerchant(tx, merchantId, actor)
    await checkOfMerchant(tx, merchantId, checkId)
    const { terms } = await documentInForce(tx, 'MERCHANTS', now)
    const dueAt = await deadline(tx, now, terms.disputeDays)
    const [fresh] = await tx
      .insert(merchantDisputes)
      .values({ id: key, merchantId, checkId, why, byId: actor.id, at: now, dueAt })
      .onConflictDoNothing()
      .returning()
    if (!fresh) throw new Refusal('conflict', 'check_disputed')
    return key
  })
}

export type DisputeDecision = {
  disputeId: string
  outcome: 'upheld' | 'dismissed'
  answer: string
  actor: Actor
  now: Date
}

/**
 * Somebody who did not record the check decides. Upheld, it counts no longer.
 *
 * @throws Refusal `dispute_missing`, `merchant_own`, `merchant_same_person`, `dispute_decided`
 */
export async function decideDispute(tx: Tx, { disputeId, outcome, answer, actor, now }: DisputeDecision) {
  const { dispute, check } = await disputeById(tx, disputeId)
  const { merchant, standing } = await merchantForStaff(tx, dispute.merchantId, actor)
  assertDecides(standing)
  if (check.byId === actor.id) throw new Refusal('forbidden', 'merchant_same_person')
  const [decided] = await tx
    .update(merchantDisputes)
    .set({ outcome, answer, decidedBy: actor.id, decidedAt: now })
    .where(and(eq(merchantDisputes.id, disputeId), isNull(merchantDisputes.outcome)))
    .returning()
  if (!decided) throw new Refusal('conflict', 'dispute_decided')
  await keepScore(tx, merchant.id, now)
  await tellOwner(tx, { merchant, occasion: `dispute-${disputeId}`, what: 'disputed', why: answer, now })
}
