import { expect, it } from 'vitest'
import { aHousehold, aPairing, form } from '../../test/households.ts'
import { givePoints as earn, openShops } from '../../test/shop.ts'
import { type CastName, openTown, qingyun, qingyunStore, type Town } from '../../test/town.ts'
import { addDays, cityDay } from '../kit/clock.ts'
import { personCode } from '../people/cards/codes.ts'
import { personById } from '../people/queries.ts'
import { balancesOf } from '../points/ledger/queries.ts'
import { poolIdOf } from '../points/ledger/rules.ts'

type Body = Record<string, unknown>

const call = async (town: Town, who: CastName | undefined, method: string, path: string, body?: Body, key = form()) => {
  const answer = await town.as(who).api(method, path, body, key)
  return { status: answer.status, body: (await answer.json()) as Body }
}

/** The code that somebody shows on their phone at this moment. */
const shownBy = async (town: Town, id: string) => personCode(town.secrets, await personById(town.db, id), town.now()).qr

it('sets up a household, once for its key, and takes in whoever accepts', async () => {
  const town = await openTown()
  const key = form()
  const first = await call(town, 'wangFang', 'POST', '/household', { name: '王芳家' }, key)
  expect(first).toMatchObject({ status: 200, body: { name: '王芳家', state: 'active' } })
  expect(await call(town, 'wangFang', 'POST', '/household', { name: '王芳家' }, key)).toEqual(first)
  const other = await call(town, 'wangFang', 'POST', '/household', { name: '别的名字' }, key)
  expect(other).toMatchObject({ status: 409, body: { code: 'same_id_other_content' } })

  const who = `李娜 ${await shownBy(town, 'liNa')}`
  expect((await call(town, 'wangFang', 'POST', '/household/invitations', { who })).status).toBe(200)
  const { invitations } = (await call(town, 'liNa', 'GET', '/household/invitations')).body as {
    invitations: { memberId: string }[]
  }
  const answered = `/household/invitations/${invitations[0]?.memberId}`
  expect((await call(town, 'zhangWei', 'POST', answered, { step: 'accept' })).status).toBe(404)
  expect((await call(town, 'liNa', 'POST', answered, { step: 'accept' })).status).toBe(200)
  const { members } = (await call(town, 'liNa', 'GET', '/household')).body as { members: Body[] }
  expect(members).toMatchObject([
    { isHead: true, maySpend: true },
    { name: '李娜', state: 'joined', maySpend: false },
  ])
  const allow = `/household/members/${invitations[0]?.memberId}`
  expect((await call(town, 'liNa', 'POST', allow, { step: 'allow' })).status).toBe(404)
  expect((await call(town, 'wangFang', 'POST', allow, { step: 'allow' })).status).toBe(200)
  expect((await call(town, 'liNa', 'POST', '/household/leave', {})).status).toBe(200)
  expect((await call(town, 'liNa', 'GET', '/household')).body.code).toBe('household_missing')
})

it('shows households to the staff around them alone, and tells the members who looked', async () => {
  const town = await openTown()
  const id = await aHousehold(town)
  const seen = async (who: CastName) => (await call(town, who, 'GET', `/households/${id}`)).status
  expect(await Promise.all((['clerkLi', 'clerkZhao', 'wangFang', 'keeperMa'] as const).map(seen))).toEqual([
    200, 404, 403, 403,
  ])
  expect(await (await town.as('wangFang').get('/me/looks')).text()).toContain('办理家庭和结对事务')
  const listed = (await call(town, 'clerkZhao', 'GET', '/households')).body as { households: Body[] }
  expect(listed.households).toEqual([])
})

it('pairs by two members of staff and both sides, gives points and goods, and notes a visit', async () => {
  const town = await openTown()
  await openShops(town)
  await earn(town, 'zhangWei', 100)
  const householdId = await aHousehold(town)
  const today = cityDay(town.now())
  const proposal = {
    ...{ supporter: await shownBy(town, 'zhangWei'), duty: '每月走访' },
    ...{ startsOn: today, endsOn: addDays(today, 90) },
  }
  const path = `/households/${householdId}/pairings`
  expect((await call(town, 'wangFang', 'POST', path, proposal)).status).toBe(403)
  expect((await call(town, 'clerkZhao', 'POST', path, proposal)).status).toBe(404)
  const { id } = (await call(town, 'clerkLi', 'POST', path, proposal)).body
  for (const who of ['zhangWei', 'wangFang'] as const)
    expect((await call(town, who, 'POST', `/pairings/${id}/agree`, { areRelatives: false })).status).toBe(200)
  const { version } = (await call(town, 'zhangWei', 'GET', `/pairings/${id}`)).body
  const approve = (who: CastName) => call(town, who, 'POST', `/pairings/${id}/approve`, { version })
  expect([(await approve('clerkLi')).body.code, (await approve('reviewerSun')).body.state]).toEqual([
    'pairing_two',
    'active',
  ])

  const points = await call(town, 'zhangWei', 'POST', `/pairings/${id}/gifts`, { points: 20 })
  const goods = { storeId: qingyunStore, lines: [{ itemId: 'rice', quantity: 1 }] }
  const key = form()
  const rice = await call(town, 'zhangWei', 'POST', `/pairings/${id}/goods`, goods, key)
  expect(await call(town, 'zhangWei', 'POST', `/pairings/${id}/goods`, goods, key)).toEqual(rice)
  for (const { body } of [points, rice])
    expect(
      (await call(town, 'wangFang', 'POST', `/gifts/${body.giftId}/answer`, { step: 'accept' })).body,
    ).toMatchObject({ state: 'accepted' })
  expect(await balancesOf(town.db, householdId)).toMatchObject({ available: 20, held: 30 })
  expect((await call(town, 'chenJie', 'POST', `/gifts/${points.body.giftId}/answer`, { step: 'decline' })).status).toBe(
    404,
  )
  const visit = { visitedOn: today, words: '换了灯泡' }
  expect((await call(town, 'zhangWei', 'POST', `/pairings/${id}/visits`, visit)).body).toMatchObject({
    visits: [visit],
  })
  const ended = await call(town, 'wangFang', 'POST', `/pairings/${id}/end`, {})
  expect(ended.body.state).toBe('ended')
})

it('pays from the pool by two members of staff, and tells the public no sum of one', async () => {
  const town = await openTown()
  await earn(town, 'zhangWei', 60)
  const householdId = await aHousehold(town)
  await aPairing(town, householdId)
  expect((await call(town, 'zhangWei', 'POST', '/charity/gifts', { points: 0 })).status).toBe(422)
  const given = await call(town, 'zhangWei', 'POST', '/charity/gifts', { points: 50 })
  expect(given.body).toMatchObject({ kind: 'pool', points: 50, state: 'accepted' })
  const path = `/households/${householdId}/pool-grants`
  const asked = { points: 30, reason: '添一袋米' }
  expect((await call(town, 'reviewerSun', 'POST', path, asked)).status).toBe(403)
  const { id, version } = (await call(town, 'clerkLi', 'POST', path, asked)).body
  const decide = (who: CastName) => call(town, who, 'POST', `/pool-decisions/${id}`, { step: 'approve', version })
  expect((await decide('clerkLi')).body.code).toBe('pool_two')
  expect((await decide('reviewerZhou')).body).toMatchObject({ state: 'approved' })
  expect((await balancesOf(town.db, poolIdOf(qingyun))).available).toBe(20)
  expect((await call(town, undefined, 'GET', '/charity')).body).toEqual({
    ...{ month: '2026-03', communities: [] },
    elsewhere: { given: null, paid: null, direct: null },
  })
})
