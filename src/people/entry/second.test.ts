import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { challenges, grants, people, recoveryCodes } from '../../../db/schema/people.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { second } from '../../kit/clock.ts'
import { createPerson } from '../actions.ts'
import { openSessions } from '../sessions.ts'
import { setPassword } from './actions.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { readPassword, totpSteps } from './rules.ts'
import { confirmTotp, isSecondFactor, newTotpKey, totpCode } from './second.ts'

const password = '三只小熊一起去赶街'
let phones = 13_800_002_000

async function staffWithBoth(town: Town) {
  const phone = String(phones++)
  const passwordHash = await hashPassword(password)
  const key = newTotpKey()
  const code = totpCode(key, totpSteps(town.now())[1] as number)
  const codes = await town.atomically(async (tx) => {
    const now = town.now()
    await createPerson(tx, town.secrets, { id: 'staffHe', displayName: '何干事', areaId: qingyun, phone, now })
    await setPassword(tx, { personId: 'staffHe', passwordHash, keepSession: '', now })
    return confirmTotp(tx, town.secrets, { personId: 'staffHe', key, code, now })
  })
  return { phone, key, codes, setUpCode: code }
}

async function firstFactor(town: Town, phone: string) {
  const answer = await town.as(undefined).api('POST', '/auth/sessions', { phone, password })
  expect(answer.status).toBe(409)
  const problem = (await answer.json()) as { code: string; details: { secondTicket: string } }
  expect(problem.code).toBe('second_factor_needed')
  return problem.details.secondTicket
}

const secondFactor = (town: Town, secondTicket: string, code: string) =>
  town.as(undefined).api('POST', '/auth/sessions', { secondTicket, code })

it('asks staff for the second factor, and takes no code twice', async () => {
  const town = await openTown()
  const { phone, key, setUpCode } = await staffWithBoth(town)
  expect((await secondFactor(town, await firstFactor(town, phone), setUpCode)).status).toBe(422)

  town.setTime(new Date(town.now().getTime() + 60 * second))
  const code = totpCode(key, totpSteps(town.now())[1] as number)
  expect((await secondFactor(town, await firstFactor(town, phone), code)).status).toBe(201)
  expect((await secondFactor(town, await firstFactor(town, phone), code)).status).toBe(422)
})

it('lets one of two through who bring the same code at once', async () => {
  const town = await openTown()
  const { phone, key } = await staffWithBoth(town)
  town.setTime(new Date(town.now().getTime() + 60 * second))
  const code = totpCode(key, totpSteps(town.now())[1] as number)
  const tickets = [await firstFactor(town, phone), await firstFactor(town, phone)]
  const answers = await Promise.all(tickets.map((ticket) => secondFactor(town, ticket, code)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
})

it('takes each recovery code once, and keeps none readable', async () => {
  const town = await openTown()
  const { phone, codes } = await staffWithBoth(town)
  const [code = ''] = codes
  expect((await secondFactor(town, await firstFactor(town, phone), code.toLowerCase())).status).toBe(201)
  expect((await secondFactor(town, await firstFactor(town, phone), code)).status).toBe(422)
  expect(JSON.stringify(await town.db.select().from(recoveryCodes))).not.toContain(code.replace('-', ''))
})

it('counts five guesses at the second factor, however many come at once', async () => {
  const town = await openTown()
  const { phone } = await staffWithBoth(town)
  const ticket = await firstFactor(town, phone)
  await Promise.all(Array.from({ length: 12 }, () => secondFactor(town, ticket, '000000')))
  const [challenge] = await town.db.select().from(challenges).where(eq(challenges.kind, 'second'))
  expect(challenge?.tries).toBe(5)
})

it('counts an administrator’s roles only with a second factor, where it is asked for', async () => {
  const town = await openTown()
  const strict = openSessions(town.database, town.now, true)
  const sessionId = await strict.open('adminZheng', 'test')
  expect((await strict.actorOf(sessionId))?.grants).toEqual([])
  await town.atomically((tx) => tx.update(people).set({ totpSealed: 'set' }).where(eq(people.id, 'adminZheng')))
  expect((await strict.actorOf(sessionId))?.grants).toHaveLength(1)
  expect(await town.db.select().from(grants).where(eq(grants.personId, 'adminZheng'))).toHaveLength(1)
})

it('refuses a used-up step without a time passing', async () => {
  const town = await openTown()
  const { setUpCode } = await staffWithBoth(town)
  const isRight = await town.atomically(async (tx) => {
    const [person] = await tx.select().from(people).where(eq(people.id, 'staffHe'))
    return person && isSecondFactor(tx, town.secrets, person, setUpCode, town.now())
  })
  expect(isRight).toBe(false)
})

it('answers a wrong password and an unknown phone alike', async () => {
  const town = await openTown()
  const { phone } = await staffWithBoth(town)
  const answers = await Promise.all(
    [phone, '13900009999'].map((one) =>
      town.as(undefined).api('POST', '/auth/sessions', { phone: one, password: 'wrong words' }),
    ),
  )
  const problems = (await Promise.all(answers.map((answer) => answer.json()))) as { code: string; detail: string }[]
  expect(problems.map(({ code }) => code)).toEqual(['sign_in_wrong', 'sign_in_wrong'])
})

it('signs out every other device when the password changes', async () => {
  const town = await openTown()
  const phone = '13800002999'
  const passwordHash = await hashPassword(password)
  await town.atomically(async (tx) => {
    await createPerson(tx, town.secrets, { id: 'laoLi', displayName: '老李', areaId: qingyun, phone, now: town.now() })
    await setPassword(tx, { personId: 'laoLi', passwordHash, keepSession: '', now: town.now() })
  })
  const other = await town.sessions.open('laoLi', 'old phone')
  const wrong = await town.as('laoLi').post('/me/password', { current: 'not this', password: '四只大熊一起去赶街' })
  expect(wrong.status).toBe(422)
  const changed = await town.as('laoLi').post('/me/password', { current: password, password: '四只大熊一起去赶街' })
  expect(changed.status).toBe(303)
  expect((await town.as('laoLi').get('/me')).status).toBe(200)
  expect((await town.app.request('/me', { headers: { Cookie: `session=${other}` } })).status).toBe(303)
})

it('checks a storm of passwords in turn, and none is lost', async () => {
  const passwordHash = await hashPassword(password)
  const tries = Array.from({ length: 30 }, (_, index) => isPassword(passwordHash, index % 2 ? password : 'no'))
  expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(15)
})

it.each([
  ['1234567', 'password_too_short'],
  ['password1', 'password_too_easy'],
  ['12345678', 'password_too_easy'],
  ['aaaaaaaa', 'password_too_easy'],
  ['x13800001234', 'password_too_easy'],
  ['x'.repeat(129), 'password_too_long'],
])('refuses the password %s as %s', (text, code) => {
  expect(() => readPassword(text, '13800001234')).toThrow(code)
})
