import { and, asc, eq, gt, isNull, lt, lte, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import { addDays } from '../../kit/clock.ts'
import { reminderDays } from '../rules.ts'

/** Active merchants whose licence, or review, is over or has a reminder due. */
export async function dueMerchants(db: Db, what: 'licence' | 'review', today: string, limit: number) {
  const [until, reminder] =
    what === 'licence'
      ? [merchants.licenceUntil, merchants.licenceReminder]
      : [merchants.reviewDueOn, merchants.reviewReminder]
  const reminders = reminderDays.map((days) =>
    and(lte(until, addDays(today, days)), or(isNull(reminder), gt(reminder, days))),
  )
  return db
    .select({ id: merchants.id })
    .from(merchants)
    .where(and(eq(merchants.state, 'active'), or(lt(until, today), ...reminders)))
    .orderBy(asc(until), asc(merchants.id))
    .limit(limit)
}
