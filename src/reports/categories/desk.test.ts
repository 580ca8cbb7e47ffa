import { describe, expect, it } from 'vitest'
import { reportCategories } from '../../../db/schema/reports.ts'
import { accept, file } from '../../../test/reports.ts'
import { openTown } from '../../../test/town.ts'
import { installDefaultCategories } from './actions.ts'
import { valuesOf } from './forms.ts'
import { allCategories, categoryById } from './queries.ts'

const fountain = {
  ...{ id: 'fountain', kind: 'problem', groupZh: '道路与设施', groupEn: 'Streets', nameZh: '喷泉', nameEn: 'Fountain' },
  ...{ descriptionZh: '喷泉不喷水', descriptionEn: 'Dry fountains', keywords: '喷泉，喷水池', matter: 'government' },
  ...{ urgency: 'normal', reportInHours: '1', resolveHours: '6.5', position: '5', act: 'save' },
  ...{ q0Code: 'dry', q0Type: 'singlevaluelist', q0Required: '1', q0Zh: '还有水吗？', q0En: 'Any water?' },
  q0Values: 'yes=有=Yes\nno=没有=No',
}

describe('the categories of the city', () => {
  it('gain one, with its keywords, clocks and questions, and the snap form uses them at once', async () => {
    const town = await openTown()
    const admin = town.as('adminZheng')
    expect((await admin.post('/desk/categories', fountain)).status).toBe(303)
    expect(await categoryById(town.db, 'fountain')).toMatchObject({ reportInMinutes: 60, resolveMinutes: 390 })
    const guess = await town.as(undefined).post('/snap/guess', { words: '公园的喷水池好久没水了' })
    expect(await guess.json()).toEqual({ categoryId: 'fountain' })
    const snap = await (await town.as(undefined).get('/snap')).text()
    expect(snap).toContain('喷泉')
    expect(snap).toContain('还有水吗？')
    const definition = await town.app.request('/open311/v2/services/fountain.json')
    expect(JSON.stringify(await definition.json())).toContain('"code":"dry"')
  })

  it('are changed by forms that keep everything else, with a line in the history', async () => {
    const town = await openTown()
    const admin = town.as('adminZheng')
    const before = await categoryById(town.db, 'manhole')
    const change = { ...valuesOf(before), version: '1', keywords: `${before.keywords.join('、')}、铁盖子` }
    expect((await admin.post('/desk/categories/manhole', change)).status).toBe(303)
    const { version, updatedAt, keywords, ...after } = await categoryById(town.db, 'manhole')
    expect(keywords).toEqual([...before.keywords, '铁盖子'])
    expect({ ...before, ...after }).toEqual(before)
    expect(await (await admin.get('/desk/categories/manhole')).text()).toContain('修改：关键词')
    const guess = await town.as(undefined).post('/snap/guess', { words: '路上的铁盖子翘起来了' })
    expect(await guess.json()).toEqual({ categoryId: 'manhole' })
  })

  it('show street fixtures exactly in a city from before there was a choice, and as it says ever after', async () => {
    const town = await openTown()
    const install = () => town.database.atomically((tx) => installDefaultCategories(tx, town.now()))
    const exact = async () =>
      (await allCategories(town.db)).filter(({ isPlaceExact }) => isPlaceExact).map(({ id }) => id)
    const first = await exact()
    expect(first).toEqual(['manhole', 'road', 'street-light', 'water', 'rubbish', 'posters', 'stalls', 'parking'])
    await town.database.atomically((tx) => tx.update(reportCategories).set({ isPlaceExact: false }))
    const { isPlaceExact: _, ...rough } = valuesOf(await categoryById(town.db, 'parking'))
    expect((await town.as('adminZheng').post('/desk/categories/parking', { ...rough, version: '1' })).status).toBe(303)
    await install()
    expect(await exact()).toEqual(first.filter((id) => id !== 'parking'))
    const history = await (await town.as('adminZheng').get('/desk/categories/road')).text()
    expect(history).toContain('修改：是否公开准确位置')

    await town.as('adminZheng').post('/desk/categories/road', { ...rough, version: '2' })
    await install()
    expect(await exact()).not.toContain('road')
  })

  it.each(['dispatcherTang', 'auditorWu'] as const)('are shown to %s as they are, without a form', async (who) => {
    const town = await openTown()
    const main = (await (await town.as(who).get('/desk/categories/manhole')).text()).split('<main')[1] ?? ''
    expect(main).toContain('类别由市级管理员修改')
    expect(main).toContain('窨井')
    expect(main).toContain('雨、污、电力')
    expect(main).not.toMatch(/<(form|input|textarea|select)/)
  })

  it('show both versions to whoever saves second', async () => {
    const town = await openTown()
    const change = { ...valuesOf(await categoryById(town.db, 'road')), version: '1' }
    const admin = town.as('adminZheng')
    await admin.post('/desk/categories/road', { ...change, keywords: '坑' })
    const late = await admin.post('/desk/categories/road', { ...change, keywords: '大坑洼' })
    expect(late.status).toBe(409)
    const text = await late.text()
    expect(text).toMatch(/class="differs"><th>关键词<\/th><td>大坑洼<\/td><td>坑<\/td>/)
    expect((await categoryById(town.db, 'road')).keywords).toEqual(['坑'])
  })

  it.each([
    [{ id: '喷泉' }, '代码只能用字母'],
    [{ id: 'manhole' }, '代码“manhole”已经用了'],
    [{ resolveHours: '0.5' }, '办结期限不能短于报到期限'],
    [{ reportInHours: 'soon' }, '格式不对'],
    [{ q1Code: 'dry', q1Zh: '再问一次' }, '“dry”用了两次'],
    [{ q0Values: '' }, '请写出选项'],
    [{ q0Values: 'a=一\na=二' }, '请写出选项'],
    [{ q0Code: '' }, '代码只能用字母'],
  ])('refuse %j at its field', async (wrong, sentence) => {
    const town = await openTown()
    const answer = await town.as('adminZheng').post('/desk/categories', { ...fountain, ...wrong })
    expect([409, 422]).toContain(answer.status)
    expect(await answer.text()).toMatch(new RegExp(`${sentence}[^<]*</p>`))
  })

  it('end and come back, all but the last of a kind; what was filed under one stays', async () => {
    const town = await openTown()
    const admin = town.as('adminZheng')
    const report = await file(town)
    const step = (id: string, step: string, version = '1') =>
      admin.post(`/desk/categories/${id}/step`, { step, version })
    expect((await step('manhole', 'end')).status).toBe(303)
    expect(await (await town.as(undefined).get('/snap')).text()).not.toContain('category-manhole')
    expect((await town.as('clerkLi').get(`/desk/reports/${report.id}`)).status).toBe(200)
    expect((await step('manhole', 'resume')).status).toBe(409)
    expect((await step('manhole', 'resume', '2')).status).toBe(303)
    expect(await accept(town, report)).toMatchObject({ status: 'accepted', categoryId: 'manhole' })
    expect((await step('praise', 'end')).status).toBe(409)
  })

  it('are kept by administrators of the city alone', async () => {
    const town = await openTown()
    for (const who of ['clerkLi', 'dispatcherTang', 'auditorWu'])
      expect((await town.as(who).post('/desk/categories', fountain)).status).toBe(403)
  })

  it('try new keywords on the past month before they are saved', async () => {
    const town = await openTown()
    await accept(town, await file(town, { words: '路上的铁盖子翘起来了' }))
    const values = { ...valuesOf(await categoryById(town.db, 'manhole')), version: '1', act: 'try', keywords: '铁盖子' }
    const tried = await (await town.as('adminZheng').post('/desk/categories/manhole', values)).text()
    expect(tried).toContain('1 条上报：现在猜对 0 条，改后猜对 1 条')
    expect(tried).toContain('铁盖子</textarea>')
    expect((await categoryById(town.db, 'manhole')).keywords).not.toContain('铁盖子')
  })
})
