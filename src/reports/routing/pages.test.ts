import { expect, it } from 'vitest'
import { accept, file, whistle } from '../../../test/reports.ts'
import { city, cityManagement, openTown, qingyun, waterBureau, zhenxing } from '../../../test/town.ts'
import { gapsNow } from './gaps/queries.ts'

const form = {
  ...{ id: 'rule-form-1', areaId: city, name: '井盖', position: '10', categoriesAre: 'is', categories: 'manhole' },
  ...{ matter: 'government', organizations: cityManagement, task: '请更换井盖', reason: '井盖都归城管' },
}

it('takes a rule by forms from a draft to the desk: one person writes and tries it, another puts it into force', async () => {
  const town = await openTown()
  const report = await file(town)
  await accept(town, report)
  await whistle(town, report, [waterBureau])
  const [tang, zheng] = [town.as('dispatcherTang'), town.as('adminZheng')]
  const drafted = await tang.post('/desk/routing', form)
  expect(drafted.status).toBe(303)
  const rule = drafted.headers.get('location') ?? ''
  expect((await tang.post('/desk/routing', form)).headers.get('location')).toBe(rule)
  expect((await tang.post('/desk/routing', { ...form, name: '别的' })).status).toBe(409)

  const version = `/desk/routing/versions/${form.id}`
  expect((await tang.post(`${version}/try`, { version: '1' })).status).toBe(303)
  const tried = await (await tang.get(rule)).text()
  expect(tried).toContain('最近 30 天的 1 条上报，会接住 1 条')
  expect(tried).toContain('和人工派的不一样')
  expect(tried).toContain(report.number)
  expect(tried).not.toContain('从哪天起')

  const into = { version: '2', startsOn: '2026-03-02', reason: '核对过' }
  const own = await tang.post(`${version}/schedule`, into)
  expect(own.status).toBe(403)
  expect(await own.text()).toContain('请另一位同事核对后启用')
  expect((await zheng.post(`${version}/schedule`, into)).status).toBe(303)
  expect(await (await zheng.get('/desk/routing')).text()).toContain('类别是井盖破损、丢失')
  expect((await zheng.post(`${version}/retire`, { version: '3', reason: '不用了' })).status).toBe(303)
  expect(await (await zheng.get('/desk/routing')).text()).toContain('还没有启用的规则')
})

it('keeps every condition of a rule through its form', async () => {
  const town = await openTown()
  const tang = town.as('dispatcherTang')
  const all = {
    ...{ categoriesAre: 'not', categories: ['manhole', 'road'], areasNot: qingyun, weekdays: ['6', '7'] },
    ...{ from: '18:00', to: '08:00', hoursAre: 'not', dayFrom: '2026-03-01', dayTo: '2026-06-30' },
    ...{ words: '积水，漏水', wordsNot: '楼道' },
  }
  const drafted = await tang.post('/desk/routing', { ...form, ...all })
  const page = await (await tang.get(drafted.headers.get('location') ?? '')).text()
  for (const said of [
    ...['类别不是井盖破损、丢失、道路破损', '地点不在青云社区', '周六、周日 18:00–08:00以外上报'],
    ...['2026-03-01 至 2026-06-30 上报', '文字里有“积水”、“漏水”', '文字里没有“楼道”'],
  ])
    expect(page).toContain(said)
  const edit = await (await tang.get(`/desk/routing/versions/${form.id}/edit`)).text()
  expect(edit).toContain('value="18:00"')
  expect(edit).toMatch(/value="6" checked/)
  expect(edit).toContain('积水、漏水')
})

it.each([
  [{ organizations: '' }, 422, '请选择要吹哨的部门'],
  [{ from: '08:00' }, 422, '请填写这一项'],
  [{ dayFrom: '2026-03-09', dayTo: '2026-03-01' }, 422, '格式不对'],
  [{ categories: 'no-such' }, 404, '请选择一个类别'],
  [{ organizations: 'no-such' }, 404, '没有找到'],
  [{ weekdays: '9' }, 422, '格式不对'],
  [{ name: '' }, 422, '请填写这一项'],
])('shows the form again for %j', async (wrong, status, sentence) => {
  const town = await openTown()
  const answer = await town.as('dispatcherTang').post('/desk/routing', { ...form, ...wrong })
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(sentence)
})

it('shows both wordings to whoever changes a draft second', async () => {
  const town = await openTown()
  const [tang, zheng] = [town.as('dispatcherTang'), town.as('adminZheng')]
  await tang.post('/desk/routing', form)
  const change = (name: string) => ({ ...form, version: '1', name })
  expect((await zheng.post(`/desk/routing/versions/${form.id}`, change('井盖与雨水口'))).status).toBe(303)
  const late = await tang.post(`/desk/routing/versions/${form.id}`, change('井盖和窨井'))
  expect(late.status).toBe(409)
  const text = await late.text()
  expect(text).toContain('井盖与雨水口')
  expect(text).toContain('井盖和窨井')
})

it('shows what no rule catches, by place and category, with the reports it let fall', async () => {
  const town = await openTown()
  await file(town)
  const gaps = await (await town.as('dispatcherTang').get('/desk/routing/gaps')).text()
  expect(gaps).toContain('最近 30 天有 1 条上报没有任何规则接住')
  expect(gaps).not.toContain('cover always')
})

it('shows what no rule catches only where somebody reads the book, not where they hold another role', async () => {
  const town = await openTown()
  await file(town)
  const clerk = await town.actor('clerkZhao')
  const also = { ...clerk, grants: [...clerk.grants, { role: 'keeper' as const, areaPath: '532503000000/' }] }
  expect((await gapsNow(town.db, also, town.now())).rows.map(({ id }) => id)).toEqual([zhenxing])
})
