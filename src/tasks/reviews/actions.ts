import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import { appeals, reviews, spotChecks, submissions } from '../../../db/schema/reviews.ts'
import { recordHours } from '../../hours/actions.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { keepPhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { photosOf } from '../../photos/queries.ts'
import { grantPoints } from '../../points/grants/actions.ts'
import type { Cut } from '../../points/grants/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { spendCommitted } from '../activities/actions.ts'
import type { Activity } from '../activities/queries.ts'
import { rewardRule } from '../activities/reward.ts'
import { moveClaim } from '../claims/move.ts'
import { type Claim, claimById } from '../claims/queries.ts'
import { presenceOf } from '../presence/queries.ts'
import { gradeOf } from '../presence/rules.ts'
import { tellAppealed, tellDecided } from './notices.ts'
import { flagsOf, timeOf } from './queries.ts'
import {
  assertApart,
  assertAppealTime,
  assertEvidence,
  assertLevel,
  evidencePhotosMax,
  isSpotChecked,
} from './rules.ts'

export type Work = {
  /** The form's own id: the same work sent twice is handed in once. */
  id: string
  claimId: string
  text: string
  count: number | undefined
  /** Prepared and stored before the transaction. */
  prepared: readonly PreparedPhoto[]
  actor: Actor
  now: Date
}

/**
 * Hands in what was done. After a return, earlier photos still count.
 *
 * @throws Refusal `claim_missing`, `check_in_first`, `submission_too_late`, `photos_too_many`, those of `assertEvidence`
 */
export async function submitWork(tx: Tx, { id, claimId, text, count, prepared, actor, now }: Work): Promise<Claim> {
  const { claim, activity } = await claimById(tx, claimId)
  if (claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
  if (await isHandedIn(tx, id, claimId)) return claim
  if (claim.status === 'claimed') assertSubmissionOpen(activity, now)
  const earlier = await photosOf(tx, claimId)
  const photoCount = new Set([...earlier.map(({ photoId }) => photoId), ...prepared.map((photo) => photo.id)]).size
  if (photoCount > evidencePhotosMax)
    throw new Refusal('invalid', 'photos_too_many', { max: evidencePhotosMax, field: 'photos' })
  assertEvidence(activity, { text, count, photoCount })

  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: 'submit', actor, now })
  await tx
    .insert(submissions)
    .values({ id, claimId, personId: actor.id, text, count: count ?? null, photoCount: prepared.length, at: now })
  const use = { purpose: 'evidence' as const, subjectId: claimId, ownerId: actor.id, areaPath, now }
  await keepPhotos(tx, { prepared, ...use })
  return moved
}

async function isHandedIn(tx: Tx, id: string, claimId: string): Promise<boolean> {
  const [known] = await tx.select().from(submissions).where(eq(submissions.id, id))
  if (known && known.claimId !== claimId) throw new Refusal('conflict', 'same_id_other_content')
  return Boolean(known)
}

function assertSubmissionOpen({ checkIn, startsAt, endsAt }: Activity, now: Date) {
  if (checkIn !== 'none') throw new Refusal('conflict', 'check_in_first')
  if (now < startsAt) throw new Refusal('conflict', 'submission_too_early')
  if (now > endsAt) throw new Refusal('conflict', 'submission_too_late')
}

export type Decision = {
  id: string
  claimId: string
  /** The claim's version that the reviewer looked at. */
  version: number
  decision: 'approve' | 'return' | 'reject'
  reason?: string | undefined
  actor: Actor
  /** Of the claim's id, with the purpose `spot-check`: decides whether a second reviewer looks as well. */
  signature: string
  now: Date
}

export type Reviewed = {
  claim: Claim
  minutes: number | null
  points: number | null
  asked: number | null
  cuts: Cut[]
}

/**
 * Decides about what was handed in. An approval records the hours and pays the points in the same transaction.
 *
 * @throws Refusal `claim_missing` outside one's areas, `review_own_work`, `review_own_activity`, `stale_version`,
 *   `review_reason_needed`, `review_one_level_up`
 */
