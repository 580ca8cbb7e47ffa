import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { grants, people, personEvents, sessions } from '../../../db/schema/people.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day, later } from '../../kit/clock.ts'
import { createPerson } from '../actions.ts'
import { personById, phoneFingerprint } from '../queries.ts'
import { changePhoneAtDesk } from './actions.ts'

const [oldPhone, newPhone] = ['13800002001', '13800002002']
const codeOf = (town: Town) => /\d{6}/.exec(town.texts.at(-1)?.text ?? '')?.[0] ?? ''
const ticketOf = (answer: Response) =>
  new URL(answer.headers.get('location') ?? '', 'http://x').searchParams.get('ticket') ?? ''

async function settleDown(town: Town, id: string, phone?: string) {
  await town.atomically((tx) =>
    createPerson(tx, town.secrets, { id, displayName: id, areaId: qingyun, phone, now: town.now() }),
  )
  return town.as(id)
}

const knownBy = async (town: Town, phone: string) =>
  (
    await town.db
      .select({ id: people.id })
      .from(people)
      .where(eq(people.phoneFingerprint, phoneFingerprint(town.secrets, phone)))
      .orderBy(people.id)
  ).map(({ id }) => id)

/** Proves the old phone and asks for a code on the new one. @returns what the second form wants */
async function askForNew(town: Town, who: ReturnType<Town['as']>, phone: string) {
  const first = await who.post('/me/phone/code')
  const asked = await who.post('/me/phone', { ticket: ticketOf(first), code: codeOf(town), phone })
  return { answer: asked, given: { ticket: ticketOf(asked), code: codeOf(town) } }
}

it('changes to a new phone that was proven, tells the old one and signs the other devices out', async () => {
  const town = await openTown()
  const me = await settleDown(town, 'laoLi', oldPhone)
  await town.sessions.open('laoLi', 'an old phone')
  const { given } = await askForNew(town, me, '138 0000 2002')
  expect(town.texts.at(-1)?.phone).toBe(newPhone)

  expect((await me.post('/me/phone/new', given)).headers.get('location')).toBe('/me')
  expect([await knownBy(town, oldPhone), await knownBy(town, newPhone)]).toEqual([[], ['laoLi']])
  expect(town.texts.at(-1)).toMatchObject({ phone: oldPhone, text: expect.stringContaining('138****2002') })
  expect(await town.db.select().from(sessions).where(eq(sessions.personId, 'laoLi'))).toHaveLength(1)
  const events = await town.db.select().from(personEvents).where(eq(personEvents.personId, 'laoLi'))
  expect(events.map(({ what, byId }) => [what, byId])).toContainEqual(['phone_changed', 'laoLi'])
  expect(await (await me.get('/me')).text()).toContain('138****2002')
})

it('sends nothing to a new phone before the owner was proven', async () => {
  const town = await openTown()
  const me = await settleDown(town, 'laoLi', oldPhone)
  const none = await me.post('/me/phone', { phone: newPhone })
  expect(none.status).toBe(422)
  const first = await me.post('/me/phone/code')
  const right = codeOf(town)
  const wrong = await me.post('/me/phone', {
    ticket: ticketOf(first),
    code: right === '000000' ? '000001' : '000000',
    phone: newPhone,
  })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain(newPhone)
  expect(town.texts.map(({ phone }) => phone)).toEqual([oldPhone])
})

it('refuses the phone of somebody else only after it was proven, so that nobody learns who has one', async () => {
  const town = await openTown()
  const me = await settleDown(town, 'laoLi', oldPhone)
  await settleDown(town, 'laoWang', newPhone)
  const { answer, given } = await askForNew(town, me, newPhone)
  expect(answer.status).toBe(303)
  const refused = await me.post('/me/phone/new', given)
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('已经有人在用')
  expect(await knownBy(town, newPhone)).toEqual(['laoWang'])
})

it('gives a phone to one of two who change to it at once', async () => {
  const town = await openTown()
  const [one, other] = [await settleDown(town, 'one', oldPhone), await settleDown(town, 'other', '13800002003')]
  const givens = [(await askForNew(town, one, newPhone)).given, (await askForNew(town, other, newPhone)).given]
  const answers = await Promise.all([one.post('/me/phone/new', givens[0]), other.post('/me/phone/new', givens[1])])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  expect(await knownBy(town, newPhone)).toHaveLength(1)
})

it('takes no ticket of somebody else, and sends a card’s owner to the community', async () => {
  const town = await openTown()
  const [one, other] = [await settleDown(town, 'one', oldPhone), await settleDown(town, 'cardOnly')]
  const { given } = await askForNew(town, one, newPhone)
  expect((await other.post('/me/phone/new', given)).status).toBe(422)
  expect((await other.post('/me/phone/code')).status).toBe(409)
  expect(await (await other.get('/me/phone')).text()).toContain('请带身份证件到社区登记')
})

it('lets a clerk change it at the desk, with a reason that the person sees, and the old phone is told', async () => {
  const town = await openTown()
  const me = await settleDown(town, 'laoLi', oldPhone)
  const form = { version: '1', phone: newPhone, reason: '原号码已停用' }
  expect((await town.as('clerkZhao').post('/desk/people/laoLi/phone', form)).status).toBe(404)
  expect((await town.as('clerkLi').post('/desk/people/laoLi/phone', { ...form, reason: '' })).status).toBe(422)
  expect((await town.as('clerkLi').post('/desk/people/laoLi/phone', form)).status).toBe(303)
  expect((await town.as('clerkLi').post('/desk/people/laoLi/phone', form)).status).toBe(409)
  expect(await knownBy(town, newPhone)).toEqual(['laoLi'])
  expect(town.texts.map(({ phone }) => phone)).toEqual([oldPhone])
  expect((await me.get('/me')).status).toBe(200)
})

it('lets no clerk take over a colleague by their phone, nor change the own at the desk', async () => {
  const town = await openTown()
  const form = { version: '1', phone: newPhone, reason: '换号' }
  const codes = []
  for (const id of ['keeperMa', 'clerkLi']) {
    const answer = await town.as('clerkLi').post(`/desk/people/${id}/phone`, form, { Accept: 'application/json' })
    codes.push(answer.status)
  }
  expect(codes).toEqual([403, 403])
  expect((await town.as('adminZheng').post('/desk/people/keeperMa/phone', form)).status).toBe(303)
})

it('leaves the phone of somebody who will hold a role tomorrow to an administrator', async () => {
  const town = await openTown()
  await settleDown(town, 'laoLi', oldPhone)
  const about = { id: 'grant-laoLi', personId: 'laoLi', role: 'clerk' as const, areaId: qingyun }
  const startsAt = later(town.now(), day)
  await town.atomically((tx) =>
    tx.insert(grants).values({ ...about, startsAt, grantedBy: 'adminZheng', grantedAt: town.now() }),
  )
  const { version } = await personById(town.db, 'laoLi')
  const change = async (who: 'clerkLi' | 'adminZheng') => {
    const asked = { personId: 'laoLi', phone: newPhone, version, reason: '旧号停用', actor: await town.actor(who) }
    return town.atomically((tx) => changePhoneAtDesk(tx, town.secrets, { ...asked, now: town.now() }))
  }
  await expect(change('clerkLi')).rejects.toMatchObject({ code: 'phone_of_staff' })
  expect(await change('adminZheng')).toBe(oldPhone)
})
