import type { Tx } from '../../../db/database.ts'
import { once, yearlyNumber } from '../../../db/once.ts'
import { type MerchantKind, type MerchantRefusal, merchants } from '../../../db/schema/merchants.ts'
import { areaById } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { assertVerified } from '../../people/rules.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { openCounter } from '../clerks/actions.ts'
import { acceptLicence, keepLicence, refuseLicence } from '../licences/actions.ts'
import { moveMerchant, noteMerchant } from '../move.ts'
import { liveMerchantOf, type Merchant, merchantForStaff, ownMerchant, standsNow } from '../queries.ts'
import { yearLater } from '../rules.ts'
import { keepScore } from '../score/actions.ts'
import { tellOwner } from '../tell.ts'

export type ApplicationFields = {
  name: string
  /** From `readUnifiedCode`. */
  unifiedCode: string
  kind: MerchantKind
  address: string
  areaId: string
  /** The licence's last day; none where it holds for good. */
  licenceUntil: string | undefined
}

export type Application = {
  /** The sender's id; it becomes the merchant's. */
  key: string
  fields: ApplicationFields
  /** Photos of the licence. */
  prepared: readonly PreparedPhoto[]
  actor: Actor
  now: Date
}

/**
 * A resident applies for their shop. One code has one live merchant: of two who apply at once, one is refused.
 *
 * @returns the merchant's id; the same key again gives the first one's
 * @throws Refusal `merchant_code_taken`, `merchant_licence_photo`, `merchant_licence_over`
 */
export function apply(tx: Tx, { key, fields, prepared, actor, now }: Application): Promise<string> {
  return once(tx, { key, actorId: actor.id, content: ['apply', fields], now }, async (): Promise<string> => {
    const area = await areaById(tx, fields.areaId)
    const number = await yearlyNumber(tx, 'M', now)
    const { licenceUntil, ...shop } = fields
    const [merchant] = await tx
      .insert(merchants)
      .values({
        ...{ ...shop, id: key, number, areaPath: area.path, ownerId: actor.id, state: 'applied' },
        ...{ createdAt: now, updatedAt: now },
      })
      .onConflictDoNothing()
      .returning()
    if (!merchant) throw new Refusal('conflict', 'merchant_code_taken', { field: 'unifiedCode' })
    await noteMerchant(tx, { merchant, from: null, step: 'apply', byId: actor.id, now })
    await keepLicence(tx, { key: `${key}-1`, merchant, licenceUntil, prepared, now })
    return key
  })
}

export type Resubmission = Omit<Application, 'key'> & { merchantId: string; key: string; version: number }

/**
 * The owner corrects what staff asked about and sends it again, with another photo of the licence where they took one.
 *
 * @throws Refusal `merchant_missing`, `stale_version`, `step_unknown`, `merchant_code_taken`
 */
export function resubmit(tx: Tx, asked: Resubmission): Promise<string> {
  const { key, merchantId, version, fields, prepared, actor, now } = asked
  const content = ['resubmit', merchantId, fields]
  return once(tx, { key, actorId: actor.id, content, now }, async (): Promise<string> => {
    const merchant = await ownMerchant(tx, merchantId, actor)
    const area = await areaById(tx, fields.areaId)
    const { licenceUntil, ...shop } = fields
    const yours = { ...shownFields(fields), area: area.name }
    const theirs = { ...shownFields(merchant), area: (await areaById(tx, merchant.areaId)).name, state: merchant.state }
    sameVersion(merchant.version, version, { yours, theirs })
    if (shop.unifiedCode !== merchant.unifiedCode) await assertCodeFree(tx, shop.unifiedCode)
    const also = { ...shop, areaPath: area.path }
    const sent = await moveMerchant(tx, { merchant, step: 'resubmit', actor, now }, also)
    if (prepared.length > 0) await keepLicence(tx, { key, merchant: sent, licenceUntil, prepared, now })
    return merchantId
  })
}

async function assertCodeFree(tx: Tx, unifiedCode: string) {
  if (await liveMerchantOf(tx, unifiedCode))
    throw new Refusal('conflict', 'merchant_code_taken', { field: 'unifiedCode' })
}

const shownFields = ({ name, unifiedCode, kind, address }: Omit<ApplicationFields, 'licenceUntil'>) => ({
  ...{ name, unifiedCode, kind, address },
})

export const applicationSteps = ['approve', 'ask', 'refuse'] as const

export type Decision = {
  merchantId: string
  version: number
  step: (typeof applicationSteps)[number]
  why?: string | undefined
  reason?: MerchantRefusal | undefined
  actor: Actor
  now: Date
}

/**
 * Staff approve an application, ask for more, or refuse it with one of the listed reasons.
 *
 * @throws Refusal `merchant_missing`, `merchant_own`, `stale_version`, `merchant_reason`, `merchant_why`,
 *   `merchant_licence_over`, `identity_not_verified`
 */
export async function decideApplication(tx: Tx, decision: Decision): Promise<void> {
  const { merchantId, version, step, why, reason, actor, now } = decision
  const { merchant } = await merchantForStaff(tx, merchantId, actor)
  sameVersion(merchant.version, version, { yours: { step, why: why ?? '' }, theirs: await standsNow(tx, merchant) })
  if (step === 'refuse' && !reason) throw new Refusal('invalid', 'merchant_reason', { field: 'reason' })
  const move = { merchant, step, why, actor, now }
  if (step === 'approve') return approve(tx, move)
  const moved = await moveMerchant(tx, { ...move, details: reason ? { reason } : null })
  if (step === 'refuse') await refuseLicence(tx, { merchantId, why: why ?? '', decidedBy: actor.id, now })
  await tellOwner(tx, { merchant: moved, occasion: `${step}-${moved.version}`, what: step, why: why ?? '', now })
}

type Approving = { merchant: Merchant; step: string; why: string | undefined; actor: Actor; now: Date }

async function approve(tx: Tx, move: Approving) {
  const { merchant, actor, now } = move
  assertVerified(await personById(tx, merchant.ownerId))
  const licenceUntil = await acceptLicence(tx, { merchantId: merchant.id, decidedBy: actor.id, now })
  const also = { licenceUntil, approvedAt: now, reviewDueOn: yearLater(cityDay(now)) }
  const approved = await moveMerchant(tx, move, also)
  await openCounter(tx, approved, now)
  await keepScore(tx, merchant.id, now)
  await tellOwner(tx, { merchant: approved, occasion: 'approved', what: 'approve', why: '', now })
}

/** The owner takes an application back. @throws Refusal `merchant_missing`, `step_unknown` */
export async function withdrawApplication(
  tx: Tx,
  { merchantId, actor, now }: { merchantId: string; actor: Actor; now: Date },
): Promise<void> {
  await moveMerchant(tx, { merchant: await ownMerchant(tx, merchantId, actor), step: 'withdraw', actor, now })
}
