import type { Tx } from '../../../db/database.ts'
import { countHold } from '../holds/actions.ts'
import { transfer } from '../ledger/actions.ts'
import { accounts, type Cause } from '../ledger/rules.ts'
import { moveLots, openLot } from '../lots/actions.ts'
import { lotById, lotsOfHold, spendableLots } from '../lots/queries.ts'
import { drawFrom, keptUntil, lotIdOfPart, type Part } from '../lots/rules.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'

type Gift = {
  id: string
  fromId: string
  toId: string
  points: number
  cause: Cause
  actorId: string
  now: Date
}

/**
 * Hands points from one owner to another, soonest-expiring first. They stay what they were: each part arrives as a
 * lot of its own with the expiry it had. Who may give to whom, and how much, is decided before.
 *
 * @throws Refusal `points_not_enough`, `same_id_other_content`
 */
export async function givePoints(tx: Tx, { id, fromId, toId, points, cause, actorId, now }: Gift): Promise<void> {
  const transferId = `gift:${id}`
  const moved = await transfer(tx, {
    ...{ id: transferId, debitId: accounts.available(fromId), creditId: accounts.available(toId), points },
    ...{ kind: 'gift', cause, actorId, now },
  })
  if (!moved) return
  const parts = drawFrom(await spendableLots(tx, fromId, points), points)
  await moveLots(tx, { transferId, from: 'available', to: 'given', parts })
  await arrive(tx, { transferId, toId, parts, now })
}

type HeldGift = { holdId: string; toId: string; cause: Cause; actorId: string; now: Date }

/**
 * Hands over the whole of what was held when a gift was offered. Points whose time ran out meanwhile stay usable for
 * some days, as with anything that comes back from a hold.
 */
export async function giveHeldPoints(tx: Tx, { holdId, toId, cause, actorId, now }: HeldGift): Promise<void> {
  const before = await countHold(tx, holdId, { captured: 0, released: 0, refunded: 0 })
  const points = before.points - before.captured - before.released
  const { ownerId } = await countHold(tx, holdId, { captured: points, released: 0, refunded: 0 })
  const transferId = `gift:${holdId}`
  await transfer(tx, {
    ...{ id: transferId, debitId: accounts.held(ownerId), creditId: accounts.available(toId), points },
    ...{ kind: 'gift', cause, reverses: `hold:${holdId}`, actorId, now },
  })
  const parts = (await lotsOfHold(tx, holdId)).map((lot) => ({ lotId: lot.lotId, points: lot.held }))
  const { terms } = await cityTermsInForce(tx, now)
  await moveLots(tx, { transferId, from: 'held', to: 'given', parts, holdId })
  await arrive(tx, { transferId, toId, parts, now, notBefore: keptUntil(now, terms.returnedDaysLeft) })
}

type Arriving = { transferId: string; toId: string; parts: readonly Part[]; now: Date; notBefore?: Date }

async function arrive(tx: Tx, { transferId, toId, parts, now, notBefore = now }: Arriving): Promise<void> {
  for (const [at, part] of parts.entries()) {
    const { expiresAt: hadUntil, ruleVersionId } = await lotById(tx, part.lotId)
    const expiresAt = hadUntil > notBefore ? hadUntil : notBefore
    const lot = { id: lotIdOfPart(transferId, at), ownerId: toId, transferId, points: part.points, ruleVersionId }
    await openLot(tx, { ...lot, into: 'available', effectiveAt: now, expiresAt })
  }
}
