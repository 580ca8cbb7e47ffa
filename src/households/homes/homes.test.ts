import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { householdMembers, households } from '../../../db/schema/households.ts'
import { aHousehold, aPairing, aProposal, by, form } from '../../../test/households.ts'
import { givePoints as earn } from '../../../test/shop.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { verifyPoints } from '../../points/verify.ts'
import { offerGift } from '../gifts/actions.ts'
import { pairingById } from '../pairings/queries.ts'
import { verifyHouseholds } from '../verify.ts'
import { inviteMember, setUpHousehold } from './actions.ts'
import { householdOf, invitationsOf } from './queries.ts'

const books = async ({ db }: Town) => [...(await verifyPoints(db)), ...(await verifyHouseholds(db))]
const homeOf = async (town: Town, personId: string) => (await householdOf(town.db, personId))?.id

it('makes nobody a member before they have said yes', async () => {
  const town = await openTown()
  const id = await aHousehold(town)
  await by(town, 'wangFang', (tx, now) => inviteMember(tx, { householdId: id, personId: 'liNa', ...now }))
  expect(await homeOf(town, 'liNa')).toBeUndefined()
  const [invitation] = await invitationsOf(town.db, 'liNa')
  const memberId = invitation?.member.id ?? ''
  expect((await town.as('zhangWei').post('/household/answer', { id: form(), memberId, step: 'accept' })).status).toBe(
    404,
  )
  expect((await town.as('liNa').post('/household/answer', { id: form(), memberId, step: 'accept' })).status).toBe(303)
  expect(await homeOf(town, 'liNa')).toBe(id)
  expect(await (await town.as('wangFang').get('/household')).text()).toContain('李娜')
})

it('takes somebody into one household when two ask and both answers arrive together', async () => {
  const town = await openTown()
  const homes = [await aHousehold(town, 'wangFang'), await aHousehold(town, 'zhangWei')]
  const memberIds: string[] = []
  for (const [at, head] of ['wangFang', 'zhangWei'].entries()) {
    const asked = { householdId: homes[at] as string, personId: 'liNa' }
    memberIds.push((await by(town, head, (tx, now) => inviteMember(tx, { ...asked, ...now }))).id)
  }
  const answers = await Promise.all(
    memberIds.map((memberId) => town.as('liNa').post('/household/answer', { id: form(), memberId, step: 'accept' })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
})

it('lets only the head invite, allow and take out', async () => {
  const town = await openTown()
  const id = await aHousehold(town, 'wangFang', 'liNa')
  const [head] = await town.db.select().from(householdMembers).where(eq(householdMembers.personId, 'wangFang'))
  const [member] = await town.db.select().from(householdMembers).where(eq(householdMembers.personId, 'liNa'))
  for (const step of ['allow', 'remove'] as const)
    for (const who of ['liNa', 'zhangWei', 'clerkLi'] as const) {
      const answer = await town.as(who).post('/household/members', { id: form(), memberId: head?.id ?? '', step })
      expect(answer.status).toBe(404)
    }
  const fields = { memberId: member?.id ?? '' }
  expect((await town.as('wangFang').post('/household/members', { id: form(), ...fields, step: 'allow' })).status).toBe(
    303,
  )
  const [allowed] = await town.db.select().from(householdMembers).where(eq(householdMembers.personId, 'liNa'))
  expect(allowed?.maySpend).toBe(true)
  expect((await town.as('wangFang').post('/household/members', { id: form(), ...fields, step: 'remove' })).status).toBe(
    303,
  )
  expect(await homeOf(town, 'liNa')).toBeUndefined()
  expect(await homeOf(town, 'wangFang')).toBe(id)
})

it('waits for the head’s word when staff set a household up, unless it lies on paper', async () => {
  const town = await openTown()
  const asked = await by(town, 'clerkLi', (tx, now) =>
    setUpHousehold(tx, { id: 'asked', name: '王芳家', headId: 'wangFang', ...now }),
  )
  const paper = '社区档案柜 3 号'
  const onPaper = await by(town, 'clerkLi', (tx, now) =>
    setUpHousehold(tx, { id: 'paper', name: '李娜家', headId: 'liNa', paper, ...now }),
  )
  expect([asked.state, onPaper.state]).toEqual(['invited', 'active'])
  const [invitation] = await invitationsOf(town.db, 'wangFang')
  const answer = { id: form(), memberId: invitation?.member.id ?? '', step: 'decline' }
  expect((await town.as('wangFang').post('/household/answer', answer)).status).toBe(303)
  const [declined] = await town.db.select().from(households).where(eq(households.id, asked.id))
  expect(declined?.state).toBe('closed')
})

it('hands the household on when its head leaves, and closes it with the last one', async () => {
  const town = await openTown()
  await earn(town, 'zhangWei', 100)
  const id = await aHousehold(town, 'wangFang', 'liNa')
  const pairingId = await aPairing(town, id)
  const { id: giftId } = await by(town, 'zhangWei', (tx, now) =>
    offerGift(tx, { id: form(), pairingId, points: 30, ...now }),
  )
  await town.as('wangFang').post(`/gifts/${giftId}`, { id: form(), step: 'accept' })
  await by(town, 'zhangWei', (tx, now) => offerGift(tx, { id: form(), pairingId, points: 20, ...now }))

  expect((await town.as('wangFang').post('/household/leave', { id: form() })).status).toBe(303)
  const [handedOn] = await town.db.select().from(households).where(eq(households.id, id))
  expect(handedOn).toMatchObject({ headId: 'liNa', state: 'active' })

  expect((await town.as('liNa').post('/household/leave', { id: form() })).status).toBe(303)
  const [closed] = await town.db.select().from(households).where(eq(households.id, id))
  expect(closed?.state).toBe('closed')
  expect((await balancesOf(town.db, id)).available).toBe(0)
  expect((await balancesOf(town.db, poolIdOf(qingyun))).available).toBe(30)
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 70, held: 0 })
  expect((await pairingById(town.db, pairingId)).state).toBe('ended')
  expect(await books(town)).toEqual([])
})

