import { asc, isNotNull } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { campaigns } from '../../../db/schema/campaigns.ts'
import type { CampaignRow } from '../campaigns/queries.ts'
import { chainedDigest, drawnPlaces, entryList } from './queries.ts'
import { commitmentOf, digestDayOf, drawnOrder, entriesHashOf, seedOf } from './rules.ts'

/** Draws every draw again from what was published, and compares. One sentence a difference; none is well. */
export async function verifyDraws(db: Db): Promise<string[]> {
  const drawn = await db.select().from(campaigns).where(isNotNull(campaigns.seed)).orderBy(asc(campaigns.number))
  const differences: string[] = []
  for (const draw of drawn) differences.push(...(await differencesOf(db, draw)))
  return differences
}

async function differencesOf(db: Db, draw: CampaignRow): Promise<string[]> {
  const { id, number, called } = draw
  const [secret, digest] = [draw.secret ?? '', draw.digest ?? '']
  const list = await entryList(db, id)
  const entriesHash = entriesHashOf(list)
  const seed = seedOf({ secret, entriesHash, digest })
  const places = await drawnPlaces(db, id)
  const order = drawnOrder(
    seed,
    list.map((entry) => entry.number),
  ).join()
  const passedBy = places.filter(({ place, state }) => place <= called && state !== 'won' && state !== 'passed')
  const faults: [boolean, string][] = [
    [commitmentOf(secret) !== draw.commitment, 'its secret is not the one committed to'],
    [entriesHash !== draw.entriesHash, 'its list is not the one that was closed'],
    [(await chainedDigest(db, digestDayOf(draw))) !== digest, 'its digest is not the one published for that day'],
    [seed !== draw.seed, 'its seed is not what secret, list and digest give'],
    [order !== places.map((place) => place.number).join(), 'its order is not what the seed gives'],
    [passedBy.length > 0, `${passedBy.length} were called and neither won nor were passed over`],
  ]
  return faults.flatMap(([isSo, what]) => (isSo ? [`draw ${number}: ${what}`] : []))
}
