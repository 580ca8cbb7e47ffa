import {
  answers,
  createRoute,
  idempotencyHeader,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { AppealShown, BudgetShown } from '../api-shape.ts'
import { decideAppeal } from '../appeals/actions.ts'
import { appealById } from '../appeals/queries.ts'
import { moveBudget } from '../budgets/actions.ts'
import { appealsWatched, budgetsWatched } from './queries.ts'

const tags = ['points']
const reason = line(500).openapi({ type: 'string' })

const Appeals = z.object({ appeals: z.array(AppealShown.extend({ version: z.int() })) })

const budgets = createRoute({
  method: 'get',
  path: '/points/budgets',
  ...{
    tags,
    summary: 'This year’s budgets of the areas I watch over',
    middleware: [may.be('auditor', 'admin')] as const,
  },
  responses: { 200: answers('Budgets', z.object({ budgets: z.array(BudgetShown) })), ...problems },
})

const move = createRoute({
  method: 'post',
  path: '/points/budgets/moves',
  ...{ tags, summary: 'Move a part of a budget to another area', middleware: [may.be('admin')] as const },
  request: {
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        fromAreaId: z.string().min(1).max(20),
        toAreaId: z.string().min(1).max(20),
        points: z.int().min(1).max(10_000_000),
        reason,
      }),
    ),
  },
  responses: { 200: answers('Budgets after the move', z.object({ budgets: z.array(BudgetShown) })), ...problems },
})

const appeals = createRoute({
  method: 'get',
  path: '/points/appeals',
  ...{
    tags,
    summary: 'Appeals that wait, in the areas I watch over',
    middleware: [may.be('auditor', 'admin')] as const,
  },
  responses: { 200: answers('Appeals', Appeals), ...problems },
})

const decide = createRoute({
  method: 'post',
  path: '/points/appeals/{id}/decision',
  ...{
    tags,
    summary: 'Decide an appeal, as somebody who did not decide the first time',
    middleware: [may.be('auditor', 'admin')] as const,
  },
  request: {
    params: z.object({ id: z.string().max(100) }),
    body: jsonBody(z.object({ step: z.enum(['uphold', 'overturn']), reason, version: z.int() })),
  },
  responses: { 200: answers('The appeal', AppealShown), ...problems },
})

type Rows = Awaited<ReturnType<typeof budgetsWatched>>
const shownBudgets = (rows: Rows) => ({
  budgets: rows.map(({ area, budget: { areaId, year, points, committed }, issued }) => ({
    ...{ areaId, name: area.name, year, points, committed, issued },
  })),
})

export const pointsDeskApi = newApi()
  .openapi(budgets, async (c) => {
    const { db, actor, now } = c.var
    return c.json(shownBudgets(await budgetsWatched(db, actor, now())), 200)
  })
  .openapi(move, async (c) => {
    const { db, atomically, actor, now } = c.var
    const input = { id: idempotencyKey(c), ...c.req.valid('json'), actor, now: now() }
    await atomically((tx) => moveBudget(tx, input))
    return c.json(shownBudgets(await budgetsWatched(db, actor, now())), 200)
  })
  .openapi(appeals, async (c) => {
    const rows = await appealsWatched(c.var.db, c.var.actor)
    const shown = rows.map(({ id, subject, points, words, state, version }) => ({
      id,
      subject,
      points,
      words,
      state,
      version,
    }))
    return c.json({ appeals: shown }, 200)
  })
  .openapi(decide, async (c) => {
    const { db, atomically, actor, now } = c.var
    const appealId = c.req.valid('param').id
    await atomically((tx) => decideAppeal(tx, { appealId, ...c.req.valid('json'), actor, now: now() }))
    const { id, subject, points, words, state } = await appealById(db, appealId)
    return c.json({ id, subject, points, words, state }, 200)
  })
