import type { Context } from 'hono'
import { Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { z } from 'zod'
import type { Db } from '../../../db/database.ts'
import { areaById } from '../../areas/queries.ts'
import { areaOptions, areaTree } from '../../areas/tree.ts'
import { isSignedIn, standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { ruleInForce } from '../../points/rulebook/queries.ts'
import { keepWhileUnchanged } from '../../web/drawn.ts'
import type { Env } from '../../web/env.ts'
import { formId, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { claimPlace } from '../claims/actions.ts'
import { claimOfPerson, peopleInLine } from '../claims/queries.ts'
import { ClaimBox } from './claim-box.tsx'
import { TaskList, taskListTop } from './list.tsx'
import { type Activity, activityById, type Cursor, eventsOfActivity, openActivities } from './queries.ts'
import { rewardRule } from './reward.ts'
import { activityRows } from './rows.ts'
import { searchHref, searchOf, searchQuery, writeCursor } from './search.ts'
import { ActivityView } from './view.tsx'

const newClaim = z.object({ id: formId, ageConfirmed: z.preprocess((value) => value === '1', z.boolean()) })

/** The public list is looked at far more often than anything in it changes. */
const found = keepWhileUnchanged<{ rows: HtmlEscapedString; count: number; next: Cursor | undefined }>()

export const activitiesPages = new Hono<Env>()
  .get('/tasks', may.anyone(), async (c) => {
    const [db, lang, now] = [c.get('db'), c.get('lang'), c.get('now')()]
    const query = searchQuery.parse(c.req.query())
    const { rows, count, next } = await found(db, now, JSON.stringify([lang, query]), async () => {
      const { rows, next } = await openActivities(db, await searchOf(db, query, now), now)
      return { rows: await activityRows(db, rows, lang, now), count: rows.length, next }
    })
    const top = await taskListTop(lang, {
      query,
      options: await areaOptions(db),
      chosen: query.area ? (await areaTree(db)).find(({ id }) => id === query.area) : undefined,
      home: await homeOf(c),
    })
    const more = next && searchHref('/tasks', query, { after: writeCursor(next) })
    return page(c, { title: c.get('t')('任务', 'Tasks') }, <TaskList {...{ top, rows, count, query, more }} />)
  })
  .get('/tasks/mine', may.signedIn(), (c) => c.redirect('/claims', 303))
  .get('/tasks/:id', may.anyone(), async (c) => activityPage(c, await activityById(c.var.db, c.req.param('id'))))
  .post('/tasks/:id/claims', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const activityId = c.req.param('id')
    return submitted(
      c,
      newClaim,
      async ({ id: key, ageConfirmed }) => {
        const claim = { key, activityId, personId: actor.id, ageConfirmed, actor, now: now() }
        return c.redirect(`/claims/${await atomically((tx) => claimPlace(tx, claim))}`, 303)
      },
      async (tried) => activityPage(c, await activityById(c.var.db, activityId), tried),
    )
  })

/** The community somebody is registered in, as a quick choice. */
async function homeOf(c: Context<Env>) {
  const [db, actor] = [c.get('db'), c.get('actor')]
  if (!isSignedIn(actor)) return undefined
  const area = await areaById(db, (await personById(db, actor.id)).areaId)
  return (await areaTree(db)).find(({ depth, path }) => depth === 2 && area.path.startsWith(path))
}

/** Everything that is shown about an activity, for residents and for the preview. */
export async function viewOf(db: Db, activity: Activity, now: Date) {
  const { name } = await areaById(db, activity.areaId)
  const { terms } = await ruleInForce(db, await rewardRule(db, activity, now), now)
  const events = activity.status === 'canceled' ? await eventsOfActivity(db, activity.id) : []
  return { activity, areaName: name, objectionHours: terms.objectionHours, reason: events.at(-1)?.why }
}

async function activityPage(c: Context<Env>, activity: Activity, tried?: Tried) {
  const { db, actor } = c.var
  const now = c.var.now()
  if (!isPublic(activity)) return draftPage(c, activity)
  const own = isSignedIn(actor) ? await claimOfPerson(db, activity.id, actor.id) : undefined
  const line = activity.taken >= activity.capacity ? await peopleInLine(db, activity.id) : 0
  const view = await viewOf(db, activity, now)
  const box = { activity, own: own?.claim, line, isSignedIn: isSignedIn(actor), formId: newId(now), now, tried }
  return page(
    c,
    { title: activity.title },
    <ActivityView {...view}>
      <ClaimBox {...box} />
    </ActivityView>,
  )
}

/** A draft that was called off was never shown either. */
export const isPublic = ({ status, publishedAt }: Activity) =>
  status === 'canceled' ? publishedAt !== null : status !== 'draft'

/** Drafts do not exist for residents; who looks after them goes on to the desk. */
function draftPage(c: Context<Env>, { id, areaPath }: Activity) {
  const standing = standingOf(c.var.actor, { areaPath })
  if (!standing.has('clerk') && !standing.has('admin')) throw new Refusal('missing', 'activity_missing')
  return c.redirect(`/desk/tasks/${id}`, 303)
}
