import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { supportPairings } from '../../../db/schema/households.ts'
import { areaById } from '../../areas/queries.ts'
import { standingOf } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { assertVerified } from '../../people/rules.ts'
import { grantsFromNowOn } from '../../people/sessions.ts'
import { tiesOf } from '../../people/ties.ts'
import { storeById } from '../../stock/queries.ts'
import { type Household, householdOf } from '../homes/queries.ts'
import { assertUnrelated } from '../rules.ts'
import { assertDecidesNothing } from './rules.ts'

/**
 * Neither of the household, nor a relative, nor somebody who decides what it gets, now or from a later day on; nor
 * somebody whose own household is supported from there: two who give to each other give nothing.
 *
 * @throws Refusal `identity_not_verified`, `household_yours`, `household_relative`, `supporter_decides`,
 *   `supporter_mutual`
 */
export async function assertMaySupport(tx: Tx, personId: string, household: Household, now: Date): Promise<void> {
  assertVerified(await personById(tx, personId))
  const ties = await tiesOf(tx, household.id)
  assertUnrelated(personId, ties)
  const { path } = await areaById(tx, household.areaId)
  const grants = await grantsFromNowOn({ db: tx }, personId, now)
  assertDecidesNothing(standingOf({ id: personId, name: '', grants }, { areaPath: path }))
  for (const { storeId } of grants)
    if (storeId && isNear((await storeById(tx, storeId)).areaPath, path))
      throw new Refusal('forbidden', 'supporter_decides')
  if (await isSupportedBy(tx, personId, [...ties.members])) throw new Refusal('forbidden', 'supporter_mutual')
}

/** A store of the household's community, or of a street above it. */
const isNear = (storePath: string, path: string) => storePath.startsWith(path) || path.startsWith(storePath)

/** Whether one of these people supports the household somebody belongs to. */
async function isSupportedBy(tx: Tx, personId: string, supporterIds: readonly string[]): Promise<boolean> {
  const home = await householdOf(tx, personId)
  if (!home || supporterIds.length === 0) return false
  const [pairing] = await tx
    .select({ id: supportPairings.id })
    .from(supportPairings)
    .where(
      and(
        eq(supportPairings.householdId, home.id),
        inArray(supportPairings.supporterId, [...supporterIds]),
        inArray(supportPairings.state, ['proposed', 'active']),
      ),
    )
    .orderBy(asc(supportPairings.id))
    .limit(1)
  return pairing !== undefined
}
