import { and, eq, gte, lte, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { householdMembers, supportPairings } from '../../db/schema/households.ts'
import { people } from '../../db/schema/people.ts'
import { cityDay } from '../kit/clock.ts'
import { found } from '../kit/refusal.ts'
import type { Recipient } from './queries.ts'

const home = prepared('recipient_home', (tx) =>
  tx
    .select({ areaPath: areas.path })
    .from(people)
    .innerJoin(areas, eq(areas.id, people.areaId))
    .where(eq(people.id, sql.placeholder('personId'))),
)

const today = sql.placeholder('today')

const supported = prepared('recipient_supported', (tx) =>
  tx
    .select({ id: supportPairings.id })
    .from(householdMembers)
    .innerJoin(supportPairings, eq(supportPairings.householdId, householdMembers.householdId))
    .where(
      and(
        eq(householdMembers.personId, sql.placeholder('personId')),
        eq(householdMembers.state, 'joined'),
        eq(supportPairings.state, 'active'),
        lte(supportPairings.startsOn, sql`${today}`),
        gte(supportPairings.endsOn, sql`${today}`),
      ),
    )
    .limit(1),
)

/**
 * Somebody as the shelves see them. In need is who lives in a household that is supported today: why, is kept nowhere.
 *
 * @throws Refusal `person_missing`
 */
export async function recipientOf(db: Db, personId: string, now: Date): Promise<Recipient> {
  const [lives] = await home(db, { personId })
  const { areaPath } = found(lives, 'person_missing')
  const [pairing] = await supported(db, { personId, today: cityDay(now) })
  return { id: personId, areaPath, inNeed: pairing !== undefined }
}
