import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { receiveStock } from '../../stock/actions.ts'
import { type Lot, storeById } from '../../stock/queries.ts'
import { assertKeeps } from '../../stock/standing.ts'
import { changesOf, useNow } from '../changes/queries.ts'
import { writeDown } from '../events.ts'
import { donationForStaff, type Line, lockedLine } from './queries.ts'

type Shelving = {
  id: string
  donationId?: string
  lineId: string
  storeId: string
  quantity: number
  actor: Actor
  now: Date
}

/**
 * Puts pieces of a donation lot on a store's shelf. `id` becomes the stock lot's.
 *
 * @throws Refusal `donation_missing`, `not_inspected`, `store_not_yours`, `not_so_many_waiting`, `lot_expired`,
 *   `same_id_other_content`
 */
export async function shelve(
  tx: Tx,
  { id, donationId, lineId, storeId, quantity, actor, now }: Shelving,
): Promise<Lot> {
  // Held until the commit, so that two keepers cannot both take the last bag.
  const given = await lockedLine(tx, lineId)
  const line = useNow(given, (await changesOf(tx, [lineId])).get(lineId))
  if (line.donationId !== (donationId ?? line.donationId)) throw new Refusal('missing', 'donation_line_missing')
  const { donation } = await donationForStaff(tx, line.donationId, actor)
  assertKeeps(actor, await storeById(tx, storeId))
  const { itemId } = line
  if (donation.state !== 'inspected' || itemId === null) throw new Refusal('conflict', 'not_inspected')
  const receipt = {
    ...{ id, storeId, itemId, quantity, unitValueFen: line.unitValueFen },
    expiresOn: line.expiresOn ?? undefined,
    only: { areaPath: line.forAreaPath, inNeed: line.forNeed },
    source: { kind: 'donation', note: donation.number ?? '', id: lineId } as const,
    ...{ actorId: actor.id, now },
  }
  const [first] = await tx.select().from(stockLots).where(eq(stockLots.id, id))
  if (first) return receiveStock(tx, receipt)
  const waiting = await waitingOf(tx, line)
  if (quantity > waiting) throw new Refusal('conflict', 'not_so_many_waiting', { field: 'quantity', waiting })
  const lot = await receiveStock(tx, receipt)
  await writeDown(tx, { subjectId: lineId, step: 'shelve', to: { storeId, quantity }, actorId: actor.id, now })
  return lot
}

/** Pieces that are fit for use and on no shelf yet. */
async function waitingOf(db: Db, { id, quantity, rejected }: Line): Promise<number> {
  const [row] = await db
    .select({ pieces: sql`coalesce(sum(${stockLots.received}), 0)`.mapWith(Number) })
    .from(stockLots)
    .where(and(eq(stockLots.sourceId, id), isNull(stockLots.fromLotId)))
  return quantity - rejected - (row?.pieces ?? 0)
}
