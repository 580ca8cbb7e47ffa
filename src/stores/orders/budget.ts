import type { Db } from '../../../db/database.ts'
import { cityMonth } from '../../kit/clock.ts'
import { personById } from '../../people/queries.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { counterOnlyOf, pastLinesOf } from './queries.ts'
import { limits, sum, windowStart } from './rules.ts'

/** What somebody may still redeem: shown beside the shelf, decided again when the order is placed. */
export type Budget = {
  available: number
  pointsLeft: number
  piecesLeft: number
  verified: boolean
  counterOnlyUntil: Date | undefined
}

export async function budgetOf(db: Db, personId: string, now: Date): Promise<Budget> {
  const [person, { available }, past, counterOnlyUntil] = await Promise.all([
    personById(db, personId),
    balancesOf(db, personId),
    pastLinesOf(db, personId, windowStart(now)),
    counterOnlyOf(db, personId, now),
  ])
  const thisMonth = past.filter(({ placedAt }) => cityMonth(placedAt) === cityMonth(now))
  const [points, pieces] = [
    sum(thisMonth, (line) => line.pieces * line.pricePoints),
    sum(thisMonth, (line) => line.pieces),
  ]
  return {
    available,
    pointsLeft: Math.max(limits.pointsPerMonth - points, 0),
    piecesLeft: Math.max(limits.piecesPerMonth - pieces, 0),
    verified: person.verifiedAt !== null,
    counterOnlyUntil,
  }
}
