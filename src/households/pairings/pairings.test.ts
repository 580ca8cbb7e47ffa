import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { supportPairings } from '../../../db/schema/households.ts'
import { grants } from '../../../db/schema/people.ts'
import { aHousehold, aPairing, aProposal, by, form } from '../../../test/households.ts'
import { givePoints as earn } from '../../../test/shop.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { cityDay, day, later } from '../../kit/clock.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { offerGift } from '../gifts/actions.ts'
import { giftById } from '../gifts/queries.ts'
import { noteRelative } from '../homes/actions.ts'
import { agreeToPairing } from './actions.ts'
import { pairingById, visitsOf } from './queries.ts'

const agreed = async (town: Town, id: string) => {
  for (const who of ['zhangWei', 'wangFang'])
    await by(town, who, (tx, now) => agreeToPairing(tx, { id, areRelatives: false, ...now }))
  return String((await pairingById(town.db, id)).version)
}

const proposed = (town: Town, householdId: string, fields: Record<string, string>) => {
  const days = { startsOn: cityDay(town.now()), endsOn: cityDay(new Date(town.now().getTime() + 90 * day)) }
  return town
    .as('clerkLi')
    .post(`/desk/households/${householdId}/pairings`, { id: form(), duty: '走访', ...days, ...fields })
}

it('begins only when supporter and household have agreed and a second member of staff approves', async () => {
  const town = await openTown()
  const id = await aProposal(town, await aHousehold(town))
  const approve = (who: 'clerkLi' | 'reviewerSun' | 'clerkZhao', version: string) =>
    town.as(who).post(`/pairings/${id}/approve`, { id: form(), version })
  expect((await approve('reviewerSun', '1')).status).toBe(409)
  const version = await agreed(town, id)
  expect((await approve('clerkLi', version)).status).toBe(403)
  expect((await approve('clerkZhao', version)).status).toBe(404)
  expect((await approve('reviewerSun', '1')).status).toBe(409)
  expect((await approve('reviewerSun', version)).status).toBe(303)
  expect((await pairingById(town.db, id)).state).toBe('active')
})

it('pairs no relatives: whoever says they are one ends it, for good', async () => {
  const town = await openTown()
  const householdId = await aHousehold(town)
  const id = await aProposal(town, householdId)
  expect((await town.as('wangFang').post(`/pairings/${id}/agree`, { id: form(), relatives: 'yes' })).status).toBe(303)
  expect((await pairingById(town.db, id)).state).toBe('refused')
  await expect(aProposal(town, householdId)).rejects.toMatchObject({ code: 'household_relative' })
})

it.each([
  ['a member', 'liNa', 'household_yours'],
  ['the clerk of the community', 'clerkLi', 'supporter_is_you'],
  ['its reviewer', 'reviewerSun', 'supporter_decides'],
  ['the keeper of its store', 'keeperMa', 'supporter_decides'],
  ['the city’s administrator', 'adminZheng', 'supporter_decides'],
])('lets nobody support a household who belongs to it or decides about it: %s', async (_, supporterId, code) => {
  const town = await openTown()
  const householdId = await aHousehold(town, 'wangFang', 'liNa')
  await expect(aProposal(town, householdId, supporterId)).rejects.toMatchObject({ code })
})

it('is approved by nobody who is a relative of the household', async () => {
  const town = await openTown()
  const householdId = await aHousehold(town)
  const id = await aProposal(town, householdId)
  await by(town, 'clerkLi', (tx, now) => noteRelative(tx, { householdId, personId: 'reviewerSun', ...now }))
  const version = await agreed(town, id)
  expect((await town.as('reviewerSun').post(`/pairings/${id}/approve`, { id: form(), version })).status).toBe(403)
})

it('says at its field when the days are the wrong way round, too long, or nobody has that number', async () => {
  const town = await openTown()
  const householdId = await aHousehold(town)
  const unknown = await proposed(town, householdId, { supporter: '13900000000' })
  expect([unknown.status, (await unknown.text()).includes('没有找到“13900000000”')]).toEqual([422, true])
})

