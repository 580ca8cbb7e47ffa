import { expect, it } from 'vitest'
import { accept, callOf, file, freshPhoto, whistle } from '../../../test/reports.ts'
import { type CastName, cityManagement, openTown, type Town } from '../../../test/town.ts'
import { type Report, reportById } from '../queries.ts'

const now = (town: Town, { id }: Pick<Report, 'id'>) => reportById(town.db, id)
const acceptance = ({ version, categoryId }: Report) => ({
  ...{ version: String(version), matter: 'government', categoryId, urgency: 'urgent' },
})

it('shows each centre what lies in its areas, and nobody else anything', async () => {
  const town = await openTown()
  const { id, number } = await file(town)
  const listed = async (who: string) => (await (await town.as(who).get('/desk/reports')).text()).includes(number)
  expect([await listed('clerkLi'), await listed('dispatcherGao'), await listed('dispatcherTang')]).toEqual([
    true,
    true,
    true,
  ])
  expect(await listed('clerkZhao')).toBe(false)
  expect((await town.as('clerkZhao').get(`/desk/reports/${id}`)).status).toBe(404)
  expect((await town.as('officerKong').get(`/desk/reports/${id}`)).status).toBe(404)
  expect((await town.as('wangFang').get(`/desk/reports/${id}`)).status).toBe(403)
})

it('offers to cover something on a photo to those alone who may', async () => {
  const town = await openTown()
  const report = await file(town, { photos: [await freshPhoto(town)] })
  await accept(town, report)
  await whistle(town, report)
  const offered = async (who: CastName) =>
    (await (await town.as(who).get(`/desk/reports/${report.id}`)).text()).includes('/redact">')
  expect([await offered('clerkLi'), await offered('dispatcherTang')]).toEqual([true, true])
  expect([await offered('officerKong'), await offered('auditorWu')]).toEqual([false, false])
})

it('thanks for praise and accepts a problem, and offers neither for the other', async () => {
  const town = await openTown()
  const problem = await file(town)
  const praise = await file(town, { categoryId: 'praise', answers: {} })
  const offered = async ({ id }: Report) => {
    const text = await (await town.as('clerkLi').get(`/desk/reports/${id}`)).text()
    return ['accept', 'thank'].filter((step) => text.includes(`action="/desk/reports/${id}/${step}"`))
  }
  expect(await offered(problem)).toEqual(['accept'])
  expect(await offered(praise)).toEqual(['thank'])

  const { version } = await now(town, praise)
  await town.as('clerkLi').post(`/desk/reports/${praise.id}/thank`, { version: String(version) })
  const theirs = await (await town.as('wangFang').get(`/reports/${praise.id}`)).text()
  expect(theirs).toContain('谢谢您看见身边的好')
  expect(theirs).not.toContain('not-fixed')
})

it('takes a report from triage to the department and back by forms', async () => {
  const town = await openTown()
  const { id } = await file(town, { photos: [await freshPhoto(town)] })
  const path = `/desk/reports/${id}`
  const clerk = town.as('clerkLi')
  expect((await clerk.post(`${path}/accept`, acceptance(await now(town, { id })))).status).toBe(303)

  const dispatcher = town.as('dispatcherGao')
  const nobody = { version: String((await now(town, { id })).version), task: '请更换井盖' }
  const empty = await dispatcher.post(`${path}/whistle`, nobody)
  expect(empty.status).toBe(422)
  expect(await empty.text()).toContain('请选择要吹哨的部门')
  expect((await dispatcher.post(`${path}/whistle`, { ...nobody, organizations: cityManagement })).status).toBe(303)

  const officer = town.as('officerKong')
  expect(await (await officer.get('/desk/duty')).text()).toContain('井盖破损')
  const call = await callOf(town, { id })
  const act = (step: string, fields: Record<string, string | File>) =>
    officer.post(`/desk/calls/${call.id}/${step}`, fields)
  expect((await act('reportIn', { version: String(call.version) })).status).toBe(303)
  const without = await act('resolve', { version: String(call.version + 1), words: '换好了' })
  expect(without.status).toBe(422)
  const again = await without.text()
  expect(again).toContain('请拍一张处理后的照片')
  expect(again).toContain('换好了')
  const { prepared } = await freshPhoto(town)
  const photo = new File([new Uint8Array(prepared.bytes)], 'after.webp', { type: 'image/webp' })
  expect((await act('resolve', { version: String(call.version + 1), words: '换好了', photos: photo })).status).toBe(303)
  expect(await now(town, { id })).toMatchObject({ status: 'resolved' })
})

