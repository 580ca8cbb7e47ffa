import { and, asc, gte, lte, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { lots, reversals } from '../../../db/schema/points.ts'

/** Lots whose objection window has passed. In owner order, so that pieces of work lock purses the same way round. */
export const lotsToMature = (db: Db, now: Date, limit: number) =>
  db
    .select({ lotId: lots.id, ownerId: lots.ownerId })
    .from(lots)
    .where(and(lte(lots.effectiveAt, now), sql`pending > 0`))
    .orderBy(asc(lots.effectiveAt), asc(lots.id))
    .limit(limit)

/** Lots with points that nobody spent in time. */
export const lotsToExpire = (db: Db, now: Date, limit: number) =>
  db
    .select({ lotId: lots.id, ownerId: lots.ownerId })
    .from(lots)
    .where(and(lte(lots.expiresAt, now), sql`available > 0`))
    .orderBy(asc(lots.expiresAt), asc(lots.id))
    .limit(limit)

/** Debts so old that they are forgiven. */
export const debtsToForgive = (db: Db, before: Date, limit: number) =>
  db
    .select({ reversalId: reversals.id, ownerId: reversals.ownerId })
    .from(reversals)
    .where(and(lte(reversals.at, before), sql`debt_left > 0`))
    .orderBy(asc(reversals.at), asc(reversals.id))
    .limit(limit)

/** What expires between two instants, a row for each owner and expiry; keyset by owner, whose rows may come twice. */
export const expiringBetween = (db: Db, range: { after: Date; until: Date }, fromOwner: string, limit: number) =>
  db
    .select({ ownerId: lots.ownerId, expiresAt: lots.expiresAt, points: sql<number>`sum(available)`.mapWith(Number) })
    .from(lots)
    .where(
      and(
        sql`available > 0`,
        sql`${lots.expiresAt} > ${sql.param(range.after, lots.expiresAt)}`,
        lte(lots.expiresAt, range.until),
        gte(lots.ownerId, fromOwner),
      ),
    )
    .groupBy(lots.ownerId, lots.expiresAt)
    .orderBy(asc(lots.ownerId), asc(lots.expiresAt))
    .limit(limit)
