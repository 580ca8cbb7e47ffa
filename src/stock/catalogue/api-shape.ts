import { itemCategories } from '../../../db/schema/stock.ts'
import { z } from '../../web/api.ts'
import type { Item as ItemRow } from '../queries.ts'

export const Item = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    category: z.enum(itemCategories),
    pricePoints: z.int(),
    unitValueFen: z.int(),
    barcode: z.string().nullable(),
    photoId: z.string().nullable(),
    limitPer30Days: z.int(),
    active: z.boolean(),
    version: z.int(),
  })
  .openapi('Item')

export const shownItem = (item: ItemRow) => ({
  id: item.id,
  name: item.name,
  unit: item.unit,
  category: item.category,
  pricePoints: item.pricePoints,
  unitValueFen: item.unitValueFen,
  barcode: item.barcode,
  photoId: item.photoId,
  limitPer30Days: item.limitPer30Days,
  active: item.active,
  version: item.version,
})
