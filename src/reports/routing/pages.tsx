import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import { areasOf } from '../../areas/desk/queries.ts'
import { organizationsAtWork } from '../../areas/organizations/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { allCategories, categoriesInUse } from '../categories/queries.ts'
import {
  changeRouting,
  draftRouting,
  keepRoutingTrial,
  retireRouting,
  scheduleRouting,
  withdrawRouting,
} from './actions.ts'
import { BookPage } from './book.tsx'
import { RuleFormPage } from './edit.tsx'
import { changeForm, newRuleForm, nextVersionForm, reasonForm, scheduleForm, seenForm, wordingOf } from './forms.ts'
import { bookReaders, gapsNow } from './gaps/queries.ts'
import { GapsPage } from './gaps/views.tsx'
import { bookOn, eventsOfRule, namesFor, routingVersionById, versionsInWork, versionsOfRule } from './queries.ts'
import { RulePage } from './rule.tsx'
import { trialOf } from './trials/queries.ts'

const staff = () => may.be(...bookReaders)
const keepers = () => may.be('dispatcher', 'admin')

/** Whether the actor keeps the rules of this area. */
const keeps = (actor: Actor, areaPath: string) => {
  const standing = standingOf(actor, { areaPath })
  return standing.has('dispatcher') || standing.has('admin')
}

/** The routing book: which reports go where, what is being drafted, and what no rule catches. */
export const routingDesk = new Hono<Env>()
  .get('/desk/routing', staff(), async (c) => {
    const { db, actor, t, now } = c.var
    const today = cityDay(now())
    const [book, work] = [await bookOn(db, today), await versionsInWork(db)]
    const later = work.filter(({ state, startsOn }) => state !== 'scheduled' || (startsOn ?? '') > today)
    const shown = { book, later, names: await namesFor(db, c.var.lang), mayDraft: actor.grants.some(isKeeping) }
    return page(c, { title: t('派单规则', 'Routing rules'), face: 'desk' }, <BookPage {...shown} />)
  })
  .get('/desk/routing/gaps', staff(), async (c) => {
    const { db, actor, t, now } = c.var
    const gaps = await gapsNow(db, actor, now())
    return page(c, { title: t('没有规则的地方', 'What no rule catches'), face: 'desk' }, <GapsPage {...gaps} />)
  })
  .get('/desk/routing/new', keepers(), (c) => draw(c, {}))
  .post('/desk/routing', keepers(), (c) =>
    submitted(
      c,
      newRuleForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        const draft = { ...wordingOf(input), id: input.id, areaId: input.areaId, actor, now: now() }
        return c.redirect(`/desk/routing/${await atomically((tx) => draftRouting(tx, draft))}`, 303)
      },
      (tried) => draw(c, { tried }),
    ),
  )
  .get('/desk/routing/:id', staff(), (c) => show(c, c.req.param('id')))
  .get('/desk/routing/:id/next', keepers(), async (c) => {
    const [newest] = await versionsOfRule(c.var.db, c.req.param('id'))
    return draw(c, { base: found(newest, 'routing_missing'), isNext: true })
  })
  .post('/desk/routing/:id/next', keepers(), async (c) => {
    const ruleId = c.req.param('id')
    const [newest] = await versionsOfRule(c.var.db, ruleId)
    return submitted(
      c,
      nextVersionForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => draftRouting(tx, { ...wordingOf(input), id: input.id, ruleId, actor, now: now() }))
        return c.redirect(`/desk/routing/${ruleId}`, 303)
      },
      (tried) => draw(c, { base: newest, isNext: true, tried }),
    )
  })
  .get('/desk/routing/versions/:id/edit', keepers(), async (c) =>
    draw(c, { base: await routingVersionById(c.var.db, c.req.param('id')) }),
  )
  .post('/desk/routing/versions/:id', keepers(), async (c) => {
    const base = await routingVersionById(c.var.db, c.req.param('id'))
    return submitted(
      c,
      changeForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        const change = { ...wordingOf(input), versionId: base.id, version: input.version, actor, now: now() }
        await atomically((tx) => changeRouting(tx, change))
        return c.redirect(`/desk/routing/${base.ruleId}`, 303)
      },
      (tried) => draw(c, { base, tried }),
    )
  })
  .post('/desk/routing/versions/:id/try', keepers(), async (c) => {
    const { db, atomically, actor, now } = c.var
    const { version } = await pressed(c, seenForm)
    const row = await routingVersionById(db, c.req.param('id'))
    const trial = await trialOf(db, row, now())
    await atomically((tx) => keepRoutingTrial(tx, { versionId: row.id, version, trial, actor, now: now() }))
    return c.redirect(`/desk/routing/${row.ruleId}`, 303)
  })
  .post('/desk/routing/versions/:id/schedule', keepers(), (c) => step(c, scheduleForm, scheduleRouting))
  .post('/desk/routing/versions/:id/retire', keepers(), (c) => step(c, reasonForm, retireRouting))
  .post('/desk/routing/versions/:id/withdraw', keepers(), (c) => step(c, reasonForm, withdrawRouting))

