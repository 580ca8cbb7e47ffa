import type { Tx } from '../../../db/database.ts'
import { transfer } from '../ledger/actions.ts'
import { accounts, type Cause } from '../ledger/rules.ts'
import { moveLots, openLot } from '../lots/actions.ts'
import { lotById, spendableLots } from '../lots/queries.ts'
import { drawFrom, lotIdOfPart } from '../lots/rules.ts'

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
 * Hands points from one person to another, soonest-expiring first. They stay what they were: each part arrives as a
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
  for (const [at, part] of parts.entries()) {
    const { expiresAt, ruleVersionId } = await lotById(tx, part.lotId)
    const lot = { id: lotIdOfPart(transferId, at), ownerId: toId, transferId, points: part.points, ruleVersionId }
    await openLot(tx, { ...lot, into: 'available', effectiveAt: now, expiresAt })
  }
}
