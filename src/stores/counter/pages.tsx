import { type Context, Hono } from 'hono'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { itemsOnShelf, type Store } from '../../stock/queries.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { openDiscrepancies } from '../offline/queries.ts'
import { pickupKey } from '../orders/pickup-code.ts'
import { look } from './actions.ts'
import { counterOrderForm, handOverForm, scanForm } from './forms.ts'
import { handOverOnce } from './hand-over.ts'
import { scansOf } from './limits.ts'
import { placeAtCounter } from './ordering.ts'
import { CounterOrder } from './ordering.tsx'
import { scanOf, storeKeptBy, storesKeptBy } from './queries.ts'
import { Counter, NoStore, Result } from './screen.tsx'
import { viewOf } from './view.ts'

export const counterPages = new Hono<Env>()
  .get('/counter', may.be('keeper'), async (c) => counter(c, c.req.query('store')))
  .get('/counter/key.json', may.anyone(), (c) => c.json(pickupKey(c.var.secrets)))
  .post('/counter/scans', may.be('keeper'), async (c) => {
    const { db, atomically, actor, secrets, now } = c.var
    const { id, storeId, read } = await pressed(c, scanForm)
    await scansOf(c, actor.id)
    const store = await storeKeptBy(db, storeId, actor)
    await atomically((tx) => look(tx, secrets, { id, store, keeper: actor, read, now: now() }))
    return c.redirect(`/counter/scans/${id}`, 303)
  })
  .get('/counter/scans/:id', may.be('keeper'), async (c) => {
    const { db, actor, secrets, now, t } = c.var
    const scan = await scanOf(db, actor.id, c.req.param('id'))
    const store = await storeKeptBy(db, scan.storeId, actor)
    const view = await viewOf(db, secrets, { scan, store, now: now() })
    return screen(c, t('柜台', 'Counter'), <Result {...{ scan, store, view }} next={newId()} words={c.var.words} />)
  })
  .post('/counter/hand-overs', may.be('keeper'), async (c) => {
    const { db, actor } = c.var
    const { id, storeId, read, pieces, proof, proxyId } = await pressed(c, handOverForm)
    await scansOf(c, actor.id)
    const store = await storeKeptBy(db, storeId, actor)
    await handOverOnce(c, { id, store, read, pieces, proof, proxyId })
    return c.redirect(`/counter/scans/${id}`, 303)
  })
  .get('/counter/orders/new', may.be('keeper'), async (c) => {
    const store = await storeKeptBy(c.var.db, c.req.query('store') ?? '', c.var.actor)
    return ordering(c, store)
  })
  .post('/counter/orders', may.be('keeper'), async (c) => {
    const store = await storeKeptBy(c.var.db, c.req.query('store') ?? '', c.var.actor)
    return submitted(
      c,
      counterOrderForm,
      async (input) => {
        const { atomically, secrets, actor, now } = c.var
        const asked = { ...input, store, keeper: actor, now: now() }
        const done = await atomically((tx) => placeAtCounter(tx, secrets, asked))
        if (done instanceof Refusal) throw done
        return c.redirect(`/counter/scans/${input.id}`, 303)
      },
      (tried) => ordering(c, store, tried),
    )
  })

/** The camera, a USB scanner's typing, and getting ready for a dead spot. */
const counterScripts = ['outbox.js', 'scan.js', 'wedge.js', 'counter.js']

const screen = (c: Context<Env>, title: string, body: Parameters<typeof page>[2]) =>
  page(c, { title, face: 'counter', scripts: counterScripts }, body)

async function counter(c: Context<Env>, chosen: string | undefined) {
  const { db, actor, t } = c.var
  const stores = await storesKeptBy(db, actor)
  const store = stores.find(({ id }) => id === chosen) ?? stores[0]
  const title = t('柜台', 'Counter')
  if (!store) return screen(c, title, <NoStore />)
  const differing = await openDiscrepancies(db, [store.id])
  return screen(c, title, <Counter {...{ store, stores, differing }} keeperId={actor.id} next={newId()} />)
}

async function ordering(c: Context<Env>, store: Store, tried?: Tried) {
  const { db, now, t } = c.var
  const items = await itemsOnShelf(db, store.id, now())
  const { terms } = await documentInForce(db, 'REDEEM', now())
  const view = { store, items, piecesMax: terms.piecesPerMonth, tried }
  return screen(c, t('柜台兑换', 'Counter order'), <CounterOrder {...view} />)
}
