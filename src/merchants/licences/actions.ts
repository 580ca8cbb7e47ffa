import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { merchantLicences } from '../../../db/schema/merchants.ts'
import { type Actor, system } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { keepPhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { moveMerchant, noteMerchant } from '../move.ts'
import { type Merchant, merchantForStaff, ownMerchant, standsNow, suspendedBy } from '../queries.ts'
import { assertDecides, licenceHolds } from '../rules.ts'
import { keepScore } from '../score/actions.ts'
import { tellOwner } from '../tell.ts'

type Deciding = { merchantId: string; decidedBy: string; now: Date }

const waitingOf = (merchantId: string) =>
  and(eq(merchantLicences.merchantId, merchantId), eq(merchantLicences.state, 'sent'))

/**
 * The licence that was sent becomes the merchant's.
 *
 * @returns its last day; null where it holds for good
 * @throws Refusal `merchant_licence_none`, `merchant_licence_over`
 */
export async function acceptLicence(tx: Tx, { merchantId, decidedBy, now }: Deciding): Promise<string | null> {
  const [licence] = await tx
    .update(merchantLicences)
    .set({ state: 'accepted', decidedBy, decidedAt: now })
    .where(waitingOf(merchantId))
    .returning()
  if (!licence) throw new Refusal('conflict', 'merchant_licence_none')
  if (!licenceHolds(licence.validUntil, cityDay(now))) throw new Refusal('conflict', 'merchant_licence_over')
  return licence.validUntil
}

type Sending = {
  /** The sender's id, and the licence's. */
  key: string
  merchant: Merchant
  licenceUntil: string | undefined
  prepared: readonly PreparedPhoto[]
  now: Date
}

/** Keeps a licence for somebody to decide about, in the place of one that still waits. @throws Refusal `merchant_licence_photo`, `merchant_licence_over` */
export async function keepLicence(tx: Tx, { key, merchant, licenceUntil, prepared, now }: Sending): Promise<void> {
  if (prepared.length === 0) throw new Refusal('invalid', 'merchant_licence_photo', { field: 'photos' })
  if (licenceUntil && licenceUntil < cityDay(now))
    throw new Refusal('invalid', 'merchant_licence_over', { field: 'licenceUntil' })
  const { id: merchantId, ownerId, areaPath } = merchant
  await refuseLicence(tx, { merchantId, why: '', decidedBy: ownerId, now })
  const row = { id: key, merchantId, validUntil: licenceUntil ?? null, state: 'sent' as const, sentAt: now }
  await tx.insert(merchantLicences).values(row)
  await keepPhotos(tx, { prepared, purpose: 'merchant', subjectId: key, ownerId, areaPath, now })
}

type NewLicence = Omit<Sending, 'merchant'> & { merchantId: string; actor: Actor }

/**
 * An owner sends the new licence before, or after, the old one has run out.
 *
 * @throws Refusal `merchant_missing`, `merchant_not_active`, and those of `keepLicence`
 */
export function sendLicence(tx: Tx, { key, merchantId, licenceUntil, prepared, actor, now }: NewLicence) {
  const content = ['licence', merchantId, licenceUntil ?? '']
  return once(tx, { key, actorId: actor.id, content, now }, async (): Promise<string> => {
    const merchant = await ownMerchant(tx, merchantId, actor)
    if (!merchant.approvedAt || merchant.state === 'closed') throw new Refusal('conflict', 'merchant_not_active')
    await keepLicence(tx, { key, merchant, licenceUntil, prepared, now })
    await noteMerchant(tx, { merchant, from: merchant.state, step: 'licence', byId: actor.id, now })
    return key
  })
}

export type LicenceDecision = {
  merchantId: string
  version: number
  outcome: 'accept' | 'refuse'
  why: string
  actor: Actor
  now: Date
}

/**
 * Staff take a new licence or refuse it. Taken, it brings back a merchant that was suspended because the old one was over.
 *
 * @throws Refusal `merchant_missing`, `merchant_own`, `stale_version`, `merchant_licence_none`, `merchant_licence_over`
 */
export async function decideLicence(tx: Tx, decision: LicenceDecision): Promise<void> {
  const { merchantId, version, outcome, why, actor, now } = decision
  const { merchant, standing } = await merchantForStaff(tx, merchantId, actor)
  assertDecides(standing)
  sameVersion(merchant.version, version, { yours: { outcome, why }, theirs: await standsNow(tx, merchant) })
  if (!merchant.approvedAt) throw new Refusal('conflict', 'merchant_not_active')
  if (outcome === 'refuse') {
    const [refused] = await refuseLicence(tx, { merchantId, why, decidedBy: actor.id, now })
    if (!refused) throw new Refusal('conflict', 'merchant_licence_none')
    return tellOwner(tx, { merchant, occasion: `licence-${refused.id}`, what: 'licenceRefused', why, now })
  }
  const licenceUntil = await acceptLicence(tx, { merchantId, decidedBy: actor.id, now })
  const also = { licenceUntil, licenceReminder: null }
  const isBack = merchant.state === 'suspended' && (await suspendedBy(tx, merchantId)) === system.id
  const step = isBack ? 'restore' : 'takeLicence'
  const moved = await moveMerchant(tx, { merchant, step, why: why || '营业执照已更新', actor, now }, also)
  await keepScore(tx, merchantId, now)
  await tellOwner(tx, { merchant: moved, occasion: `licence-${moved.version}`, what: 'licenceTaken', why: '', now })
}

/** What was sent is not taken: refused, or replaced by a better photo. */
export const refuseLicence = (tx: Tx, { merchantId, decidedBy, why, now }: Deciding & { why: string }) =>
  tx
    .update(merchantLicences)
    .set({ state: 'refused', decidedBy, decidedAt: now, why })
    .where(waitingOf(merchantId))
    .returning({ id: merchantLicences.id })
