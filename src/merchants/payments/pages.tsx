import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { cityDay, cityMonth, toCityTime } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { coverageState } from '../../stock/coverage/queries.ts'
import { csvFile } from '../../web/csv.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { paymentNames } from '../labels.ts'
import { ownMerchant } from '../queries.ts'
import { atCounter, declinePayment, refundPayment } from './actions.ts'
import { AskedPage, CounterPage, type CounterProps } from './counter.tsx'
import { confirmationsOf, scansAtShop } from './limits.ts'
import { PayerList, PayerPage } from './payer.tsx'
import { acceptedIn, ownPayment, paymentAt, paymentsOf, paymentsOn, statementOf } from './queries.ts'
import { askAtCounter, confirmOnPhone } from './refusals.ts'

const asking = z.object({ id: formId, code: line(200), points: whole(1, 100_000), pin: optional(line(20)) })
const counter = () => may.be('merchant')
const watchSeconds = 4

export const paymentsPages = new Hono<Env>()
  .get('/merchants/counter/:id', counter(), (c) => counterPage(c, c.req.param('id')))
  .post('/merchants/counter/:id', counter(), (c) =>
    submitted(
      c,
      asking,
      async (given) => {
        const { atomically, secrets, actor, now } = c.var
        await scansAtShop(c, actor.id)
        const merchantId = c.req.param('id')
        const asked = await askAtCounter(atomically, secrets, { ...given, merchantId, actor, now: now() })
        return c.redirect(`/merchants/counter/${merchantId}/payments/${asked.id}`, 303)
      },
      (tried) => counterPage(c, c.req.param('id'), tried),
    ),
  )
  .get('/merchants/counter/:id/payments/:paymentId', counter(), async (c) => {
    const { db, actor, t } = c.var
    const { id, paymentId } = c.req.param()
    const merchant = await atCounter(db, id, actor)
    const payment = await paymentAt(db, id, paymentId)
    const watching = payment.state === 'asked' ? { refreshSeconds: watchSeconds } : {}
    return page(c, { title: t('收积分', 'Points'), ...watching }, <AskedPage {...{ payment, merchant }} />)
  })
  .post('/merchants/counter/:id/payments/:paymentId/refund', counter(), async (c) => {
    const { atomically, actor, now } = c.var
    const { id: merchantId, paymentId } = c.req.param()
    await atomically((tx) => refundPayment(tx, { merchantId, paymentId, actor, now: now() }))
    return c.redirect(`/merchants/counter/${merchantId}`, 303)
  })
  .post('/merchants/counter/:id/payments/:paymentId/cancel', counter(), async (c) => {
    const { db, atomically, actor, now } = c.var
    const { id, paymentId } = c.req.param()
    await atCounter(db, id, actor)
    await atomically((tx) => declinePayment(tx, { paymentId, actor, now: now() }))
    return c.redirect(`/merchants/counter/${id}`, 303)
  })
  .get('/merchants/counter/:id/statement.csv', counter(), async (c) => {
    const { db, actor, now, lang, t } = c.var
    const merchant = await ownMerchant(db, c.req.param('id'), actor)
    const month = /^\d{4}-(0[1-9]|1[0-2])$/.exec(c.req.query('month') ?? '')?.[0] ?? cityMonth(now())
    const rows = (await statementOf(db, merchant.id, month)).map(({ number, paidAt, points, state, refundedAt }) => [
      ...[number, toCityTime(paidAt as Date).replace('T', ' '), points, paymentNames[state][lang]],
      refundedAt ? toCityTime(refundedAt).replace('T', ' ') : '',
      state === 'paid' ? points : 0,
    ])
    const settled = rows.reduce((sum, row) => sum + Number(row.at(-1)), 0)
    const head = [t('编号', 'No.'), t('时间', 'Time'), t('积分', 'Points'), t('状态', 'State'), t('退还', 'Given back')]
    return csvFile(c, `${merchant.number}-${month}.csv`, [
      [...head, t('结算积分', 'To settle')],
      ...rows,
      [t('合计', 'Total'), month, null, null, null, settled],
    ])
  })
  .get('/merchants/payments', may.signedIn(), async (c) => {
    const rows = await paymentsOf(c.var.db, c.var.actor.id)
    return page(c, { title: c.var.t('我在商户用的积分', 'My points at merchants') }, <PayerList rows={rows} />)
  })
  .get('/merchants/payments/:id', may.signedIn(), (c) => payerPage(c, c.req.param('id')))
  .post('/merchants/payments/:id/confirm', may.signedIn(), (c) =>
    submitted(
      c,
      z.object({}),
      async () => {
        const { atomically, secrets, actor, now } = c.var
        await confirmationsOf(c, actor.id)
        const paymentId = c.req.param('id')
        await confirmOnPhone(atomically, secrets, { paymentId, actor, now: now() })
        return c.redirect(`/merchants/payments/${paymentId}`, 303)
      },
      (tried) => payerPage(c, c.req.param('id'), tried),
    ),
  )
  .post('/merchants/payments/:id/decline', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const paymentId = c.req.param('id')
    await atomically((tx) => declinePayment(tx, { paymentId, actor, now: now() }))
    return c.redirect(`/merchants/payments/${paymentId}`, 303)
  })

async function counterPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const now = c.var.now()
  const merchant = await atCounter(db, id, actor)
  const { terms } = await documentInForce(db, 'MERCHANTS', now)
  const isPaused = terms.acceptsPoints === 1 && (await coverageState(db, now)).tone === 'red'
  const closed: CounterProps['closed'] =
    terms.acceptsPoints !== 1 ? 'off' : isPaused ? 'paused' : merchant.state === 'active' ? undefined : 'inactive'
  const shown = {
    ...{ merchant, closed, formId: newId(now), tried },
    accepted: await acceptedIn(db, id, now),
    cap: terms.merchantMonthPoints,
    max: terms.paymentPoints,
    payments: await paymentsOn(db, id, cityDay(now)),
    isOwner: merchant.ownerId === actor.id,
    month: cityMonth(now),
  } as const
  return page(c, { title: t('收积分', 'Accept points') }, <CounterPage {...shown} />)
}

async function payerPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const shown = { ...(await ownPayment(db, id, actor.id)), now: c.var.now(), tried }
  return page(c, { title: t('确认付积分', 'Confirm') }, <PayerPage {...shown} />)
}
