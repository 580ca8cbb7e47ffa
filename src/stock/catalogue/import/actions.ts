import type { Db, Tx } from '../../../../db/database.ts'
import { itemPrices, items, stockEvents } from '../../../../db/schema/stock.ts'
import type { Actor } from '../../../kit/actor.ts'
import { newId } from '../../../kit/ids.ts'
import { documentInForce } from '../../../points/rulebook/queries.ts'
import { assertKeepsCatalogue } from '../../standing.ts'
import { itemsNamed } from '../queries.ts'
import { type CatalogueRow, type NewGoods, readCatalogue } from './rules.ts'

type Import = { text: string; actor: Actor; now: Date }

/**
 * What a list of goods would add to the catalogue as it is now.
 *
 * @throws Refusal `catalogue_not_yours`, and those of `readCatalogue`
 */
export async function previewCatalogue(db: Db, { text, actor, now }: Import): Promise<CatalogueRow[]> {
  await assertKeepsCatalogue(db, actor)
  const { terms } = await documentInForce(db, 'REDEEM', now)
  const there = await itemsNamed(db)
  const known = {
    barcodes: new Set(there.flatMap(({ barcode }) => barcode ?? [])),
    names: new Set(there.map(({ name }) => name)),
  }
  return readCatalogue(text, { known, pointsMax: terms.pointsPerMonth })
}

/** So many rows go into one statement: SQLite takes some 32,000 values. */
const chunk = 500

/**
 * Adds what the preview showed, judged once more against the catalogue of this moment. Rows with a fault are left out.
 *
 * @returns how many were added
 */
export async function importCatalogue(tx: Tx, { text, actor, now }: Import): Promise<number> {
  const rows = await previewCatalogue(tx, { text, actor, now })
  const { terms } = await documentInForce(tx, 'REDEEM', now)
  const goods = rows.flatMap((row) => (row.fate === 'new' ? [{ id: newId(now), ...row.goods }] : []))
  for (let from = 0; from < goods.length; from += chunk)
    await add(tx, goods.slice(from, from + chunk), { limitPer30Days: terms.itemPieces, actor, now })
  return goods.length
}

type Adding = { limitPer30Days: number; actor: Actor; now: Date }

async function add(tx: Tx, goods: (NewGoods & { id: string })[], { limitPer30Days, actor, now }: Adding) {
  await tx.insert(items).values(goods.map((one) => ({ ...one, limitPer30Days, createdAt: now })))
  const price = { startsAt: now, setBy: actor.id, setAt: now, reason: '首次定价' }
  await tx
    .insert(itemPrices)
    .values(goods.map(({ id: itemId, pricePoints }) => ({ id: newId(now), itemId, pricePoints, ...price })))
  await tx.insert(stockEvents).values(
    goods.map(({ id, ...to }) => ({
      ...{ id: newId(now), subjectId: id, step: 'added', to, reason: '导入' },
      ...{ actorId: actor.id, at: now },
    })),
  )
}
