import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { storeById } from '../queries.ts'
import { assertSees, keeps } from '../standing.ts'
import { countPile, endCount, openCount } from './actions.ts'
import { countById, countsOf, linesOf } from './queries.ts'
import { countFlow } from './rules.ts'
import { CountList, CountSheet } from './views.tsx'

const staff = ['keeper', 'auditor', 'admin'] as const
const lineForm = z.object({ line: line(250), counted: whole(0, 1_000_000), since: whole(0, 8_640_000_000_000_000) })
const cancelForm = z.object({ reason: line(200) })

/** Stock-takes: the counter sees what to count, never what should be there. */
export const countsDesk = new Hono<Env>()
  .get('/desk/stock/:storeId/counts', may.be(...staff), async (c) => {
    const { db, actor, t } = c.var
    const store = await storeById(db, c.req.param('storeId'))
    assertSees(actor, store)
    const props = { store, counts: await countsOf(db, store.id), mayKeep: keeps(actor, store), id: newId() }
    return page(c, { title: t('盘点', 'Stock-takes'), face: 'desk' }, <CountList {...props} />)
  })
  .post('/desk/stock/:storeId/counts', may.be('keeper', 'admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { id } = await pressed(c, z.object({ id: formId }))
    await atomically((tx) => openCount(tx, { id, storeId: c.req.param('storeId'), actor, now: now() }))
    return c.redirect(`/desk/counts/${id}`, 303)
  })
  .get('/desk/counts/:id', may.be(...staff), (c) => showCount(c))
  .post('/desk/counts/:id/lines', may.be('keeper', 'admin'), (c) =>
    submitted(
      c,
      lineForm,
      async ({ line: lineId, counted, since }) => {
        const { atomically, actor, now } = c.var
        const counting = { lineId, counted, since: new Date(since), actor, now: now() }
        await atomically((tx) => countPile(tx, counting))
        return back(c)
      },
      (tried) => showCount(c, tried),
    ),
  )
  .post('/desk/counts/:id/close', may.be('keeper', 'admin'), async (c) => {
    const { atomically, actor, now } = c.var
    await atomically((tx) => endCount(tx, { id: c.req.param('id'), step: 'close', actor, now: now() }))
    return back(c)
  })
  .post('/desk/counts/:id/cancel', may.be('keeper', 'admin'), (c) =>
    submitted(
      c,
      cancelForm,
      async ({ reason }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => endCount(tx, { id: c.req.param('id'), step: 'cancel', reason, actor, now: now() }))
        return back(c)
      },
      (tried) => showCount(c, tried),
    ),
  )

const back = (c: Context<Env>) => c.redirect(`/desk/counts/${c.req.param('id')}`, 303)

async function showCount(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const stockCount = await countById(db, c.req.param('id') ?? '')
  const store = await storeById(db, stockCount.storeId)
  assertSees(actor, store)
  const steps = stepsFor(
    countFlow,
    stockCount.status,
    standingOf(actor, { areaPath: store.areaPath, storeId: store.id }),
  )
  const lines = await linesOf(db, stockCount.id)
  const props = { stockCount, store, lines, steps, tried, actorId: actor.id, since: now().getTime() }
  return page(c, { title: t('盘点', 'Stock-take'), face: 'desk' }, <CountSheet {...props} />)
}
