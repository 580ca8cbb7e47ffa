import type { Context } from 'hono'
import { nobody } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { categoryInUse } from '../categories/queries.ts'
import { type Report, reportById } from '../queries.ts'
import type { NewReport } from './actions.ts'
import { answersIn, checked, isAnonymous, positionIn, type SnapInput } from './form.ts'
import { areaIdOf } from './place.ts'

export type Snap = Omit<NewReport, 'photos'> & { kind: Report['kind'] }

/**
 * What was typed as a report, all but the photos.
 *
 * @throws Refusal `category_missing`, `area_needed`, `answer_needed`, `answer_unfit`
 */
export async function snapOf(c: Context<Env>, input: SnapInput): Promise<Snap> {
  const { db, now } = c.var
  const category = await categoryInUse(db, input.categoryId ?? '')
  const answers = checked(category, answersIn(input, category))
  const position = positionIn(input)
  const anonymous = isAnonymous(c, input)
  return {
    ...{ key: input.id, kind: category.kind, categoryId: category.id, answers, anonymous },
    ...{ words: input.words ?? '', address: input.address ?? '', latitude: input.latitude, longitude: input.longitude },
    ...{
      placeFrom: position ? input.placeFrom : 'address',
      areaId: await areaIdOf(c, { areaId: input.areaId, position }),
    },
    ...{ channel: 'web', againOf: await againOf(c, input), actor: anonymous ? nobody : c.var.actor, now: now() },
  }
}

/** The solved report that is said to have come back: any that everybody can see. */
async function againOf(c: Context<Env>, { againOf }: SnapInput): Promise<string | undefined> {
  if (!againOf) return undefined
  const report = await reportById(c.var.db, againOf)
  return found(report.isPublic ? report : undefined, 'report_missing').id
}
