import { eq } from 'drizzle-orm'
import { presences } from '../db/schema/presence.ts'
import { type activities, claims } from '../db/schema/tasks.ts'
import { later, minute } from '../src/kit/clock.ts'
import { balancesOf } from '../src/points/queries.ts'
import { aClaim, anActivity } from './activities.ts'
import { openTown, type Town } from './town.ts'

export type Json = Record<string, unknown>
export const jsonOf = async (answer: Response) => (await answer.json()) as Json
export const claimOf = async (town: Town, id: string) =>
  (await town.db.select().from(claims).where(eq(claims.id, id)))[0] as typeof claims.$inferSelect
export const pending = async (town: Town, who: string) => (await balancesOf(town.db, who)).pending

/** Somebody who was there from 09:05 to 10:50 at an activity from 09:00 to 11:00, now with the reviewers. */
export async function served(
  given: Partial<typeof activities.$inferInsert> = {},
  seen: Partial<typeof presences.$inferInsert> = {},
) {
  const town = await openTown()
  const activity = await anActivity(town, given)
  const claimId = await wasThere(town, activity, 'wangFang', seen)
  return { town, activity, claimId }
}

/** The same for one more person at an activity. */
export async function wasThere(
  town: Town,
  activity: typeof activities.$inferInsert,
  who: string,
  seen: Partial<typeof presences.$inferInsert> = {},
) {
  const claimId = await aClaim(town, activity, who)
  const { startsAt, endsAt } = activity
  await town.atomically(async (tx) => {
    await tx.update(claims).set({ status: 'submitted', version: 4 }).where(eq(claims.id, claimId))
    await tx.insert(presences).values({
      claimId,
      personId: who,
      activityId: activity.id,
      inAt: later(startsAt, 5 * minute),
      inWay: 'screen',
      inBand: 'not_asked',
      inBy: who,
      outAt: later(endsAt, -10 * minute),
      outWay: 'roll',
      outBand: 'not_asked',
      outBy: 'clerkLi',
      ...seen,
    })
  })
  return claimId
}

export const decideAs = async (town: Town, who: string, claimId: string, step: string, body: Json = {}, key?: string) =>
  town
    .as(who)
    .api('POST', `/reviews/${claimId}/${step}`, { version: (await claimOf(town, claimId)).version, ...body }, key)
