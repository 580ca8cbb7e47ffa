import type { Db } from '../../../db/database.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { personById, phoneOf } from '../../people/queries.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import { pickupCode } from './pickup-code.ts'
import type { Line, Order } from './queries.ts'
import { needsProof, waitingOf } from './rules.ts'

/** The code that an order's owner shows, as the order stands now. */
export async function codeOf(db: Db, secrets: Secrets, order: Order, lines: readonly Line[]): Promise<string> {
  const { terms } = await documentOfVersion(db, 'REDEEM', order.termsVersionId)
  const isNeeded = needsProof(terms, order)
  const phone = isNeeded ? phoneOf(secrets, await personById(db, order.personId)) : null
  const waiting = Object.fromEntries(
    lines.filter((line) => waitingOf(line) > 0).map((line) => [line.itemId, waitingOf(line)]),
  )
  const { number, storeId, pickupUntil: until, acts: act } = order
  return pickupCode(secrets, { number, storeId, until, act, waiting, proof: { isNeeded, phone } })
}
