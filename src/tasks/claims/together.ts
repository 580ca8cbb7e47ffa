import { and, eq, exists, gt, inArray, isNotNull, notInArray, or } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { reviews } from '../../../db/schema/reviews.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import { system } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { notify } from '../../notices/actions.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Sentence } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import { moveClaim } from './move.ts'
import { type ClaimStatus, final, gone, refused, toCome } from './rules.ts'

/** Whether anybody has been at the activity, or handed something in. */
export async function workHasBegun(db: Db, activityId: string): Promise<boolean> {
  const [begun] = await db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.activityId, activityId), notInArray(claims.status, [...toCome, ...gone])))
    .limit(1)
  return Boolean(begun)
}

/** Whether every claim has come to rest, the time to appeal against a rejection included. */
export async function claimsAtRest(db: Db, activityId: string, now: Date): Promise<boolean> {
  const { terms } = await documentInForce(db, 'TASKS', now)
  const [moving] = await movingClaims(db, terms, now, activityId).limit(1)
  return !moving
}

/** Claims of an activity (of the outer query's, without an id) that something may still happen to. */
export function movingClaims(
  db: Db,
  { appealDays }: { appealDays: number },
  now: Date,
  activityId: string | typeof activities.id = activities.id,
) {
  const isCut = exists(
    db
      .select({ id: reviews.id })
      .from(reviews)
      .where(and(eq(reviews.claimId, claims.id), isNotNull(reviews.loweredFrom))),
  )
  const isFresh = gt(claims.updatedAt, later(now, -appealDays * day))
  const mayAppeal = and(isFresh, or(inArray(claims.status, [...refused]), and(eq(claims.status, 'credited'), isCut)))
  return db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.activityId, activityId), or(notInArray(claims.status, [...final, ...refused]), mayAppeal)))
}

type Closing = {
  activity: Activity
  statuses?: readonly ClaimStatus[]
  cause: 'activity_canceled' | 'started'
  why?: string
  now: Date
}

/** Closes the claims that were still to come, and tells everybody why. */
export async function closeClaims(
  tx: Tx,
  { activity, statuses = toCome, cause, why = '', now }: Closing,
): Promise<void> {
  for (const claim of await claimsIn(tx, activity.id, statuses)) {
    await moveClaim(
      tx,
      { claim, areaPath: activity.areaPath, step: 'close', actor: system, why: cause, now },
      { offerUntil: null },
    )
    await notify(tx, {
      personId: claim.personId,
      key: `claim-${claim.id}-${cause}`,
      ...closingWords[cause](activity, why),
      href: `/claims/${claim.id}`,
      now,
    })
  }
}

type Telling = {
  activity: Activity
  statuses?: readonly ClaimStatus[]
  key: string
  title: Sentence
  body: Sentence
  now: Date
}

/** Tells everybody whose claim is still to come. */
export async function tellClaimants(tx: Tx, { activity, statuses = toCome, key, ...words }: Telling): Promise<void> {
  for (const claim of await claimsIn(tx, activity.id, statuses))
    await notify(tx, {
      personId: claim.personId,
      key: `claim-${claim.id}-${key}`,
      href: `/claims/${claim.id}`,
      ...words,
    })
}

const claimsIn = (tx: Tx, activityId: string, statuses: readonly ClaimStatus[]) =>
  tx
    .select()
    .from(claims)
    .where(and(eq(claims.activityId, activityId), inArray(claims.status, [...statuses])))
    .orderBy(claims.id)

const closingWords = {
  activity_canceled: ({ title }: Activity, why: string) => ({
    title: { zh: `活动取消：${title}`, en: `Called off: ${title}` },
    body: {
      zh: `原因：${why} 您不用再来，也不会算作缺席。`,
      en: `Reason: ${why} You need not come, and it is not counted against you.`,
    },
  }),
  started: ({ title }: Activity) => ({
    title: { zh: `这次没有轮到：${title}`, en: `No place this time: ${title}` },
    body: {
      zh: '活动已经开始，候补到此结束。谢谢您愿意来，欢迎看看别的活动。',
      en: 'It has begun, so the wait list is closed. Thank you for offering; please look at the others.',
    },
  }),
}