export async function decide(tx: Tx, input: Decision): Promise<Reviewed> {
  const { id, claimId, version, decision, reason = '', actor, signature, now } = input
  const { claim, activity } = await claimForReview(tx, claimId, actor)
  const [known] = await tx.select().from(reviews).where(eq(reviews.id, id))
  if (known) return firstReview(known, input, claim)
  sameVersion(claim.version, version, { yours: { decision }, theirs: { status: claim.status } })
  if (decision !== 'approve' && reason === '') throw new Refusal('invalid', 'review_reason_needed', { field: 'reason' })
  if (decision === 'approve') await assertMayCredit(tx, claim, activity, actor)

  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: decision, actor, why: reason, now })
  const reviewed = decision === 'approve' ? await credit(tx, { claim: moved, activity, actor, now }) : nothing(moved)
  const { minutes, points } = reviewed
  await tx.insert(reviews).values({ id, claimId, reviewerId: actor.id, decision, reason, minutes, points, at: now })
  if (decision !== 'return' && isSpotChecked(signature))
    await tx
      .insert(spotChecks)
      .values({ claimId, reviewId: id, firstReviewerId: actor.id, firstDecision: decision, areaPath, createdAt: now })
      .onConflictDoNothing()
  await tellDecided(tx, { claim, activity, decision, reason, reviewed, now })
  return reviewed
}

const nothing = (claim: Claim): Reviewed => ({ claim, minutes: null, points: null, asked: null, cuts: [] })

function firstReview(known: typeof reviews.$inferSelect, input: Decision, claim: Claim): Reviewed {
  if (known.claimId !== input.claimId || known.decision !== input.decision)
    throw new Refusal('conflict', 'same_id_other_content')
  return { claim, minutes: known.minutes, points: known.points, asked: known.points, cuts: [] }
}

/** A claim that the actor stands over as a reviewer, and has no part in. */
async function claimForReview(tx: Tx, claimId: string, actor: Actor) {
  const row = await claimById(tx, claimId)
  const standing = standingOf(actor, { areaPath: row.activity.areaPath })
  if (!standing.has('reviewer') && !standing.has('admin')) throw new Refusal('missing', 'claim_missing')
  const { publisherId } = row.activity
  assertApart({ reviewerId: actor.id, publisherId, claimantId: row.claim.personId })
  return row
}

async function assertMayCredit(tx: Tx, claim: Claim, activity: Activity, actor: Actor) {
  const presence = await presenceOf(tx, claim.id)
  if (!presence) return
  const paths = actor.grants.flatMap(({ role, areaPath }) =>
    (role === 'reviewer' || role === 'admin') && areaPath ? [areaPath] : [],
  )
  assertLevel(await flagsOf(tx, presence, activity), activity.areaPath, paths)
}

type Crediting = { claim: Claim; activity: Activity; actor: Actor; now: Date }

/** Hours first, because they decide the points; then the points; then the claim is credited. Nothing of it pays twice. */
async function credit(tx: Tx, { claim, activity, actor, now }: Crediting): Promise<Reviewed> {
  const isVolunteering = activity.kind === 'volunteer'
  const minutes = isVolunteering ? await recordService(tx, { claim, activity, actor, now }) : null
  const granted =
    minutes === 0 ? { points: 0, asked: 0, cuts: [] } : await pay(tx, { claim, activity, actor, now }, minutes)
  await spendCommitted(tx, { activityId: activity.id, points: granted.points, now })
  const credited = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'credit', actor, now })
  return { claim: credited, minutes, points: granted.points, asked: granted.asked, cuts: granted.cuts }
}

async function recordService(tx: Tx, { claim, activity, actor, now }: Crediting): Promise<number> {
  const presence = found(await presenceOf(tx, claim.id), 'check_in_first')
  const { title, areaId, place, beneficiary, description, publisherId } = activity
  const responsible = (await personById(tx, publisherId)).displayName
  const { minutes } = await recordHours(tx, {
    id: `claim-${claim.id}`,
    personId: claim.personId,
    activityId: activity.id,
    grade: gradeOf(presence),
    intervals: timeOf(presence, activity),
    evidence: [presence.inWay, presence.outWay ?? 'no_check_out'],
    ...{ title, areaId, place, beneficiary, content: description.slice(0, 300), responsible, recorder: actor.name },
    actorId: actor.id,
    now,
  })
  return minutes
}

