import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Tx } from '../../../db/open.ts'
import { appeals, reviews } from '../../../db/schema/reviews.ts'
import { claims } from '../../../db/schema/tasks.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Activity } from '../activities/queries.ts'
import { moveClaim } from '../claims/move.ts'
import { type Claim, claimById } from '../claims/queries.ts'
import { claimForReview, type Decision, firstAnswer } from './actions.ts'
import { credit, nothing, type Reviewed } from './credits.ts'
import { tellAppealed, tellAuditors } from './notices.ts'
import { giveBack } from './revoking.ts'
import { assertAppealTime } from './rules.ts'

export type Appeal = { id: string; claimId: string; text: string; actor: Actor; now: Date }

/**
 * The claimant objects, once, within the days that held when it was decided: to a rejection, to an approval of less than
 * they did, or to one that was taken back.
 *
 * @throws Refusal `claim_missing`, `claim_appeal_too_late` {days}, `claim_appeal_nothing`
 */
export async function appeal(tx: Tx, { id, claimId, text, actor, now }: Appeal): Promise<Claim> {
  // The same sent twice at once waits here, and gets the first answer.
  await locked(tx.select({ id: claims.id }).from(claims).where(eq(claims.id, claimId)))
  const { claim, activity } = await claimById(tx, claimId)
  if (claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
  const [known] = await tx.select().from(appeals).where(eq(appeals.id, id))
  if (known) return firstAppeal(known, claim)
  if (claim.status === 'credited' && !(await cutOf(tx, claimId))) throw new Refusal('conflict', 'claim_appeal_nothing')
  if (claim.status === 'rejected' || claim.status === 'credited' || claim.status === 'revoked') {
    const { terms } = await documentInForce(tx, 'TASKS', claim.updatedAt)
    assertAppealTime(claim.updatedAt, terms.appealDays, now)
  }
  // The words stand with the appeal alone: events are kept for ever, words are not.
  const moved = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'appeal', actor, now })
  await tx.insert(appeals).values({ id, claimId, personId: actor.id, text, at: now })
  return moved
}

function firstAppeal({ claimId }: typeof appeals.$inferSelect, claim: Claim): Claim {
  if (claimId !== claim.id) throw new Refusal('conflict', 'same_id_other_content')
  return claim
}

type Review = typeof reviews.$inferSelect

/** By how much a decision stayed below the evidence. */
const cutBy = ({ loweredFrom, loweredTo }: Review) =>
  loweredFrom === null || loweredTo === null ? undefined : loweredFrom - loweredTo

/** By how much the decision that stands stayed below the evidence; undefined when it did not. */
async function cutOf(tx: Tx, claimId: string): Promise<number | undefined> {
  const [last] = await tx
    .select()
    .from(reviews)
    .where(eq(reviews.claimId, claimId))
    .orderBy(desc(reviews.at), desc(reviews.id))
    .limit(1)
  return last && cutBy(last)
}

export type AppealDecision = Omit<Decision, 'decision' | 'signature' | 'reason' | 'minutes' | 'points'> & {
  decision: 'uphold' | 'overturn'
  reason: string
}

/**
 * Somebody who had no part in the first decision settles an appeal; overturning credits the claim, or gives back what was
 * taken back.
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
  const first = await firstAnswer(tx, { id, decision }, claim)
  if (first) return first
  if (earlier.some(({ reviewerId }) => reviewerId === actor.id)) throw new Refusal('forbidden', 'appeal_own_decision')
  sameVersion(claim.version, version, { yours: { decision }, theirs: { status: claim.status } })

  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: decision, actor, why: reason, now })
  const cut = earlier.at(-1)
  const given =
    cut && cutBy(cut) ? { cause: `claim-${claimId}-appeal`, points: cutBy(cut) } : { cause: `claim-${claimId}` }
  const reviewed =
    decision === 'uphold'
      ? nothing(moved)
      : cut?.decision === 'revoke'
        ? await restore(tx, { claim: moved, activity, revocation: cut, actor, reason, now })
        : await credit(tx, { claim: moved, activity, ...given, actor, now })
  const { minutes, points } = reviewed
  await tx
    .update(appeals)
    .set({ decidedBy: actor.id, decision, reason, decidedAt: now })
    .where(and(eq(appeals.claimId, claimId), isNull(appeals.decidedAt)))
  await tx.insert(reviews).values({ id, claimId, reviewerId: actor.id, decision, reason, minutes, points, at: now })
  await tellAppealed(tx, { claim, activity, decision, reason, reviewed, now })
  return reviewed
}

type Restoring = { claim: Claim; activity: Activity; revocation: Review; actor: Actor; reason: string; now: Date }

async function restore(tx: Tx, { claim, activity, revocation, actor, reason, now }: Restoring): Promise<Reviewed> {
  const given = await giveBack(tx, { claimId: claim.id, revocation, reason, actor, now })
  const { minutes, points, withheld } = given
  const credited = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'credit', actor, now })
  if (withheld > 0) await tellAuditors(tx, { claim, activity, withheld, now })
  return {
    ...nothing(credited),
    ...{ minutes: activity.kind === 'volunteer' ? minutes : null, points, withheld },
  }
}
