import type { Context } from 'hono'
import type { Tx } from '../../db/database.ts'
import { once } from '../../db/once.ts'
import type { Actor } from '../kit/actor.ts'
import type { Env } from './env.ts'

/** Who does something, and when. */
export type By = { actor: Actor; now: Date }

/** What was sent: its sender's id, and what is asked for, the act's name included. */
type Sent = { key: string; content: readonly unknown[] }

/**
 * Does something once for its sender's id. @returns what it answered the first time
 *
 * @throws Refusal `same_id_other_content`
 */
export function doneOnce<Answer>(
  c: Context<Env>,
  { key, content }: Sent,
  work: (tx: Tx, by: By) => Promise<Answer>,
): Promise<Answer> {
  const { atomically, actor, now } = c.var
  const by = { actor, now: now() }
  return atomically((tx) => once(tx, { key, actorId: actor.id, content, now: by.now }, () => work(tx, by)))
}

/** The same for a form. What the work answers is not kept: a page shows what became of it. */
export async function pressedOnce(
  c: Context<Env>,
  sent: Sent,
  work: (tx: Tx, by: By) => Promise<unknown>,
): Promise<void> {
  await doneOnce(c, sent, (tx, by) => work(tx, by).then(() => null))
}
