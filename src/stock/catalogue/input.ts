import { z } from 'zod'
import { itemCategories } from '../../../db/schema/stock.ts'
import { photoFiles } from '../../photos/upload.ts'
import { formId, line, whole } from '../../web/form.ts'
import { yuanField } from '../shelf/input.ts'

const points = whole(1, 100_000)

const fields = {
  name: line(60),
  unit: line(10),
  category: z.enum(itemCategories),
  barcode: z.string().max(40).default(''),
  limitPer30Days: whole(1, 1000),
  unitValue: yuanField,
  photo: photoFiles,
}

export const newItemForm = z.object({ id: formId, pricePoints: points, ...fields })
export const itemForm = z.object({
  ...fields,
  version: whole(1, 1_000_000_000),
  active: z.preprocess((value) => value === '1', z.boolean()),
})
export const priceForm = z.object({
  id: formId,
  newPrice: points,
  startsOn: z.iso.date(),
  reason: line(200),
})
export const recallForm = z.object({ recallReason: line(200) })
