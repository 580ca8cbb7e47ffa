import { eq } from 'drizzle-orm'
import type { CreditField } from '../db/schema/credit.ts'
import { merchants } from '../db/schema/merchants.ts'
import { day, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { check, openMerchant } from './merchants.ts'
import { type CastName, ruralBank, type Town } from './town.ts'

/** An honest merchant of level A, approved 400 days ago. */
export async function oldMerchant(town: Town, who: CastName = 'wangFang', given: Record<string, string> = {}) {
  const id = await openMerchant(town, who, given)
  for (const kind of ['tax', 'price', 'hygiene', 'front'] as const) await check(town, id, kind)
  const approvedAt = later(town.now(), -400 * day)
  await town.atomically((tx) => tx.update(merchants).set({ approvedAt }).where(eq(merchants.id, id)))
  return id
}

type Wish = { bankId?: string; fields?: CreditField[]; days?: number }

export const wish = ({ bankId = ruralBank, fields = ['recordYear', 'noUpheld', 'levelB'], days = 30 }: Wish = {}) => ({
  ...{ bankId, purpose: '进货周转', fields, days },
})

type InFull = {
  id: string
  state: string
  version: number
  views: number
  fields: string[]
  preview: Record<string, unknown> | null
  seen: string
  address: string | null
  opened: { who: string; what: string; at: string }[]
}

export async function linkOf(town: Town, id: string, who: CastName = 'wangFang'): Promise<InFull> {
  return (await (await town.as(who).api('GET', `/credit/links/${id}`)).json()) as InFull
}

/** A link that a merchant presents, through the API as an app would. */
export async function present(
  town: Town,
  given: Wish & { merchantId?: string; who?: CastName; allowsRecord?: boolean } = {},
) {
  const { who = 'wangFang', allowsRecord = false } = given
  const merchantId = given.merchantId ?? (await oldMerchant(town, who))
  const asked = await town.as(who).api('POST', `/merchants/${merchantId}/credit`, wish(given), newId())
  const { id } = (await asked.json()) as { id: string }
  const { seen } = await linkOf(town, id, who)
  await town.as(who).api('POST', `/credit/links/${id}/present`, { seen, agrees: true, allowsRecord }, newId())
  const { address } = await linkOf(town, id, who)
  return { id, merchantId, path: new URL(address as string).pathname }
}
