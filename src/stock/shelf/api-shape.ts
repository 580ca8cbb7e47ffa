import { z } from '../../web/api.ts'
import type { Lot as LotRow } from '../queries.ts'

export const Lot = z
  .object({
    id: z.string(),
    storeId: z.string(),
    itemId: z.string(),
    source: z.object({ kind: z.enum(['donation', 'purchase']), note: z.string() }),
    expiresOn: z.iso.date().nullable(),
    received: z.int(),
    onHand: z.int(),
    reserved: z.int(),
    unitValueFen: z.int(),
    quarantined: z.boolean(),
  })
  .openapi('StockLot')

export const shownLot = (lot: LotRow) => ({
  id: lot.id,
  storeId: lot.storeId,
  itemId: lot.itemId,
  source: { kind: lot.sourceKind, note: lot.sourceNote },
  expiresOn: lot.expiresOn,
  received: lot.received,
  onHand: lot.onHand,
  reserved: lot.reserved,
  unitValueFen: lot.unitValueFen,
  quarantined: lot.quarantined,
})
