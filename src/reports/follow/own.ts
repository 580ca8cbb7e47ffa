import type { Context } from 'hono'
import { isSignedIn } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { reportInSight } from '../public/sight.ts'
import { actorOn } from './secret.ts'

/**
 * An act of the reporter's own, by their session or by the report's secret.
 *
 * @throws Refusal `report_missing` for a report out of sight, `step_not_yours` for somebody else's
 */
export async function ownAct(c: Context<Env>, id: string) {
  const { report, sight } = await reportInSight(c, id)
  if (sight !== 'reporter') {
    if (!isSignedIn(c.var.actor)) throw new Refusal('signed_out', 'not_signed_in')
    throw new Refusal('forbidden', 'step_not_yours')
  }
  return { reportId: report.id, ...actorOn(c, report), now: c.var.now() }
}
