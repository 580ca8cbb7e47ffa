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
import { documentInForce } from '../../points/rulebook/queries.ts'
import { type Score, type ScoreFacts, scoreOf } from './rules.ts'

type Asked = { merchantId: string; ownerId: string; at: Date }

/** What was known about a merchant at a moment, so that every score can be made again from what still stands there. */
export async function scoreFactsAt(db: Db, asked: Asked): Promise<ScoreFacts> {
  return {
    licence: await licenceAt(db, asked),
    checks: await checksAt(db, asked),
    complaints: await complaintsAt(db, asked),
    service: await serviceAt(db, asked),
  }
}

async function licenceAt(db: Db, { merchantId, at }: Asked) {
  const [licence] = await db
    .select({ id: merchantLicences.id, until: merchantLicences.validUntil })
    .from(merchantLicences)
    .where(
      and(
        eq(merchantLicences.merchantId, merchantId),
        eq(merchantLicences.state, 'accepted'),
        lte(merchantLicences.decidedAt, at),
      ),
    )
    .orderBy(desc(merchantLicences.decidedAt), desc(merchantLicences.id))
    .limit(1)
  return licence
}

/** Without those that were disputed with success by then. */
async function checksAt(db: Db, { merchantId, at }: Asked) {
  const rows = await db
    .select({ check: merchantChecks, outcome: merchantDisputes.outcome, decidedAt: merchantDisputes.decidedAt })
    .from(merchantChecks)
    .leftJoin(merchantDisputes, eq(merchantDisputes.checkId, merchantChecks.id))
    .where(and(eq(merchantChecks.merchantId, merchantId), lte(merchantChecks.at, at)))
    .orderBy(asc(merchantChecks.at), asc(merchantChecks.id))
  return rows
    .filter(({ outcome, decidedAt }) => outcome !== 'upheld' || (decidedAt as Date) > at)
    .map(({ check: { id, kind, result, at: seenAt } }) => ({ id, kind, result, day: cityDay(seenAt) }))
}

/** Upheld by then and not overturned; an anonymous one only once staff had looked. */
async function complaintsAt(db: Db, { merchantId, at }: Asked) {
  const rows = await db
    .select()
    .from(merchantComplaints)
    .where(
      and(
        eq(merchantComplaints.merchantId, merchantId),
        inArray(merchantComplaints.state, ['upheld', 'appealed', 'confirmed', 'overturned']),
        lte(merchantComplaints.decidedAt, at),
      ),
    )
    .orderBy(asc(merchantComplaints.decidedAt), asc(merchantComplaints.id))
  return rows
    .filter(({ personId, inspectedAt }) => personId !== null || (inspectedAt !== null && inspectedAt <= at))
    .filter(({ state, appealDecidedAt }) => state !== 'overturned' || (appealDecidedAt as Date) > at)
    .map(({ id, number, decidedAt }) => ({ id, number, day: cityDay(decidedAt as Date) }))
}

async function serviceAt(db: Db, { ownerId, at }: Asked) {
  const day = cityDay(at)
  return db
    .select({ id: serviceHours.id, minutes: serviceHours.minutes, day: serviceHours.day })
    .from(serviceHours)
    .where(
      and(
        eq(serviceHours.personId, ownerId),
        gt(serviceHours.day, addDays(day, -365)),
        lte(serviceHours.day, day),
        lte(serviceHours.at, at),
      ),
    )
    .orderBy(asc(serviceHours.day), asc(serviceHours.id))
}

type Merchant = Pick<typeof merchants.$inferSelect, 'id' | 'ownerId'>

/** The score as it is at this moment, under the terms in force. */
export async function scoreNow(
  db: Db,
  { id, ownerId }: Merchant,
  now: Date,
): Promise<Score & { termsVersionId: string }> {
  const { id: termsVersionId, terms } = await documentInForce(db, 'MERCHANTS', now)
  const facts = await scoreFactsAt(db, { merchantId: id, ownerId, at: now })
  return { ...scoreOf(facts, terms, cityDay(now)), termsVersionId }
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
