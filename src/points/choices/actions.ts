import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { pointsDeclined } from '../../../db/schema/points.ts'
import { note } from '../../people/actions.ts'

type Choice = { personId: string; wanted: boolean; now: Date }

/**
 * Somebody wants points, or wants only their hours and honours recorded. It holds for what is granted from now on; what
 * they have stays theirs. Saying the same again changes nothing.
 */
export async function choosePoints(tx: Tx, { personId, wanted, now }: Choice): Promise<void> {
  const changed = wanted
    ? await tx.delete(pointsDeclined).where(eq(pointsDeclined.ownerId, personId)).returning()
    : await tx.insert(pointsDeclined).values({ ownerId: personId, at: now }).onConflictDoNothing().returning()
  if (changed.length === 0) return
  await note(tx, { personId, what: wanted ? 'points_wanted' : 'points_declined', byId: personId, now })
}
