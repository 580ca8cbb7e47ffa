import type { Db } from '../../../db/database.ts'
import type { MerchantRefusal } from '../../../db/schema/merchants.ts'
import { eventsOfMerchant } from '../queries.ts'

export type OwnEvent = { step: string; why: string; at: Date; reason: MerchantRefusal | undefined }

/** What happened to a shop as its owner reads it: without the names of staff. */
export async function ownEvents(db: Db, merchantId: string): Promise<OwnEvent[]> {
  const rows = await eventsOfMerchant(db, merchantId)
  return rows.map(({ event: { step, at, details }, why }) => ({
    ...{ step, at, why: why ?? '' },
    reason: (details as { reason?: MerchantRefusal } | null)?.reason,
  }))
}
