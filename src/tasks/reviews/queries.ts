import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { counted, type Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { photos, photoUses } from '../../../db/schema/photos.ts'
import { presences as presenceRows, type presences } from '../../../db/schema/presence.ts'
import { appeals, reviews, spotChecks, submissions } from '../../../db/schema/reviews.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import { reached } from '../../areas/reach.ts'
import { hoursOn, uncounted } from '../../hours/queries.ts'
import { clip, type Interval, inQuarters, minutesByDay, minutesOf } from '../../hours/rules.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { likePhotos, pictureOf } from '../../photos/likeness/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Activity } from '../activities/queries.ts'
import { rewardEach } from '../activities/reward.ts'
import { type Claim, claimById } from '../claims/queries.ts'
import { presenceOf, type Stay, staysOf } from '../presence/queries.ts'
import { gradeOf } from '../presence/rules.ts'
import { type Flag, presenceFlags } from './rules.ts'

type Presence = typeof presences.$inferSelect

/** The time at the activity: every stay from coming to going, none of it before the planned start or after the planned end. */
export const timeOf = (stays: readonly Stay[], { startsAt, endsAt }: Activity): Interval[] =>
  clip(
    stays.map(({ inAt, outAt }) => ({ from: inAt, to: outAt ?? endsAt })),
    { from: startsAt, to: endsAt },
  )

/** What a reviewer should look at twice. */
export async function flagsOf(db: Db, presence: Presence, activity: Activity): Promise<Flag[]> {
  const stays = await staysOf(db, presence)
  const intervals = timeOf(stays, activity)
  const fresh = await uncounted(db, presence.personId, intervals)
  const days: number[] = []
  for (const [day, minutes] of minutesByDay(fresh)) days.push(minutes + (await hoursOn(db, presence.personId, day)))
  const { terms } = await documentInForce(db, 'TASKS', presence.inAt)
  return presenceFlags(terms, {
    grade: gradeOf(stays),
    closedAt: presence.closedAt,
    sharedDevice: presence.sharedDevice,
    bands: stays.flatMap(({ inBand, outBand }) => [inBand, outBand]),
    minutesOnDay: Math.max(0, ...days),
    overlaps: minutesOf(fresh) < minutesOf(intervals),
  })
}

/** Everything that stands out about a claim: its time, and pictures that were used before. */
export async function allFlags(db: Db, claimId: string, presence: Presence | null | undefined, activity: Activity) {
  const flags = presence ? await flagsOf(db, presence, activity) : []
  const pictures = await evidencePhotos(db, claimId)
  if (pictures.some(({ like: same }) => same.length > 0)) flags.push('like_photo')
  return flags
}

/** Until when a claimant may object to the decision that stands, by the days that held when it was made. */
export async function appealUntil(db: Db, { updatedAt }: Claim): Promise<Date> {
  const { terms } = await documentInForce(db, 'TASKS', updatedAt)
  return later(updatedAt, terms.appealDays * day)
}

/** Where the actor reviews: the paths of their grants. */
const reviewers = ['reviewer', 'admin'] as const
const watchers = ['auditor', 'admin'] as const

const queueSize = 50

/** Waits for a decision of this reviewer: own work and own activities are left out. */
const isWaiting = (actor: Actor) =>
  and(
    inArray(claims.status, ['submitted', 'appealed']),
    ne(claims.personId, actor.id),
    ne(activities.publisherId, actor.id),
    reached(activities.areaPath, actor, reviewers),
  )

/** How many wait. */
export const countReviews = (db: Db, actor: Actor): Promise<number> =>
  counted(
    db
      .select({ rows: count() })
      .from(claims)
      .innerJoin(activities, eq(activities.id, claims.activityId))
      .where(isWaiting(actor)),
  )

