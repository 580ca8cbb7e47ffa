import { Hono } from 'hono'
import { z } from 'zod'
import { cityMonth } from '../../kit/clock.ts'
import { csvFile } from '../../web/csv.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, pressed, submitted } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { fileAppeal, withdrawAppeal } from '../appeals/actions.ts'
import { choosePoints } from '../choices/actions.ts'
import { declinedSince } from '../choices/queries.ts'
import { sealedStatement } from '../digests/seal.ts'
import { balancesOf } from '../ledger/queries.ts'
import { expiryMonths, monthsOf } from './months.ts'
import { PurseView } from './purse.tsx'
import { allEntriesOf, emptyGrantsOf, entriesOf, entriesOfMonth, expiringOf } from './queries.ts'
import { reasonsOf } from './reasons.ts'
import { statementTable } from './table.ts'
import { whyPage } from './why.tsx'

export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
const before = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined)
const appealForm = z.object({ id: formId, words: lines(500) })

export const statementsPages = new Hono<Env>()
  .get('/points', may.signedIn(), async (c) => {
    const { db, actor, t, now } = c.var
    const seen = before.parse(c.req.query('before'))
    const { lines: shown, next } = await entriesOf(db, actor.id, { before: seen, limit: 30 })
    const view = {
      balances: await balancesOf(db, actor.id),
      expiring: await expiringOf(db, actor.id),
      declined: await declinedSince(db, actor.id),
      months: seen ? [] : await monthsOf(db, actor.id, now()),
      expiries: seen ? [] : await expiryMonths(db, actor.id),
      empty: seen ? [] : await emptyGrantsOf(db, actor.id, 3),
      ...{ lines: shown, next, isFirst: !seen, month: cityMonth(now()) },
    }
    return page(c, { title: t('我的积分', 'My points') }, <PurseView {...view} />)
  })
  .post('/points/choice', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const { wanted } = await pressed(c, z.object({ wanted: z.enum(['0', '1']) }))
    await atomically((tx) => choosePoints(tx, { personId: actor.id, wanted: wanted === '1', now: now() }))
    return c.redirect('/points', 303)
  })
  .get('/points/statement.json', may.signedIn(), async (c) => {
    const { now } = c.var
    const asked = month.catch(cityMonth(now())).parse(c.req.query('month'))
    const statement = await sealedStatement(c, asked)
    return c.body(JSON.stringify(statement, null, 1), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="rongyu-${asked}.json"`,
    })
  })
  .get('/points/statement.csv', may.signedIn(), async (c) => {
    const { db, actor, lang, now } = c.var
    const all = c.req.query('all') === '1'
    const asked = month.catch(cityMonth(now())).parse(c.req.query('month'))
    const lines = all ? await allEntriesOf(db, actor.id) : await entriesOfMonth(db, actor.id, asked)
    const table = statementTable(lines, await reasonsOf(db, lines), { ownerId: actor.id, lang, withNames: false })
    return csvFile(c, `rongyu-${all ? 'all' : asked}.csv`, table)
  })
  .get('/points/:id', may.signedIn(), (c) => whyPage(c, c.req.param('id')))
  .post('/points/:id/appeal', may.signedIn(), (c) => {
    const grantId = c.req.param('id')
    return submitted(
      c,
      appealForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => fileAppeal(tx, { ...input, grantId, actor, now: now() }))
        return c.redirect(`/points/${encodeURIComponent(grantId)}`, 303)
      },
      (tried) => whyPage(c, grantId, tried),
    )
  })
  .post('/points/:id/appeal/withdraw', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const { appealId } = await pressed(c, z.object({ appealId: formId }))
    await atomically((tx) => withdrawAppeal(tx, { appealId, actor, now: now() }))
    return c.redirect(`/points/${encodeURIComponent(c.req.param('id'))}`, 303)
  })
