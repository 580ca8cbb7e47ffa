import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { householdMembers, households } from '../../../db/schema/households.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { ever, peopleOfShops, tiesOf } from '../../people/ties.ts'
import type { Nomination } from './queries.ts'

/** A group that the city keeps a register of: its name, where it is, and everybody of it who is asked. */
export type Registered = {
  name: string
  areaId: string
  personIds: string[]
  householdId?: string
  merchantId?: string
}

/** The household somebody belongs to, with all who belong to it. @throws Refusal `honor_household_none` */
export async function householdWith(db: Db, personId: string): Promise<Registered> {
  const [home] = await db
    .select({ id: households.id, name: households.name, areaId: households.areaId })
    .from(householdMembers)
    .innerJoin(households, and(eq(households.id, householdMembers.householdId), eq(households.state, 'active')))
    .where(and(eq(householdMembers.personId, personId), eq(householdMembers.state, 'joined')))
  if (!home) throw new Refusal('conflict', 'honor_household_none', { field: 'who' })
  const { id: householdId, name, areaId } = home
  return { name, areaId, householdId, personIds: await joinedTo(db, householdId) }
}

async function joinedTo(db: Db, householdId: string): Promise<string[]> {
  const rows = await db
    .select({ id: householdMembers.personId })
    .from(householdMembers)
    .where(and(eq(householdMembers.householdId, householdId), eq(householdMembers.state, 'joined')))
    .orderBy(asc(householdMembers.at), asc(householdMembers.id))
  return rows.map(({ id }) => id)
}

/** A merchant that takes part, by the number on its plate; its owner is asked. @throws Refusal `honor_merchant_none` */
export async function merchantNumbered(db: Db, number: string): Promise<Registered> {
  const isThis = and(eq(merchants.number, number.trim().toUpperCase()), eq(merchants.state, 'active'))
  const [shop] = await db.select().from(merchants).where(isThis)
  if (!shop) throw new Refusal('conflict', 'honor_merchant_none', { field: 'merchant' })
  return { name: shop.name, areaId: shop.areaId, merchantId: shop.id, personIds: [shop.ownerId] }
}

/** The number of the shop somebody runs, for the form; none when they run several. */
export async function numberOfOwn(db: Db, ownerId: string): Promise<string | undefined> {
  const rows = await db
    .select({ number: merchants.number })
    .from(merchants)
    .where(and(eq(merchants.ownerId, ownerId), eq(merchants.state, 'active')))
    .orderBy(asc(merchants.number))
    .limit(2)
  return rows.length === 1 ? rows[0]?.number : undefined
}

type About = Pick<Nomination, 'householdId' | 'merchantId'>

/** A household that has closed, or a merchant that takes part no longer, is honoured no more. @throws Refusal `honor_subject_gone` */
export async function assertStands(db: Db, { householdId, merchantId }: About): Promise<void> {
  const isHome =
    householdId && (await db.$count(households, and(eq(households.id, householdId), eq(households.state, 'active'))))
  const isShop =
    merchantId && (await db.$count(merchants, and(eq(merchants.id, merchantId), eq(merchants.state, 'active'))))
  if ((householdId && !isHome) || (merchantId && !isShop)) throw new Refusal('conflict', 'honor_subject_gone')
}

/** Who speaks for the household that a nomination is about. */
export async function headOf(db: Db, { householdId }: About): Promise<string | undefined> {
  if (!householdId) return undefined
  const [home] = await db.select({ headId: households.headId }).from(households).where(eq(households.id, householdId))
  return home?.headId
}

/**
 * Everybody who is too close to the household or merchant of a nomination to decide about it: whoever belongs or belonged to
 * the household, is a relative, or supports it; whoever stands or stood at the counter, lives or lived with the owner.
 */
export async function tiedTo(db: Db, { householdId, merchantId }: About, now: Date): Promise<string[]> {
  if (householdId) return tiedToHome(db, householdId)
  return merchantId ? tiedToShop(db, merchantId, now) : []
}

async function tiedToHome(db: Db, householdId: string): Promise<string[]> {
  const { members, relatives, supporters } = await tiesOf(db, householdId)
  return [...members, ...relatives, ...supporters]
}

async function tiedToShop(db: Db, merchantId: string, now: Date): Promise<string[]> {
  const [row] = await db
    .select({ id: merchants.id, ownerId: merchants.ownerId })
    .from(merchants)
    .where(eq(merchants.id, merchantId))
  const shop = found(row, 'nomination_missing')
  return [...((await peopleOfShops(db, [shop], ever(now))).get(shop.id) ?? [])]
}
