import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { matters } from '../../../db/schema/reports.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, optional, pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { allCategories } from '../categories/queries.ts'
import { bookOn } from '../routing/queries.ts'
import { refusalReasonCodes } from '../rules.ts'
import { applyToEach, previewOf } from './bulk.ts'
import { BulkPreview, BulkResults } from './bulk-views.tsx'
import { cursor } from './cursor.ts'
import { coversOf, type Filter, queue, queueCounts, type Tab, tabs } from './queries.ts'
import { QueuePage } from './queue.tsx'

const centre = () => may.be('clerk', 'dispatcher', 'admin')
const staff = () => may.be('clerk', 'dispatcher', 'reviewer', 'auditor', 'admin')

const chosen = z
  .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.string().regex(/^[\w-]{8,100}:\d{1,7}$/)))
  .pipe(z.array(z.string()).min(1).max(50))

const bulkForm = z.object({
  id: formId,
  reports: chosen,
  act: z.enum(['accept', 'refuse']),
  matter: optional(z.enum(matters)),
  reason: optional(z.enum(refusalReasonCodes)),
  words: optional(lines(500)),
})

/** The triage desk: what came in, what is on its way, and several of them dealt with at once. */
export const reportsDesk = new Hono<Env>()
  .get('/desk/reports', staff(), (c) => {
    const { tab: wanted = 'new', category, urgent, late, after } = c.req.query()
    const tab = (Object.hasOwn(tabs, wanted) ? wanted : 'new') as Tab
    const from = cursor.safeParse(after).data
    const filter = { tab, categoryId: category || undefined, urgent: urgent === '1', late: late === '1', after: from }
    return queuePage(c, filter)
  })
  .post('/desk/reports/bulk', centre(), (c) =>
    submitted(
      c,
      bulkForm,
      async (given) => {
        const rows = await previewOf(c.var.db, given, c.var.actor)
        const options = { title: c.var.t('批量办理', 'Several at once'), face: 'desk' } as const
        return page(c, options, <BulkPreview {...{ given, rows }} />)
      },
      (tried) => queuePage(c, { tab: 'new' }, tried),
    ),
  )
  .post('/desk/reports/bulk/apply', centre(), async (c) => {
    const given = await pressed(c, bulkForm)
    const results = await applyToEach(c.var, given)
    return page(
      c,
      { title: c.var.t('批量办理结果', 'What became of each'), face: 'desk' },
      <BulkResults results={results} />,
    )
  })

async function queuePage(c: Context<Env>, filter: Filter, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const { rows, next } = await queue(db, actor, filter, now())
  const shown = {
    ...{ rows, next, filter, now: now(), formId: newId(now()), actor, tried },
    counts: await queueCounts(db, actor, now()),
    covers: await coversOf(
      db,
      rows.map(({ report }) => report.id),
    ),
    categories: await allCategories(db),
    book: await bookOn(db, cityDay(now())),
  }
  return page(c, { title: t('分拣与督办', 'Triage'), face: 'desk', scripts: ['triage.js'] }, <QueuePage {...shown} />)
}
