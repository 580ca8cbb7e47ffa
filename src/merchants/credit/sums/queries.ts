import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../../../db/database.ts'
import { areas } from '../../../../db/schema/areas.ts'
import { creditLinks, creditLoanEvents, creditLoans } from '../../../../db/schema/credit.ts'
import { merchants } from '../../../../db/schema/merchants.ts'
import { documentInForce } from '../../../points/rulebook/queries.ts'
import { changesOf, sumsOf } from '../rules.ts'

/** Number and total of what banks granted, for the city and its streets, as `sumsOf` lets them be told. */
export async function creditSums(db: Db, now: Date) {
  const { terms } = await documentInForce(db, 'CREDIT', now)
  const rows = await db
    .select({
      ...{ loanId: creditLoans.id, merchantId: creditLinks.merchantId, areaPath: merchants.areaPath },
      ...{ step: creditLoanEvents.step, amountYuan: creditLoanEvents.amountYuan },
    })
    .from(creditLoanEvents)
    .innerJoin(creditLoans, eq(creditLoans.id, creditLoanEvents.loanId))
    .innerJoin(creditLinks, eq(creditLinks.id, creditLoans.linkId))
    .innerJoin(merchants, eq(merchants.id, creditLinks.merchantId))
    .where(inArray(creditLoanEvents.step, ['grant', 'correct', 'void']))
    .orderBy(asc(creditLoanEvents.at), asc(creditLoanEvents.id))
  const entries = rows.map(({ areaPath, ...row }) => ({ ...row, streetId: areaPath.split('/')[1] ?? '' }))
  const { all, streets } = sumsOf(changesOf(entries), terms.groupMin)
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
