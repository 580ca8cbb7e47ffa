import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { cards, people } from '../../../db/schema/people.ts'
import { openTown, qingyun, type Town, zhenxing } from '../../../test/town.ts'
import { minute, second } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { checkCardPin, issueCard } from './actions.ts'
import { cardCode, personCode } from './codes.ts'
import { personOfCode } from './queries.ts'

async function issueAs(town: Town, personId = 'liNa', pin = '246810') {
  const actor = await town.actor('clerkLi')
  return town.atomically((tx) => issueCard(tx, town.secrets, { personId, pin, actor, now: town.now() }))
}

const tryPin = (town: Town, cardId: string, pin: string) =>
  town.atomically((tx) => checkCardPin(tx, town.secrets, { cardId, pin, now: town.now() }))

const read = (town: Town, text: string) => personOfCode(town.db, town.secrets, { text, now: town.now() })
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (refusal: { code: string }) => refusal.code,
  )

it('knows a card by its QR and by its number, however it is typed', async () => {
  const town = await openTown()
  const card = await issueAs(town)
  for (const text of [cardCode(town.secrets, card.number), card.number, card.number.replace(/(\d{4})/, '$1 ')])
    expect(await read(town, text)).toEqual({ personId: 'liNa', via: 'card', cardId: card.id })
  const forged = `RYC.${card.number}.${'A'.repeat(16)}`
  expect(await codeOf(read(town, forged))).toBe('code_unreadable')
})

it('reads a resident’s own code in its window and the ones beside it, not later and not forged', async () => {
  const town = await openTown()
  const [liNa] = await town.db.select().from(people).where(eq(people.id, 'liNa'))
  const { qr, typed } = personCode(town.secrets, liNa as typeof people.$inferSelect, town.now())
  for (const text of [qr, typed, `${typed.slice(0, 4)} ${typed.slice(4)}`])
    expect(await read(town, text)).toEqual({ personId: 'liNa', via: 'code' })
  expect(await codeOf(read(town, `${qr.slice(0, -1)}${qr.endsWith('A') ? 'B' : 'A'}`))).toBe('code_unreadable')

  town.setTime(new Date(town.now().getTime() + 30 * second))
  expect(await codeOf(read(town, qr))).toBe('read')
  town.setTime(new Date(town.now().getTime() + 60 * second))
  expect([await codeOf(read(town, qr)), await codeOf(read(town, typed))]).toEqual(['code_expired', 'code_expired'])
})

it.each(['', 'RYP.', 'RYC.1.2', 'javascript:alert(1)', '0x7fffffff', '１２３４', '😀'.repeat(300), "1' or 1=1"])(
  'cannot read %j',
  async (text) => {
    expect(await codeOf(read(await openTown(), text))).toBe('code_unreadable')
  },
)

it('blocks a PIN for half an hour after five wrong tries, also when twenty come at once', async () => {
  const town = await openTown()
  const card = await issueAs(town)
  const guesses = await Promise.all(Array.from({ length: 20 }, () => tryPin(town, card.id, '000000')))
  const codes = guesses.map((refusal) => refusal?.code)
  expect(codes.filter((code) => code === 'card_pin_wrong')).toHaveLength(4)
  expect((await tryPin(town, card.id, '246810'))?.code).toBe('card_pin_blocked')
  town.setTime(new Date(town.now().getTime() + 30 * minute))
  expect(await tryPin(town, card.id, '246810')).toBeUndefined()
})

it('forgets wrong tries after a right one', async () => {
  const town = await openTown()
  const card = await issueAs(town)
  for (let round = 0; round < 3; round++) {
    for (let wrong = 0; wrong < 4; wrong++) expect((await tryPin(town, card.id, '1'))?.code).toBe('card_pin_wrong')
    expect(await tryPin(town, card.id, '246810')).toBeUndefined()
  }
})

it('keeps no PIN readable', async () => {
  const town = await openTown()
  await issueAs(town)
  expect(JSON.stringify(await town.db.select().from(cards))).not.toContain('246810')
})

it('blocks a lost card at once and replaces it', async () => {
  const town = await openTown()
  const card = await issueAs(town)
  await expect(issueAs(town)).rejects.toThrow('card_exists')
  const lost = await town.as('clerkLi').post(`/desk/cards/${card.id}/lose`)
  expect(lost.headers.get('location')).toBe('/desk/cards/new?person=liNa')
  expect(await codeOf(read(town, card.number))).toBe('card_blocked')
  const replacement = await issueAs(town, 'liNa', '135790')
  expect(await codeOf(read(town, replacement.number))).toBe('read')
})

it('issues one card to one person when two clerks press at once', async () => {
  const town = await openTown()
  const actor = await town.actor('clerkLi')
  const tries = [1, 2, 3].map(() =>
    town.atomically((tx) => issueCard(tx, town.secrets, { personId: 'liNa', pin: '1', actor, now: town.now() })),
  )
  const results = await Promise.allSettled(tries)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('enters somebody without a phone and prints card and PIN, once', async () => {
  const town = await openTown()
  const form = { id: newId(), realName: '普阿黑', displayName: '普大妈', areaId: qingyun, agreed: '1' }
  const answer = await town.as('clerkLi').post('/desk/cards/new', form)
  expect(answer.status).toBe(303)
  const at = new URL(answer.headers.get('location') ?? '', 'http://x')
  const paper = await (await town.as('clerkLi').get(`${at.pathname}/print${at.search}`)).text()
  const pin = /<strong>(\d{6})<\/strong>/.exec(paper)?.[1] ?? ''
  const [card] = await town.db.select().from(cards)
  const signIn = await town.as(undefined).post('/sign-in/card', { number: card?.number ?? '', pin })
  expect(signIn.status).toBe(303)
  // On somebody else's phone the session ends with the browser.
  expect(signIn.headers.get('set-cookie')).toMatch(/^session=(?![^,]*Max-Age)/)

  const again = await town.as('clerkLi').post('/desk/cards/new', form)
  expect(again.headers.get('location')).toBe(`/desk/cards/${card?.id}`)
  town.setTime(new Date(town.now().getTime() + 11 * minute))
  expect(await (await town.as('clerkLi').get(`${at.pathname}/print${at.search}`)).text()).not.toContain(pin)
})

it('lets a clerk issue cards only within their own areas', async () => {
  const town = await openTown()
  await expect(issueAs(town, 'chenJie')).rejects.toThrow('person_missing')
  const foreign = { id: newId(), realName: '普阿黑', displayName: '普大妈', areaId: zhenxing, agreed: '1' }
  expect((await town.as('clerkLi').post('/desk/cards/new', foreign)).status).toBe(403)
  expect(await town.db.select().from(cards)).toHaveLength(0)
})
