import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { claimEvents, claims } from '../../../db/schema/tasks.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Claim } from './queries.ts'
import { claimFlow } from './rules.ts'

export type Move = {
  claim: Claim
  /** Where the activity stands: decides whose step it is. */
  areaPath: string
  /** A step of `claimFlow`. */
  step: string
  actor: Actor
  why?: string
  now: Date
}

/**
 * Takes one step of a claim's life: checks that it leaves this state and belongs to the actor, changes the row if it
 * still stands where it was read, and writes down who did it and why.
 *
 * @throws Refusal `step_unknown`, `step_not_yours`, `claim_moved` when somebody was quicker
 */
export async function moveClaim(
  tx: Tx,
  { claim, areaPath, step, actor, why = '', now }: Move,
  also: Partial<Pick<Claim, 'offerUntil' | 'queueNumber'>> = {},
): Promise<Claim> {
  const to = follow(claimFlow, claim.status, step, standingOf(actor, { areaPath, ownerId: claim.personId }))
  const [moved] = await tx
    .update(claims)
    .set({ ...also, status: to, version: sql`${claims.version} + 1`, updatedAt: now })
    .where(and(eq(claims.id, claim.id), eq(claims.status, claim.status), eq(claims.version, claim.version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'claim_moved')
  await noteClaim(tx, { claim: moved, from: claim.status, step, actorId: actor.id, why, now })
  return moved
}

type Note = { claim: Claim; from: Claim['status'] | null; step: string; actorId: string; why?: string; now: Date }

/** Writes the event of a claim that was just changed or made. */
export const noteClaim = (tx: Tx, { claim, from, step, actorId, why = '', now }: Note) =>
  tx.insert(claimEvents).values({
    id: newId(now),
    claimId: claim.id,
    step,
    from,
    to: claim.status,
    actorId,
    why,
    version: claim.version,
    at: now,
  })
