import type { Tx } from '../../../db/database.ts'
import { notify } from '../../notices/actions.ts'
import type { Sentence } from '../../web/words.ts'
import type { AwardClass } from '../classes/queries.ts'
import { type Nomination, nomineesOf } from './queries.ts'

export type Telling = {
  nomination: Nomination
  awardClass: AwardClass
  /** Names the occasion: told once for each. */
  occasion: string
  title: Sentence
  body: Sentence
  now: Date
}

/** Tells everybody whom it is about and who has not declined. */
export async function tellNominees(tx: Tx, telling: Telling): Promise<void> {
  for (const { personId, answer } of await nomineesOf(tx, telling.nomination.id))
    if (answer !== 'declined') await tell(tx, telling, personId)
}

/** Tells who nominated, unless they did so for themselves and know from the other message. */
export async function tellNominator(tx: Tx, telling: Telling): Promise<void> {
  const subjects = await nomineesOf(tx, telling.nomination.id)
  const { nominatedBy } = telling.nomination
  if (!subjects.some(({ personId }) => personId === nominatedBy)) await tell(tx, telling, nominatedBy)
}

const tell = (tx: Tx, { nomination, occasion, title, body, now }: Telling, personId: string) =>
  notify(tx, {
    ...{ personId, key: `nomination-${nomination.id}-${occasion}`, title, body },
    ...{ href: `/honors/nominations/${nomination.id}`, now },
  })
