import type { Context } from 'hono'
import type { Tx } from '../../db/database.ts'
import { once } from '../../db/once.ts'
import type { Actor } from '../kit/actor.ts'
import { idempotencyKey } from '../web/api.ts'
import type { Env } from '../web/env.ts'

/** `id` is the sender's, made the actor's own: it becomes the key of whatever the act makes. */
export type By = { id: string; actor: Actor; now: Date }

/** An act of the JSON API, done once for its Idempotency-Key. @returns what it answered the first time */
export function acted<Answer>(
  c: Context<Env>,
  content: readonly unknown[],
  work: (tx: Tx, by: By) => Promise<Answer>,
): Promise<Answer> {
  const { atomically, actor, now } = c.var
  const key = idempotencyKey(c)
  const by = { id: `${actor.id}-${key}`, actor, now: now() }
  const asked = { key, actorId: actor.id, content: ['households', ...content], now: by.now }
  return atomically((tx) => once(tx, asked, () => work(tx, by)))
}
