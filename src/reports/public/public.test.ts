import { describe, expect, it } from 'vitest'
import { accept, file, freshPhoto, serve, whistle } from '../../../test/reports.ts'
import { shot } from '../../../test/snaps.ts'
import { type CastName, openTown } from '../../../test/town.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import { photosOfReport, reportById } from '../queries.ts'
import { refuseReport } from '../triage/actions.ts'
import { askResident } from '../triage/questions.ts'

describe('one report', () => {
  it.each([
    ['wangFang', 200],
    ['clerkLi', 200],
    ['dispatcherGao', 200],
    ['zhangWei', 404],
    ['clerkZhao', 404],
    ['officerKong', 404],
    [undefined, 404],
  ] as const)('that is not accepted yet answers %s with %i', async (who, status) => {
    const town = await openTown()
    const report = await file(town, { photos: [await freshPhoto(town)] })
    const [photo] = await photosOfReport(town.db, report.id)
    expect((await town.as(who).get(`/reports/${report.id}`)).status).toBe(status)
    expect((await town.as(who).get(`/reports/${report.id}/photos/${photo?.photoId}/small`)).status).toBe(status)
    expect((await town.as(who).get(`/r/${report.number}`)).status).toBe(status === 200 ? 303 : 404)
  })

  it('never names its reporter or an officer to the public, and shows who is on duty until when', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    const html = await (await town.as(undefined).get(`/reports/${report.id}`)).text()
    expect(html).toContain('城市管理局')
    expect(html).toContain('承诺办结')
    for (const name of ['王芳', 'wangFang', '李干事', '高调度', '孔经办', '请更换井盖'])
      expect(html).not.toContain(name)
  })

  it('tells why it was refused to its reporter alone, who may object once', async () => {
    const town = await openTown()
    const report = await file(town)
    const refuse = async () => {
      const { id: reportId, version } = await reportById(town.db, report.id)
      const said = {
        reason: 'unclear',
        words: '看不清是哪里',
        actor: await town.actor('clerkLi'),
        now: town.now(),
      } as const
      return town.atomically((tx) => refuseReport(tx, { reportId, version, ...said }))
    }
    const { version } = await refuse()
    const html = await (await town.as('wangFang').get(`/reports/${report.id}`)).text()
    expect(html).toContain('看不清是哪里')
    expect(html).toContain('我有异议')
    expect((await town.as('zhangWei').get(`/reports/${report.id}`)).status).toBe(404)
    const object = (who: CastName, v: number) =>
      town.as(who).post(`/reports/${report.id}/object`, { version: String(v), words: '就在 18 号门口' })
    expect((await object('zhangWei', version)).status).toBe(404)
    expect((await object('wangFang', version)).status).toBe(303)
    const { version: next } = await refuse()
    expect((await object('wangFang', next)).status).toBe(409)
  })

  it('takes the reporter’s answer with a photo, and starts the clocks again', async () => {
    const town = await openTown()
    const report = await file(town)
    const accepted = await accept(town, report)
    const ask = { reportId: report.id, version: accepted.version, question: '是哪个井盖？' }
    const how = { calendar: await calendarInForce(town.db), actor: await town.actor('clerkLi'), now: town.now() }
    const { version } = await town.atomically((tx) => askResident(tx, { ...ask, ...how }))
    expect(await (await town.as('wangFang').get(`/reports/${report.id}`)).text()).toContain('是哪个井盖？')
    expect(await (await town.as(undefined).get(`/reports/${report.id}`)).text()).not.toContain('是哪个井盖？')
    const form = { version: String(version), answer: '写着“雨”的那个', photos: await shot() }
    expect((await town.as('zhangWei').post(`/reports/${report.id}/answer`, form)).status).toBe(403)
    expect((await town.as('wangFang').post(`/reports/${report.id}/answer`, form)).status).toBe(303)
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'accepted' })
    expect((await photosOfReport(town.db, report.id)).map(({ role }) => role)).toEqual(['answer'])
  })

  it('is reopened with words and a photo, and keeps them when the page was too old', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    await whistle(town, report)
    await serve(town, report)
    const { version } = await reportById(town.db, report.id)
    const say = (v: number, words: string) =>
      town.as('wangFang').post(`/reports/${report.id}/not-fixed`, { version: String(v), verdict: 'half', words })
    const late = await say(version - 1, '还是松的')
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('还是松的')
    expect((await say(version, '')).status).toBe(422)
    expect((await say(version, '还是松的')).status).toBe(303)
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'half_fixed', round: 2 })
  })

  it('is followed and left again by neighbours, counted right', async () => {
    const town = await openTown()
    const report = await file(town)
    await accept(town, report)
    const press = (act: string, who: CastName = 'zhangWei') => town.as(who).post(`/reports/${report.id}/${act}`)
    await Promise.all([press('follow'), press('follow'), press('join', 'liNa')])
    expect((await reportById(town.db, report.id)).followers).toBe(2)
    await Promise.all([press('unfollow'), press('unfollow')])
    expect((await reportById(town.db, report.id)).followers).toBe(1)
    expect((await press('follow', 'wangFang')).status).toBe(409)
    expect((await town.as(undefined).post(`/reports/${report.id}/follow`)).status).toBe(401)
  })
})
