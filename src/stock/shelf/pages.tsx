import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { newId } from '../../kit/ids.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type By, pressedOnce } from '../../web/once.ts'
import { receiveStock } from '../actions.ts'
import { itemsNamed } from '../catalogue/queries.ts'
import { storeById } from '../queries.ts'
import { arrivalsAt } from '../shipments/queries.ts'
import { assertKeeps, assertSees, keeps, storesSeenBy } from '../standing.ts'
import { readmitLot, recallLot, writeOff } from './actions.ts'
import { intakeForm, reasonForm, writeOffForm } from './input.ts'
import { IntakeForm } from './intake.tsx'
import { LotPage } from './lot.tsx'
import { lotHistory, lotsOf, movesOf } from './queries.ts'
import { Moves, Shelf, Stores } from './views.tsx'

const staff = ['keeper', 'auditor', 'admin'] as const

/** What lies in each store: lots, expiry, intake, write-off, transfer and recall. */
export const stockDesk = new Hono<Env>()
  .get('/desk/stock', may.be(...staff), async (c) => {
    const { db, actor, t } = c.var
    const stores = await storesSeenBy(db, actor)
    const [only] = stores
    if (only && stores.length === 1) return c.redirect(`/desk/stock/${only.id}`, 303)
    return page(c, { title: t('库存', 'Stock'), face: 'desk' }, <Stores stores={stores} />)
  })
  .get('/desk/stock/lots/:id', may.be(...staff), (c) => showLot(c))
  .post('/desk/stock/lots/:id/write-off', may.be('keeper', 'admin'), (c) =>
    submitted(
      c,
      writeOffForm,
      ({ id, ...said }) => act(c, id, ['write_off', said], (tx, how) => writeOff(tx, { ...said, ...how })),
      (tried) => showLot(c, { writeOff: tried }),
    ),
  )
  .post('/desk/stock/lots/:id/recall', may.be('keeper', 'admin'), (c) =>
    submitted(
      c,
      reasonForm,
      ({ id, recallReason: reason }) => act(c, id, ['recall', reason], (tx, how) => recallLot(tx, { reason, ...how })),
      (tried) => showLot(c, { recall: tried }),
    ),
  )
  .post('/desk/stock/lots/:id/readmit', may.be('keeper', 'admin'), (c) =>
    submitted(
      c,
      reasonForm,
      ({ id, recallReason: reason }) =>
        act(c, id, ['readmit', reason], (tx, how) => readmitLot(tx, { reason, ...how })),
      (tried) => showLot(c, { recall: tried }),
    ),
  )
  .get('/desk/stock/:storeId', may.be(...staff), async (c) => {
    const { db, actor, now } = c.var
    const store = await storeById(db, c.req.param('storeId'))
    assertSees(actor, store)
    const lots = await lotsOf(db, store.id)
    const arrivals = await arrivalsAt(db, store.id)
    const shelf = <Shelf {...{ store, lots, arrivals, now: now(), mayKeep: keeps(actor, store) }} />
    return page(c, { title: store.name, face: 'desk' }, shelf)
  })
  .get('/desk/stock/:storeId/moves', may.be(...staff), async (c) => {
    const { db, actor } = c.var
    const store = await storeById(db, c.req.param('storeId'))
    assertSees(actor, store)
    return page(c, { title: store.name, face: 'desk' }, <Moves store={store} moves={await movesOf(db, store.id)} />)
  })
  .get('/desk/stock/:storeId/intake', may.be('keeper', 'admin'), (c) => showIntake(c))
  .post('/desk/stock/:storeId/intake', may.be('keeper', 'admin'), (c) =>
    submitted(
      c,
      intakeForm,
      async ({ sourceNote: note, unitValue: unitValueFen, ...input }) => {
        const { atomically, actor, now } = c.var
        const storeId = c.req.param('storeId')
        await atomically(async (tx) => {
          assertKeeps(actor, await storeById(tx, storeId))
          const receipt = { ...input, storeId, source: { kind: 'purchase', note } as const, unitValueFen }
          await receiveStock(tx, { ...receipt, actorId: actor.id, now: now() })
        })
        return c.redirect(`/desk/stock/${storeId}`, 303)
      },
      (tried) => showIntake(c, tried),
    ),
  )

type How = By & { lotId: string }

async function act(c: Context<Env>, key: string, said: unknown[], work: (tx: Tx, how: How) => Promise<void>) {
  const lotId = c.req.param('id') ?? ''
  await pressedOnce(c, { key, content: ['lot', lotId, ...said] }, (tx, by) => work(tx, { lotId, ...by }))
  return c.redirect(`/desk/stock/lots/${lotId}`, 303)
}

async function showLot(c: Context<Env>, tried: { writeOff?: Tried; recall?: Tried } = {}) {
  const { db, actor, now } = c.var
  const { lot: row, moves } = await lotHistory(db, c.req.param('id') ?? '')
  const lot = found(row, 'lot_missing')
  const store = await storeById(db, lot.storeId)
  assertSees(actor, store)
  const props = { lot, moves, store, tried, id: newId(now()), now: now(), mayKeep: keeps(actor, store) }
  return page(c, { title: lot.name, face: 'desk' }, <LotPage {...props} />)
}

async function showIntake(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const store = await storeById(db, c.req.param('storeId') ?? '')
  assertKeeps(actor, store)
  const items = (await itemsNamed(db)).filter(({ active }) => active)
  const scanned = c.req.query('barcode')?.trim()
  const picked = scanned ? items.find(({ barcode }) => barcode === scanned || barcode === `0${scanned}`) : undefined
  const form = <IntakeForm {...{ store, items, picked, scanned, tried, id: newId() }} />
  return page(c, { title: t('入库', 'Intake'), face: 'desk' }, form)
}
