import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import {
  type HonestyLevel,
  type MerchantState,
  merchantEvents,
  merchantLicences,
  merchants,
  merchantWords,
  type Part,
} from '../../db/schema/merchants.ts'
import { people } from '../../db/schema/people.ts'
import { areaById } from '../areas/queries.ts'
import { reached } from '../areas/reach.ts'
import { type Actor, type Role, standingOf } from '../kit/actor.ts'
import { cityDay } from '../kit/clock.ts'
import { found, Refusal } from '../kit/refusal.ts'
import { livesTogether } from './clerks/queries.ts'
import { liveStates } from './rules.ts'
import { scoreNow, scoresNow } from './score/queries.ts'
import { type Score, wholeMonths } from './score/rules.ts'

export type Merchant = typeof merchants.$inferSelect

/** @throws Refusal `merchant_missing` */
export async function merchantById(db: Db, id: string): Promise<Merchant> {
  const [merchant] = await db.select().from(merchants).where(eq(merchants.id, id))
  return found(merchant, 'merchant_missing')
}

/** Who holds a code at the moment. */
export async function liveMerchantOf(db: Db, unifiedCode: string): Promise<Merchant | undefined> {
  const [merchant] = await db
    .select()
    .from(merchants)
    .where(and(eq(merchants.unifiedCode, unifiedCode), inArray(merchants.state, liveStates)))
  return merchant
}

export type MerchantFacts = {
  merchantId: string
  name: string
  unifiedCode: string
  state: MerchantState
  /** Of the first approval. */
  since: Date
  /** Whole months since then. */
  months: number
  /** 0–100, the sum of the parts' points. */
  score: number
  /** `none` below C, and for a merchant that is not active at the moment. */
  level: HonestyLevel
  parts: readonly Part[]
  /** Complaints that were upheld, stand, and have not faded yet. */
  upheldComplaints: number
  /** The last day of the licence; null is for as long as the shop exists. */
  licenceUntil: string | null
  areaName: string
}

/**
 * What the city can say about a merchant at this moment, made anew from its facts:
 * `{ merchantId, name, unifiedCode, state, since, months, score, level, parts: [{ part, points, max, facts }],
 * upheldComplaints, licenceUntil, areaName }`. Nothing in it names a person.
 *
 * @throws Refusal `merchant_missing`, also for one that was never approved
 */
export async function merchantFacts(db: Db, merchantId: string, now: Date): Promise<MerchantFacts> {
  const merchant = await merchantById(db, merchantId)
  const since = found(merchant.approvedAt, 'merchant_missing')
  const score = await scoreNow(db, merchant, now)
  const { name: areaName } = await areaById(db, merchant.areaId)
  const { name, unifiedCode, state, licenceUntil } = merchant
  return {
    ...{ merchantId, name, unifiedCode, state, since, licenceUntil, areaName },
    months: wholeMonths(cityDay(since), cityDay(now)),
    ...judgedBy(score, state),
  }
}

type Judged = Pick<MerchantFacts, 'score' | 'level' | 'parts' | 'upheldComplaints'>

/** A score as it is told: without a level for a merchant that is not active. */
function judgedBy({ score, level, parts }: Score, state: MerchantState): Judged {
  const losses = parts.find(({ part }) => part === 'complaints')?.facts ?? []
  const upheldComplaints = losses.filter(({ points = 0 }) => points < 0).length
  return { score, parts, level: state === 'active' ? level : 'none', upheldComplaints }
}

/** What somebody applied for or runs, the newest first, judged where it was ever approved. */
export async function ownMerchantsJudged(db: Db, ownerId: string, now: Date) {
  const own = await merchantsOf(db, ownerId)
  const approved = own.filter(({ approvedAt }) => approvedAt)
  const scores = await scoresNow(db, approved, now)
  return own.map((merchant) => {
    const score = scores.get(merchant.id)
    return { merchant, judged: score && judgedBy(score, merchant.state) }
  })
}

const staffRoles = ['clerk', 'reviewer', 'auditor', 'admin'] as const

