import { and, asc, desc, eq, gt, inArray, lt, lte } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { serviceHours } from '../../../db/schema/hours.ts'
import {
  merchantChecks,
  merchantComplaints,
  merchantDisputes,
  merchantLicences,
  merchantScores,
  merchants,
} from '../../../db/schema/merchants.ts'
import { addDays, cityDay } from '../../kit/clock.ts'
import { groupBy } from '../../kit/group.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { type Score, type ScoreFacts, scoreOf } from './rules.ts'

type Merchant = Pick<typeof merchants.$inferSelect, 'id' | 'ownerId'>
type Asked = { merchantId: string; ownerId: string; at: Date }

/** What was known about a merchant at a moment, so that every score can be made again from what still stands there. */
export async function scoreFactsAt(db: Db, { merchantId, ownerId, at }: Asked): Promise<ScoreFacts> {
  const facts = await allFactsAt(db, [{ id: merchantId, ownerId }], at)
  return facts.get(merchantId) as ScoreFacts
}

/** The same for many at once, in as many questions as for one. */
async function allFactsAt(db: Db, shops: readonly Merchant[], at: Date): Promise<Map<string, ScoreFacts>> {
  const ids = shops.map(({ id }) => id)
  const licences = groupBy(await licencesAt(db, ids, at), ({ merchantId }) => merchantId)
  const checks = groupBy(await checksAt(db, ids, at), ({ merchantId }) => merchantId)
  const complaints = groupBy(await complaintsAt(db, ids, at), ({ merchantId }) => merchantId)
  const ownerIds = [...new Set(shops.map(({ ownerId }) => ownerId))]
  const service = groupBy(await serviceAt(db, ownerIds, at), ({ personId }) => personId)
  return new Map(
    shops.map(({ id, ownerId }) => [
      id,
      {
        licence: licences.get(id)?.[0],
        checks: checks.get(id) ?? [],
        complaints: complaints.get(id) ?? [],
        service: service.get(ownerId) ?? [],
      },
    ]),
  )
}

/** Every licence that was accepted by then, the newest first. */
const licencesAt = (db: Db, ids: string[], at: Date) =>
  db
    .select({ merchantId: merchantLicences.merchantId, id: merchantLicences.id, until: merchantLicences.validUntil })
    .from(merchantLicences)
    .where(
      and(
        inArray(merchantLicences.merchantId, ids),
        eq(merchantLicences.state, 'accepted'),
        lte(merchantLicences.decidedAt, at),
      ),
    )
    .orderBy(desc(merchantLicences.decidedAt), desc(merchantLicences.id))

/** Without those that were disputed with success by then. */
async function checksAt(db: Db, ids: string[], at: Date) {
  const rows = await db
    .select({ check: merchantChecks, outcome: merchantDisputes.outcome, decidedAt: merchantDisputes.decidedAt })
    .from(merchantChecks)
    .leftJoin(merchantDisputes, eq(merchantDisputes.checkId, merchantChecks.id))
    .where(and(inArray(merchantChecks.merchantId, ids), lte(merchantChecks.at, at)))
    .orderBy(asc(merchantChecks.at), asc(merchantChecks.id))
  return rows
    .filter(({ outcome, decidedAt }) => outcome !== 'upheld' || (decidedAt as Date) > at)
    .map(({ check: { merchantId, id, kind, result, at: seenAt } }) => ({
      ...{ merchantId, id, kind, result },
      day: cityDay(seenAt),
    }))
}

/** Upheld by then and not overturned; an anonymous one only once staff had looked. */
async function complaintsAt(db: Db, ids: string[], at: Date) {
  const rows = await db
    .select()
    .from(merchantComplaints)
    .where(
      and(
        inArray(merchantComplaints.merchantId, ids),
        inArray(merchantComplaints.state, ['upheld', 'appealed', 'confirmed', 'overturned']),
        lte(merchantComplaints.decidedAt, at),
      ),
    )
    .orderBy(asc(merchantComplaints.decidedAt), asc(merchantComplaints.id))
  return rows
    .filter(({ personId, inspectedAt }) => personId !== null || (inspectedAt !== null && inspectedAt <= at))
    .filter(({ state, appealDecidedAt }) => state !== 'overturned' || (appealDecidedAt as Date) > at)
    .map(({ merchantId, id, number, decidedAt }) => ({ merchantId, id, number, day: cityDay(decidedAt as Date) }))
}

async function serviceAt(db: Db, ownerIds: string[], at: Date) {
  const day = cityDay(at)
  const { personId, id, minutes } = serviceHours
  return db
    .select({ personId, id, minutes, day: serviceHours.day })
    .from(serviceHours)
    .where(
      and(
        inArray(serviceHours.personId, ownerIds),
        gt(serviceHours.day, addDays(day, -365)),
        lte(serviceHours.day, day),
        lte(serviceHours.at, at),
      ),
    )
    .orderBy(asc(serviceHours.day), asc(serviceHours.id))
}

export type ScoreNow = Score & { termsVersionId: string }

/** The score as it is at this moment, under the terms in force. */
export const scoreNow = async (db: Db, merchant: Merchant, now: Date): Promise<ScoreNow> =>
  (await scoresNow(db, [merchant], now)).get(merchant.id) as ScoreNow

/** The same of many merchants, by their ids. */
export async function scoresNow(db: Db, shops: readonly Merchant[], now: Date): Promise<Map<string, ScoreNow>> {
  if (shops.length === 0) return new Map()
  const { id: termsVersionId, terms } = await documentInForce(db, 'MERCHANTS', now)
  const facts = await allFactsAt(db, shops, now)
  const scored = (known: ScoreFacts) => ({ ...scoreOf(known, terms, cityDay(now)), termsVersionId })
  return new Map([...facts].map(([id, known]) => [id, scored(known)]))
}

export type KeptScore = typeof merchantScores.$inferSelect

/** Every score a merchant has had, the newest first. */
export const scoresOf = (db: Db, merchantId: string, limit = 50): Promise<KeptScore[]> =>
  db
    .select()
    .from(merchantScores)
    .where(eq(merchantScores.merchantId, merchantId))
    .orderBy(desc(merchantScores.seq))
    .limit(limit)

/** Merchants whose score has not been looked at since this day began: it fades with the calendar. */
export const merchantsWithoutScoreOf = (db: Db, since: Date, limit: number) =>
  db
    .select({ id: merchants.id })
    .from(merchants)
    .where(and(inArray(merchants.state, ['active', 'suspended', 'lapsed']), lt(merchants.scoredAt, since)))
    .orderBy(asc(merchants.scoredAt), asc(merchants.id))
    .limit(limit)
