import type { Job } from '../../jobs.ts'
import type { Actor } from '../../kit/actor.ts'
import { addDays, cityDay, hour } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { grantsNow } from '../../people/sessions.ts'
import { fieldsOn, makeOccurrence, markMade } from './actions.ts'
import { type Series, seriesBehind } from './queries.ts'
import { occurrenceDays } from './rules.ts'

const daysAhead = 28
const batch = 20

type City = Parameters<Job['run']>[0]

/** Makes the activities of the next four weeks. Each is its own piece, so that one that cannot be made stops no other. */
export const makeOccurrences: Job = {
  name: 'tasks_series',
  everyMilliseconds: hour,
  async run(city) {
    const through = addDays(cityDay(city.now), daysAhead)
    const behind = await seriesBehind(city.db, through, batch)
    for (const series of behind) {
      const actor = await publisherOf(city, series)
      for (const day of occurrenceDays(series, series.madeThrough, through))
        if (fieldsOn(series, day).signUpUntil > city.now) await make(city, series, day, actor)
      await city.atomically((tx) => markMade(tx, { series, day: through }))
    }
    return behind.length
  },
}

/** The publisher with the roles they hold now: a series ends to publish when its publisher may no longer. */
async function publisherOf({ db, now }: City, { publisherId }: Series): Promise<Actor> {
  const { displayName } = await personById(db, publisherId)
  return { id: publisherId, name: displayName, grants: await grantsNow({ db }, publisherId, now) }
}

async function make({ atomically, now }: City, series: Series, day: string, actor: Actor): Promise<void> {
  try {
    await atomically((tx) => makeOccurrence(tx, { series, day, publishes: series.publishes, actor, now }))
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.kind === 'busy') throw refusal
    await atomically(async (tx) => {
      const isTheirs = refusal.code !== 'publishing_not_yours'
      if (isTheirs) await makeOccurrence(tx, { series, day, publishes: false, actor, now })
      await notify(tx, {
        personId: series.publisherId,
        key: `series-${series.id}-${day}`,
        ...unpublishedWords(series, day, refusal.code, isTheirs),
        href: `/desk/series/${series.id}`,
        now,
      })
    })
  }
}

/** Why an occurrence was not published, as far as a publisher can do something about it. */
function unpublishedWords({ template }: Series, day: string, code: string, isTheirs: boolean) {
  const title = String(template.title)
  const [zh, en] = !isTheirs
    ? ['您已没有在该区域发布的权限，这一场没有生成。', 'You may no longer publish in its area, so it was not made.']
    : code === 'budget_exhausted'
      ? ['社区积分额度不足，这一场留作草稿。', 'The points budget is used up, so it was left as a draft.']
      : [
          '这一场没能发布，留作草稿，请打开看看。',
          'It could not be published and was left as a draft. Please have a look.',
        ]
  return {
    title: { zh: `${day} 的“${title}”没有发布`, en: `“${title}” of ${day} was not published` },
    body: { zh, en },
  }
}
