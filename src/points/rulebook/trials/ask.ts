import type { Context } from 'hono'
import type { Env } from '../../../web/env.ts'
import { doneOnce } from '../../../web/once.ts'
import { ruleVersionById } from '../queries.ts'
import { askForTrial, atOnceMax, runTrial, trialSize } from './actions.ts'

type Asked = { versionId: string; version: number; key?: string | undefined }

/**
 * Asks for a trial; a short one is over when this answers, a long one goes on beside the requests.
 *
 * @param key the sender's id: the same again starts no second one
 */
export async function tryVersion(c: Context<Env>, { versionId, version, key = c.var.requestId }: Asked): Promise<void> {
  const { db, atomically } = c.var
  const { rule } = await ruleVersionById(db, versionId)
  const total = await trialSize(db, rule, c.var.now())
  let begun: { run: Awaited<ReturnType<typeof askForTrial>>; now: Date } | undefined
  await doneOnce(c, { key, content: ['tryVersion', versionId, version] }, async (tx, { actor, now }) => {
    begun = { run: await askForTrial(tx, { versionId, version, total, actor, now }), now }
    return null
  })
  if (begun && total <= atOnceMax && begun.run.state !== 'done')
    await runTrial({ db, atomically }, begun.run, begun.now)
}
