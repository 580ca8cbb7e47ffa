import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeEach, expect, it } from 'vitest'
import { donors } from '../../../db/schema/donations.ts'
import { people } from '../../../db/schema/people.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import { given, openCharity } from '../../../test/donations.ts'
import { openShops, zhenxingStore } from '../../../test/shop.ts'
import { openTown, qingyun, qingyunStore, type Town, zhenxing } from '../../../test/town.ts'
import { sealedPhone } from '../../people/actions.ts'
import { reserveStock } from '../../stock/actions.ts'
import { receiveShipment, sendShipment } from '../../stock/shipments/actions.ts'
import { linesOfShipment } from '../../stock/shipments/queries.ts'
import { claimDonor } from '../donors/actions.ts'
import { donorById, linkTokenOf } from '../donors/queries.ts'
import { shelve } from '../intake/shelving.ts'
import { donationsPersonal } from '../personal.ts'
import { verifyDonations } from '../verify.ts'
import { answerChange } from './actions.ts'
import { useChangeById } from './queries.ts'

const phone = '13800000001'
const desk = '/desk/donations/gift/lines/gift-0/use'

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShops(town, 1)
  await openCharity(town)
})

const aGift = async (gift: Parameters<typeof given>[1] = {}) => {
  await given(town, { phone, lines: [{ forAreaId: zhenxing }], ...gift })
  await put()
}
const put = async (id = 'lot-gift', quantity = 30) => {
  const actor = await town.actor('adminZheng')
  const lot = { id, lineId: 'gift-0', storeId: qingyunStore, quantity, actor, now: town.now() }
  return town.atomically((tx) => shelve(tx, lot))
}
const ask = (who = 'clerkLi', typed = {}) =>
  town.as(who).post(desk, { id: 'change-01', reason: '青云社区更需要', forAreaId: qingyun, purpose: '', ...typed })
const link = async () => `/given/${linkTokenOf(town.secrets, await donorById(town.db, 'donor-gift'))}`
const stateNow = async () => (await useChangeById(town.db, 'change-01')).state
const lots = () => town.db.select().from(stockLots).where(eq(stockLots.sourceId, 'gift-0')).orderBy(stockLots.id)
/** Whether 王芳 of 青云 may have the rice that was given for 振兴. */
const mayHave = (quantity = 2, id = 'order-1') => {
  const recipient = { id: 'wangFang', areaPath: `532503000000/532503003000/${qingyun}/`, inNeed: false }
  const wanted = { id, storeId: qingyunStore, itemId: 'rice', quantity, recipient, now: town.now() }
  return town
    .atomically((tx) => reserveStock(tx, wanted))
    .then(() => true)
    .catch(({ code }: { code: string }) => code)
}
/** Opens the question by the link, has a code sent to the donor's phone and answers with it. */
const answerByCode = async (answer: string, wrong?: string) => {
  const path = `${await link()}/changes/change-01`
  const sent = await town.as(undefined).post(`${path}/code`)
  const ticket = new URL(sent.headers.get('location') ?? '', 'http://localhost').searchParams.get('ticket') ?? ''
  const code = /验证码 (\d{6})/.exec(town.texts.at(-1)?.text ?? '')?.[1] ?? ''
  return town.as(undefined).post(path, { ticket, code: wrong ?? code, answer })
}
const scan = async () => {
  const picture = { width: 400, height: 600, channels: 3, background: '#eee' } as const
  return new File([new Uint8Array(await sharp({ create: picture }).jpeg().toBuffer())], '同意书.jpg')
}
const takeDown = async (who: string) => town.as(who).post(`${desk}/change-01/paper`, { photos: await scan() })

it('keeps what was given for some for them until the donor agrees, who proves it by a code to their phone', async () => {
  await aGift()
  expect(await mayHave()).toBe('stock_for_others')
  expect((await ask()).status).toBe(303)
  expect(town.texts.at(-1)).toMatchObject({ phone, text: expect.stringContaining('大米') })
  expect(town.texts.at(-1)?.text).not.toContain('http')
  expect(await mayHave()).toBe('stock_for_others')
  expect((await answerByCode('agree')).status).toBe(303)
  expect(await useChangeById(town.db, 'change-01')).toMatchObject({ state: 'agreed', way: 'code', endedBy: null })
  expect(await mayHave()).toBe(true)
  await put('lot-later', 5)
  expect((await lots()).map(({ forAreaPath }) => forAreaPath)).toEqual(Array(2).fill(expect.stringContaining(qingyun)))
  expect(await verifyDonations(town.db)).toEqual([])
  const page = await (await town.as(undefined).get(await link())).text()
  for (const said of ['捐赠人已同意', '青云社区更需要', '短信验证码', '仅限青云社区', '仅限振兴社区'])
    expect(page).toContain(said)
})

