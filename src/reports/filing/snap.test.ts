import { describe, expect, it } from 'vitest'
import { reports } from '../../../db/schema/reports.ts'
import { draftPhotos } from '../../../db/schema/snaps.ts'
import { filled, idIn, shot, snap } from '../../../test/snaps.ts'
import { openTown, qingyun } from '../../../test/town.ts'
import { hour } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { photosOfReport, reportById } from '../queries.ts'

describe('the snap page', () => {
  it('goes from a photo to a received report', async () => {
    const town = await openTown()
    const answer = await snap(town, 'wangFang', { photosNear: await shot(), photosFar: await shot() })
    expect(answer.status).toBe(303)
    const report = await reportById(town.db, idIn(answer))
    expect(report).toMatchObject({ status: 'filed', reporterId: 'wangFang', placeFrom: 'device', channel: 'web' })
    expect((await photosOfReport(town.db, report.id)).map(({ role }) => role)).toEqual(['near', 'far'])
    const received = await (await town.as('wangFang').get(answer.headers.get('location') as string)).text()
    expect(received).toContain(report.number)
    expect(received).toContain('受理后得 5 分')
    expect(await (await town.as('wangFang').get('/my/reports')).text()).toContain('井盖破损')
  })

  it('files once however often one form is sent, and gives the first answer', async () => {
    const town = await openTown()
    const form = { id: newId(), photosNear: await shot() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => snap(town, 'wangFang', form)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 303))
    expect(new Set(answers.map(idIn)).size).toBe(1)
    expect(await town.db.$count(reports)).toBe(1)
  })

  it('guesses the category from the words, and lets whoever wrote them look first', async () => {
    const town = await openTown()
    const answer = await snap(town, 'wangFang', { categoryId: '', words: '路灯不亮，晚上看不见' })
    expect(answer.status).toBe(200)
    const html = await answer.text()
    expect(html).toContain('像是“路灯不亮”')
    expect(html).toMatch(/id="category-street-light"[^>]*checked/)
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    const typed = await town.app.request('/snap/guess', { method: 'POST', headers, body: '有人乱停车' })
    expect(await typed.json()).toEqual({ categoryId: 'parking' })
  })

  it.each([
    [{ words: '', address: '', latitude: '', longitude: '' }, '请告诉我们在哪里'],
    [{ categoryId: 'no-such-thing' }, '请选择一个类别'],
    [{ categoryId: '', words: '嗯' }, '请选择一个类别'],
    [{ 'answer.manhole.danger': '' }, '请回答“有人车掉进去的危险吗？”'],
    [{ 'answer.manhole.danger': 'maybe' }, '的回答不合要求'],
    [{ words: '长'.repeat(4001) }, '最多 4000 个字'],
    [{ latitude: '123' }, '不能大于 90'],
    [{ longitude: '' }, '这个位置不对'],
    [{ areaId: 'nowhere' }, '没有找到这个区域'],
  ])('keeps what was typed and the photo when it says no to %j', async (given, sentence) => {
    const town = await openTown()
    const form = filled({ address: '南门石狮子旁', photosNear: await shot(), ...given })
    const answer = await town.as('wangFang').post('/snap', form)
    expect([404, 409, 422]).toContain(answer.status)
    const html = await answer.text()
    expect(html).toContain(sentence)
    if (form.address) expect(html).toContain('南门石狮子旁')
    const [draft] = await town.db.select().from(draftPhotos)
    const small = `/snap/photos/${form.id}/${draft?.photoId}`
    expect(html).toContain(small)
    expect((await town.as('wangFang').get(small)).headers.get('content-type')).toBe('image/webp')
    expect((await town.as('zhangWei').get(small)).status).toBe(404)
    const { photosNear: _, ...again } = filled({ id: form.id as string, kept: draft?.photoId as string })
    const sent = await town.as('wangFang').post('/snap', again)
    expect(sent.status).toBe(303)
    expect(await photosOfReport(town.db, idIn(sent))).toHaveLength(1)
  })

  it('keeps the good photos when one cannot be read', async () => {
    const town = await openTown()
    const text = new File(['这不是照片'], 'x.jpg', { type: 'image/jpeg' })
    const answer = await snap(town, 'wangFang', { photosNear: await shot(), photosFar: text })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('这不是照片')
    expect(await town.db.$count(draftPhotos)).toBe(1)
  })

  it('leaves out a photo that was unchosen, and takes six at most', async () => {
    const town = await openTown()
    const id = newId()
    const seven = await Promise.all(Array.from({ length: 7 }, () => shot()))
    expect((await snap(town, 'wangFang', { id, photosNear: seven })).status).toBe(422)
    const drafts = await town.db.select().from(draftPhotos)
    expect(drafts).toHaveLength(6)
    const sent = await snap(town, 'wangFang', {
      ...{ id, kept: drafts.map(({ photoId }) => photoId), remove: [drafts[0]?.photoId as string] },
    })
    expect(await photosOfReport(town.db, idIn(sent))).toHaveLength(5)
  })

  it('drops a photo that the form no longer shows, and keeps one that is sent again once', async () => {
    const town = await openTown()
    const [id, one, two] = [newId(), await shot(), await shot()]
    await snap(town, 'wangFang', { id, categoryId: 'none', photosNear: [one, two] })
    const sent = await snap(town, 'wangFang', { id, photosNear: [two] })
    expect(await photosOfReport(town.db, idIn(sent))).toHaveLength(1)
  })

  it('forgets photos of a form that is not sent within the hour', async () => {
    const town = await openTown()
    await snap(town, 'wangFang', { categoryId: 'none', photosNear: await shot() })
    await town.advance(61 * 60_000)
    expect(await town.db.$count(draftPhotos)).toBe(0)
  })

  it('takes one’s own community where nothing is chosen, and asks a stranger for theirs', async () => {
    const town = await openTown()
    const own = await reportById(town.db, idIn(await snap(town, 'liNa', { areaId: '' })))
    expect(own.areaId).toBe(qingyun)
    const stranger = await snap(town, undefined, {
      areaId: '',
      words: '别处的井盖',
      address: '别处',
      latitude: '',
      longitude: '',
    })
    expect(stranger.status).toBe(422)
    expect(await stranger.text()).toContain('请选一个社区')
  })

  it('limits how many one address files in an hour', async () => {
    const town = await openTown()
    const statuses: number[] = []
    for (let count = 0; count < 62; count++)
      statuses.push((await snap(town, undefined, { act: 'distinct', id: newId() })).status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(60)
    expect(statuses.at(-1)).toBe(429)
    await town.advance(hour)
    expect((await snap(town, undefined, { act: 'distinct' })).status).toBe(303)
  })
})
