import type { Database, Tx } from '../db/database.ts'
import type { CheckKind, CheckResult, MerchantKind } from '../db/schema/merchants.ts'
import { addDays, cityDay, day, hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import type { Secrets } from '../src/kit/secrets.ts'
import { apply, decideApplication } from '../src/merchants/applications/actions.ts'
import { recordCheck } from '../src/merchants/checks/actions.ts'
import { checkCharacter } from '../src/merchants/codes.ts'
import { complain } from '../src/merchants/complaints/actions.ts'
import { complaintById } from '../src/merchants/complaints/queries.ts'
import { answerComplaint, decideComplaint } from '../src/merchants/complaints/steps.ts'
import { merchantById } from '../src/merchants/queries.ts'
import { listMerchant, takeStandingStep } from '../src/merchants/standing/actions.ts'
import { type PreparedPhoto, preparePhoto } from '../src/photos/prepare.ts'
import { actorOf } from './actors.ts'
import { showBanks } from './credit.ts'
import { drawPicture } from './pictures.ts'
import { communities } from './places.ts'

/** A licence and a shop front, for whoever applies and whoever checks. */
export type ShopPictures = { licence: PreparedPhoto; front: PreparedPhoto }

export const prepareShops = async (): Promise<ShopPictures> => ({
  licence: await preparePhoto(await drawPicture('licence')),
  front: await preparePhoto(await drawPicture('shopfront')),
})

type Shop = {
  id: string
  ownerId: string
  name: string
  kind: MerchantKind
  address: string
  areaId: string
  serial: number
  clerk: string
  checks: readonly (readonly [kind: CheckKind, result: CheckResult, note: string])[]
}

const fine = [
  ['tax', 'good', '按期申报，无欠税'],
  ['price', 'good', '明码标价'],
] as const

/** One of each level: 90 points, 84 after a complaint, and 75. */
const shops: readonly Shop[] = [
  {
    id: 'demo-merchant-a',
    ownerId: 'demo-ma-jun',
    name: '南湖马家过桥米线',
    kind: 'food',
    address: '南湖路 27 号',
    areaId: communities.nanhu,
    serial: 27,
    clerk: 'demo-clerk-zhou',
    checks: [...fine, ['hygiene', 'good', '后厨干净，证照齐全'], ['front', 'good', '门前整洁，无占道']],
  },
  {
    id: 'demo-merchant-b',
    ownerId: 'demo-pu-xuemei',
    name: '雪梅鲜果副食店',
    kind: 'grocery',
    address: '青云路 41 号',
    areaId: communities.qingyun,
    serial: 41,
    clerk: 'demo-clerk-li',
    checks: [...fine, ['hygiene', 'good', '货架干净，无过期'], ['front', 'good', '门前整洁']],
  },
  {
    id: 'demo-merchant-c',
    ownerId: 'demo-yang-guoqiang',
    name: '国强五金修理铺',
    kind: 'repair',
    address: '振兴街 8 号',
    areaId: communities.zhenxing,
    serial: 8,
    clerk: 'demo-clerk-qian',
    checks: [...fine, ['hygiene', 'flaw', '废油桶没有盖好'], ['front', 'flaw', '工具占了半边人行道，已劝回']],
  },
]

const reviewer = 'demo-reviewer-bai'
const monthsAgo = 13 * 30

type Opening = { database: Pick<Database, 'atomically'>; secrets: Secrets; issuer: string; shops: ShopPictures }

/** Three merchants of more than a year's standing, by the room's own actions, and what they showed to banks. */
export async function openMerchants({ shops: pictures, ...opening }: Opening, now: Date): Promise<void> {
  const begin = later(now, -monthsAgo * day)
  await opening.database.atomically(async (tx) => {
    for (const shop of shops) {
      await open(tx, shop, pictures, begin)
      for (const [at, check] of shop.checks.entries())
        await look(tx, shop, check, pictures, later(now, -(20 - at) * day))
      await review(tx, shop, later(now, -15 * day))
    }
    await complaintAbout(tx, 'demo-merchant-b', now)
  })
  await showBanks(opening, now)
}

async function open(tx: Tx, shop: Shop, { licence }: ShopPictures, now: Date) {
  const { id: key, ownerId, name, kind, address, areaId, serial } = shop
  const body = `92532503MA6DEM${String(serial).padStart(3, '0')}`
  const fields = {
    ...{ name, kind, address, areaId, unifiedCode: body + checkCharacter(body) },
    licenceUntil: addDays(cityDay(now), 4 * 365),
  }
  await apply(tx, { key, fields, prepared: [licence], actor: actorOf(ownerId), now })
  const decision = { merchantId: key, version: 1, step: 'approve' as const, actor: actorOf(reviewer) }
  await decideApplication(tx, { ...decision, now: later(now, day) })
  const listing = { merchantId: key, isListed: true, actor: actorOf(ownerId), now: later(now, day + hour) }
  await listMerchant(tx, listing)
}

async function look(
  tx: Tx,
  shop: Shop,
  [kind, result, note]: Shop['checks'][number],
  pictures: ShopPictures,
  now: Date,
) {
  const prepared = kind === 'tax' ? [] : [pictures.front]
  const found = { key: newId(now), merchantId: shop.id, kind, result, note, prepared }
  await recordCheck(tx, { ...found, actor: actorOf(shop.clerk), now })
}

/** Once each thing was looked at, the yearly review is passed. */
async function review(tx: Tx, { id: merchantId }: Shop, now: Date) {
  const { version } = await merchantById(tx, merchantId)
  const passed = { merchantId, version, step: 'renew' as const, why: '', actor: actorOf(reviewer), now }
  await takeStandingStep(tx, passed)
}

async function complaintAbout(tx: Tx, merchantId: string, now: Date) {
  const at = (daysAgo: number) => later(now, -daysAgo * day)
  const id = 'demo-complaint'
  await complain(tx, {
    ...{ key: id, merchantId, kind: 'price' as const, what: '买了两斤李子，回家一称少了三两。', anonymous: false },
    ...{ happenedOn: cityDay(at(13)), prepared: [], actor: actorOf('demo-zhang-wei'), now: at(12) },
  })
  const owner = actorOf('demo-pu-xuemei')
  await answerComplaint(tx, {
    complaintId: id,
    text: '秤没有归零，已经补给顾客，并换了新秤。',
    actor: owner,
    now: at(11),
  })
  const { version } = await complaintById(tx, id)
  await decideComplaint(tx, {
    ...{ complaintId: id, version, step: 'uphold' as const, actor: actorOf(reviewer), now: at(9) },
    text: '现场复称属实，商户已改正。',
  })
}
