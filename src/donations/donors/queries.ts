import { and, asc, desc, eq, like, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { donors } from '../../../db/schema/donations.ts'
import { type Actor, areasUnder } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { type Store, storesIn } from '../../stock/queries.ts'
import { looksAt } from '../standing.ts'

export type Donor = typeof donors.$inferSelect

/** @throws Refusal `donor_missing` */
export async function donorById(db: Db, id: string): Promise<Donor> {
  const [donor] = await db.select().from(donors).where(eq(donors.id, id))
  return found(donor, 'donor_missing')
}

/** The name for papers and the donor's own page; empty for an anonymous one. */
export const donorName = (secrets: Secrets, { nameSealed }: Pick<Donor, 'nameSealed'>) =>
  nameSealed ? secrets.unseal(nameSealed) : ''

export const donorPhone = (secrets: Secrets, { phoneSealed }: Pick<Donor, 'phoneSealed'>) =>
  phoneSealed ? secrets.unseal(phoneSealed) : ''

const linkText = ({ id, linkVersion }: Pick<Donor, 'id' | 'linkVersion'>) => `${id}:${linkVersion}`

/** What opens the donor's page without signing in. Whoever holds it sees what was given and where it went. */
export const linkTokenOf = (secrets: Secrets, donor: Donor) =>
  `${donor.id}.${secrets.sign('donor-link', linkText(donor))}`

/** @throws Refusal `donor_link_dead` for one that was made up, or taken back since */
export async function donorByLink(db: Db, secrets: Secrets, token: string): Promise<Donor> {
  const [id = '', signature = ''] = token.split('.')
  const [donor] = await db.select().from(donors).where(eq(donors.id, id))
  const isRight = donor && signature.length === 22 && secrets.verify('donor-link', linkText(donor), signature)
  return found(isRight ? donor : undefined, 'donor_link_dead')
}

/** The donors whom a resident is. */
export const donorsOfPerson = (db: Db, personId: string): Promise<Donor[]> =>
  db.select().from(donors).where(eq(donors.personId, personId)).orderBy(asc(donors.id))

/** The areas in which somebody sees donors: those they stand over, and those of the stores they keep. */
async function reachOf(db: Db, actor: Actor): Promise<{ over: string[]; at: string[] }> {
  const over = areasUnder(actor, ['clerk', 'admin', 'auditor'])
  const kept = new Set(actor.grants.flatMap(({ role, storeId }) => (role === 'keeper' && storeId ? storeId : [])))
  const at = kept.size ? (await storesIn(db, '')).filter(({ id }) => kept.has(id)).map(({ areaPath }) => areaPath) : []
  return { over, at }
}

/** The donors somebody's desk knows, the newest first. */
export async function donorsSeenBy(db: Db, actor: Actor): Promise<Donor[]> {
  const { over, at } = await reachOf(db, actor)
  const seen = [
    ...over.map((path) => like(donors.areaPath, `${path}%`)),
    ...at.map((path) => eq(donors.areaPath, path)),
  ]
  if (seen.length === 0) return []
  return db
    .select()
    .from(donors)
    .where(and(or(...seen)))
    .orderBy(desc(donors.createdAt), desc(donors.id))
}

/** @throws Refusal `donor_missing`, also for one of another area */
export async function donorForStaff(db: Db, id: string, actor: Actor): Promise<Donor> {
  const donor = await donorById(db, id)
  const { over, at } = await reachOf(db, actor)
  const isSeen = over.some((path) => donor.areaPath.startsWith(path)) || at.includes(donor.areaPath)
  return found(isSeen ? donor : undefined, 'donor_missing')
}

/** The stores through which somebody may take donations in. */
export const storesHandledBy = async (db: Db, actor: Actor, may: (actor: Actor, store: Store) => boolean = looksAt) =>
  (await storesIn(db, '')).filter((store) => may(actor, store))
