import { Hono } from 'hono'
import type { Env } from '../../../web/env.ts'
import { may } from '../../../web/guard.ts'
import { page } from '../../../web/layout.tsx'
import { coversOf } from '../queries.ts'
import { foundByStaff } from './queries.ts'
import { FoundPage } from './views.tsx'

/** Where staff look a report up by anything they may read of it. */
export const reportSearchDesk = new Hono<Env>().get(
  '/desk/reports/search',
  may.be('clerk', 'dispatcher', 'officer', 'reviewer', 'auditor', 'admin'),
  async (c) => {
    const { db, actor, now, t } = c.var
    const words = (c.req.query('q') ?? '').trim().slice(0, 60)
    const rows = words ? await foundByStaff(db, actor, words) : []
    const covers = await coversOf(
      db,
      rows.map(({ report }) => report.id),
    )
    const shown = { words, rows, covers, now: now() }
    return page(c, { title: t('找上报', 'Find a report'), face: 'desk' }, <FoundPage {...shown} />)
  },
)