/**
 * A merchant for somebody who has to do with it: its owner, and staff over its area. For anybody else it is missing.
 *
 * @throws Refusal `merchant_missing`
 */
export async function merchantFor(db: Db, id: string, actor: Actor) {
  const merchant = await merchantById(db, id)
  const standing = standingOf(actor, { areaPath: merchant.areaPath, ownerId: merchant.ownerId })
  const isOwner = standing.has('self')
  const isStaff = staffRoles.some((role) => standing.has(role))
  found(isOwner || isStaff ? merchant : undefined, 'merchant_missing')
  return { merchant, standing, isOwner, isStaff }
}

/** The same for its owner alone. @throws Refusal `merchant_missing` */
export async function ownMerchant(db: Db, id: string, actor: Actor): Promise<Merchant> {
  const { merchant, isOwner } = await merchantFor(db, id, actor)
  return found(isOwner ? merchant : undefined, 'merchant_missing')
}

/**
 * The same for staff over its area, but never for its own people, whatever else they are: the owner, whoever lives with
 * them, whoever stands at the counter.
 *
 * @throws Refusal `merchant_missing`, `merchant_own`
 */
export async function merchantForStaff(db: Db, id: string, actor: Actor) {
  const seen = await merchantFor(db, id, actor)
  found(seen.isStaff ? seen.merchant : undefined, 'merchant_missing')
  const { id: organizationId, ownerId } = seen.merchant
  const isOwn =
    standingOf(actor, { organizationId, ownerId }).has('merchant') || (await livesTogether(db, ownerId, actor.id))
  if (isOwn || actor.id === ownerId) throw new Refusal('forbidden', 'merchant_own')
  return seen
}

/** What somebody applied for or runs, the newest first. */
export const merchantsOf = (db: Db, ownerId: string): Promise<Merchant[]> =>
  db
    .select()
    .from(merchants)
    .where(eq(merchants.ownerId, ownerId))
    .orderBy(desc(merchants.createdAt), desc(merchants.id))

/** Merchants of the areas over which the actor holds one of the roles; none for anybody else. */
export const coveredBy = (actor: Actor, roles: readonly Role[] = staffRoles) =>
  reached(merchants.areaPath, actor, roles)

/** What happened to a merchant, the newest first. */
export const eventsOfMerchant = (db: Db, merchantId: string) =>
  db
    .select({ event: merchantEvents, why: merchantWords.words, who: people.displayName })
    .from(merchantEvents)
    .leftJoin(people, eq(people.id, merchantEvents.byId))
    .leftJoin(merchantWords, eq(merchantWords.ofId, merchantEvents.id))
    .where(eq(merchantEvents.merchantId, merchantId))
    .orderBy(desc(merchantEvents.at), desc(merchantEvents.id))

export type Licence = typeof merchantLicences.$inferSelect

/** How a merchant stands now, and the last step that was taken: for whoever acted on an older version. */
export async function standsNow(db: Db, { id, state }: Merchant) {
  const [last] = await eventsOfMerchant(db, id).limit(1)
  return { step: last?.event.step ?? '', why: last?.why ?? '', state }
}

/** The licences a merchant has sent, the newest first. */
export const licencesOf = (db: Db, merchantId: string): Promise<Licence[]> =>
  db
    .select()
    .from(merchantLicences)
    .where(eq(merchantLicences.merchantId, merchantId))
    .orderBy(desc(merchantLicences.sentAt), desc(merchantLicences.id))

/** Who suspended a merchant last: the clockwork, when its licence was over. */
export async function suspendedBy(db: Db, merchantId: string): Promise<string | undefined> {
  const [event] = await db
    .select({ byId: merchantEvents.byId })
    .from(merchantEvents)
    .where(and(eq(merchantEvents.merchantId, merchantId), eq(merchantEvents.step, 'suspend')))
    .orderBy(desc(merchantEvents.at), desc(merchantEvents.id))
    .limit(1)
  return event?.byId
}
