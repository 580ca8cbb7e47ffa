import type { Db } from '../../../db/database.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { personById } from '../../people/queries.ts'
import { maskName } from '../../people/rules.ts'
import { documentOfVersion } from '../../points/rulebook/queries.ts'
import type { Store } from '../../stock/queries.ts'
import { type Line, linesOf, linesOfAll, type Order, orderById, waitingOrdersOf } from '../orders/queries.ts'
import { needsProof } from '../orders/rules.ts'
import { codesRead, ordersToCollectFor, proxiesFor } from '../proxies/queries.ts'
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
  /** Who may collect it instead of its owner; `codeRead` where their own code or card has just been read here. */
  proxies: { id: string; name: string; codeRead: boolean }[]
  /** Whether the pickup code alone does not do, by the terms the order was placed under. */
  asksProof: boolean
}

/** What waits here; with its owner's masked name where somebody else collects it. */
export type Waiting = { order: Order; lines: Line[]; ownerName?: string }

export type View = {
  shown?: OrderAtCounter
  person?: { name: string; waiting: Waiting[]; forOthers: Waiting[]; elsewhere: number }
}

/** The order or the person a scan was about, as they are now. */
export async function viewOf(
  db: Db,
  secrets: Secrets,
  { scan, store, now }: { scan: ScanRow; store: Store; now: Date },
): Promise<View> {
  if (scan.outcome === 'person_shown' && scan.personId) return { person: await personAt(db, scan.personId, store, now) }
  const isHere = scan.orderId && scan.outcome !== 'order_elsewhere'
  return isHere
    ? { shown: await orderAt(db, secrets, { orderId: scan.orderId as string, keeperId: scan.keeperId, now }) }
    : {}
}

type Seen = { orderId: string; keeperId: string; now: Date }

async function orderAt(db: Db, secrets: Secrets, { orderId, keeperId, now }: Seen): Promise<OrderAtCounter> {
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
  const [named, read] = [await proxiesFor(db, order, now), await codesRead(db, keeperId, now)]
  const proxies = named.map(({ proxy, name }) => ({ id: proxy.id, name, codeRead: read.has(proxy.personId) }))
  return { order, lines, photos, proxies, name: maskName(displayName), proxyName, asksProof }
}

async function personAt(db: Db, personId: string, store: Store, now: Date) {
  const { displayName } = await personById(db, personId)
  const all = await waitingOrdersOf(db, personId, now)
  const here = all.filter(({ storeId }) => storeId === store.id)
  const others = await ordersToCollectFor(db, personId, store.id, now)
  const lines = await linesOfAll(
    db,
    [...here, ...others.map(({ order }) => order)].map(({ id }) => id),
  )
  const linesIn = (order: Order) => lines.filter(({ orderId }) => orderId === order.id)
  return {
    name: maskName(displayName),
    waiting: here.map((order) => ({ order, lines: linesIn(order) })),
    forOthers: others.map(({ order, ownerName }) => ({ order, lines: linesIn(order), ownerName: maskName(ownerName) })),
    elsewhere: all.length - here.length,
  }
}