/** They, the longest waiting first. */
export async function reviewQueue(db: Db, actor: Actor, limit = queueSize) {
  return db
    .select({ claim: claims, activity: activities, displayName: people.displayName, presence: presenceRows })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .innerJoin(people, eq(people.id, claims.personId))
    .leftJoin(presenceRows, eq(presenceRows.claimId, claims.id))
    .where(isWaiting(actor))
    .orderBy(asc(claims.updatedAt), asc(claims.id))
    .limit(limit)
}

export type ReviewCase = Awaited<ReturnType<typeof reviewCase>>

/** Everything a reviewer needs beside each other: what was asked, what was done, and what stands out. */
export async function reviewCase(db: Db, claimId: string, actor: Actor, now: Date) {
  const { claim, activity } = await claimById(db, claimId)
  const standing = standingOf(actor, { areaPath: activity.areaPath })
  if (!standing.has('reviewer') && !standing.has('admin')) throw new Refusal('missing', 'claim_missing')
  const [person] = await db
    .select({ displayName: people.displayName })
    .from(people)
    .where(eq(people.id, claim.personId))
  const presence = await presenceOf(db, claimId)
  const pictures = await evidencePhotos(db, claimId)
  const flags = await allFlags(db, claimId, presence, activity)
  const stays = presence ? await staysOf(db, presence) : []
  const minutes = minutesOf(await uncounted(db, claim.personId, timeOf(stays, activity)))
  return {
    claim,
    activity,
    displayName: person?.displayName ?? '',
    presence,
    stays,
    minutes,
    /** What the evidence bears: minutes of volunteering, points of a task. */
    evidence: activity.kind === 'point_task' ? await rewardEach(db, activity, now) : inQuarters(minutes),
    flags,
    photos: pictures,
    ...(await workOf(db, claimId)),
  }
}

/** What was handed in and decided about a claim so far. */
export async function workOf(db: Db, claimId: string) {
  const handedIn = await db
    .select()
    .from(submissions)
    .where(eq(submissions.claimId, claimId))
    .orderBy(desc(submissions.at), desc(submissions.id))
  const decisions = await db
    .select({ review: reviews, displayName: people.displayName })
    .from(reviews)
    .innerJoin(people, eq(people.id, reviews.reviewerId))
    .where(eq(reviews.claimId, claimId))
    .orderBy(desc(reviews.at), desc(reviews.id))
  const [objection] = await db
    .select()
    .from(appeals)
    .where(eq(appeals.claimId, claimId))
    .orderBy(desc(appeals.at), desc(appeals.id))
    .limit(1)
  return { submissions: handedIn, decisions, appeal: objection }
}

/** The claim's photos, each with the earlier uses of the same or a nearly same picture elsewhere. */
async function evidencePhotos(db: Db, claimId: string) {
  const rows = await db
    .select({ use: photoUses, photo: photos })
    .from(photoUses)
    .innerJoin(photos, eq(photos.id, photoUses.photoId))
    .where(eq(photoUses.subjectId, claimId))
    .orderBy(asc(photoUses.at), asc(photoUses.place), asc(photoUses.id))
  const found = []
  for (const { use, photo } of rows) {
    const like = await likePhotos(db, pictureOf(photo, use), { exceptSubjectId: claimId, until: use.at })
    found.push({ photoId: photo.id, like })
  }
  return found
}

/** Drawn for a second look that this reviewer may give: of nothing of their own, and the first decision was not theirs. */
const isOpenLook = (actor: Actor) =>
  and(
    isNull(spotChecks.decidedAt),
    ne(spotChecks.firstReviewerId, actor.id),
    ne(claims.personId, actor.id),
    ne(activities.publisherId, actor.id),
    reached(spotChecks.areaPath, actor, reviewers),
  )

/** Claims drawn for a second look that this reviewer may give: the first decision stays hidden. */
export const openSpotChecks = (db: Db, actor: Actor) =>
  db
    .select({ claim: claims, activity: activities, displayName: people.displayName })
    .from(spotChecks)
    .innerJoin(claims, eq(claims.id, spotChecks.claimId))
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .innerJoin(people, eq(people.id, claims.personId))
    .where(isOpenLook(actor))
    .orderBy(asc(spotChecks.createdAt), asc(spotChecks.claimId))
    .limit(queueSize)

