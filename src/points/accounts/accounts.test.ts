import { expect, it } from 'vitest'
import { looks } from '../../../db/schema/people.ts'
import { purses } from '../../../db/schema/points.ts'
import { openTown, qingyun, type Town } from '../../../test/town.ts'
import { day, hour } from '../../kit/clock.ts'
import { capturePoints, grantPoints, holdPoints, reverseGrant } from '../actions.ts'

const cause = { kind: 'claim', id: 'c-1', zh: '清扫楼道', en: 'Swept the stairs' }

/** 王芳 earned twice, spent some, and one grant was taken back. */
async function auditedTown() {
  const town = await openTown()
  const grant = { personId: 'wangFang', rule: 'R4', budgetAreaId: qingyun, cause, actorId: 'reviewerSun' } as const
  const evidence = [{ kind: 'claim', id: 'c-1' }]
  await town.atomically(async (tx) => {
    await grantPoints(tx, { ...grant, id: 'one', units: 3, evidence, now: town.now() })
    await grantPoints(tx, { ...grant, id: 'two', units: 3, evidence, now: town.now() })
  })
  await town.advance(4 * day)
  const now = town.now()
  await town.atomically(async (tx) => {
    await holdPoints(tx, { id: 'o', personId: 'wangFang', points: 12, cause, now })
    await capturePoints(tx, { holdId: 'o', points: 12, actorId: 'keeperMa', now })
    await reverseGrant(tx, { transferId: 'grant:two', reason: '重复记分', actorId: 'auditorWu', now })
  })
  return town
}

const look = (town: Town, who: 'auditorWu' | 'clerkLi' = 'auditorWu', why = '群众反映积分异常') =>
  town.as(who).post('/desk/accounts/wangFang/look', { why })

it('opens an account only after a reason, which the person reads, and for an hour', async () => {
  const town = await auditedTown()
  const auditor = town.as('auditorWu')
  const open = async () => (await auditor.get('/desk/accounts/wangFang')).text()
  expect(await open()).toContain('为什么要查这个账')
  expect(await open()).not.toContain('清扫楼道')
  expect((await auditor.get('/desk/accounts/wangFang/entries.csv')).status).toBe(303)
  const empty = await look(town, 'auditorWu', ' ')
  expect(empty.status).toBe(422)
  expect((await look(town)).status).toBe(303)
  expect(await open()).toContain('清扫楼道')
  expect(await town.db.select().from(looks).orderBy(looks.id)).toMatchObject([
    { personId: 'wangFang', byId: 'auditorWu', what: 'account', reason: '群众反映积分异常' },
  ])
  expect(await (await town.as('wangFang').get('/me/looks')).text()).toContain('查了您的积分账')
  await town.advance(1 * hour + 1)
  expect(await open()).toContain('为什么要查这个账')
})

it('finds people by name and by the number of their code, posted, and only where the auditor watches', async () => {
  const town = await auditedTown()
  const search = async (q: string, who: 'auditorWu' | 'wangFang' = 'auditorWu') =>
    (await town.as(who).post('/desk/accounts', { q })).text()
  expect(await search('王')).toContain('/desk/accounts/wangFang')
  const page = await (await town.as('adminZheng').get('/desk/people?q=王芳')).text()
  expect(page).toContain('王芳')
  expect(await search('没有这个人')).toContain('没有找到')
  expect((await town.as('clerkLi').post('/desk/accounts', { q: '王' })).status).toBe(403)
  expect((await look(town, 'clerkLi')).status).toBe(403)
})

it('explains every entry, adds them up again, and shows lots, caps and what was taken back', async () => {
  const town = await auditedTown()
  await look(town)
  const page = await (await town.as('auditorWu').get('/desk/accounts/wangFang')).text()
  for (const words of [
    '与余额相符',
    'R4 第 1 版',
    '任务和审核记录',
    '孙审核',
    '总上限',
    '重复记分',
    '查看、冲正',
    '近一年',
    '什么时候到期',
  ])
    expect(page).toContain(words)
})

it('says so when the balance is not what the entries add up to', async () => {
  const town = await auditedTown()
  await town.atomically((tx) => tx.update(purses).set({ available: 500 }))
  await look(town)
  const page = await (await town.as('auditorWu').get('/desk/accounts/wangFang')).text()
  expect(page).toContain('分录加总与余额不符')
})

it('hands the whole account out as a table, with names for the auditor and none for the resident', async () => {
  const town = await auditedTown()
  await look(town)
  const audited = await (await town.as('auditorWu').get('/desk/accounts/wangFang/entries.csv')).text()
  const own = await (await town.as('wangFang').get('/points/statement.csv?all=1')).text()
  expect(audited).toContain('孙审核')
  expect(own).not.toContain('孙审核')
  for (const table of [audited, own])
    for (const words of [
      'R4 志愿服务时长',
      'R4-1',
      '任务和审核记录 (c-1)',
      '今天这类积分最多 20 分',
      '2026-03-17',
      'grant:one',
    ])
      expect(table).toContain(words)
})

it('draws an account with nothing in it', async () => {
  const town = await openTown()
  await town.as('auditorWu').post('/desk/accounts/liNa/look', { why: '例行检查' })
  const page = await (await town.as('auditorWu').get('/desk/accounts/liNa')).text()
  expect(page).toContain('这个账户还没有分录')
})

it('shows the search again with what was typed when it is too long', async () => {
  const town = await openTown()
  const again = await town.as('auditorWu').post('/desk/accounts', { q: '王'.repeat(61) })
  expect(again.status).toBe(422)
  expect(await again.text()).toContain(`value="${'王'.repeat(61)}"`)
})