it('stays as it was when the donor refuses or says nothing, and is then asked no second time by itself', async () => {
  await aGift()
  await ask()
  expect((await answerByCode('refuse')).status).toBe(303)
  expect(await stateNow()).toBe('refused')
  expect(await mayHave()).toBe('stock_for_others')
  expect((await answerByCode('agree')).status).toBe(409)
  expect(await (await town.as(undefined).get(await link())).text()).toContain('捐赠人不同意')
})

it('takes no answer from staff who hold the link: not without the code, nor with one for another phone', async () => {
  await aGift()
  await ask()
  const path = `${await link()}/changes/change-01`
  expect((await town.as('clerkLi').post(path, { answer: 'agree' })).status).toBe(422)
  expect((await answerByCode('agree', '000000')).status).toBe(422)
  const own = await town.as('clerkLi').post('/sign-in', { phone: '13911112222' })
  const ticket = new URL(own.headers.get('location') ?? '', 'http://localhost').searchParams.get('ticket') ?? ''
  const code = /验证码 (\d{6})/.exec(town.texts.at(-1)?.text ?? '')?.[1] ?? ''
  expect((await town.as('clerkLi').post(path, { ticket, code, answer: 'agree' })).status).toBe(403)
  expect((await town.as('clerkLi').post(`${await link()}/claim`)).status).toBe(403)
  expect((await town.as('clerkLi').get('/donations/mine/changes/change-01')).status).toBe(404)
  expect(await stateNow()).toBe('asked')
  const donorPage = await (await town.as('clerkLi').get('/desk/donors/donor-gift')).text()
  expect(donorPage).not.toContain(linkTokenOf(town.secrets, await donorById(town.db, 'donor-gift')))
})

it('takes the answer of a donor who is signed in with the phone they gave, and of nobody else', async () => {
  await town.atomically((tx) =>
    tx.update(people).set(sealedPhone(town.secrets, phone)).where(eq(people.id, 'zhangWei')),
  )
  await aGift()
  await ask()
  const path = '/donations/mine/changes/change-01'
  expect((await town.as('wangFang').post(path, { answer: 'agree' })).status).toBe(404)
  expect(await (await town.as('zhangWei').get('/donations/mine')).text()).toContain(path)
  expect((await town.as('zhangWei').post(path, { answer: 'agree' })).status).toBe(303)
  expect(await useChangeById(town.db, 'change-01')).toMatchObject({ state: 'agreed', way: 'signed_in', ender: '张伟' })
})

it('lets nobody ask who could answer: the donor themselves, or whoever wrote their own phone down', async () => {
  await aGift()
  const own = sealedPhone(town.secrets, phone)
  await town.atomically((tx) => tx.update(people).set(own).where(eq(people.id, 'clerkLi')))
  const refused = await ask()
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('请同事来询问')
  expect((await ask('keeperMa')).status).toBe(303)
})

it('does not take a claim by the link for proof', async () => {
  await aGift({ phone: '' })
  await ask()
  const actor = await town.actor('wangFang')
  const donor = await donorById(town.db, 'donor-gift')
  await town.atomically((tx) => claimDonor(tx, town.secrets, { donor, actor, now: town.now() }))
  expect((await town.as('wangFang').post('/donations/mine/changes/change-01', { answer: 'agree' })).status).toBe(403)
  expect((await town.as(undefined).post(`${await link()}/changes/change-01/code`)).status).toBe(409)
})

it('takes signed paper, scanned by one and confirmed by another', async () => {
  await aGift({ phone: '' })
  await ask('keeperMa')
  expect((await town.as('clerkLi').post(`${desk}/change-01/paper`)).status).toBe(422)
  expect((await takeDown('clerkLi')).status).toBe(303)
  expect((await town.as('clerkLi').post(`${desk}/change-01/confirm`)).status).toBe(403)
  expect((await town.as('keeperMa').post(`${desk}/change-01/confirm`)).status).toBe(403)
  expect(await mayHave()).toBe('stock_for_others')
  const photo = (await useChangeById(town.db, 'change-01')).paperPhotoId
  expect((await town.as('adminZheng').get(`/photos/${photo}`)).status).toBe(200)
  expect((await town.as('wangFang').get(`/photos/${photo}`)).status).toBe(404)
  expect((await town.as('adminZheng').post(`${desk}/change-01/confirm`)).status).toBe(303)
  expect(await mayHave()).toBe(true)
  const page = await (await town.as(undefined).get(await link())).text()
  for (const said of ['李干事', '郑主任', '签字的同意书']) expect(page).toContain(said)
})

