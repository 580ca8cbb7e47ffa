import type { Tx } from '../../../db/database.ts'
import { notify } from '../../notices/actions.ts'
import { staffOver } from '../../people/roles/queries.ts'
import type { Sentence } from '../../web/words.ts'

type Waiting = {
  objectionId: string
  /** Where what was objected to stands. */
  areaPath: string
  /** Who may not answer. */
  apart: readonly string[]
  title: Sentence
  href: string
  now: Date
}

/** Tells who may answer an objection that it waits: the reviewers over the area, or its administrators where none is free. */
export async function tellReviewers(
  tx: Tx,
  { objectionId, areaPath, apart, title, href, now }: Waiting,
): Promise<void> {
  const free = async (role: 'reviewer' | 'admin') =>
    (await staffOver(tx, role, areaPath, now)).filter((id) => !apart.includes(id))
  const reviewers = await free('reviewer')
  for (const personId of reviewers.length > 0 ? reviewers : await free('admin'))
    await notify(tx, {
      ...{ personId, key: `objection-${objectionId}-waits`, title, href, now },
      body: { zh: '请核实并答复，答复之前不会认定。', en: 'Look into it and answer: nothing counts before that.' },
    })
}
