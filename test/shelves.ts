import { itemPrices, items, stores } from '../db/schema/stock.ts'
import { receiveStock } from '../src/stock/actions.ts'
import { qingyunStore, type Town, zhenxing } from './town.ts'

export const zhenxingStore = 'store-zhenxing'

/** A second store, in 振兴, and goods of the rule book, for tests: nothing lies on the shelves yet. */
export async function openShelves({ atomically, now }: Town) {
  await atomically(async (tx) => {
    const common = { openingHours: [[], [], [], [], [], [], []], createdAt: now() }
    await tx.insert(stores).values({ id: zhenxingStore, number: 2, name: '振兴荣誉超市', areaId: zhenxing, ...common })
    for (const [id, name, unit, pricePoints, unitValueFen] of goods) {
      const item = { id, name, unit, pricePoints, unitValueFen, category: 'household' as const }
      await tx.insert(items).values({ ...item, createdAt: now() })
      const price = { id: `price-${id}`, itemId: id, pricePoints, startsAt: now(), setAt: now() }
      await tx.insert(itemPrices).values({ ...price, setBy: 'system', reason: '首次定价' })
    }
  })
}

const goods = [
  ['rice', '大米 5 公斤', '袋', 30, 3000],
  ['oil', '菜籽油 5 升', '桶', 60, 6000],
  ['soap', '香皂', '块', 5, 500],
] as const

type Stocked = { id?: string; storeId?: string; itemId?: string; quantity: number; expiresOn?: string }

/** Puts a lot on a shelf: rice at 青云 unless it says otherwise. */
export const stocked = (
  { atomically, now }: Town,
  { id = 'lot-rice', storeId = qingyunStore, itemId = 'rice', ...lot }: Stocked,
) =>
  atomically((tx) =>
    receiveStock(tx, {
      id,
      storeId,
      itemId,
      ...lot,
      source: { kind: 'purchase', note: '采购单 3' },
      actorId: 'adminZheng',
      now: now(),
    }),
  )
