import type { Db } from '../../../db/database.ts'
import { orderStates } from '../../../db/schema/stores.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { z } from '../../web/api.ts'
import type { Line, Order } from './queries.ts'
import { codeOf } from './shown-code.ts'

export const LineShown = z
  .object({
    itemId: z.string(),
    name: z.string(),
    unit: z.string(),
    pricePoints: z.int(),
    quantity: z.int(),
    collected: z.int(),
    released: z.int(),
    returned: z.int(),
  })
  .openapi('OrderLine')

export const OrderShown = z
  .object({
    id: z.string(),
    number: z.string(),
    pickupCode: z.string().openapi({
      description: 'The text of the QR, signed; draw it as it is. It changes with the order, so ask again',
    }),
    storeId: z.string(),
    state: z.enum(orderStates),
    points: z.int(),
    placedAt: z.iso.datetime(),
    pickupUntil: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    termsVersionId: z.string().openapi({ description: 'The version of the redemption terms it was placed under' }),
    lines: z.array(LineShown),
  })
  .openapi('Order')

/** Item id → pieces. */
export const PiecesAsked = z.array(z.object({ itemId: z.string().min(1).max(100), quantity: z.int().min(1).max(1000) }))

export const piecesOf = (asked: z.output<typeof PiecesAsked> | undefined): Record<string, number> | undefined =>
  asked && Object.fromEntries(asked.map(({ itemId, quantity }) => [itemId, quantity]))

export async function shownOrder(
  db: Db,
  secrets: Secrets,
  order: Order,
  lines: readonly Line[],
): Promise<z.output<typeof OrderShown>> {
  const { id, number, storeId, state, points, placedAt, pickupUntil, closedAt, termsVersionId } = order
  return {
    ...{ id, number, pickupCode: await codeOf(db, secrets, order, lines), storeId, state, points },
    placedAt: placedAt.toISOString(),
    pickupUntil: pickupUntil.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    termsVersionId,
    lines: lines.map(({ itemId, name, unit, pricePoints, quantity, collected, released, returned }) => ({
      ...{ itemId, name, unit, pricePoints, quantity, collected, released, returned },
    })),
  }
}
