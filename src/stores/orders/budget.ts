import type { Db } from '../../../db/database.ts'
import { personById } from '../../people/queries.ts'
import { type HouseholdPurse, householdPurseOf } from '../../points/household-purse/queries.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { leftThisMonth, type RedemptionTerms, windowStart } from '../../points/redemption/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { counterOnlyOf, pastLinesOf } from './queries.ts'

/** What somebody may still redeem: shown beside the shelf, decided again when the order is placed. */
export type Budget = {
  available: number
  /** The household's account, for whom its head allows. */
  household: HouseholdPurse | undefined
  pointsLeft: number
  piecesLeft: number
  verified: boolean
  counterOnlyUntil: Date | undefined
  /** What is in force, for the words beside the numbers. */
  terms: RedemptionTerms
}

export async function budgetOf(db: Db, personId: string, now: Date): Promise<Budget> {
  const { terms } = await documentInForce(db, 'REDEEM', now)
  const [person, { available }, household, past, counterOnlyUntil] = await Promise.all([
    personById(db, personId),
    balancesOf(db, personId),
    householdPurseOf(db, personId),
    pastLinesOf(db, personId, windowStart(terms, now)),
    counterOnlyOf(db, personId, now),
  ])
  const { points, pieces } = leftThisMonth(terms, past, now)
  return {
    available,
    household,
    pointsLeft: Math.max(points, 0),
    piecesLeft: Math.max(pieces, 0),
    verified: person.verifiedAt !== null,
    counterOnlyUntil,
    terms,
  }
}
