import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { areasCovered } from '../../areas/queries.ts'
import { newId } from '../../kit/ids.ts'
import { ruleInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, optional, pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { FormId, FormVersion } from '../../web/ui.tsx'
import { activityForStaff, cancelActivity, copyActivity, draftActivity, publishActivity } from './actions.ts'
import { DeskList, TemplateLinks } from './desk-list.tsx'
import { ManagePage, manageOf } from './desk-view.tsx'
import { editActivity } from './edit.ts'
import { ActivityForm, Conflict } from './form.tsx'
import { type ActivityFields, activityEditForm, activityForm, fieldsOf } from './input.ts'
import { viewOf } from './pages.tsx'
import { PreviewBar } from './preview.tsx'
import { type Activity, deskActivities } from './queries.ts'
import { areaPathsOf, readCursor, searchHref, writeCursor } from './search.ts'
import { freshFields, templates } from './templates.ts'
import { ActivityView } from './view.tsx'

const staff = () => may.be('clerk', 'admin')
const cancelForm = z.object({ why: optional(lines(300)).transform((why) => why ?? '') })
const idForm = z.object({ id: formId })
const statuses = ['draft', 'published', 'ongoing', 'ended', 'settled', 'canceled'] as const
const deskQuery = z.object({
  status: z.enum(statuses).optional().catch(undefined),
  words: z.string().trim().max(60).optional().catch(undefined),
  before: z.string().max(80).optional().catch(undefined),
})

export const activitiesDeskPages = new Hono<Env>()
  .get('/desk/tasks', staff(), async (c) => {
    const { db, actor, t } = c.var
    const query = deskQuery.parse(c.req.query())
    const { rows, next } = await deskActivities(db, {
      areaPaths: areaPathsOf(actor),
      statuses: query.status && [query.status],
      words: query.words || undefined,
      before: readCursor(query.before),
    })
    const more = next && searchHref('/desk/tasks', query, { before: writeCursor(next) })
    return page(c, desk(t('任务与活动', 'Tasks')), <DeskList rows={rows} query={query} more={more} />)
  })
  .get('/desk/tasks/new', staff(), async (c) => {
    const template = templates.find(({ name }) => name === c.req.query('template'))
    return newPage(c, { ...freshFields(c.var.now()), ...template?.fields })
  })
  .post('/desk/tasks', staff(), async (c) => {
    const { atomically, actor, now } = c.var
    return submitted(
      c,
      activityForm,
      async ({ id: key, ...fields }) => {
        const id = await atomically((tx) => draftActivity(tx, { key, fields, actor, now: now() }))
        return c.redirect(`/desk/tasks/${id}/preview`, 303)
      },
      (tried) => newPage(c, freshFields(now()), tried),
    )
  })
  .get('/desk/tasks/:id', staff(), async (c) => managePage(c, await looked(c)))
  .get('/desk/tasks/:id/preview', staff(), async (c) => {
    const { db, t, now } = c.var
    const activity = await looked(c)
    const managed = await manageOf(db, activity, now())
    const view = await viewOf(db, managed.activity, now())
    return page(
      c,
      { title: t('预览', 'Preview') },
      <>
        <PreviewBar {...managed} />
        <ActivityView {...view} />
      </>,
    )
  })
  .get('/desk/tasks/:id/edit', staff(), async (c) => editPage(c, await looked(c)))
  .post('/desk/tasks/:id', staff(), async (c) => {
    const { atomically, actor, now } = c.var
    const activity = await looked(c)
    return submitted(
      c,
      activityEditForm,
      async ({ version, ...fields }) => {
        await atomically((tx) => editActivity(tx, { activityId: activity.id, version, fields, actor, now: now() }))
        return c.redirect(`/desk/tasks/${activity.id}${activity.status === 'draft' ? '/preview' : ''}`, 303)
      },
      (tried) => editPage(c, activity, tried),
    )
  })
  .post('/desk/tasks/:id/publish', staff(), async (c) => {
    const { atomically, actor, now } = c.var
    const activity = await looked(c)
    return submitted(
      c,
      z.object({}),
      async () => {
        await atomically((tx) => publishActivity(tx, { activityId: activity.id, actor, now: now() }))
        return c.redirect(`/desk/tasks/${activity.id}`, 303)
      },
      (tried) => managePage(c, activity, tried),
    )
  })
  .post('/desk/tasks/:id/cancel', staff(), async (c) => {
    const { atomically, actor, now } = c.var
    const activity = await looked(c)
    return submitted(
      c,
      cancelForm,
      async ({ why }) => {
        await atomically((tx) => cancelActivity(tx, { activityId: activity.id, actor, why, now: now() }))
        return c.redirect(`/desk/tasks/${activity.id}`, 303)
      },
      (tried) => managePage(c, activity, tried),
    )
  })
  .post('/desk/tasks/:id/copy', staff(), async (c) => {
    const { atomically, actor, now } = c.var
    const { id: key } = await pressed(c, idForm)
    const copied = { key, activityId: c.req.param('id'), actor, now: now() }
    return c.redirect(`/desk/tasks/${await atomically((tx) => copyActivity(tx, copied))}/edit`, 303)
  })

const desk = (title: string) => ({ title, face: 'desk' }) as const

/** The activity of the address, for those who look after its area. */
const looked = (c: Context<Env, '/desk/tasks/:id'>) => activityForStaff(c.var.db, c.req.param('id'), c.var.actor)

async function managePage(c: Context<Env>, activity: Activity, tried?: Tried) {
  const managed = await manageOf(c.var.db, activity, c.var.now())
  return page(c, desk(activity.title), <ManagePage {...managed} formId={newId(c.var.now())} tried={tried} />)
}

async function newPage(c: Context<Env>, fields: Partial<ActivityFields>, tried?: Tried) {
  const { t } = c.var
  return page(
    c,
    desk(t('发布任务', 'New task')),
    <>
      <h1>{t('发布任务', 'New task')}</h1>
      <TemplateLinks />
      <ActivityForm
        {...(await choices(c))}
        action="/desk/tasks"
        fields={fields}
        tried={tried}
        submit={t('保存并预览', 'Save and preview')}
      >
        <FormId id={newId(c.var.now())} tried={tried} />
      </ActivityForm>
    </>,
  )
}

async function editPage(c: Context<Env>, activity: Activity, tried?: Tried) {
  const { t } = c.var
  const stale = tried?.refusal?.code === 'stale_version' ? tried.refusal : undefined
  // Shown again after a conflict, the form is about the present version: saving it now is a decision.
  const version = Number(stale?.details.stored ?? tried?.values.version ?? activity.version)
  return page(
    c,
    desk(t('修改任务', 'Change the task')),
    <>
      <h1>{t('修改任务', 'Change the task')}</h1>
      {stale && <Conflict refusal={stale} />}
      <ActivityForm
        {...(await choices(c))}
        action={`/desk/tasks/${activity.id}`}
        fields={fieldsOf(activity)}
        tried={tried}
        submit={t('保存', 'Save')}
      >
        <FormVersion version={version} />
      </ActivityForm>
    </>,
  )
}

/** The areas this actor may publish in, and what the sizes pay today. */
async function choices(c: Context<Env>) {
  const { db, actor, now } = c.var
  const lists = await Promise.all(areaPathsOf(actor).map((path) => areasCovered(db, path)))
  const areas = lists
    .flat()
    .map(({ id, name, path }) => ({ value: id, label: '　'.repeat(path.split('/').length - 2) + name }))
  const { terms } = await ruleInForce(db, 'R6', now())
  return { areas, prices: terms.prices }
}
