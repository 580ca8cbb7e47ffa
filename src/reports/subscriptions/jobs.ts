import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { reportSubscriptions } from '../../../db/schema/snaps.ts'
import type { Job } from '../../jobs.ts'
import { later, minute } from '../../kit/clock.ts'
import { notify } from '../../notices/actions.ts'
import { placeShown } from '../public/place/rules.ts'
import { newReportsFor, type Subscription, subscriptionsDue } from './queries.ts'

const everyMinutes = 15
const batch = 200
/** More than so many at once are told by their number alone. */
const toldMax = 5
const countedMax = 100

/**
 * Tells subscribers what is new, in turns: whoever accepts a report never waits for a thousand notices. Several at once
 * are one notice.
 */
export const tellSubscribers: Job = {
  name: 'reports_subscriptions',
  everyMilliseconds: everyMinutes * minute,
  async run({ db, atomically, now }) {
    const due = await subscriptionsDue(db, later(now, -everyMinutes * minute), batch)
    if (due.length === 0) return 0
    await atomically(async (tx) => {
      for (const subscription of due) await tellOne(tx, subscription, now)
    })
    return due.length
  },
}

type Fresh = Awaited<ReturnType<typeof newReportsFor>>[number]

const whereOf = (report: Fresh) =>
  [report.number, report.areaName, placeShown(report, report).address].filter(Boolean).join(' · ')

async function tellOne(tx: Tx, subscription: Subscription, now: Date): Promise<void> {
  const { id, personId, areaId, categoryId, toldUpTo } = subscription
  const [taken] = await tx
    .update(reportSubscriptions)
    .set({ toldUpTo: now })
    // Another process may have told meanwhile.
    .where(and(eq(reportSubscriptions.id, id), eq(reportSubscriptions.toldUpTo, toldUpTo)))
    .returning()
  if (!taken) return
  const fresh = await newReportsFor(tx, subscription, now, countedMax)
  const others = fresh.filter(({ reporterId }) => reporterId !== personId)
  const [first] = others
  if (!first) return
  const told = { personId, key: `subscription-${id}-${others.at(-1)?.id}`, now }
  if (others.length <= toldMax)
    for (const report of others)
      await notify(tx, {
        ...{ ...told, key: `subscribed-${report.id}`, href: `/reports/${report.id}` },
        title: { zh: `新上报：${report.category.zh}`, en: `New report: ${report.category.en}` },
        body: { zh: whereOf(report), en: whereOf(report) },
      })
  else
    await notify(tx, {
      ...{ ...told, href: `/reports?area=${areaId}${categoryId ? `&category=${categoryId}` : ''}` },
      title: { zh: `有 ${others.length} 条新上报`, en: `${others.length} new reports` },
      body: { zh: '您订阅的区域和类别有了新的上报。', en: 'There are new reports where you subscribed.' },
    })
}
