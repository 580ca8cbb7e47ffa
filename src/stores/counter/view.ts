import type { Db } from '../../../db/database.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { personById } from '../../people/queries.ts'
import { maskName } from '../../people/rules.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import type { Store } from '../../stock/queries.ts'
import { type Line, linesOf, linesOfAll, type Order, orderById, waitingOrdersOf } from '../orders/queries.ts'
import { needsProof } from '../orders/rules.ts'
import { picturesOf } from '../queries.ts'
import type { ScanRow } from './queries.ts'

/** What a keeper sees of an order: the name is masked, the rest is what lies on the shelf. */
export type OrderAtCounter = {
  order: Order
  lines: Line[]
  photos: Map<string, string | null>
  name: string
  /** Who comes instead: told whole, because the keeper has to compare it. */
  proxyName: string | null
  /** Whether the pickup code alone does not do, by the terms the order was placed under. */
  asksProof: boolean
}

export type View = {
  shown?: OrderAtCounter
  person?: { name: string; waiting: { order: Order; lines: Line[] }[]; elsewhere: number }
}

/** The order or the person a scan was about, as they are now. */
export async function viewOf(
  db: Db,
  secrets: Secrets,
  { scan, store, now }: { scan: ScanRow; store: Store; now: Date },
): Promise<View> {
  if (scan.outcome === 'person_shown' && scan.personId) return { person: await personAt(db, scan.personId, store, now) }
  const isHere = scan.orderId && scan.outcome !== 'order_elsewhere'
  return isHere ? { shown: await orderAt(db, secrets, scan.orderId as string) } : {}
}

async function orderAt(db: Db, secrets: Secrets, orderId: string): Promise<OrderAtCounter> {
  const order = await orderById(db, orderId)
  const lines = await linesOf(db, orderId)
  const { displayName } = await personById(db, order.personId)
  const photos = await picturesOf(
    db,
    lines.map(({ itemId }) => itemId),
  )
  const proxyName = order.proxyNameSealed && secrets.unseal(order.proxyNameSealed)
  const { terms } = await documentOfVersion(db, 'REDEEM', order.termsVersionId)
  const asksProof = needsProof(terms, order)
  return { order, lines, photos, name: maskName(displayName), proxyName, asksProof }
}

async function personAt(db: Db, personId: string, store: Store, now: Date) {
  const { displayName } = await personById(db, personId)
  const all = await waitingOrdersOf(db, personId, now)
  const here = all.filter(({ storeId }) => storeId === store.id)
  const lines = await linesOfAll(
    db,
    here.map(({ id }) => id),
  )
  return {
    name: maskName(displayName),
    waiting: here.map((order) => ({ order, lines: lines.filter(({ orderId }) => orderId === order.id) })),
    elsewhere: all.length - here.length,
  }
}
