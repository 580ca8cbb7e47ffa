import { expect, it } from 'vitest'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day } from '../../kit/clock.ts'
import { type Granted, grantPoints, reverseGrant } from '../actions.ts'
import { rootsOf } from '../digests/queries.ts'
import { type Statement, verifyStatement } from '../digests/rules.ts'
import { checkSeal } from '../digests/seal.ts'
import { readStatement } from '../digests/statement-file.ts'
import { verifyPoints } from '../verify.ts'

const cause = { kind: 'claim', id: 'claim-1', zh: '清扫楼道', en: 'Swept the stairs' }

const grant = (town: Town, id: string, units: number): Promise<Granted> =>
  town.atomically((tx) =>
    grantPoints(tx, {
      ...{ id, personId: 'wangFang', rule: 'R4', budgetAreaId: qingyun, units, cause },
      ...{ actorId: 'reviewerSun', now: town.now() },
    }),
  )

it('shows the balance and explains every entry to its owner, and to nobody else', async () => {
  const town = await openTown()
  await grant(town, 'claim-1', 5)
  const mine = await (await town.as('wangFang').get('/points')).text()
  expect(mine).toContain('清扫楼道')
  const why = await (await town.as('wangFang').get('/points/grant:claim-1')).text()
  expect(why).toContain('25 分记了 20 分')
  expect(why).toContain('R4')
  expect(why).not.toContain('reviewerSun')
  expect((await town.as('zhangWei').get('/points/grant:claim-1')).status).toBe(404)
})

it('proves a statement against the published digest, and finds a changed line', async () => {
  const town = await openTown()
  await grant(town, 'claim-1', 2)
  await grant(town, 'claim-2', 1)
  await town.advance(4 * day)
  await town.advance(1 * day)
  const answer = await town.as('wangFang').get('/points/statement.json?month=2026-03')
  const statement = (await answer.json()) as Statement
  const roots = await rootsOf(town.db, ['2026-03-02', '2026-03-06'])
  expect(verifyStatement(statement, roots).map(({ verdict }) => verdict)).toEqual(Array(4).fill('proven'))

  const page = await town.as(undefined).post('/digest/check', { text: JSON.stringify(statement) })
  expect(await page.text()).toContain('全部相符')
  const [first] = statement.lines
  if (first) first.transfer.zh = '别的事'
  expect(verifyStatement(statement, roots)[0]).toMatchObject({ verdict: 'wrong', why: 'root' })
  const unread = await town.as(undefined).post('/digest/check', { text: '{"month":' })
  expect(unread.status).toBe(422)
  expect(await unread.text()).toContain('{&quot;month&quot;:</textarea>')
  expect(await verifyPoints(town.db)).toEqual([])
})

it('finds every single digit that was changed in a downloaded statement, wherever it stands', async () => {
  const town = await openTown()
  await grant(town, 'claim-1', 2)
  await town.advance(4 * day)
  await town.advance(1 * day)
  await grant(town, 'claim-2', 1)
  const file = await (await town.as('wangFang').get('/points/statement.json?month=2026-03')).text()
  expect(await verdictOn(town, file)).toBe('right')
  const digits = [...file.matchAll(/\d/g)].map(({ index }) => index)
  expect(digits.length).toBeGreaterThan(300)
  const passed: string[] = []
  for (const at of digits) {
    const changed = `${file.slice(0, at)}${(Number(file[at]) + 1) % 10}${file.slice(at + 1)}`
    if ((await verdictOn(town, changed)) === 'right') passed.push(file.slice(at - 30, at + 10))
  }
  expect(passed).toEqual([])
})

it('finds a statement out of which a line was taken, and one signed elsewhere', async () => {
  const town = await openTown()
  await grant(town, 'claim-1', 2)
  const file = await (await town.as('wangFang').get('/points/statement.json?month=2026-03')).text()
  const statement = JSON.parse(file) as Statement
  expect(await verdictOn(town, JSON.stringify({ ...statement, lines: [], opening: {}, closing: {} }))).toBe('changed')
  const elsewhere = await openTown()
  expect(await verdictOn(elsewhere, file)).toBe('unknown_key')
  const page = await elsewhere.as(undefined).post('/digest/check', { text: file })
  expect(await page.text()).toContain('不能相信这份对账单')
  expect(await verdictOn(town, JSON.stringify({ ...statement, note: 1 }))).toBe('unreadable')
})

const verdictOn = async (town: Town, text: string) => {
  const statement = readStatement(text)
  return statement ? checkSeal(town.db, statement) : 'unreadable'
}

it('writes a table that spreadsheets open and take for no formula', async () => {
  const town = await openTown()
  await town.atomically((tx) =>
    grantPoints(tx, {
      ...{ id: 'x', personId: 'wangFang', rule: 'R4', budgetAreaId: qingyun, units: 1 },
      cause: { ...cause, zh: '=HYPERLINK("http://x")' },
      ...{ actorId: 'reviewerSun', now: town.now() },
    }),
  )
  const text = await (await town.as('wangFang').get('/points/statement.csv?month=2026-03')).text()
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(text).toContain('\r\n')
})

it('lets an owner appeal against a reversal once, and nobody else', async () => {
  const town = await openTown()
  await grant(town, 'claim-1', 2)
  await town.atomically((tx) =>
    reverseGrant(tx, { transferId: 'grant:claim-1', reason: '签到有误', actorId: 'auditorWu', now: town.now() }),
  )
  const appeal = { id: 'appeal-0001', words: '我确实在场' }
  expect((await town.as('zhangWei').post('/points/grant:claim-1/appeal', appeal)).status).toBe(404)
  expect((await town.as('wangFang').post('/points/grant:claim-1/appeal', appeal)).status).toBe(303)
  expect(await (await town.as('wangFang').get('/points/grant:claim-1')).text()).toContain('待处理')
})
