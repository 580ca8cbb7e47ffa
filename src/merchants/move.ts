import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { merchantEvents, merchants, merchantWords } from '../../db/schema/merchants.ts'
import { type Actor, standingOf } from '../kit/actor.ts'
import { follow } from '../kit/flow.ts'
import { newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Merchant } from './queries.ts'
import { merchantFlow } from './rules.ts'

export type Move = {
  merchant: Merchant
  /** A step of `merchantFlow`. */
  step: string
  why?: string | undefined
  details?: unknown
  actor: Actor
  now: Date
}

type Also = Partial<
  Pick<
    Merchant,
    | 'name'
    | 'unifiedCode'
    | 'kind'
    | 'address'
    | 'areaId'
    | 'areaPath'
    | 'licenceUntil'
    | 'licenceReminder'
    | 'reviewDueOn'
    | 'reviewReminder'
    | 'approvedAt'
  >
>

/**
 * Takes one step of a merchant's life, if the row still stands where it was read, and writes down who did it and why.
 *
 * @throws Refusal `step_unknown`, `step_not_yours`, `merchant_why`, `merchant_moved` when somebody was quicker
 */
export async function moveMerchant(tx: Tx, move: Move, also: Also = {}): Promise<Merchant> {
  const { merchant, step, why = '', details, actor, now } = move
  const standing = standingOf(actor, { areaPath: merchant.areaPath, ownerId: merchant.ownerId })
  const state = follow(merchantFlow, merchant.state, step, standing)
  if (!why && merchantFlow[merchant.state][step]?.needs?.includes('why'))
    throw new Refusal('invalid', 'merchant_why', { field: 'why' })
  const [moved] = await tx
    .update(merchants)
    .set({ ...also, state, version: sql`${merchants.version} + 1`, updatedAt: now })
    .where(and(eq(merchants.id, merchant.id), eq(merchants.version, merchant.version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'merchant_moved')
  await noteMerchant(tx, { merchant: moved, from: merchant.state, step, byId: actor.id, why, details, now })
  return moved
}

type Note = {
  merchant: Pick<Merchant, 'id' | 'state'>
  from: Merchant['state'] | null
  step: string
  byId: string
  why?: string
  details?: unknown
  now: Date
}

export async function noteMerchant(tx: Tx, { merchant, from, step, byId, why = '', details = null, now }: Note) {
  const [id, merchantId] = [newId(now), merchant.id]
  await tx.insert(merchantEvents).values({
    ...{ id, merchantId, step, fromState: from, toState: merchant.state },
    ...{ byId, details, at: now },
  })
  if (why) await tx.insert(merchantWords).values({ ofId: id, merchantId, words: why })
}