it('keeps visits with their day, for both sides to read, and none before it began or in the future', async () => {
  const town = await openTown()
  const id = await aPairing(town, await aHousehold(town))
  const today = cityDay(town.now())
  const visit = (who: 'zhangWei' | 'wangFang' | 'chenJie', visitedOn: string) =>
    town.as(who).post(`/pairings/${id}/visits`, { id: form(), visitedOn, words: '帮忙买了米，<b>聊了</b>一会儿' })
  expect((await visit('zhangWei', today)).status).toBe(303)
  expect((await visit('zhangWei', '2026-03-01')).status).toBe(422)
  expect((await visit('zhangWei', '2026-03-03')).status).toBe(422)
  expect((await visit('wangFang', today)).status).toBe(403)
  expect((await visit('chenJie', today)).status).toBe(404)
  expect(await visitsOf(town.db, id)).toMatchObject([{ visitedOn: today, byId: 'zhangWei' }])
  expect(await (await town.as('wangFang').get(`/pairings/${id}`)).text()).toContain('&lt;b&gt;聊了')
})

it('ends on its last day, and either side may end it before', async () => {
  const town = await openTown()
  const householdId = await aHousehold(town)
  const id = await aPairing(town, householdId)
  expect((await town.as('clerkLi').post(`/pairings/${id}/end`, { id: form() })).status).toBe(422)
  expect((await town.as('wangFang').post(`/pairings/${id}/end`, { id: form() })).status).toBe(303)
  expect((await pairingById(town.db, id)).state).toBe('ended')

  const other = await aPairing(town, householdId, 'chenJie')
  await town.advance(365 * day)
  expect((await pairingById(town.db, other)).state).toBe('active')
  await town.advance(day)
  expect((await pairingById(town.db, other)).state).toBe('ended')
})

it('gives back what was offered and not answered when its last day has passed', async () => {
  const town = await openTown()
  await earn(town, 'zhangWei', 50)
  const householdId = await aHousehold(town)
  const pairingId = await aPairing(town, householdId)
  await town.advance(364 * day)
  const { id } = await by(town, 'zhangWei', (tx, now) => offerGift(tx, { id: form(), pairingId, points: 20, ...now }))
  await town.advance(2 * day)
  expect((await pairingById(town.db, pairingId)).state).toBe('ended')
  expect((await giftById(town.db, id)).state).toBe('withdrawn')
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 50, held: 0 })
  expect((await town.as('wangFang').post(`/gifts/${id}`, { id: form(), step: 'accept' })).status).toBe(409)
})

const clerkFrom = (town: Town, personId: string, startsAt: Date) =>
  town.atomically((tx) =>
    tx.insert(grants).values({
      ...{ id: `grant-${personId}`, personId, role: 'clerk' as const, areaId: qingyun, startsAt },
      ...{ grantedBy: 'adminZheng', grantedAt: town.now() },
    }),
  )

it('takes no supporter who will decide about the household from tomorrow on', async () => {
  const town = await openTown()
  await clerkFrom(town, 'zhangWei', later(town.now(), day))
  await expect(aProposal(town, await aHousehold(town))).rejects.toMatchObject({ code: 'supporter_decides' })
})

it('takes no gift from a supporter who decides about the household since', async () => {
  const town = await openTown()
  await earn(town, 'zhangWei', 50)
  const pairingId = await aPairing(town, await aHousehold(town))
  await clerkFrom(town, 'zhangWei', town.now())
  const offer = by(town, 'zhangWei', (tx, now) => offerGift(tx, { id: form(), pairingId, points: 20, ...now }))
  await expect(offer).rejects.toMatchObject({ code: 'supporter_decides' })
})

it('takes nobody for a supporter who left the household yesterday', async () => {
  const town = await openTown()
  const householdId = await aHousehold(town, 'wangFang', 'liNa')
  expect((await town.as('liNa').post('/household/leave', { id: form() })).status).toBe(303)
  await expect(aProposal(town, householdId, 'liNa')).rejects.toMatchObject({ code: 'household_yours' })
})

it('does not let two support each other', async () => {
  const town = await openTown()
  await aPairing(town, await aHousehold(town))
  const theirs = await aHousehold(town, 'zhangWei')
  await expect(aProposal(town, theirs, 'wangFang')).rejects.toMatchObject({ code: 'supporter_mutual' })
})

it('takes no gift before its first day', async () => {
  const town = await openTown()
  await earn(town, 'zhangWei', 50)
  const pairingId = await aPairing(town, await aHousehold(town))
  const startsOn = cityDay(later(town.now(), day))
  await town.atomically((tx) => tx.update(supportPairings).set({ startsOn }).where(eq(supportPairings.id, pairingId)))
  const offer = () => by(town, 'zhangWei', (tx, now) => offerGift(tx, { id: form(), pairingId, points: 20, ...now }))
  await expect(offer()).rejects.toMatchObject({ code: 'pairing_not_active' })
  await town.advance(day)
  await offer()
})
