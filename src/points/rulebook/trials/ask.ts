import type { Context } from 'hono'
import type { Env } from '../../../web/env.ts'
import { ruleVersionById } from '../queries.ts'
import { askForTrial, atOnceMax, runTrial, trialSize } from './actions.ts'

/** Asks for a trial; a short one is over when this answers, a long one goes on beside the requests. */
export async function tryVersion(c: Context<Env>, { versionId, version }: { versionId: string; version: number }) {
  const { db, atomically, actor } = c.var
  const now = c.var.now()
  const { rule } = await ruleVersionById(db, versionId)
  const total = await trialSize(db, rule, now)
  const run = await atomically((tx) => askForTrial(tx, { versionId, version, total, actor, now }))
  if (total <= atOnceMax && run.state !== 'done') await runTrial({ db, atomically }, run, now)
  return run
}