const isKeeping = ({ role, areaPath }: Actor['grants'][number]) =>
  Boolean(areaPath) && (role === 'dispatcher' || role === 'admin')

type Act = { versionId: string; actor: Actor; now: Date }

async function step<Schema extends z.ZodType<object>>(
  c: Context<Env>,
  schema: Schema,
  work: (tx: Tx, act: Act & z.output<Schema>) => Promise<void>,
): Promise<Response> {
  const { db, atomically, actor, now } = c.var
  const { id: versionId, ruleId } = await routingVersionById(db, c.req.param('id') ?? '')
  return submitted(
    c,
    schema,
    async (input) => {
      await atomically((tx) => work(tx, { ...input, versionId, actor, now: now() }))
      return c.redirect(`/desk/routing/${ruleId}`, 303)
    },
    (tried) => show(c, ruleId, tried),
  )
}

async function show(c: Context<Env>, ruleId: string, tried?: Tried): Promise<Response> {
  const { db, actor, now } = c.var
  const versions = await versionsOfRule(db, ruleId)
  const newest = found(versions[0], 'routing_missing')
  const today = cityDay(now())
  const shown = {
    ...{ versions, today, tried, actorId: actor.id },
    triedVersion: tried && c.req.param('id'),
    inForce: (await bookOn(db, today)).find((entry) => entry.ruleId === ruleId),
    events: await eventsOfRule(db, ruleId),
    names: await namesFor(db, c.var.lang),
    mayKeep: keeps(actor, newest.areaPath),
  }
  return page(c, { title: newest.name, face: 'desk' }, <RulePage {...shown} />)
}

type Drawn = {
  base?: Awaited<ReturnType<typeof routingVersionById>> | undefined
  /** A further version rather than another wording of this one. */
  isNext?: boolean
  tried?: Tried | undefined
}

async function draw(c: Context<Env>, { base, isNext = false, tried }: Drawn): Promise<Response> {
  const { db, actor, t, now } = c.var
  const areas = (await areasOf(db, actor)).map(({ area }) => area)
  const scope = areas.filter(({ path, kind }) => kind !== 'grid' && keeps(actor, path))
  const shown = {
    ...{ base, isNext, tried, formId: newId(now()) },
    scopes: scope.filter(({ kind }) => kind !== 'compound'),
    places: areas.filter(({ path, kind }) => kind !== 'grid' && (!base || path.startsWith(base.areaPath))),
    categories: base ? await allCategories(db) : await categoriesInUse(db, 'problem'),
    departments: await organizationsAtWork(db, 'department'),
    mayAutomate: actor.grants.some(({ role, areaPath }) => role === 'admin' && areaPath?.split('/').length === 2),
  }
  const title = base ? base.name : t('新的派单规则', 'New routing rule')
  return page(c, { title, face: 'desk' }, <RuleFormPage {...shown} />)
}