async function pay(tx: Tx, { claim, activity, actor, now }: Crediting, minutes: number | null) {
  return grantPoints(tx, {
    id: `claim-${claim.id}`,
    personId: claim.personId,
    rule: await rewardRule(tx, activity, now),
    budgetAreaId: activity.areaId,
    ...(minutes === null ? { priceOf: activity.size ?? undefined } : { units: minutes / 60, priceOf: 'hour' }),
    cause: {
      kind: 'claim',
      id: claim.id,
      zh: minutes === null ? `完成任务「${activity.title}」` : `志愿服务「${activity.title}」${minutes / 60} 小时`,
      en: minutes === null ? `Task “${activity.title}” done` : `${minutes / 60} h of “${activity.title}”`,
    },
    evidence: [{ kind: 'claim', id: claim.id }],
    actorId: actor.id,
    now,
  })
}

export type Appeal = { id: string; claimId: string; text: string; actor: Actor; now: Date }

/**
 * The claimant objects to a rejection, once, within the days that held when it was rejected.
 *
 * @throws Refusal `claim_missing`, `claim_appeal_too_late` {days}
 */
export async function appeal(tx: Tx, { id, claimId, text, actor, now }: Appeal): Promise<Claim> {
  const { claim, activity } = await claimById(tx, claimId)
  if (claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
  const [known] = await tx.select().from(appeals).where(eq(appeals.claimId, claimId))
  if (known?.id === id) return claim
  if (claim.status === 'rejected') {
    const { terms } = await documentInForce(tx, 'TASKS', claim.updatedAt)
    assertAppealTime(claim.updatedAt, terms.appealDays, now)
  }
  const moved = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'appeal', actor, why: text, now })
  await tx.insert(appeals).values({ id, claimId, personId: actor.id, text, at: now })
  return moved
}

export type AppealDecision = Omit<Decision, 'decision' | 'signature' | 'reason'> & {
  decision: 'uphold' | 'overturn'
  reason: string
}

/**
 * Somebody who had no part in the first decision settles an appeal; overturning credits the claim.
 *
 * @throws Refusal as `decide`, and `appeal_own_decision`
 */
export async function decideAppeal(tx: Tx, input: AppealDecision): Promise<Reviewed> {
  const { id, claimId, version, decision, reason, actor, now } = input
  const { claim, activity } = await claimForReview(tx, claimId, actor)
  const earlier = await tx
    .select()
    .from(reviews)
    .where(eq(reviews.claimId, claimId))
    .orderBy(asc(reviews.at), asc(reviews.id))
  const known = earlier.find((row) => row.id === id)
  if (known) return { ...nothing(claim), minutes: known.minutes, points: known.points }
  if (earlier.some(({ reviewerId }) => reviewerId === actor.id)) throw new Refusal('forbidden', 'appeal_own_decision')
  sameVersion(claim.version, version, { yours: { decision }, theirs: { status: claim.status } })

  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: decision, actor, why: reason, now })
  const reviewed = decision === 'overturn' ? await credit(tx, { claim: moved, activity, actor, now }) : nothing(moved)
  const { minutes, points } = reviewed
  await tx
    .update(appeals)
    .set({ decidedBy: actor.id, decision, reason, decidedAt: now })
    .where(and(eq(appeals.claimId, claimId), isNull(appeals.decidedAt)))
  await tx.insert(reviews).values({ id, claimId, reviewerId: actor.id, decision, reason, minutes, points, at: now })
  await tellAppealed(tx, { claim, activity, decision, reason, reviewed, now })
  return reviewed
}

export type SecondLook = {
  claimId: string
  decision: 'approve' | 'reject'
  reason: string
  actor: Actor
  now: Date
}

/**
 * The second look at a claim. It changes nothing about the claim: a difference goes to the auditors.
 *
 * @throws Refusal `spot_check_missing`, `spot_check_own`, and those of being apart
 */
export async function decideSpotCheck(tx: Tx, { claimId, decision, reason, actor, now }: SecondLook): Promise<void> {
  await claimForReview(tx, claimId, actor)
  const [check] = await tx.select().from(spotChecks).where(eq(spotChecks.claimId, claimId))
  if (found(check, 'spot_check_missing').firstReviewerId === actor.id) throw new Refusal('forbidden', 'spot_check_own')
  const [decided] = await tx
    .update(spotChecks)
    .set({ secondReviewerId: actor.id, secondDecision: decision, reason, decidedAt: now })
    .where(and(eq(spotChecks.claimId, claimId), isNull(spotChecks.decidedAt)))
    .returning({ claimId: spotChecks.claimId })
  if (!decided) throw new Refusal('conflict', 'spot_check_done')
}
