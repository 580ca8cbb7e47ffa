import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { merchantMonths, merchantSpenders } from '../../../db/schema/merchants.ts'
import { cityMonth } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'

type Counted = { merchantId: string; personId: string; points: number; at: Date }
type Caps = { merchantMonthPoints: number; personMonthPoints: number }

/**
 * Counts a payment against both caps of the month; whoever pays at the same moment waits for these rows.
 *
 * @throws Refusal `merchant_month_full`, `spender_month_full`: what is left
 */
export async function countPayment(tx: Tx, { merchantId, personId, points, at }: Counted, caps: Caps): Promise<void> {
  const month = cityMonth(at)
  const [accepted] = await tx
    .insert(merchantMonths)
    .values({ merchantId, month, points })
    .onConflictDoUpdate({
      target: [merchantMonths.merchantId, merchantMonths.month],
      set: { points: sql`${merchantMonths.points} + ${points}` },
    })
    .returning()
  const [spent] = await tx
    .insert(merchantSpenders)
    .values({ personId, month, points })
    .onConflictDoUpdate({
      target: [merchantSpenders.personId, merchantSpenders.month],
      set: { points: sql`${merchantSpenders.points} + ${points}` },
    })
    .returning()
  const over = (row: { points: number } | undefined, cap: number) => (row && row.points > cap ? row : undefined)
  const full = over(accepted, caps.merchantMonthPoints)
  if (full) throw new Refusal('conflict', 'merchant_month_full', left(caps.merchantMonthPoints, full.points - points))
  const spender = over(spent, caps.personMonthPoints)
  if (spender)
    throw new Refusal('conflict', 'spender_month_full', left(caps.personMonthPoints, spender.points - points))
}

const left = (cap: number, used: number) => ({ cap, left: Math.max(0, cap - used) })

/** Takes a refunded payment off both months again. */
export async function uncountPayment(tx: Tx, { merchantId, personId, points, at }: Counted): Promise<void> {
  const month = cityMonth(at)
  await tx
    .update(merchantMonths)
    .set({ points: sql`${merchantMonths.points} - ${points}` })
    .where(and(eq(merchantMonths.merchantId, merchantId), eq(merchantMonths.month, month)))
  await tx
    .update(merchantSpenders)
    .set({ points: sql`${merchantSpenders.points} - ${points}` })
    .where(and(eq(merchantSpenders.personId, personId), eq(merchantSpenders.month, month)))
}
