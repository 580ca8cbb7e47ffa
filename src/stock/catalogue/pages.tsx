import { type Context, Hono } from 'hono'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { storePhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { preparePhotos } from '../../photos/upload.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { coverageState } from '../coverage/queries.ts'
import { itemById } from '../queries.ts'
import { recallItem } from '../shelf/actions.ts'
import { assertKeepsCatalogue, keepsCatalogue } from '../standing.ts'
import { addItem, changeItem, setPrice } from './actions.ts'
import { ItemPage, NewItem } from './forms.tsx'
import { itemForm, newItemForm, priceForm, recallForm } from './input.ts'
import { eventsOf, itemsNamed, placesOf, pricesOf } from './queries.ts'
import { Catalogue } from './views.tsx'

const staff = ['keeper', 'auditor', 'admin'] as const

/** What points are exchanged for: the city's list of goods with their prices. */
export const catalogueDesk = new Hono<Env>()
  .get('/desk/catalogue', may.be(...staff), async (c) => {
    const { db, actor, t } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 60)
    const props = { items: await itemsNamed(db, search), search, mayKeep: await keepsCatalogue(db, actor) }
    return page(c, { title: t('兑换物品', 'Catalogue'), face: 'desk' }, <Catalogue {...props} />)
  })
  .get('/desk/catalogue/new', may.be('admin'), (c) => showNew(c))
  .post('/desk/catalogue/new', may.be('admin'), (c) =>
    submitted(
      c,
      newItemForm,
      async ({ id, pricePoints, photo: files, unitValue: unitValueFen, ...rest }) => {
        const { atomically, actor, now } = c.var
        const photo = await stored(c, files)
        const item = { id, pricePoints, fields: { ...rest, unitValueFen }, photo, actor, now: now() }
        await atomically((tx) => addItem(tx, item))
        return c.redirect(`/desk/catalogue/${id}`, 303)
      },
      (tried) => showNew(c, tried),
    ),
  )
  .get('/desk/catalogue/:id', may.be(...staff), (c) => showItem(c))
  .post('/desk/catalogue/:id', may.be('admin'), (c) =>
    submitted(
      c,
      itemForm,
      async ({ active, version, photo: files, unitValue: unitValueFen, ...rest }) => {
        const { atomically, actor, now } = c.var
        const photo = await stored(c, files)
        const change = { itemId: c.req.param('id'), fields: { ...rest, unitValueFen }, active, version, photo }
        await atomically((tx) => changeItem(tx, { ...change, actor, now: now() }))
        return back(c)
      },
      (tried) => showItem(c, { item: tried }),
    ),
  )
  .post('/desk/catalogue/:id/price', may.be('admin'), (c) =>
    submitted(
      c,
      priceForm,
      async ({ newPrice: pricePoints, ...rest }) => {
        const { atomically, actor, now } = c.var
        const price = { ...rest, itemId: c.req.param('id'), pricePoints, actor, now: now() }
        await atomically((tx) => setPrice(tx, price))
        return back(c)
      },
      (tried) => showItem(c, { price: tried }),
    ),
  )
  .post('/desk/catalogue/:id/recall', may.be('admin'), (c) =>
    submitted(
      c,
      recallForm,
      async ({ recallReason: reason }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => recallItem(tx, { itemId: c.req.param('id'), reason, actor, now: now() }))
        return back(c)
      },
      (tried) => showItem(c, { recall: tried }),
    ),
  )

/** Reads and stores the chosen photo, for those who may: before the transaction, which waits for no file. */
async function stored(c: Context<Env>, files: readonly File[]): Promise<PreparedPhoto | undefined> {
  await assertKeepsCatalogue(c.var.db, c.var.actor)
  const [photo] = await preparePhotos(files, 1, { field: 'photo' })
  if (photo) await storePhotos(c.var.photoStore, [photo])
  return photo
}

const back = (c: Context<Env>) => c.redirect(`/desk/catalogue/${c.req.param('id')}`, 303)

async function showNew(c: Context<Env>, tried?: Tried) {
  await assertKeepsCatalogue(c.var.db, c.var.actor)
  const barcode = c.req.query('barcode')?.slice(0, 20)
  const options = { title: c.var.t('新物品', 'New item'), face: 'desk' } as const
  const { terms } = await documentInForce(c.var.db, 'REDEEM', c.var.now())
  return page(c, options, <NewItem {...{ tried, barcode, limit: terms.itemPieces, id: newId() }} />)
}

async function showItem(c: Context<Env>, tried: { item?: Tried; price?: Tried; recall?: Tried } = {}) {
  const { db, actor, now } = c.var
  const item = await itemById(db, c.req.param('id') ?? '')
  const rows = {
    prices: await pricesOf(db, item.id),
    places: await placesOf(db, item.id),
    events: await eventsOf(db, item.id),
    mayKeep: await keepsCatalogue(db, actor),
    terms: (await documentInForce(db, 'SHELF', now())).terms,
    isFrozen: (await coverageState(db, now())).pricesFrozen,
  }
  const props = { item, tried, id: newId(), today: cityDay(now()), now: now(), ...rows }
  return page(c, { title: item.name, face: 'desk' }, <ItemPage {...props} />)
}
