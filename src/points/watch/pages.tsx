import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { addDays } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { watched } from '../desk/queries.ts'
import { decisionsOf, watchWeek } from './queries.ts'
import { weekStart } from './rules.ts'
import { DecisionsView, WatchView } from './views.tsx'

const week = z.iso.date().optional().catch(undefined)

/** Any day names its week; the present one when it is none. */
function mondayOf(c: Context<Env>): string {
  const asked = week.parse(c.req.query('week'))
  const at = asked ? new Date(`${asked}T04:00:00Z`) : c.var.now()
  return weekStart(at)
}

/** Who of the staff brings how many points into being: for auditors, so that nobody mints unseen. */
export const watchPages = new Hono<Env>()
  .get('/desk/watch', may.be('auditor', 'admin'), async (c) => {
    const { db, actor, now, t } = c.var
    const monday = mondayOf(c)
    const shown = await watchWeek(db, watched(actor), monday, now())
    const next = addDays(monday, 7)
    const view = { ...shown, monday, next: next <= weekStart(now()) ? next : undefined }
    return page(c, { title: t('发放监督', 'Who grants what'), face: 'desk' }, <WatchView {...view} />)
  })
  .get('/desk/watch/:id', may.be('auditor', 'admin'), async (c) => {
    const { db, actor, now, t } = c.var
    const monday = mondayOf(c)
    const id = c.req.param('id')
    const { rows } = await watchWeek(db, watched(actor), monday, now())
    const row = found(
      rows.find(({ actorId }) => actorId === id),
      'staff_week_missing',
    )
    const decisions = await decisionsOf(db, watched(actor), id, monday)
    const view = { row, decisions, monday }
    return page(c, { title: t('发放监督', 'Who grants what'), face: 'desk' }, <DecisionsView {...view} />)
  })
