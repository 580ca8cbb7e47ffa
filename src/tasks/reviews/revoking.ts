import { and, asc, eq, inArray, or } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/open.ts'
import { serviceHours } from '../../../db/schema/hours.ts'
import { reviews } from '../../../db/schema/reviews.ts'
import { giveBackHours, takeBackHours } from '../../hours/actions.ts'
import type { Actor } from '../../kit/actor.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { reverseGrant } from '../../points/actions.ts'
import { grantById } from '../../points/grants/queries.ts'
import { overturnReversal } from '../../points/reversals/actions.ts'
import { reversalAhead, reversalOf } from '../../points/reversals/queries.ts'
import { moveClaim } from '../claims/move.ts'
import { claimForReview, firstAnswer } from './actions.ts'
import { nothing, type Reviewed } from './credits.ts'
import { tellDecided } from './notices.ts'

/** What a claim was credited under: its approval, and what an appeal added to it. */
const causesOf = (claimId: string) => [`claim-${claimId}`, `claim-${claimId}-appeal`]

export type Revocation = { id: string; claimId: string; version: number; reason: string; actor: Actor; now: Date }

/**
 * Takes an approval back that rested on something untrue: the hours out of the record, the points by reversing their
 * grants. Once only: after an appeal that gave it back, the next word is the auditors'.
 *
 * @throws Refusal as `decide`, `revoke_nothing`, `revoked_before`
 */
export async function revokeApproval(tx: Tx, input: Revocation): Promise<Reviewed> {
  const { id, claimId, version, reason, actor, now } = input
  const { claim, activity } = await claimForReview(tx, claimId, actor)
  const earlier = await tx
    .select()
    .from(reviews)
    .where(eq(reviews.claimId, claimId))
    .orderBy(asc(reviews.at), asc(reviews.id))
  const first = await firstAnswer(tx, { id, decision: 'revoke' }, claim)
  if (first) return first
  sameVersion(claim.version, version, { yours: { decision: 'revoke' }, theirs: { status: claim.status } })
  if (earlier.some(({ decision }) => decision === 'revoke')) throw new Refusal('conflict', 'revoked_before')

  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: 'revoke', actor, why: reason, now })
  let [minutes, points] = [0, 0]
  for (const cause of causesOf(claimId)) {
    minutes += await takeBackHours(tx, { recordId: cause, reason, actor, now })
    points += await takeBackPoints(tx, `grant:${cause}`, { reason, actorId: actor.id, now })
  }
  if (minutes === 0 && points === 0) throw new Refusal('conflict', 'revoke_nothing')
  const taken = { minutes: activity.kind === 'volunteer' ? minutes : null, points }
  await tx.insert(reviews).values({ id, claimId, reviewerId: actor.id, decision: 'revoke', reason, ...taken, at: now })
  const reviewed = { ...nothing(moved), ...taken }
  await tellDecided(tx, { claim: moved, activity, decision: 'revoke', reason, reviewed, now })
  return reviewed
}

type Why = { reason: string; actorId: string; now: Date }

/** @returns the points of the grant; 0 where there is none, or it was taken back before */
async function takeBackPoints(tx: Tx, grantId: string, why: Why): Promise<number> {
  const grant = await grantById(tx, grantId)
  if (!grant || grant.points === 0 || (await reversalOf(tx, grantId))) return 0
  await reverseGrant(tx, { transferId: grantId, ...why, isTold: true })
  return grant.points
}

type GivingBack = Omit<Revocation, 'id' | 'version'> & { revocation: { reviewerId: string; at: Date } }

/**
 * An appeal was right: hours and points that `revocation` took come back. Points stay back where the time they were for
 * is counted elsewhere by now: what was paid for it then is for the auditors to see.
 *
 * @returns the minutes and points that came back, and the points `withheld`
 */
export async function giveBack(
  tx: Tx,
  { claimId, revocation, reason, actor, now }: GivingBack,
): Promise<{ minutes: number; points: number; withheld: number }> {
  let [minutes, points, withheld] = [0, 0, 0]
  for (const cause of causesOf(claimId)) {
    const hours = await giveBackHours(tx, { recordId: cause, reason, actor, now })
    minutes += hours.minutes
    const reversal = await reversalOf(tx, `grant:${cause}`)
    // The auditors may have reversed the grant before, or given it back since.
    if (!reversal || reversal.overturnedAt || !isOf(revocation, reversal)) continue
    const grant = found(await grantById(tx, reversal.transferId), 'transfer_missing')
    if (hours.missing > 0) {
      withheld += grant.points
      continue
    }
    await overturnReversal(tx, { reversalId: reversal.id, actorId: actor.id, now })
    points += grant.points
  }
  return { minutes, points, withheld }
}

/** A revocation reverses in its own moment and its reviewer's name. */
const isOf = ({ reviewerId, at }: GivingBack['revocation'], reversal: { actorId: string; at: Date }) =>
  reversal.actorId === reviewerId && reversal.at.getTime() === at.getTime()

export type Ahead = Awaited<ReturnType<typeof revocationAhead>>

/** What taking the approval back would do at this moment. */
export async function revocationAhead(
  db: Db,
  { claimId, personId, now }: { claimId: string; personId: string; now: Date },
) {
  const sum = { minutes: 0, taken: 0, debt: 0, writtenOff: 0 }
  const ids = causesOf(claimId)
  const records = await db
    .select({ minutes: serviceHours.minutes })
    .from(serviceHours)
    .where(
      and(eq(serviceHours.personId, personId), or(inArray(serviceHours.id, ids), inArray(serviceHours.corrects, ids))),
    )
    .orderBy(asc(serviceHours.id))
  for (const { minutes } of records) sum.minutes += minutes
  for (const transferId of ids.map((id) => `grant:${id}`)) {
    const grant = await grantById(db, transferId)
    if (!grant || grant.points === 0 || (await reversalOf(db, transferId))) continue
    const { pending, available, debt, writtenOff } = await reversalAhead(db, {
      transferId,
      ownerId: grant.personId,
      now,
    })
    sum.taken += pending + available
    sum.debt += debt
    sum.writtenOff += writtenOff
  }
  return sum
}
