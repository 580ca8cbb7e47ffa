import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { addDays, cityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { csvFile } from '../../web/csv.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { decideAppeal } from '../appeals/actions.ts'
import { appealAbout, appealableOf } from '../appeals/queries.ts'
import { moveBudget } from '../budgets/actions.ts'
import { budgetEntriesOf, budgetOf } from '../budgets/queries.ts'
import { pointDays, pointFigures } from '../figures/queries.ts'
import { accountOf, accounts } from '../ledger/rules.ts'
import { reverseGrant } from '../reversals/actions.ts'
import { reversalAhead, reversalOf } from '../reversals/queries.ts'
import { entriesOf, lotsOfTransfer } from '../statements/queries.ts'
import { GrantView } from './grant.tsx'
import { appealsWatched, budgetsWatched, grantForStaff, reversalsWatched, watchesOver } from './queries.ts'
import { BudgetView, LedgerView } from './views.tsx'

const moveForm = z.object({
  id: formId,
  fromAreaId: z.string().min(1).max(20),
  toAreaId: z.string().min(1).max(20),
  points: whole(1, 10_000_000),
  reason: line(300),
})
const reverseForm = z.object({ reason: line(300), version: whole(0, Number.MAX_SAFE_INTEGER) })
const decisionForm = z.object({ step: z.enum(['uphold', 'overturn']), reason: line(500), version: whole(1, 1_000_000) })
const figureDays = 30

export const pointsDeskPages = new Hono<Env>()
  .get('/desk/points', may.be('auditor', 'admin'), (c) => ledgerPage(c))
  .get('/desk/points/days.csv', may.be('auditor', 'admin'), async (c) => {
    const { db, now, t } = c.var
    const to = cityDay(now())
    const days = await pointDays(db, { from: addDays(to, -365), to })
    const head = [
      t('日期', 'Day'),
      t('发放', 'Issued'),
      t('收回', 'Reversed'),
      t('兑换', 'Spent'),
      t('退分', 'Refunded'),
      t('过期', 'Expired'),
    ]
    const rows = days.map((one) => [one.day, one.issued, one.reversed, one.spent, one.refunded, one.expired])
    return csvFile(c, `rongyu-points-${to}.csv`, [head, ...rows])
  })
  .post('/desk/points/budgets', may.be('admin'), (c) =>
    submitted(
      c,
      moveForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => moveBudget(tx, { ...input, actor, now: now() }))
        return c.redirect('/desk/points', 303)
      },
      (tried) => ledgerPage(c, tried),
    ),
  )
  .get('/desk/points/budgets/:id', may.be('auditor', 'admin'), async (c) => {
    const { db, actor, t, now } = c.var
    const id = c.req.param('id')
    if (!(await watchesOver(db, actor, id))) throw new Refusal('missing', 'area_missing')
    const budget = await budgetOf(db, id, now())
    const changes = await budgetEntriesOf(db, id, budget.year)
    const { lines } = await entriesOf(db, accounts.budget(id), { limit: 100 })
    return page(c, { title: t('积分额度', 'Budget'), face: 'desk' }, <BudgetView {...{ budget, changes, lines }} />)
  })
  .get('/desk/points/grants/:id', may.be('auditor', 'admin'), (c) => grantPage(c, c.req.param('id')))
  .post('/desk/points/grants/:id/reverse', may.be('auditor', 'admin'), (c) => {
    const id = c.req.param('id')
    return submitted(
      c,
      reverseForm,
      async ({ reason, version: seen }) => {
        const { atomically, actor, now } = c.var
        await atomically(async (tx) => {
          await grantForStaff(tx, id, actor)
          await reverseGrant(tx, { transferId: id, reason, seen, actorId: actor.id, now: now() })
        })
        return c.redirect(`/desk/points/grants/${encodeURIComponent(id)}`, 303)
      },
      (tried) => grantPage(c, id, tried),
    )
  })
  .post('/desk/points/appeals/:id', may.be('auditor', 'admin'), (c) =>
    submitted(
      c,
      decisionForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => decideAppeal(tx, { ...input, appealId: c.req.param('id'), actor, now: now() }))
        return c.redirect('/desk/points', 303)
      },
      (tried) => ledgerPage(c, tried),
    ),
  )

async function ledgerPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t, now } = c.var
  const to = cityDay(now())
  const view = {
    figures: await pointFigures(db),
    days: await pointDays(db, { from: addDays(to, -figureDays), to }),
    budgets: await budgetsWatched(db, actor, now()),
    appeals: await appealsWatched(db, actor),
    reversals: await reversalsWatched(db, actor),
    ...{ actor, tried },
  }
  return page(c, { title: t('积分账', 'Points ledger'), face: 'desk' }, <LedgerView {...view} />)
}

async function grantPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const grant = await grantForStaff(db, id, actor)
  const { ownerId } = accountOf(grant.creditId)
  const against = await appealableOf(db, id)
  const appeal = against && (await appealAbout(db, against))
  const ahead = await reversalAhead(db, { transferId: id, ownerId, now: now() })
  const lots = await lotsOfTransfer(db, ownerId, id)
  const view = { grant, lots, reversal: await reversalOf(db, id), ahead, appeal, actor, tried }
  return page(
    c,
    { title: t('一笔奖励积分', 'A grant'), face: 'desk' },
    <GrantView {...view} isOwn={ownerId === actor.id} />,
  )
}
