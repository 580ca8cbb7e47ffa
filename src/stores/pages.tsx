import { type Context, Hono } from 'hono'
import { isSignedIn } from '../kit/actor.ts'
import { groupBy } from '../kit/group.ts'
import type { Tone } from '../points/figures/rules.ts'
import { documentInForce } from '../points/rulebook/queries.ts'
import { CoverageNotice } from '../stock/coverage/notice.tsx'
import { coverageState } from '../stock/coverage/queries.ts'
import { itemsOnShelf, storeById } from '../stock/queries.ts'
import { recipientOf } from '../stock/recipients.ts'
import type { Env } from '../web/env.ts'
import type { Tried } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { page } from '../web/layout.tsx'
import { Card, Empty } from '../web/ui.tsx'
import { useT } from '../web/words.ts'
import { budgetOf } from './orders/budget.ts'
import { Shelf } from './orders/shelf.tsx'
import { OpenNow } from './parts.tsx'
import { type ListedStore, listedStores } from './queries.ts'

export const storesPages = new Hono<Env>()
  .get('/stores', may.anyone(), async (c) => {
    const stores = (await listedStores(c.var.db)).filter(({ status }) => status === 'open')
    const { tone } = await coverageState(c.var.db, c.var.now())
    const view = { stores, tone, now: c.var.now() }
    return page(c, { title: c.var.t('荣誉超市', 'Honour stores') }, <Stores {...view} />)
  })
  .get('/stores/:id', may.anyone(), (c) => shelfPage(c, c.req.param('id')))

/** One store with its shelf and the order form, for the first time or with what was tried. */
export async function shelfPage(c: Context<Env>, storeId: string, tried?: Tried) {
  const { db, actor, now } = c.var
  const store = await storeById(db, storeId)
  const recipient = isSignedIn(actor) ? await recipientOf(db, actor.id, now()) : undefined
  const items = await itemsOnShelf(db, storeId, now(), recipient)
  const budget = isSignedIn(actor) ? await budgetOf(db, actor.id, now()) : undefined
  const { terms } = await documentInForce(db, 'REDEEM', now())
  return page(c, { title: store.name }, <Shelf {...{ store, items, budget, terms, tried }} now={now()} />)
}

function Stores({ stores, tone, now }: { stores: ListedStore[]; tone: Tone; now: Date }) {
  const t = useT()
  const areas = groupBy(stores, ({ areaName }) => areaName)
  return (
    <>
      <header>
        <h1>{t('荣誉超市', 'Honour stores')}</h1>
        <p class="lead">
          {t(
            '用荣誉积分换生活用品，凭取货码到柜台领取。',
            'Redeem points for daily goods and collect them at the counter.',
          )}
        </p>
        <p>
          <a href="/orders">{t('我的兑换单', 'My orders')}</a> · <a href="/campaigns">{t('限量活动', 'Campaigns')}</a>
        </p>
      </header>
      <CoverageNotice tone={tone} />
      {stores.length === 0 && (
        <Empty title={t('还没有荣誉超市', 'No stores yet')}>
          <p>{t('开业后会列在这里。', 'They will be listed here once they open.')}</p>
        </Empty>
      )}
      {[...areas].map(([area, own]) => (
        <section>
          <h2>{area}</h2>
          <div class="cards">
            {own.map((store) => (
              <Card href={`/stores/${store.id}`}>
                <h3>{store.name}</h3>
                <p>
                  <OpenNow store={store} now={now} />
                </p>
                <p class="muted">{store.address || t('地址待补充', 'Address to follow')}</p>
              </Card>
            ))}
          </div>
        </section>
      ))}
    </>
  )
}
