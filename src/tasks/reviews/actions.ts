import { and, eq, isNull } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Tx } from '../../../db/open.ts'
import { reviews, spotChecks } from '../../../db/schema/reviews.ts'
import { claims } from '../../../db/schema/tasks.ts'
import { type Actor, areasUnder, standingOf } from '../../kit/actor.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import type { Activity } from '../activities/queries.ts'
import { moveClaim } from '../claims/move.ts'
import { type Claim, claimById } from '../claims/queries.ts'
import { presenceOf } from '../presence/queries.ts'
import { credit, evidenceOf, nothing, type Reviewed } from './credits.ts'
import { tellDecided } from './notices.ts'
import { flagsOf } from './queries.ts'
import { assertApart, assertLevel, isSpotChecked, loweredTo } from './rules.ts'

export type Decision = {
  id: string
  claimId: string
  /** The claim's version that the reviewer looked at. */
  version: number
  decision: 'approve' | 'return' | 'reject'
  reason?: string | undefined
  /** An approval of less than the evidence bears: minutes of volunteering, or points of a task. */
  minutes?: number | undefined
  points?: number | undefined
  actor: Actor
  /** Of the claim's id, with the purpose `spot-check`: decides whether a second reviewer looks as well. */
  signature: string
  now: Date
}

/**
 * Decides about what was handed in. An approval records the hours and pays the points in the same transaction.
 *
 * @throws Refusal `claim_missing` outside one's areas, `review_own_work`, `review_own_activity`, `stale_version`,
 *   `review_reason_needed`, `review_one_level_up`, and of `loweredTo`
 */
export async function decide(tx: Tx, input: Decision): Promise<Reviewed> {
  const { id, claimId, version, decision, reason = '', actor, signature, now } = input
  const { claim, activity } = await claimForReview(tx, claimId, actor)
  const first = await firstAnswer(tx, input, claim)
  if (first) return first
  sameVersion(claim.version, version, { yours: { decision }, theirs: { status: claim.status } })
  if (decision !== 'approve' && reason === '') throw new Refusal('invalid', 'review_reason_needed', { field: 'reason' })
  const isApproval = decision === 'approve'
  if (isApproval) await assertMayCredit(tx, claim, activity, actor)
  const lowered = isApproval ? await loweredBy(tx, input, claim, activity) : undefined

  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: decision, actor, why: reason, now })
  const cause = `claim-${claimId}`
  const reviewed = isApproval
    ? await credit(tx, { claim: moved, activity, cause, lowered, actor, now })
    : nothing(moved)
  const { minutes, points } = reviewed
  const cut = { loweredFrom: lowered?.from ?? null, loweredTo: lowered?.to ?? null }
  await tx
    .insert(reviews)
    .values({ id, claimId, reviewerId: actor.id, decision, reason, minutes, points, ...cut, at: now })
  if (decision !== 'return' && isSpotChecked(signature))
    await tx
      .insert(spotChecks)
      .values({ claimId, reviewId: id, firstReviewerId: actor.id, firstDecision: decision, areaPath, createdAt: now })
      .onConflictDoNothing()
  await tellDecided(tx, { claim, activity, decision, reason, reviewed, now })
  return reviewed
}

/** What a reviewer allows of the evidence, when it is less. */
async function loweredBy(tx: Tx, { minutes, points, reason = '', now }: Decision, claim: Claim, activity: Activity) {
  const isVolunteering = activity.kind === 'volunteer'
  const [allowed, unfit] = isVolunteering ? [minutes, points] : [points, minutes]
  if (unfit !== undefined)
    throw new Refusal('invalid', 'review_figure_unfit', { field: isVolunteering ? 'points' : 'minutes' })
  if (allowed === undefined) return undefined
  return loweredTo({ allowed, evidence: await evidenceOf(tx, claim, activity, now), isVolunteering, reason })
}

/**
 * What the act with this id answered before.
 *
 * @throws Refusal `same_id_other_content` when it was about another claim, or another decision
 */
export async function firstAnswer(
  tx: Tx,
  { id, decision }: { id: string; decision: (typeof reviews.$inferSelect)['decision'] },
  claim: Claim,
): Promise<Reviewed | undefined> {
  const [known] = await tx.select().from(reviews).where(eq(reviews.id, id))
  if (!known) return undefined
  if (known.claimId !== claim.id || known.decision !== decision) throw new Refusal('conflict', 'same_id_other_content')
  return { ...nothing(claim), minutes: known.minutes, points: known.points, asked: known.points }
}

/** A claim that the actor stands over as a reviewer, and has no part in. */
export async function claimForReview(tx: Tx, claimId: string, actor: Actor) {
  // Whoever sends the same twice at once waits here, and gets the first answer.
  await locked(tx.select({ id: claims.id }).from(claims).where(eq(claims.id, claimId)))
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
  const paths = areasUnder(actor, ['reviewer', 'admin'])
  assertLevel(await flagsOf(tx, presence, activity), activity.areaPath, paths)
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
