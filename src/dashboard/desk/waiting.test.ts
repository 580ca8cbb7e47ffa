import { expect, it } from 'vitest'
import { given, openCharity } from '../../../test/donations.ts'
import { nominationOf } from '../../../test/honors.ts'
import { aHousehold, aProposal, by } from '../../../test/households.ts'
import { applyFor, dayBefore, openMerchant } from '../../../test/merchants.ts'
import { accept, file, whistle } from '../../../test/reports.ts'
import { openShops, zhenxingStore } from '../../../test/shop.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { agreeToPairing } from '../../households/pairings/actions.ts'
import { day } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { merchantById } from '../../merchants/queries.ts'
import { sendShipment } from '../../stock/shipments/actions.ts'

/** What the desk counts for somebody: how many, of what, and where that is dealt with, which has to open for them. */
async function onDesk(town: Town, who: string) {
  const page = await (await town.as(who).get('/desk')).text()
  const card = /<a class="card[^"]*" href="([^"]+)">.*?figure-value">(\d+)<.*?figure-label">([^<]+)</gs
  const told = [...page.matchAll(card)].map(
    ([, href = '', value, label = '']) => [label, [Number(value), href.replace('&amp;', '&')] as const] as const,
  )
  for (const [, [, href]] of told) expect([who, href, (await town.as(who).get(href)).status]).toEqual([who, href, 200])
  return Object.fromEntries(told)
}

it('counts a report for the centre until somebody takes it on, and its call for the department', async () => {
  const town = await openTown()
  const report = await file(town)
  for (const who of ['clerkLi', 'dispatcherGao', 'adminZheng'])
    expect([who, await onDesk(town, who)]).toEqual([who, { 件上报等待分拣: [1, '/desk/reports'] }])
  for (const who of ['clerkZhao', 'reviewerSun', 'officerKong'])
    expect([who, await onDesk(town, who)]).toEqual([who, {}])
  await whistle(town, await accept(town, report))
  expect(await onDesk(town, 'clerkLi')).toEqual({})
  expect(await onDesk(town, 'officerKong')).toEqual({ 个派单等您报到或办结: [1, '/desk/duty'] })
  expect(await onDesk(town, 'officerShui')).toEqual({})
  await town.advance(60 * day)
  expect(await onDesk(town, 'dispatcherGao')).toMatchObject({ 件超过承诺时间: [1, '/desk/reports?tab=running&late=1'] })
})

it('counts goods for whoever has to look at them: a gift to inspect, a shipment to count in by somebody else', async () => {
  const town = await openTown()
  await openShops(town, 1)
  await openCharity(town)
  await given(town, { inspected: false })
  expect(await onDesk(town, 'keeperMa')).toEqual({ 笔捐赠等待验收: [1, '/desk/donations?state=received'] })
  const pieces = new Map([[`lot-${qingyunStore}-rice`, 1]])
  const way = { id: 'shipment-1', fromStoreId: qingyunStore, toStoreId: zhenxingStore, pieces }
  await by(town, 'adminZheng', (tx, now) => sendShipment(tx, { ...way, ...now }))
  expect(await onDesk(town, 'keeperLuo')).toEqual({ 批调拨等待点收: [1, '/desk/shipments'] })
  for (const who of ['adminZheng', 'keeperMa'])
    expect([who, await onDesk(town, who)]).toEqual([
      who,
      expect.not.objectContaining({ 批调拨等待点收: expect.anything() }),
    ])
})

it('counts a nomination for those who can check it, never for whoever made it', async () => {
  const town = await openTown()
  await nominationOf(town, 'asked')
  const waiting = { 个荣誉提名等您办: [1, '/desk/honors'] }
  expect(await onDesk(town, 'clerkLi')).toEqual(waiting)
  expect(await onDesk(town, 'adminZheng')).toEqual(waiting)
  for (const who of ['clerkZhao', 'reviewerSun']) expect([who, await onDesk(town, who)]).toEqual([who, {}])
})

it('counts a pairing once both sides have agreed, for somebody else than who proposed it', async () => {
  const town = await openTown()
  const id = await aProposal(town, await aHousehold(town))
  expect(await onDesk(town, 'reviewerSun')).toEqual({})
  for (const who of ['zhangWei', 'wangFang'])
    await by(town, who, (tx, now) => agreeToPairing(tx, { id, areRelatives: false, ...now }))
  expect(await onDesk(town, 'reviewerSun')).toEqual({ 个结对等待批准: [1, '/desk/households'] })
  expect(await onDesk(town, 'clerkLi')).toEqual({})
})

it('counts merchants for reviewers: who applies, and a complaint once it can be decided', async () => {
  const town = await openTown()
  await applyFor(town, 'liNa', { name: '李娜烘焙店' })
  expect(await onDesk(town, 'reviewerSun')).toEqual({ 家商户申请等待审核: [1, '/desk/merchants?state=applied'] })
  expect(await onDesk(town, 'clerkLi')).toEqual({})

  const other = await openTown()
  const { number } = await merchantById(other.db, await openMerchant(other))
  const complaint = { id: newId(), kind: 'price', happenedOn: dayBefore(other), what: '少称了三两' }
  await other.as('liNa').post(`/merchants/${number}/complain`, complaint)
  expect(await onDesk(other, 'reviewerSun')).toEqual({})
  await other.advance(15 * day)
  expect(await onDesk(other, 'reviewerSun')).toMatchObject({
    件商户投诉等待处理: [1, '/desk/merchants?waiting=complaints'],
  })
})

it('says so where nothing waits', async () => {
  const page = await (await (await openTown()).as('clerkLi').get('/desk')).text()
  expect(page).toContain('都办完了')
})
