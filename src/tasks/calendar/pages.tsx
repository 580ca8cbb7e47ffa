import { sql } from 'drizzle-orm'
import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { calendarFeeds } from '../../../db/schema/tasks.ts'
import { areaAndAbove, areaById } from '../../areas/queries.ts'
import { hour, later } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import type { Activity } from '../activities/queries.ts'
import { type CalendarEvent, writeCalendar } from './ics.ts'
import { calendarOf, calendarOfArea, feedToken, personOfFeed } from './queries.ts'
import { CalendarPage } from './view.tsx'

export const calendarPages = new Hono<Env>()
  .get('/calendar', may.signedIn(), async (c) => {
    const { db, secrets, config, actor, t } = c.var
    const area = await areaById(db, (await personById(db, actor.id)).areaId)
    const areas = (await areaAndAbove(db, area)).filter(({ kind }) => kind !== 'grid')
    const address = `${config.baseUrl}/calendar/${await feedToken(db, secrets, actor.id)}.ics`
    const body = (
      <CalendarPage
        address={address}
        areas={areas.map(({ id, name }) => ({ name, href: `/calendar/areas/${id}.ics` }))}
      />
    )
    return page(c, { title: t('日历', 'Calendar') }, body)
  })
  .post('/calendar/replace', may.signedIn(), async (c) => {
    await c.var.atomically((tx) => replaceFeed(tx, c.var.actor.id))
    return c.redirect('/calendar', 303)
  })
  .get('/calendar/areas/:file{[\\w-]+\\.ics}', may.anyone(), async (c) => {
    const { db, now } = c.var
    const area = await areaById(db, c.req.param('file').slice(0, -4))
    const rows = await calendarOfArea(db, area.path, now())
    const events = rows.map((activity) => eventOf(c, activity, 'CONFIRMED'))
    return calendar(c, c.var.t(`${area.name}活动`, `${area.name}: activities`), events)
  })
  .get('/calendar/:file{[\\w.-]+\\.ics}', may.anyone(), async (c) => {
    const { db, secrets, now } = c.var
    const personId = found(await personOfFeed(db, secrets, c.req.param('file').slice(0, -4)), 'page_missing')
    const rows = await calendarOf(db, personId, now())
    const events = rows.map(({ activity, status }) =>
      eventOf(
        c,
        activity,
        activity.status === 'canceled' ? 'CANCELLED' : status === 'offered' ? 'TENTATIVE' : 'CONFIRMED',
      ),
    )
    return calendar(c, c.var.t('我的荣誉通任务', 'My Rongyu tasks'), events)
  })

/** Every address given out before stops working. */
const replaceFeed = (tx: Tx, personId: string) =>
  tx
    .insert(calendarFeeds)
    .values({ personId, generation: 1 })
    .onConflictDoUpdate({ target: calendarFeeds.personId, set: { generation: sql`${calendarFeeds.generation} + 1` } })

function eventOf(c: Context<Env>, activity: Activity, status: CalendarEvent['status']): CalendarEvent {
  const { id, title, description, place, contact, startsAt, endsAt, checkIn, version, updatedAt } = activity
  const isDeadline = checkIn === 'none'
  return {
    uid: id,
    // A task to be done any time would fill the whole month: its last hour stands for it.
    startsAt: isDeadline ? later(endsAt, -hour) : startsAt,
    endsAt,
    title: isDeadline ? c.var.t(`截止：${title}`, `Due: ${title}`) : title,
    place,
    notes: `${description}\n${contact}`,
    url: `${c.var.config.baseUrl}/tasks/${id}`,
    status,
    sequence: version,
    changedAt: updatedAt,
  }
}

const calendar = (c: Context<Env>, name: string, events: readonly CalendarEvent[]) =>
  c.body(writeCalendar({ name, events }), 200, { 'Content-Type': 'text/calendar; charset=utf-8' })