it('shows both versions to whoever comes second, and keeps what was typed', async () => {
  const town = await openTown()
  const report = await file(town)
  await accept(town, report, 'dispatcherGao')
  const late = await town
    .as('clerkLi')
    .post(`/desk/reports/${report.id}/refuse`, { version: '1', reason: 'unclear', words: '照片看不清楚' })
  expect(late.status).toBe(409)
  const text = await late.text()
  expect(text).toContain('别人刚刚改过')
  expect(text).toContain('照片看不清楚')
  expect(text).toContain('<td>已受理</td>')
})

it('previews before it deals with several, and says what became of each', async () => {
  const town = await openTown()
  const [one, two] = [await file(town), await file(town, { by: 'zhangWei' })]
  const clerk = town.as('clerkLi')
  const picked = { id: 'bulk-form-1', act: 'accept', reports: [`${one.id}:1`, `${two.id}:1`] }
  const preview = await (await clerk.post('/desk/reports/bulk', picked)).text()
  expect(preview).toContain('其中 2 条可以办理')
  expect((await now(town, one)).status).toBe('filed')
  await accept(town, two, 'dispatcherGao')
  const results = await (await clerk.post('/desk/reports/bulk/apply', picked)).text()
  expect(results).toContain('办成 1 条，没有办成 1 条')
  expect((await now(town, one)).status).toBe('accepted')
})

it('shows the queue again with what was picked and typed when several cannot be taken together', async () => {
  const town = await openTown()
  const report = await file(town)
  const clerk = town.as('clerkLi')
  const typed = { act: 'refuse', reason: 'trivial', words: '一'.repeat(501), reports: `${report.id}:${report.version}` }
  const long = await clerk.post('/desk/reports/bulk', { id: 'bulk-000000001', ...typed })
  expect(long.status).toBe(422)
  const again = await long.text()
  expect(again).toMatch(new RegExp(`value="${report.id}:${report.version}"[^>]* checked`))
  expect(again).toMatch(/value="trivial"[^>]* selected/)
  expect(again).toContain(typed.words)
  const none = await clerk.post('/desk/reports/bulk', { id: 'bulk-000000002', act: 'refuse', words: '重复了' })
  expect(await none.text()).toMatch(/请先在上面选中.*重复了/s)
})

it('shows on the wall what is due, to those whom it concerns', async () => {
  const town = await openTown()
  const report = await file(town)
  await accept(town, report)
  await whistle(town, report)
  for (const who of ['dispatcherGao', 'officerKong', 'auditorWu'])
    expect(await (await town.as(who).get('/desk/reports/wall')).text()).toContain(report.number)
  expect(await (await town.as('officerShui').get('/desk/reports/wall')).text()).not.toContain(report.number)
  await town.advance(2 * 3600_000)
  expect(await (await town.as('dispatcherGao').get('/desk/reports/wall')).text()).toContain('超期')
})

it('answers an address with nonsense in it as missing', async () => {
  const town = await openTown()
  for (const id of ['nothing', '%00', "'; drop table reports;--"])
    for (const path of [`/desk/reports/${encodeURIComponent(id)}`, `/desk/calls/${encodeURIComponent(id)}/reportIn`]) {
      const admin = town.as('adminZheng')
      const answer = path.includes('calls')
        ? await town.as('clerkLi').post(path, { version: '1' })
        : await admin.get(path)
      expect([404, 422]).toContain(answer.status)
    }
})
