import { beforeEach, expect, it } from 'vitest'
import { given, openCharity } from '../../../test/donations.ts'
import { openShelves } from '../../../test/shelves.ts'
import { openTown, type Town } from '../../../test/town.ts'

const at = '/donations/gift/lines/gift-0/money-uses'
const quilts = { what: '给独居老人买棉被', receiptNumber: '发票 0012345', usedOn: '2026-03-02' }

let town: Town
beforeEach(async () => {
  town = await openTown()
  await openShelves(town)
  await openCharity(town)
  await given(town, { lines: [{ kind: 'money', name: '捐款', quantity: 1, unitValueFen: 100_000 }, {}] })
})

const enter = (amountFen: number, { key = 'use-of-api', who = 'clerkLi', ...said } = {} as Record<string, string>) =>
  town.as(who).api('POST', at, { ...quilts, amountFen, ...said }, key)
const answer = (step: string, { key = 'word-of-api', who = 'adminZheng', id = 'use-of-api' } = {}) =>
  town.as(who).api('POST', `${at}/${id}/${step}`, {}, key)

it('enters a use once, which counts when a second person has confirmed it', async () => {
  expect([(await enter(40_000)).status, (await enter(40_000)).status]).toEqual([201, 201])
  expect(await (await enter(40_001)).json()).toMatchObject({ code: 'same_id_other_content' })
  expect(await (await answer('confirm', { who: 'clerkLi' })).json()).toMatchObject({ code: 'money_use_two' })
  expect(await (await town.as('auditorWu').api('GET', at)).json()).toMatchObject({
    ...{ givenFen: 100_000, usedFen: 0, leftFen: 60_000 },
    uses: [{ ...quilts, amountFen: 40_000, isConfirmed: null }],
  })
  expect([(await answer('confirm')).status, (await answer('confirm')).status]).toEqual([200, 200])
  const over = await enter(60_001, { key: 'use-too-much' })
  expect(await over.json()).toMatchObject({ code: 'money_use_too_much' })
  expect(await (await enter(-40_000, { key: 'use-back' })).json()).toMatchObject({ usedFen: 40_000, leftFen: 60_000 })
  const back = await answer('confirm', { id: 'use-back', key: 'word-back' })
  expect(await back.json()).toMatchObject({ usedFen: 0, leftFen: 100_000 })
})

it('refuses what the receipt does not say, and answers once', async () => {
  await enter(40_000)
  expect(await (await answer('refuse')).json()).toMatchObject({ usedFen: 0, uses: [{ isConfirmed: false }] })
  const later = await answer('confirm', { key: 'word-later' })
  expect(await later.json()).toMatchObject({ code: 'money_use_answered' })
})

it.each([
  [0, {}, 422],
  [1.5, {}, 422],
  [-1, {}, 409],
  [1e12, {}, 422],
  [100, { usedOn: '2026-03-03' }, 422],
  [100, { what: '' }, 422],
  [100, { who: 'clerkZhao' }, 404],
  [100, { who: 'keeperMa' }, 403],
])('takes no use of %d fen with %o', async (amountFen, said, status) => {
  expect((await enter(amountFen, said)).status).toBe(status)
})

it('knows of no money where goods were given', async () => {
  const goods = await town.as('clerkLi').api('POST', at.replace('gift-0', 'gift-1'), { ...quilts, amountFen: 1 })
  expect(await goods.json()).toMatchObject({ code: 'not_money' })
})
