import type { Context } from 'hono'
import type { Tx } from '../../db/database.ts'
import { type By as Acting, acted as actedOnce, idempotencyKey } from '../web/api.ts'
import type { Env } from '../web/env.ts'

/** `id` is the sender's, made the actor's own: it becomes the key of whatever the act makes. */
export type By = Acting & { id: string }

/** An act of this room over the API. @see actedOnce */
export const acted = <Answer>(
  c: Context<Env>,
  content: readonly unknown[],
  work: (tx: Tx, by: By) => Promise<Answer>,
): Promise<Answer> =>
  actedOnce(c, ['households', ...content], (tx, by) => work(tx, { id: `${by.actor.id}-${idempotencyKey(c)}`, ...by }))
