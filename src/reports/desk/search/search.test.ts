import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { reports } from '../../../../db/schema/reports.ts'
import { searchGrams } from '../../../../db/search.ts'
import { accept, file, whistle } from '../../../../test/reports.ts'
import { type CastName, openTown, type Town } from '../../../../test/town.ts'
import { day, minute } from '../../../kit/clock.ts'
import { writeGrams } from '../../filing/search-jobs.ts'
import { reportById } from '../../queries.ts'

const address = '青云路7718号3单元4406'
const words = '楼上王老五装修太吵'

async function atHome(town: Town) {
  const { id } = await file(town, { categoryId: 'noise', answers: {}, address, words })
  return accept(town, await reportById(town.db, id))
}

const finds = async (town: Town, who: CastName, asked: string, id: string) => {
  const answer = await town.as(who).get(`/desk/reports/search?q=${encodeURIComponent(asked)}`)
  expect(answer.status).toBe(200)
  return (await answer.text()).includes(id)
}

const everybodyFinds = async (town: Town, asked: string, { id, number }: { id: string; number: string }) => {
  const q = encodeURIComponent(asked)
  const paths = ['/reports', '/reports/map', '/reports/feed.atom', '/reports/export.csv', '/reports/export.geojson']
  const found: string[] = []
  for (const path of [...paths, '/api/v1/reports', '/open311/v2/requests.json', '/open311/v2/requests.xml'])
    for (const who of [undefined, 'liNa', 'clerkLi'] as const) {
      const text = await (await town.as(who).get(`${path}?q=${q}`)).text()
      if (text.includes(id) || text.includes(number)) found.push(path)
    }
  return found
}

describe('the search of staff', () => {
  it.each(['4406', '7718号', '３单元', address, '王老五', '装修'])('finds by %s, at any step', async (asked) => {
    const town = await openTown()
    const report = await atHome(town)
    expect(await finds(town, 'clerkLi', asked, report.id)).toBe(true)
    expect(await finds(town, 'auditorWu', asked, report.id)).toBe(true)
    await town.atomically((tx) => tx.update(reports).set({ status: 'closed' }).where(eq(reports.id, report.id)))
    expect(await finds(town, 'clerkLi', asked, report.id)).toBe(true)
    expect(await finds(town, 'clerkLi', `${asked}9999`, report.id)).toBe(false)
  })

  it.each(['4406', '7718号', '３单元', address])('is nobody else’s: no public face finds by %s', async (asked) => {
    const town = await openTown()
    const report = await atHome(town)
    expect(await everybodyFinds(town, asked, report)).toEqual([])
  })

  it('looks only where one’s roles reach, and for a department among what it was called for', async () => {
    const town = await openTown()
    const report = await atHome(town)
    expect(await finds(town, 'clerkZhao', '4406', report.id)).toBe(false)
    expect(await finds(town, 'officerKong', '4406', report.id)).toBe(false)
    await whistle(town, report)
    expect(await finds(town, 'officerKong', '4406', report.id)).toBe(true)
    expect(await finds(town, 'officerShui', '4406', report.id)).toBe(false)
    for (const who of ['wangFang', undefined] as const)
      expect((await town.as(who).get('/desk/reports/search?q=4406')).status).not.toBe(200)
  })

  it('finds by what residents wrote after it was taken out of sight, and everybody by what stands there instead', async () => {
    const town = await openTown()
    const report = await atHome(town)
    const shown = { version: String(report.version), publicWords: '楼上扰民' }
    expect((await town.as('clerkLi').post(`/desk/reports/${report.id}/redact`, shown)).status).toBe(303)
    expect(await finds(town, 'clerkLi', '王老五', report.id)).toBe(true)
    expect(await finds(town, 'clerkLi', '扰民', report.id)).toBe(true)
    expect(await everybodyFinds(town, '王老五', report)).toEqual([])
    expect(await everybodyFinds(town, '扰民', report)).toHaveLength(24)
  })

  it('reads again what was filed before there was one, and takes its door out of everybody’s', async () => {
    const town = await openTown()
    const report = await atHome(town)
    const before = { searchGrams: searchGrams(report.number, words, address), staffGrams: '' }
    await town.atomically((tx) => tx.update(reports).set(before).where(eq(reports.id, report.id)))
    expect(await everybodyFinds(town, '4406', report)).not.toEqual([])
    await town.advance(11 * minute)
    expect(await finds(town, 'clerkLi', '4406', report.id)).toBe(true)
    expect(await everybodyFinds(town, '4406', report)).toEqual([])
  })

  it('leaves what was taken out of sight while it read', async () => {
    const town = await openTown()
    const report = await atHome(town)
    await town.atomically((tx) => tx.update(reports).set({ staffGrams: '' }).where(eq(reports.id, report.id)))
    const read = await reportById(town.db, report.id)
    const shown = { version: String(read.version), publicWords: '楼上扰民' }
    expect((await town.as('clerkLi').post(`/desk/reports/${report.id}/redact`, shown)).status).toBe(303)
    await town.atomically((tx) => writeGrams(tx, read))
    expect(await everybodyFinds(town, '王老五', report)).toEqual([])
    expect(await everybodyFinds(town, '扰民', report)).toHaveLength(24)
  })

  it('finds what the queue shows no longer, a month after it was done', async () => {
    const town = await openTown()
    const report = await atHome(town)
    await town.atomically((tx) => tx.update(reports).set({ status: 'closed' }).where(eq(reports.id, report.id)))
    const done = async () => (await (await town.as('clerkLi').get('/desk/reports?tab=done')).text()).includes(report.id)
    expect(await done()).toBe(true)
    await town.advance(31 * day)
    expect(await done()).toBe(false)
    expect(await (await town.as('clerkLi').get('/desk/reports?tab=done')).text()).toContain('最近 30 天没有了结的')
    expect(await finds(town, 'clerkLi', '4406', report.id)).toBe(true)
  })

  it('says nothing found, and asks for more words where too much is', async () => {
    const town = await openTown()
    const text = await (await town.as('clerkLi').get('/desk/reports/search?q=%22%27%3B')).text()
    expect(text).toContain('没有找到')
    expect(await (await town.as('clerkLi').get('/desk/reports/search')).text()).toContain('不论办到哪一步')
  })
})
