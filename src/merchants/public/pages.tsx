import { Hono } from 'hono'
import { areaById, theCity } from '../../areas/queries.ts'
import { honorsHeld } from '../../credentials/honored.tsx'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { scoreNow } from '../score/queries.ts'
import { PlatePage } from './plate.tsx'
import { listedMerchants, merchantByNumber } from './queries.ts'
import { ListPage, PublicPage } from './views.tsx'

export const publicPages = new Hono<Env>()
  .get('/merchants', may.anyone(), async (c) => {
    const rows = await listedMerchants(c.var.db, c.var.now())
    return page(c, { title: c.var.t('诚信商户', 'Honest merchants') }, <ListPage rows={rows} />)
  })
  .get('/merchants/:number{M-[0-9]+-[0-9]+}', may.anyone(), async (c) => {
    const { db } = c.var
    const merchant = await merchantByNumber(db, c.req.param('number'))
    const { name: areaName } = await areaById(db, merchant.areaId)
    const isShown = merchant.isListed && merchant.state === 'active'
    const score = isShown ? await scoreNow(db, merchant, c.var.now()) : undefined
    const honors = merchant.state === 'active' ? await honorsHeld(db, { merchantId: merchant.id }, c.var.now()) : []
    return page(c, { title: merchant.name }, <PublicPage {...{ merchant, areaName, score, honors }} />)
  })
  .get('/merchants/:number{M-[0-9]+-[0-9]+}/plate', may.anyone(), async (c) => {
    const { db, config, t } = c.var
    const merchant = await merchantByNumber(db, c.req.param('number'))
    const address = `${config.baseUrl.replace(/\/$/, '')}/merchants/${merchant.number}`
    const { name: city } = await theCity(db)
    return page(c, { title: t('门牌', 'Plate'), face: 'paper' }, <PlatePage {...{ merchant, address, city }} />)
  })
