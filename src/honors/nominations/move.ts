import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { nominationEvents, nominations, nominationWords } from '../../../db/schema/honors.ts'
import { type Actor, system } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { assertApart, nominationFlow, partsOf } from '../rules.ts'
import { involvedIn, type Nomination } from './queries.ts'

export type Move = {
  nomination: Nomination
  /** A step of `nominationFlow`. */
  step: string
  why?: string | undefined
  actor: Actor
  now: Date
}

type Also = Partial<
  Pick<
    Nomination,
    | 'figures'
    | 'checkedBy'
    | 'panelId'
    | 'grade'
    | 'points'
    | 'noticeText'
    | 'noticeEndsAt'
    | 'decidedBy'
    | 'year'
    | 'awardNumber'
    | 'issuedAt'
    | 'validUntil'
    | 'revokedBy'
  >
>

/**
 * Whether this step may be taken by this actor now; before anything is written for it.
 *
 * @returns where it leads
 * @throws Refusal `step_unknown`, `step_not_yours`, `honor_why`, and those of `assertApart`
 */
export async function mayMove(tx: Tx, { nomination, step, why = '', actor, now }: Move) {
  const involved = await involvedIn(tx, nomination, now)
  const parts = partsOf(actor, { areaPath: nomination.areaPath }, involved)
  const to = follow(nominationFlow, nomination.state, step, parts)
  assertApart(step, actor.id, involved)
  if (!why && nominationFlow[nomination.state][step]?.needs?.includes('why'))
    throw new Refusal('invalid', 'honor_why', { field: 'why' })
  return { to, involved }
}

/**
 * Takes one step of a nomination's life, if the row still stands where it was read, and writes down who did it and why.
 *
 * @throws Refusal those of `mayMove`, `nomination_moved` when somebody was quicker
 */
export async function moveNomination(tx: Tx, move: Move, also: Also = {}): Promise<Nomination> {
  const { nomination, step, why = '', actor, now } = move
  const { to } = await mayMove(tx, move)
  const [moved] = await tx
    .update(nominations)
    .set({ ...also, state: to, version: sql`${nominations.version} + 1`, updatedAt: now })
    .where(and(eq(nominations.id, nomination.id), eq(nominations.version, nomination.version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'nomination_moved')
  await noteNomination(tx, { nomination: moved, from: nomination.state, step, byId: actor.id, why, now })
  return moved
}

type Note = {
  nomination: Nomination
  from: Nomination['state'] | null
  step: string
  byId?: string
  why?: string
  now: Date
}

export async function noteNomination(tx: Tx, { nomination, from, step, byId = system.id, why = '', now }: Note) {
  const [id, nominationId] = [newId(now), nomination.id]
  await tx.insert(nominationEvents).values({
    ...{ id, nominationId, step, fromState: from, toState: nomination.state },
    ...{ byId, at: now },
  })
  await keepWords(tx, { ofId: id, nominationId, words: why })
}

export async function keepWords(tx: Tx, said: typeof nominationWords.$inferInsert): Promise<void> {
  if (said.words) await tx.insert(nominationWords).values(said)
}
