import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { activityForStaff } from '../activities/actions.ts'
import { areaPathsOf } from '../activities/search.ts'
import { endSeries, repeatActivity, retemplate, skipDay } from './actions.ts'
import { occurrencesOf, seriesForStaff, seriesIn } from './queries.ts'
import { patternFrom, weekdayOf } from './rules.ts'
import { RepeatForm, SeriesList, SeriesPage } from './view.tsx'

const staff = () => may.be('clerk', 'admin')
const calendarDay = z.iso.date()
const weekdays = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(whole(1, 7)),
)

const repeatForm = z.object({
  id: formId,
  repeats: z.enum(['weekly', 'monthly']),
  interval: whole(1, 12),
  weekdays,
  lastDay: calendarDay,
  publishes: z.preprocess((value) => value === '1', z.boolean()),
})
const version = whole(1, 1_000_000)
const skipForm = z.object({ version, day: calendarDay })
const templateForm = z.object({ version, activityId: formId })
const endForm = z.object({ version })

type Acting = { seriesId: string; actor: Env['Variables']['actor']; now: Date }

export const seriesDeskPages = new Hono<Env>()
  .get('/desk/series', staff(), async (c) => {
    const rows = await seriesIn(c.var.db, areaPathsOf(c.var.actor))
    return page(c, desk(c.var.t('长期活动', 'Recurring activities')), <SeriesList rows={rows} />)
  })
  .get('/desk/tasks/:id/repeat', staff(), async (c) => repeatPage(c))
  .post('/desk/tasks/:id/repeat', staff(), async (c) => {
    const { atomically, actor, now } = c.var
    return submitted(
      c,
      repeatForm,
      async ({ id: key, publishes, ...given }) => {
        const activity = await activityForStaff(c.var.db, c.req.param('id'), actor)
        const pattern = patternFrom(given, cityDay(activity.startsAt))
        const series = { key, activityId: activity.id, pattern, publishes, actor, now: now() }
        return c.redirect(`/desk/series/${await atomically((tx) => repeatActivity(tx, series))}`, 303)
      },
      (tried) => repeatPage(c, tried),
    )
  })
  .get('/desk/series/:id', staff(), (c) => seriesPage(c))
  .post('/desk/series/:id/skip', staff(), (c) =>
    change(c, skipForm, (tx, act, given) => skipDay(tx, { ...act, ...given })),
  )
  .post('/desk/series/:id/template', staff(), (c) =>
    change(c, templateForm, (tx, act, given) => retemplate(tx, { ...act, ...given })),
  )
  .post('/desk/series/:id/end', staff(), (c) =>
    change(c, endForm, (tx, act, given) => endSeries(tx, { ...act, ...given })),
  )

const desk = (title: string) => ({ title, face: 'desk' }) as const

async function repeatPage(c: Context<Env, '/desk/tasks/:id'>, tried?: Tried) {
  const { db, actor, t } = c.var
  const activity = await activityForStaff(db, c.req.param('id'), actor)
  const weekday = weekdayOf(cityDay(activity.startsAt))
  const shown = { activity, weekday, formId: newId(c.var.now()), tried }
  return page(c, desk(t('设为长期活动', 'Make it recurring')), <RepeatForm {...shown} />)
}

async function seriesPage(c: Context<Env, '/desk/series/:id'>, tried?: Tried) {
  const { db, actor } = c.var
  const series = await seriesForStaff(db, c.req.param('id'), actor)
  const occurrences = await occurrencesOf(db, series.id)
  const shown = { series, occurrences, today: cityDay(c.var.now()), tried }
  return page(c, desk(String(series.template.title)), <SeriesPage {...shown} />)
}

/** One of the small changes of a series, and back to its page. */
function change<Schema extends z.ZodType>(
  c: Context<Env, '/desk/series/:id'>,
  schema: Schema,
  act: (tx: Tx, acting: Acting, given: z.output<Schema>) => Promise<unknown>,
) {
  const { atomically, actor, now } = c.var
  const seriesId = c.req.param('id')
  return submitted(
    c,
    schema,
    async (given) => {
      await atomically((tx) => act(tx, { seriesId, actor, now: now() }, given))
      return c.redirect(`/desk/series/${seriesId}`, 303)
    },
    (tried) => seriesPage(c, tried),
  )
}
