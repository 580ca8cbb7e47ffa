import { and, asc, count, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import {
  type MerchantState,
  merchantComplaints,
  merchantDisputes,
  merchantLicences,
  merchants,
} from '../../../db/schema/merchants.ts'
import { people } from '../../../db/schema/people.ts'
import type { Actor } from '../../kit/actor.ts'
import { coveredBy } from '../queries.ts'

/** What may be open about a merchant besides its own state: where it stands, and when it is open. */
const open = {
  complaints: {
    of: merchantComplaints,
    isOpen: inArray(merchantComplaints.state, ['filed', 'answered', 'appealed']),
  },
  disputes: { of: merchantDisputes, isOpen: isNull(merchantDisputes.outcome) },
  licences: { of: merchantLicences, isOpen: eq(merchantLicences.state, 'sent') },
} as const
export type Waits = keyof typeof open
export const waits = Object.keys(open) as readonly Waits[]

const listSize = 100

/** What waits for staff comes first. */
const rank = sql`case ${merchants.state} when 'applied' then 0 when 'lapsed' then 1 when 'suspended' then 2 when 'returned' then 3
  when 'active' then 4 else 5 end`

type Filter = { state?: MerchantState | undefined; waiting?: Waits | undefined }

/** The merchants of the actor's areas with how much of each is open; of one state, or with something open, where it is named. */
export async function merchantsForStaff(db: Db, actor: Actor, { state, waiting }: Filter) {
  const rows = await db
    .select({ merchant: merchants, areaName: areas.name, ownerName: people.displayName })
    .from(merchants)
    .innerJoin(areas, eq(areas.id, merchants.areaId))
    .innerJoin(people, eq(people.id, merchants.ownerId))
    .where(and(coveredBy(actor), state && eq(merchants.state, state), waiting && hasOpen(db, waiting)))
    .orderBy(rank, desc(merchants.updatedAt), desc(merchants.id))
    .limit(listSize)
  const ids = rows.map(({ merchant }) => merchant.id)
  if (ids.length === 0) return []
  const [complaints, disputes, licences] = await Promise.all(waits.map((what) => countOpen(db, what, ids)))
  return rows.map((row) => ({
    ...row,
    complaints: complaints?.get(row.merchant.id) ?? 0,
    disputes: disputes?.get(row.merchant.id) ?? 0,
    // The first licence is part of the application.
    licences: row.merchant.state === 'applied' ? 0 : (licences?.get(row.merchant.id) ?? 0),
  }))
}

export type StaffRow = Awaited<ReturnType<typeof merchantsForStaff>>[number]

function hasOpen(db: Db, what: Waits) {
  const { of, isOpen } = open[what]
  const some = inArray(merchants.id, db.select({ id: of.merchantId }).from(of).where(isOpen))
  return what === 'licences' ? and(some, ne(merchants.state, 'applied')) : some
}

async function countOpen(db: Db, what: Waits, ids: readonly string[]): Promise<Map<string, number>> {
  const { of, isOpen } = open[what]
  const rows = await db
    .select({ id: of.merchantId, many: count() })
    .from(of)
    .where(and(inArray(of.merchantId, [...ids]), isOpen))
    .groupBy(of.merchantId)
    .orderBy(asc(of.merchantId))
  return new Map(rows.map(({ id, many }) => [id, many]))
}
