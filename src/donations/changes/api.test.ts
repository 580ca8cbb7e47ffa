import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeEach, expect, it } from 'vitest'
import { people } from '../../../db/schema/people.ts'
import { given, openCharity } from '../../../test/donations.ts'
import { openShelves } from '../../../test/shelves.ts'
import { openTown, qingyun, type Town, zhenxing } from '../../../test/town.ts'
import { sealedPhone } from '../../people/actions.ts'

const phone = '13800000001'
const at = '/donations/gift/lines/gift-0/use-changes'
const change = { reason: '青云社区更需要', forAreaId: qingyun }

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShelves(town)
  await openCharity(town)
  await town.atomically((tx) =>
    tx.update(people).set(sealedPhone(town.secrets, phone)).where(eq(people.id, 'zhangWei')),
  )
  await given(town, { phone, lines: [{ forAreaId: zhenxing }] })
})

const post = (who: string, path: string, body: unknown = {}, key = 'change-of-api') =>
  town.as(who).api('POST', path, body, key)
const takeDown = async (who: string, key: string) => {
  const picture = { width: 400, height: 600, channels: 3, background: '#eee' } as const
  const photos = new File([new Uint8Array(await sharp({ create: picture }).jpeg().toBuffer())], '同意书.jpg')
  return town.as(who).post(`/api/v1${at}/change-of-api/paper`, { photos }, { 'Idempotency-Key': key })
}

it('asks once for a key, by one text, and changes nothing before the donor agrees, signed in', async () => {
  expect([(await post('clerkLi', at, change)).status, (await post('clerkLi', at, change)).status]).toEqual([201, 201])
  expect(town.texts.map((text) => text.phone)).toEqual([phone])
  const other = await post('clerkLi', at, { ...change, reason: '别的理由' })
  expect(await other.json()).toMatchObject({ code: 'same_id_other_content' })
  expect(await (await town.as('auditorWu').api('GET', at)).json()).toMatchObject({
    useNow: { forAreaId: zhenxing },
    changes: [{ id: 'change-of-api', state: 'asked', use: { forAreaId: qingyun, forNeed: false }, way: null }],
  })

  const mine = '/donations/mine/use-changes/change-of-api'
  expect((await town.as('wangFang').api('GET', mine)).status).toBe(404)
  expect((await post('clerkLi', `${mine}/answer`, { answer: 'agree' }, 'answer-of-clerk')).status).toBe(404)
  const agree = () => post('zhangWei', `${mine}/answer`, { answer: 'agree' }, 'answer-of-donor')
  expect(await (await agree()).json()).toMatchObject({ state: 'agreed', way: 'signed_in' })
  expect((await agree()).status).toBe(200)
  expect((await post('zhangWei', `${mine}/answer`, { answer: 'refuse' }, 'answer-later')).status).toBe(409)
  expect(await (await town.as('clerkLi').api('GET', at)).json()).toMatchObject({ useNow: { forAreaId: qingyun } })
})

it('takes a scan of what the donor signed, confirmed by another person', async () => {
  await post('keeperMa', at, change)
  const here = `${at}/change-of-api`
  expect((await takeDown('clerkLi', 'paper-of-clerk')).status).toBe(200)
  expect((await takeDown('clerkLi', 'paper-of-clerk')).status).toBe(200)
  expect((await post('keeperMa', `${here}/confirm`, {}, 'confirm-of-keeper')).status).toBe(403)
  const own = await post('clerkLi', `${here}/confirm`, {}, 'confirm-of-clerk')
  expect(await own.json()).toMatchObject({ code: 'use_change_two' })
  const sentBack = await post('adminZheng', `${here}/send-back`, {}, 'back-of-admin')
  expect(await sentBack.json()).toMatchObject({ changes: [{ state: 'asked' }] })
  await takeDown('clerkLi', 'paper-again')
  const confirm = () => post('adminZheng', `${here}/confirm`, {}, 'confirm-of-admin')
  expect([(await confirm()).status, (await confirm()).status]).toEqual([200, 200])
  expect(await (await confirm()).json()).toMatchObject({
    useNow: { forAreaId: qingyun },
    changes: [{ state: 'agreed', way: 'paper' }],
  })
})

it('lets nobody ask, look or stop asking where they do not belong, nor by another donation’s address', async () => {
  expect((await post('clerkZhao', at, change)).status).toBe(404)
  expect((await post('auditorWu', at, change)).status).toBe(403)
  expect((await town.as('clerkZhao').api('GET', at)).status).toBe(404)
  expect((await post('clerkLi', at, { ...change, reason: '' })).status).toBe(422)
  expect((await post('clerkLi', '/donations/other/lines/gift-0/use-changes', change)).status).toBe(404)
  await post('clerkLi', at, change)
  const withdraw = (who: string) => post(who, `${at}/change-of-api/withdraw`, {}, 'withdraw-01')
  expect([(await withdraw('clerkZhao')).status, (await withdraw('keeperMa')).status]).toEqual([404, 200])
})
