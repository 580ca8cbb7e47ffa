import { Hono } from 'hono'
import { areaById, theCity } from '../../areas/queries.ts'
import { day, later } from '../../kit/clock.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { areaFigures, departmentFigures } from './queries.ts'
import { addUp, withSmallMerged } from './rules.ts'
import { FiguresPage } from './view.tsx'

const daysShown = { '30': 30, '90': 90, '365': 365 } as const
type Days = keyof typeof daysShown

/** How well it goes, by department and by area, from the calls themselves. */
export const reportFiguresPages = new Hono<Env>().get('/reports/figures', may.anyone(), async (c) => {
  const { db, now, t } = c.var
  const asked = c.req.query('area')
  const area = asked ? await areaById(db, asked) : await theCity(db)
  const days: Days = c.req.query('days') === '30' ? '30' : c.req.query('days') === '365' ? '365' : '90'
  const period = { area, from: later(now(), -daysShown[days] * day), now: now() }
  const [departments, areas] = [await departmentFigures(db, period), await areaFigures(db, period)]
  const shown = {
    ...{ area, days: daysShown[days], at: now(), total: addUp(areas) },
    departments: withSmallMerged(departments, t('其余单位（每家不足 5 件，合并）', 'Others, with few calls each')),
    areas: withSmallMerged(areas, t('其余区域（每处不足 5 件，合并）', 'Others, with few calls each')),
  }
  return page(c, { title: t('办得怎么样', 'How well it goes') }, <FiguresPage {...shown} />)
})
