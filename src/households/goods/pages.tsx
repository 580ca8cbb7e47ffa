import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { areaById } from '../../areas/queries.ts'
import { newId } from '../../kit/ids.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { itemsOnShelf, storesIn } from '../../stock/queries.ts'
import { recipientOf } from '../../stock/recipients.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, optional, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { householdById } from '../homes/queries.ts'
import { pairingSeenBy } from '../pairings/queries.ts'
import { offerGoods } from './actions.ts'
import { GoodsPage } from './views.tsx'

const piecesMax = 100
const pieceFields = 'pieces.'

const goodsForm = z
  .looseObject({ id: formId, storeId: z.string().min(1).max(100), words: optional(line(100)) })
  .transform(({ id, storeId, words, ...rest }, context) => ({ id, storeId, words, lines: linesOf(rest, context) }))

/** Fields named `pieces.<item id>`. */
function linesOf(form: Record<string, unknown>, context: z.RefinementCtx) {
  return Object.entries(form).flatMap(([name, value]) => {
    if (!name.startsWith(pieceFields)) return []
    const count = z.coerce.number().int().min(0).max(piecesMax).safeParse(value)
    if (count.success) return [{ itemId: name.slice(pieceFields.length), quantity: count.data }]
    context.addIssue({ code: 'custom', path: [name], input: value })
    return []
  })
}

/** A supporter chooses goods for the household, at a store near it. */
export const goodsPages = new Hono<Env>()
  .get('/pairings/:id/goods', may.signedIn(), (c) => goodsPage(c))
  .post('/pairings/:id/goods', may.signedIn(), (c) =>
    submitted(
      c,
      goodsForm,
      async (input) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => offerGoods(tx, { ...input, pairingId: c.req.param('id'), actor, now: now() }))
        return c.redirect('/charity/mine', 303)
      },
      (tried) => goodsPage(c, tried),
    ),
  )

async function goodsPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const { pairing, household } = await pairingSeenBy(db, c.req.param('id') ?? '', actor)
  const { areaId, headId } = await householdById(db, household.id)
  const { path } = await areaById(db, areaId)
  const recipient = await recipientOf(db, headId, now())
  const stores = (await storesIn(db, path)).filter(({ status }) => status === 'open')
  const chosen = tried?.values.storeId ?? c.req.query('store')
  const store = stores.find(({ id }) => id === chosen) ?? stores[0]
  const items = store ? await itemsOnShelf(db, store.id, now(), recipient) : []
  const { terms } = await documentInForce(db, 'CHARITY', now())
  const shown = { pairing, household, stores, store, items, offerDays: terms.offerDays, formId: newId(now()), tried }
  return page(c, { title: t('赠送物品', 'Give goods') }, <GoodsPage {...shown} />)
}
