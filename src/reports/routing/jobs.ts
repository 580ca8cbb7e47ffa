import type { Tx } from '../../../db/database.ts'
import type { Job } from '../../jobs.ts'
import { cityDay, minute } from '../../kit/clock.ts'
import { notify } from '../../notices/actions.ts'
import { keepersOf } from './keepers.ts'
import { bookOn } from './queries.ts'
import type { Entry } from './rules.ts'
import { problemSaid } from './said.ts'

/** A broken rule is told to whoever keeps it, once a day for as long as it is broken. */
export const alarmBrokenRules: Job = {
  name: 'routing_alarm',
  everyMilliseconds: 5 * minute,
  async run({ db, atomically, now }) {
    const broken = (await bookOn(db, cityDay(now))).filter(({ problems }) => problems.length > 0)
    for (const entry of broken) await atomically((tx) => alarm(tx, entry, now))
    return 0
  },
}

async function alarm(tx: Tx, { versionId, ruleId, name, areaPath, problems }: Entry, now: Date): Promise<void> {
  const said = (lang: 'zh' | 'en') => problems.map((problem) => problemSaid(problem)[lang]).join('；')
  for (const personId of await keepersOf(tx, areaPath, now))
    await notify(tx, {
      ...{ personId, key: `routing-broken-${versionId}-${cityDay(now)}`, href: `/desk/routing/${ruleId}`, now },
      title: { zh: `派单规则“${name}”已失效`, en: `Routing rule “${name}” is broken` },
      body: {
        zh: `${said('zh')}。它本该接住的上报现在靠人工判断，请修改或停用。`,
        en: `${said('en')}. What it would catch needs a person now. Please mend or retire it.`,
      },
    })
}