/** How many they are. */
export const countSpotChecks = (db: Db, actor: Actor): Promise<number> =>
  counted(
    db
      .select({ rows: count() })
      .from(spotChecks)
      .innerJoin(claims, eq(claims.id, spotChecks.claimId))
      .innerJoin(activities, eq(activities.id, claims.activityId))
      .where(isOpenLook(actor)),
  )

/** Whether this reviewer may still give the second look at a claim. */
export async function isOpenSpotCheck(db: Db, claimId: string, actor: Actor): Promise<boolean> {
  const open = and(
    eq(spotChecks.claimId, claimId),
    isNull(spotChecks.decidedAt),
    ne(spotChecks.firstReviewerId, actor.id),
  )
  const [row] = await db.select({ claimId: spotChecks.claimId }).from(spotChecks).where(open)
  return Boolean(row)
}

const approvalsOnPage = 30

type Page = { before?: string | undefined; size?: number }

/**
 * Approvals and granted appeals where this reviewer decides, the latest first, from the one after `before` on; own work,
 * and what waits for their second look, left out.
 */
export async function latestApprovals(db: Db, actor: Actor, { before, size = approvalsOnPage }: Page = {}) {
  const [last] = before ? await db.select().from(reviews).where(eq(reviews.id, before)) : []
  const rows = await db
    .select({ review: reviews, claim: claims, activity: activities, displayName: people.displayName })
    .from(reviews)
    .innerJoin(claims, eq(claims.id, reviews.claimId))
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .innerJoin(people, eq(people.id, claims.personId))
    .leftJoin(spotChecks, eq(spotChecks.claimId, claims.id))
    .where(
      and(
        inArray(reviews.decision, ['approve', 'overturn']),
        ne(claims.personId, actor.id),
        ne(activities.publisherId, actor.id),
        or(isNull(spotChecks.claimId), isNotNull(spotChecks.decidedAt), eq(spotChecks.firstReviewerId, actor.id)),
        reached(activities.areaPath, actor, reviewers),
        last && or(lt(reviews.at, last.at), and(eq(reviews.at, last.at), lt(reviews.id, last.id))),
      ),
    )
    .orderBy(desc(reviews.at), desc(reviews.id))
    .limit(size + 1)
  const shown = rows.slice(0, size)
  return { approved: shown, next: rows.length > size ? shown.at(-1)?.review.id : undefined }
}

/** Second looks that came out differently, for the auditors of the area. */
export const disagreements = (db: Db, actor: Actor) =>
  db
    .select({ check: spotChecks, activity: activities, displayName: people.displayName })
    .from(spotChecks)
    .innerJoin(claims, eq(claims.id, spotChecks.claimId))
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .innerJoin(people, eq(people.id, claims.personId))
    .where(
      and(
        isNotNull(spotChecks.secondDecision),
        sql`${spotChecks.secondDecision} <> ${spotChecks.firstDecision}`,
        reached(spotChecks.areaPath, actor, watchers),
      ),
    )
    .orderBy(desc(spotChecks.decidedAt), desc(spotChecks.claimId))
    .limit(queueSize)

/** How often each reviewer's first decision was confirmed by the second look. */
export const agreementByReviewer = (db: Db, actor: Actor) =>
  db
    .select({
      reviewerId: spotChecks.firstReviewerId,
      displayName: people.displayName,
      looks: sql`count(*)`.mapWith(Number),
      agreed: sql`sum(case when ${spotChecks.secondDecision} = ${spotChecks.firstDecision} then 1 else 0 end)`.mapWith(
        Number,
      ),
    })
    .from(spotChecks)
    .innerJoin(people, eq(people.id, spotChecks.firstReviewerId))
    .where(and(isNotNull(spotChecks.decidedAt), reached(spotChecks.areaPath, actor, watchers)))
    .groupBy(spotChecks.firstReviewerId, people.displayName)
    .orderBy(asc(spotChecks.firstReviewerId))
