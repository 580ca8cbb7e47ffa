import type { Tx } from '../../../db/database.ts'
import { addOrganization } from '../../areas/organizations/actions.ts'
import { type Actor, system } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { personOfCode } from '../../people/cards/queries.ts'
import { endMerchantRole, grantMerchantRole } from '../../people/roles/merchants.ts'
import { type Merchant, merchantById, ownMerchant } from '../queries.ts'
import { clerksOf } from './queries.ts'

/** With the approval a merchant is a body of its own, and its owner stands at the counter. */
export async function openCounter(tx: Tx, merchant: Merchant, now: Date): Promise<void> {
  const { id, name, number, areaId, ownerId } = merchant
  // Two shops of a chain share a name; their numbers differ.
  const fields = { kind: 'merchant' as const, name: `${name}（${number}）`, areaId }
  await addOrganization(tx, { id, fields, actor: system, now })
  await grantMerchantRole(tx, { id: `${id}-owner`, personId: ownerId, organizationId: id, byId: system.id, now })
}

/** Nobody stands at the counter of a shop that has closed. */
export async function closeCounter(tx: Tx, { id }: Pick<Merchant, 'id'>, byId: string, now: Date): Promise<void> {
  for (const { personId } of await clerksOf(tx, id, now))
    await endMerchantRole(tx, { organizationId: id, personId, byId, now })
}

const clerksMax = 10

export type NewClerk = {
  id: string
  merchantId: string
  /** Their own code, or card: shown by themselves, which is how they agree. */
  code: string
  actor: Actor
  now: Date
}

/**
 * The owner names somebody who may stand at the counter.
 *
 * @throws Refusal `merchant_missing`, `merchant_not_active`, `merchant_clerks_many`, `grant_exists`, those of reading a code
 */
export async function nameClerk(tx: Tx, secrets: Secrets, { id, merchantId, code, actor, now }: NewClerk) {
  const merchant = await ownMerchant(tx, merchantId, actor)
  if (merchant.state !== 'active') throw new Refusal('conflict', 'merchant_not_active')
  const { personId } = await personOfCode(tx, secrets, { text: code, now })
  const clerks = await clerksOf(tx, merchantId, now)
  if (clerks.length > clerksMax) throw new Refusal('conflict', 'merchant_clerks_many', { max: clerksMax })
  await grantMerchantRole(tx, { id, personId, organizationId: merchantId, byId: actor.id, now })
  await notify(tx, {
    ...{ personId, key: `merchant-clerk-${id}`, href: `/merchants/counter/${merchantId}`, now },
    title: { zh: `您是 ${merchant.name} 的店员了`, en: `You work at the counter of ${merchant.name}` },
    body: { zh: '可以在柜台收积分。', en: 'You can accept points there.' },
  })
}

type Ending = { merchantId: string; personId: string; actor: Actor; now: Date }

/** The owner ends it, or the clerk leaves. The owner stays. @throws Refusal `merchant_missing`, `merchant_owner_stays` */
export async function endClerk(tx: Tx, { merchantId, personId, actor, now }: Ending): Promise<void> {
  const merchant = personId === actor.id ? await merchantById(tx, merchantId) : await ownMerchant(tx, merchantId, actor)
  if (personId === merchant.ownerId) throw new Refusal('conflict', 'merchant_owner_stays')
  await endMerchantRole(tx, { organizationId: merchantId, personId, byId: actor.id, now })
}
