import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { donationLines, donations, donors } from '../../../db/schema/donations.ts'

const taken = inArray(donations.state, ['received', 'inspected'])

/** Who agreed to be named, with what they gave, the latest first. */
export const namedDonors = (db: Db, max = 200) =>
  db
    .select({
      id: donors.id,
      wallName: donors.wallName,
      kind: donors.kind,
      times: sql`count(distinct ${donations.id})`.mapWith(Number),
      valueFen: sql`coalesce(sum(${donationLines.quantity} * ${donationLines.unitValueFen}), 0)`.mapWith(Number),
      lastOn: sql<string>`max(${donations.givenOn})`.as('last_on'),
    })
    .from(donors)
    .innerJoin(donations, and(eq(donations.donorId, donors.id), taken))
    .innerJoin(donationLines, eq(donationLines.donationId, donations.id))
    .where(isNotNull(donors.wallName))
    .groupBy(donors.id, donors.wallName, donors.kind)
    .orderBy(desc(sql`max(${donations.givenOn})`), asc(donors.id))
    .limit(max)

/** How many gave, by kind. */
export const donorCounts = (db: Db) =>
  db
    .select({ kind: donors.kind, count: sql`count(distinct ${donors.id})`.mapWith(Number) })
    .from(donors)
    .innerJoin(donations, and(eq(donations.donorId, donors.id), taken))
    .groupBy(donors.kind)
    .orderBy(asc(donors.kind))

/** What was given, by kind, in fen. */
export const givenWorth = (db: Db) =>
  db
    .select({
      kind: donationLines.kind,
      fen: sql`coalesce(sum(${donationLines.quantity} * ${donationLines.unitValueFen}), 0)`.mapWith(Number),
    })
    .from(donationLines)
    .innerJoin(donations, and(eq(donations.id, donationLines.donationId), taken))
    .groupBy(donationLines.kind)
    .orderBy(asc(donationLines.kind))
