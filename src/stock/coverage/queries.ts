import { and, asc, desc, gte, isNotNull } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { coverageMarks } from '../../../db/schema/stock.ts'
import { addDays, cityDay, startOfCityDay } from '../../kit/clock.ts'
import { pointFigures } from '../../points/figures/queries.ts'
import { coverageOf, type Tone } from '../../points/figures/rules.ts'
import { cityTermsInForce } from '../../points/rulebook/queries.ts'
import type { CityTerms } from '../../points/rulebook/rules.ts'
import { shelfValueFen } from '../queries.ts'

export type CoverageMark = typeof coverageMarks.$inferSelect

/** What the light means for everybody who would promise more: ask it before a campaign, a multiplier or a price. */
export type CoverageState = {
  tone: Tone
  ratio: number | undefined
  outstanding: number
  shelfFen: number
  /** Green only: amber and red pay the plain rule and nothing on top. */
  mayMultiply: boolean
  /** Not in red. What has begun goes on, and the base rules always do. */
  mayStartCampaigns: boolean
  /** In red nobody's points are devalued by a new price. */
  pricesFrozen: boolean
  terms: CityTerms
  termsVersionId: string
}

/** How far the goods on the shelves cover the points people hold, at this moment. */
export async function coverageState(db: Db, now: Date): Promise<CoverageState> {
  const { outstanding } = await pointFigures(db)
  const shelfFen = await shelfValueFen(db, now)
  const { id: termsVersionId, terms } = await cityTermsInForce(db, now)
  const { ratio, tone } = coverageOf(outstanding, shelfFen, terms)
  return {
    ...{ tone, ratio, outstanding, shelfFen, terms, termsVersionId },
    mayMultiply: tone === 'green',
    mayStartCampaigns: tone !== 'red',
    pricesFrozen: tone === 'red',
  }
}

export async function lastMark(db: Db): Promise<CoverageMark | undefined> {
  const [last] = await db.select().from(coverageMarks).orderBy(desc(coverageMarks.at), desc(coverageMarks.id)).limit(1)
  return last
}

const changesShown = 30

/** When the light changed, newest first. */
export const coverageChanges = (db: Db): Promise<CoverageMark[]> =>
  db
    .select()
    .from(coverageMarks)
    .where(isNotNull(coverageMarks.from))
    .orderBy(desc(coverageMarks.at), desc(coverageMarks.id))
    .limit(changesShown)

/** The last mark of each day of the last weeks, oldest first. */
export async function coverageDays(db: Db, now: Date, days: number): Promise<CoverageMark[]> {
  const rows = await db
    .select()
    .from(coverageMarks)
    .where(and(gte(coverageMarks.at, startOfCityDay(addDays(cityDay(now), -days)))))
    .orderBy(asc(coverageMarks.at), asc(coverageMarks.id))
  return [...new Map(rows.map((mark) => [mark.day, mark])).values()]
}
