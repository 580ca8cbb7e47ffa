import type { Context } from 'hono'
import { Refusal } from '../../kit/refusal.ts'
import type { Store } from '../../stock/queries.ts'
import type { Env } from '../../web/env.ts'
import { handOver, keepRefused } from './actions.ts'
import type { Outcome } from './rules.ts'

type HandOverAsked = {
  id: string
  store: Store
  read: string
  pieces?: Record<string, number> | undefined
  proof?: string | undefined
  proxyId?: string | undefined
}

/** Hands over; a rule that undid the act (goods recalled in this moment) is written down as what came of the scan. */
export async function handOverOnce(c: Context<Env>, asked: HandOverAsked): Promise<Outcome> {
  const { atomically, secrets, actor, now } = c.var
  const scan = { ...asked, keeper: actor, now: now() }
  try {
    return await atomically((tx) => handOver(tx, secrets, scan))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind !== 'conflict' || refusal.code === 'same_id_other_content')
      throw refusal
    return atomically((tx) => keepRefused(tx, secrets, scan, refusal))
  }
}