it('keeps the books balanced when the giver and then the head delete their accounts', async () => {
  const town = await openTown()
  await earn(town, 'zhangWei', 100)
  const id = await aHousehold(town)
  const pairingId = await aPairing(town, id)
  const offer = (points: number) =>
    by(town, 'zhangWei', (tx, now) => offerGift(tx, { id: form(), pairingId, points, ...now }))
  const { id: giftId } = await offer(30)
  await town.as('wangFang').post(`/gifts/${giftId}`, { id: form(), step: 'accept' })
  await offer(20)
  expect((await town.as('zhangWei').post('/me/delete', { sure: '1' })).status).toBe(303)
  expect((await balancesOf(town.db, id)).available).toBe(30)
  expect(await balancesOf(town.db, 'zhangWei')).toMatchObject({ available: 0, held: 0 })
  expect((await town.as('wangFang').post('/me/delete', { sure: '1' })).status).toBe(303)
  expect((await balancesOf(town.db, poolIdOf(qingyun))).available).toBe(30)
  expect(await books(town)).toEqual([])
})

it('shows a household to nobody else, and to staff only around it', async () => {
  const town = await openTown()
  const id = await aHousehold(town)
  const pairingId = await aProposal(town, id)
  expect((await town.as('clerkZhao').get(`/desk/households/${id}`)).status).toBe(404)
  expect((await town.as('clerkLi').get(`/desk/households/${id}`)).status).toBe(200)
  for (const [who, status] of [
    ['chenJie', 404],
    ['clerkZhao', 404],
    ['zhangWei', 200],
    ['wangFang', 200],
    ['auditorWu', 200],
  ] as const)
    expect([who, (await town.as(who).get(`/pairings/${pairingId}`)).status]).toEqual([who, status])
})
