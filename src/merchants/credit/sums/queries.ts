import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Db } from '../../../../db/database.ts'
import { areas } from '../../../../db/schema/areas.ts'
import { creditLinks, creditLoans } from '../../../../db/schema/credit.ts'
import { merchants } from '../../../../db/schema/merchants.ts'
import { documentInForce } from '../../../points/rulebook/queries.ts'
import { sumsOf } from '../rules.ts'

/** Number and total of what banks granted, for the city and its streets, as `sumsOf` lets them be told. */
export async function creditSums(db: Db, now: Date) {
  const { terms } = await documentInForce(db, 'CREDIT', now)
  const rows = await db
    .select({ merchantId: creditLinks.merchantId, areaPath: merchants.areaPath, amountYuan: creditLoans.amountYuan })
    .from(creditLoans)
    .innerJoin(creditLinks, eq(creditLinks.id, creditLoans.linkId))
    .innerJoin(merchants, eq(merchants.id, creditLinks.merchantId))
    .where(
      and(isNotNull(creditLoans.grantedAt), inArray(creditLoans.state, ['granted', 'disbursed', 'overdue', 'repaid'])),
    )
    .orderBy(asc(creditLoans.grantedAt), asc(creditLoans.id))
  const granted = rows.map(({ merchantId, areaPath, amountYuan }) => ({
    ...{ merchantId, streetId: areaPath.split('/')[1] ?? '', amountYuan: amountYuan ?? 0 },
  }))
  const { all, streets } = sumsOf(granted, terms.groupMin)
  const named = streets.size
    ? await db
        .select({ id: areas.id, name: areas.name })
        .from(areas)
        .where(inArray(areas.id, [...streets.keys()]))
        .orderBy(asc(areas.path))
    : []
  return {
    ...{ all, groupMin: terms.groupMin },
    streets: named.map(({ id, name }) => ({ name, ...(streets.get(id) ?? { number: 0, totalYuan: 0 }) })),
  }
}
