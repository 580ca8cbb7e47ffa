import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { once } from '../../db/once.ts'
import { theCity } from '../areas/queries.ts'
import { standingOf } from '../kit/actor.ts'
import { isWorkday, type WorkCalendar } from '../kit/calendar.ts'
import { addDays, cityDay } from '../kit/clock.ts'
import { newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { csvFile } from '../web/csv.ts'
import type { Env } from '../web/env.ts'
import { formId, line, optional, pressed, submitted, type Tried, whole } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { page } from '../web/layout.tsx'
import { tableFile, textOf } from '../web/table-file.ts'
import { changeDay, changeOfficeHours, importCalendar, previewCalendar } from './actions.ts'
import { Chooser, DayForm, HoursForm } from './forms.tsx'
import { kindLabels } from './labels.ts'
import { Preview } from './preview.tsx'
import { calendarDay, calendarInForce, daysOfYear, eventsOfCalendar, officeHoursOf } from './queries.ts'
import { dayKinds, isDay, nameLengthMax } from './rules.ts'
import { Year } from './year.tsx'

const version = whole(0, 1_000_000_000)
const time = z.string().regex(/^\d{2}:\d{2}$/)
const dayForm = z.object({ kind: z.enum(dayKinds), name: optional(line(nameLengthMax)), version })
const hoursForm = z.object({ opens1: time, closes1: time, opens2: time, closes2: time, version })
const megabytesMax = 1
const fileForm = z.object({ file: tableFile(megabytesMax) })
const confirmation = z.object({ id: formId, text: z.string().max(megabytesMax * 1024 * 1024) })

/** The working calendar as its keepers see it: the year, a day, the office hours, and importing what was published. */
export const calendarDesk = new Hono<Env>()
  .get('/desk/calendar', may.be('auditor', 'admin'), showYear)
  .get('/desk/calendar/years/:year/days.csv', may.be('auditor', 'admin'), async (c) => {
    const year = yearOf(c.req.param('year'))
    const rows = (await daysOfYear(c.var.db, year)).map(({ day, kind, name }) => [day, kindLabels[kind].zh, name])
    return csvFile(c, `calendar-${year}.csv`, [['日期', '类型', '名称'], ...rows])
  })
  .get('/desk/calendar/days/:day', may.be('admin'), (c) => showDay(c))
  .post('/desk/calendar/days/:day', may.be('admin'), (c) =>
    submitted(
      c,
      dayForm,
      async ({ name = '', ...input }) => {
        const { atomically, actor, now } = c.var
        const day = c.req.param('day')
        await atomically((tx) => changeDay(tx, { ...input, name, day, actor, now: now() }))
        return c.redirect(`/desk/calendar?year=${day.slice(0, 4)}`, 303)
      },
      (tried) => showDay(c, tried),
    ),
  )
  .get('/desk/calendar/hours', may.be('admin'), (c) => showHours(c))
  .post('/desk/calendar/hours', may.be('admin'), (c) =>
    submitted(
      c,
      hoursForm,
      async ({ opens1, closes1, opens2, closes2, version }) => {
        const { atomically, actor, now } = c.var
        const officeHours = [
          { opens: opens1, closes: closes1 },
          { opens: opens2, closes: closes2 },
        ]
        await atomically((tx) => changeOfficeHours(tx, { officeHours, version, actor, now: now() }))
        return c.redirect('/desk/calendar', 303)
      },
      (tried) => showHours(c, tried),
    ),
  )
  .get('/desk/calendar/import', may.be('admin'), (c) => choose(c))
  .post('/desk/calendar/import', may.be('admin'), (c) =>
    submitted(
      c,
      fileForm,
      async ({ file }) => {
        const text = await textOf(file)
        const rows = await previewCalendar(c.var.db, text, c.var.actor)
        const title = c.var.t('导入前看一看', 'Before importing')
        return page(c, { title, face: 'desk' }, <Preview {...{ rows, text, id: newId(), words: c.var.words }} />)
      },
      (tried) => choose(c, tried),
    ),
  )
  .post('/desk/calendar/import/confirm', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { id, text } = await pressed(c, confirmation)
    const content = ['importCalendar', text]
    const { days } = await atomically((tx) =>
      once(tx, { key: id, actorId: actor.id, content, now: now() }, () =>
        importCalendar(tx, { text, actor, now: now() }),
      ),
    )
    return c.redirect(days[0] ? `/desk/calendar?year=${days[0].slice(0, 4)}` : '/desk/calendar', 303)
  })

async function showYear(c: Context<Env>) {
  const { db, actor, now, t } = c.var
  const today = cityDay(now())
  const year = yearOf(c.req.query('year') || today.slice(0, 4))
  const days = await daysOfYear(db, year)
  const { officeHours } = await officeHoursOf(db)
  const workdays = workdaysIn(await calendarInForce(db), year)
  const mayEdit = standingOf(actor, { areaPath: (await theCity(db)).path }).has('admin')
  const rows = { year, today, days, officeHours, workdays, mayEdit }
  return page(c, { title: t('工作日历', 'Working calendar'), face: 'desk' }, <Year {...rows} />)
}

function workdaysIn(calendar: WorkCalendar, year: number): number {
  let days = 0
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1))
    if (isWorkday(calendar, day)) days++
  return days
}

/** @throws Refusal `calendar_year_unknown` */
function yearOf(text: string): number {
  if (!isDay(`${text}-01-01`)) throw new Refusal('missing', 'calendar_year_unknown')
  return Number(text)
}

async function showDay(c: Context<Env>, tried?: Tried) {
  const { db, t } = c.var
  const day = c.req.param('day') ?? ''
  if (!isDay(day)) throw new Refusal('missing', 'calendar_day_missing')
  const rows = { row: await calendarDay(db, day), events: await eventsOfCalendar(db, day) }
  return page(c, { title: t('工作日历', 'Working calendar'), face: 'desk' }, <DayForm {...{ day, tried, ...rows }} />)
}

async function showHours(c: Context<Env>, tried?: Tried) {
  const { db, t } = c.var
  const { officeHours: hours, version } = await officeHoursOf(db)
  const events = await eventsOfCalendar(db, 'hours')
  return page(
    c,
    { title: t('办公时间', 'Office hours'), face: 'desk' },
    <HoursForm {...{ hours, version, events, tried }} />,
  )
}

const choose = (c: Context<Env>, tried?: Tried) =>
  page(c, { title: c.var.t('导入放假安排', 'Import holidays'), face: 'desk' }, <Chooser tried={tried} />)
