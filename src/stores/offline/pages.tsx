import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { spoken } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { pressedOnce } from '../../web/once.ts'
import { orderById } from '../orders/queries.ts'
import { listedStores } from '../queries.ts'
import { Discrepancies, DiscrepancyPage } from './desk.tsx'
import {
  type Discrepancy,
  discrepanciesAt,
  discrepancySeenBy,
  namesOf,
  seesDiscrepancies,
  staffNames,
} from './queries.ts'
import { settleDiscrepancy } from './settle.ts'
import { OfflineCounter } from './shell.tsx'

const settleForm = z.object({ id: formId, step: z.enum(['charge', 'writeOff', 'bringBack']), reason: line(200) })

const staff = () => may.be('keeper', 'clerk', 'auditor', 'admin')

export const offlinePages = new Hono<Env>()
  .get('/counter/offline', may.be('keeper'), (c) =>
    page(
      c,
      {
        title: c.var.t('柜台', 'Counter'),
        face: 'counter',
        scripts: ['outbox.js', 'scan.js', 'wedge.js', 'counter-offline.js'],
        bare: true,
      },
      <OfflineCounter />,
    ),
  )
  .get('/desk/discrepancies', staff(), async (c) => {
    const { db, actor, words, t } = c.var
    const seen = (await listedStores(db)).filter((store) => seesDiscrepancies(actor, store))
    const stores = new Map(seen.map((store) => [store.id, store]))
    const isOpen = c.req.query('all') !== '1'
    const { shown, next } = await discrepanciesAt(db, [...stores.keys()], { isOpen, before: c.req.query('before') })
    const list = { shown, next, stores, names: await goodsNames(c, shown), isOpen, words }
    return page(c, { title: t('发放差异', 'Discrepancies'), face: 'desk' }, <Discrepancies {...list} />)
  })
  .get('/desk/discrepancies/:id', staff(), (c) => one(c, c.req.param('id')))
  .post('/desk/discrepancies/:id', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      settleForm,
      async ({ id: key, step, reason }) => {
        const id = c.req.param('id')
        await pressedOnce(c, { key, content: ['settle', id, step, reason] }, (tx, by) =>
          settleDiscrepancy(tx, c.var.secrets, { id, step, reason, ...by }),
        )
        return c.redirect(`/desk/discrepancies/${id}`, 303)
      },
      (tried) => one(c, c.req.param('id'), tried),
    ),
  )

async function one(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, words, t } = c.var
  const view = await discrepancySeenBy(db, id, actor)
  const { discrepancy, events } = view
  const number = discrepancy.orderId ? spoken((await orderById(db, discrepancy.orderId)).number) : undefined
  const staff = await staffNames(db, [discrepancy.keeperId, ...events.map(({ actorId }) => actorId)])
  const shown = { ...view, number, staff, names: await goodsNames(c, [discrepancy]), actor, words, tried }
  return page(c, { title: t('发放差异', 'Discrepancy'), face: 'desk' }, <DiscrepancyPage {...shown} />)
}

const goodsNames = (c: Context<Env>, shown: readonly Discrepancy[]) =>
  namesOf(c.var.db, [...new Set(shown.flatMap(({ pieces }) => Object.keys(pieces)))])
