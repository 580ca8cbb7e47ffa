import { grants, people } from '../db/schema/people.ts'
import { itemPrices, items, stores } from '../db/schema/stock.ts'
import { newId } from '../src/kit/ids.ts'
import { transfer } from '../src/points/ledger/actions.ts'
import { accounts } from '../src/points/ledger/rules.ts'
import { openLot } from '../src/points/lots/actions.ts'
import { receiveStock } from '../src/stock/actions.ts'
import { qingyun, qingyunStore, type Town, zhenxing } from './town.ts'

export const zhenxingStore = 'store-zhenxing'

const monToSat = [{ opens: '09:00', closes: '17:30' }]
const week = [monToSat, monToSat, monToSat, monToSat, monToSat, monToSat, []]

const goods = [
  { id: 'rice', name: '大米 5 公斤', unit: '袋', pricePoints: 30, limitPer30Days: 2 },
  { id: 'oil', name: '菜籽油 5 升', unit: '桶', pricePoints: 60, limitPer30Days: 2 },
  { id: 'soap', name: '香皂', unit: '块', pricePoints: 5, limitPer30Days: 20 },
] as const

/**
 * A second store, at 振兴, kept by keeperLuo; and goods: so many of each on the shelves of both.
 */
export async function openShops({ atomically, now }: Town, each = 100) {
  const at = now()
  await atomically(async (tx) => {
    const common = { openingHours: week, address: '兴盛路 18 号', createdAt: at }
    await tx.insert(stores).values({ id: zhenxingStore, number: 2, name: '振兴荣誉超市', areaId: zhenxing, ...common })
    for (const item of goods) {
      await tx
        .insert(items)
        .values({ ...item, category: 'household', unitValueFen: item.pricePoints * 100, createdAt: at })
      const price = { id: `price-${item.id}`, itemId: item.id, pricePoints: item.pricePoints, startsAt: at, setAt: at }
      await tx.insert(itemPrices).values({ ...price, setBy: 'system', reason: '首次定价' })
      for (const storeId of [qingyunStore, zhenxingStore]) {
        const lot = { id: `lot-${storeId}-${item.id}`, storeId, itemId: item.id, quantity: each }
        const source = { kind: 'purchase' as const, note: '采购单 3' }
        await receiveStock(tx, { ...lot, source, actorId: 'adminZheng', now: at })
      }
    }
    const keeper = { id: 'keeperLuo', displayName: '罗店长', areaId: zhenxing, verifiedAt: at, createdAt: at }
    await tx.insert(people).values(keeper)
    const grant = { id: 'grant-keeperLuo', personId: 'keeperLuo', role: 'keeper' as const, storeId: zhenxingStore }
    await tx.insert(grants).values({ ...grant, startsAt: at, grantedBy: 'system', grantedAt: at })
  })
}

/** Points that can be spent at once, as a lot of their own that lasts two years. */
export async function givePoints({ atomically, now }: Town, personId: string, points: number, lasts = '2028-03-31') {
  const id = `grant:${newId()}`
  await atomically(async (tx) => {
    await transfer(tx, {
      id,
      debitId: accounts.budget(qingyun),
      creditId: accounts.available(personId),
      points,
      kind: 'grant',
      cause: { kind: 'test', id, zh: '志愿服务', en: 'Volunteering' },
      actorId: 'system',
      now: now(),
    })
    const lot = { id, ownerId: personId, transferId: id, points, into: 'available' as const }
    await openLot(tx, { ...lot, effectiveAt: now(), expiresAt: new Date(`${lasts}T16:00:00Z`) })
  })
}

/** Verified residents of 青云, with so many points each. @returns their ids */
export async function residents(town: Town, count: number, points: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, place) => `resident${place}`)
  const at = town.now()
  const common = { areaId: qingyun, verifiedAt: at, createdAt: at }
  await town.atomically(async (tx) => {
    // Random numbers of eight digits meet among a few thousand people; these do not.
    for (const [place, id] of ids.entries())
      await tx.insert(people).values({ id, number: String(20_000_000 + place), displayName: `居民${id}`, ...common })
  })
  await Promise.all(ids.map((id) => givePoints(town, id, points)))
  return ids
}
