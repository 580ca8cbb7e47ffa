import type { Atomically, Db } from '../../../db/database.ts'
import type { Job } from '../../jobs.ts'
import { addDays, day } from '../../kit/clock.ts'
import { notify } from '../../notices/actions.ts'
import { auditorsNow } from '../../people/roles/queries.ts'
import { watchWeek } from './queries.ts'
import { flagWords, weekStart } from './rules.ts'

/** Tells auditors each day what stands out in this week and the last; of one person and kind once a week. */
export const watchJob: Job = {
  name: 'points_watch',
  everyMilliseconds: day,
  async run({ db, atomically, now }) {
    for (const { personId, path } of await auditorsNow(db, now))
      for (const monday of [addDays(weekStart(now), -7), weekStart(now)])
        await tellOf({ db, atomically, now }, { personId, path, monday })
    return 0
  },
}

type City = { db: Db; atomically: Atomically; now: Date }

async function tellOf(
  { db, atomically, now }: City,
  { personId, path, monday }: { personId: string; path: string; monday: string },
) {
  const { rows } = await watchWeek(db, [path], monday, now)
  // Nobody is told about themselves: another auditor is.
  const standing = rows.filter(({ flags, actorId }) => flags.length > 0 && actorId !== personId)
  if (standing.length === 0) return
  await atomically(async (tx) => {
    for (const { actorId, name, flags, grants, points } of standing)
      await notify(tx, {
        ...{ personId, key: `watch-${monday}-${actorId}-${flags.join('-')}`, href: `/desk/watch?week=${monday}`, now },
        title: { zh: `${name}的发放请看一眼`, en: `Please look at the grants of ${name}` },
        body: {
          zh: `${monday} 起一周：${grants} 笔、${points} 分，${flags.map((flag) => flagWords[flag].zh).join('、')}。`,
          en: `Week of ${monday}: ${grants} grants, ${points} points; ${flags.map((flag) => flagWords[flag].en).join(', ')}.`,
        },
      })
  })
}