it('sends a paper back that will not do, and stops asking', async () => {
  await aGift()
  await ask()
  await takeDown('clerkLi')
  expect((await town.as('adminZheng').post(`${desk}/change-01/send-back`)).status).toBe(303)
  expect(await useChangeById(town.db, 'change-01')).toMatchObject({ state: 'asked', paperPhotoId: null, paperBy: null })
  expect((await town.as('keeperMa').post(`${desk}/change-01/withdraw`)).status).toBe(303)
  expect(await stateNow()).toBe('withdrawn')
  expect((await answerByCode('agree')).status).toBe(409)
})

it('asks once for one form and one thing at a time, about a known donor, for something else', async () => {
  await aGift()
  expect((await ask('clerkLi', { forAreaId: zhenxing })).status).toBe(409)
  expect([(await ask()).status, (await ask()).status]).toEqual([303, 303])
  expect((await ask('clerkLi', { id: 'change-02' })).status).toBe(409)
  expect((await ask('clerkLi', { reason: '别的理由' })).status).toBe(409)
  expect((await ask('clerkZhao', { id: 'change-03' })).status).toBe(404)
  await given(town, { id: 'shy', kind: 'anonymous' })
  const asked = await town
    .as('clerkLi')
    .post('/desk/donations/shy/lines/shy-0/use', { id: 'change-04', reason: '试试', purpose: '别的' })
  expect(asked.status).toBe(409)
})

it('has one winner when the donor agrees and refuses at once', async () => {
  await aGift()
  await ask()
  const answer = (step: 'agree' | 'refuse') =>
    town.atomically((tx) =>
      answerChange(tx, town.secrets, {
        ...{ id: 'change-01', donorId: 'donor-gift', step },
        proof: { way: 'code' },
        now: town.now(),
      }),
    )
  const both = await Promise.allSettled([answer('agree'), answer('refuse')])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await verifyDonations(town.db)).toEqual([])
})

it('reaches what is counted in at another store in the same moment', async () => {
  await aGift()
  await ask()
  const [ma, luo] = [await town.actor('keeperMa'), await town.actor('keeperLuo')]
  const about = { fromStoreId: qingyunStore, toStoreId: zhenxingStore, actor: ma, now: town.now() }
  await town.atomically((tx) => sendShipment(tx, { id: 'shipment-1', ...about, pieces: new Map([['lot-gift', 10]]) }))
  const [line] = await linesOfShipment(town.db, 'shipment-1')
  const arrivals = new Map([[line?.id ?? '', { arrived: 10 }]])
  const agreed = { id: 'change-01', donorId: 'donor-gift', step: 'agree', proof: { way: 'code' } } as const
  await Promise.all([
    town.atomically((tx) => receiveShipment(tx, { id: 'shipment-1', arrivals, actor: luo, now: town.now() })),
    town.atomically((tx) => answerChange(tx, town.secrets, { ...agreed, now: town.now() })),
  ])
  expect((await lots()).map(({ forAreaPath }) => forAreaPath)).toEqual(Array(2).fill(expect.stringContaining(qingyun)))
})

it('finds in verify a lot that is for others than its donor agreed to', async () => {
  await aGift()
  await town.atomically((tx) => tx.update(stockLots).set({ forAreaPath: null }).where(eq(stockLots.id, 'lot-gift')))
  expect(await verifyDonations(town.db)).toEqual([expect.stringContaining('lot-gift')])
})

it('opens nothing by the link any more once the donor’s account is gone', async () => {
  await aGift()
  await town.atomically((tx) => tx.update(donors).set({ personId: 'wangFang' }).where(eq(donors.id, 'donor-gift')))
  const before = await link()
  await town.atomically(async (tx) => donationsPersonal.forget?.(tx, { personId: 'wangFang', now: town.now() }))
  expect((await town.as(undefined).get(before)).status).toBe(404)
})
