import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { hourTotals } from '../../db/schema/hours.ts'
import { openTown, qingyunGrid, type Town } from '../../test/town.ts'
import { hour, later } from '../kit/clock.ts'
import { recordHours } from './actions.ts'
import { hoursOf, verifyHours } from './queries.ts'

const service = {
  title: '清洁楼道',
  areaId: qingyunGrid,
  place: '3 号楼',
  beneficiary: '居民',
  content: '打扫',
  responsible: '李干事',
  recorder: '孙审核',
  evidence: [],
}

const record = (town: Town, id: string, from: Date, to: Date, grade: 'A' | 'B' = 'A') =>
  town.atomically((tx) =>
    recordHours(tx, {
      ...service,
      id,
      personId: 'wangFang',
      grade,
      intervals: [{ from, to }],
      actorId: 'reviewerSun',
      now: town.now(),
    }),
  )

it('records one cause once, and overlapping time once, however they race', async () => {
  const town = await openTown()
  const from = town.now()
  await Promise.all([
    record(town, 'claim-1', from, later(from, 2 * hour)),
    record(town, 'claim-1', from, later(from, 2 * hour)),
    record(town, 'claim-2', later(from, hour), later(from, 3 * hour)),
  ])
  expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(180)
  expect(await verifyHours(town.db)).toEqual([])
})

it('lowers a record by a second row, frees its time when nothing is left, and never raises it', async () => {
  const town = await openTown()
  const from = town.now()
  await record(town, 'claim-1', from, later(from, 2 * hour))
  const correct = (who: string, minutes: number, key: string) =>
    town.as(who).api('POST', '/hours/claim-1/correction', { minutes, reason: '提前离开' }, key)
  expect((await correct('reviewerSun', 135, 'correct-01')).status).toBe(422)
  expect((await correct('clerkLi', 60, 'correct-02')).status).toBe(403)
  expect((await correct('reviewerSun', 60, 'correct-03')).status).toBe(204)
  expect((await correct('reviewerSun', 60, 'correct-03')).status).toBe(204)
  expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(60)
  await correct('reviewerSun', 0, 'correct-04')
  await record(town, 'claim-2', from, later(from, hour))
  expect((await hoursOf(town.db, 'wangFang')).minutes).toBe(60)
  expect(await verifyHours(town.db)).toEqual([])
})

it('finds a sum that somebody has changed', async () => {
  const town = await openTown()
  await record(town, 'claim-1', town.now(), later(town.now(), hour))
  await town.atomically((tx) => tx.update(hourTotals).set({ minutes: 75 }).where(eq(hourTotals.personId, 'wangFang')))
  expect(await verifyHours(town.db)).toEqual(['hours of wangFang, grade A: 75 minutes kept, 60 counted'])
})

it('shows the hours, and prints a numbered certificate to their owner alone', async () => {
  const town = await openTown()
  const empty = await town.as('wangFang').post('/hours/certificates', { id: 'certificate-1' })
  expect(empty.status).toBe(409)
  await record(town, 'claim-1', town.now(), later(town.now(), 2 * hour))
  await record(town, 'claim-2', later(town.now(), 3 * hour), later(town.now(), 4 * hour), 'B')
  expect(await (await town.as('wangFang').get('/hours')).text()).toContain('再服务 97 小时到 1 星')
  for (let time = 0; time < 2; time++) await town.as('wangFang').post('/hours/certificates', { id: 'certificate-1' })
  const html = await (await town.as('wangFang').get('/hours/certificates/certificate-1')).text()
  for (const words of ['H-2026-000001', '青云社区', '3 小时', '甲级', '乙级', '负责人', '记录人', '服务对象'])
    expect(html).toContain(words)
  expect((await town.as('liNa').get('/hours/certificates/certificate-1')).status).toBe(404)
})
