import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { reportCategories } from '../../../db/schema/reports.ts'
import { accept, file, freshPhoto, judge, serve, whistle } from '../../../test/reports.ts'
import { snap } from '../../../test/snaps.ts'
import { city, openTown, qingyunGrid, type Town } from '../../../test/town.ts'
import { minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { guardedRoutes } from '../../web/guard.ts'
import { valuesOf } from '../categories/forms.ts'
import { categoryById } from '../categories/queries.ts'
import { joinReport } from '../follow/actions.ts'
import { likelyReports } from '../likely/queries.ts'
import { issueKey } from '../open311/keys.ts'
import { photosOfReport, type Report, reportById } from '../queries.ts'

vi.setConfig({ testTimeout: 60_000 })

const address = '青云路7718号3单元4406'
const secrets = /7718|3单元|4406|王芳|138 ?1234 ?5678|23\.36521|103\.40214|wangFang/

/** A report of somebody's home, as far as it can come: filed, followed, worked on, half fixed, and told of each time. */
async function atHome(town: Town): Promise<Report> {
  await ask(town, 'noise', [
    { code: 'who', datatype: 'string', required: false, variable: true, label: { zh: '找谁', en: 'Whom' } },
  ])
  await town.as('zhangWei').post('/reports/subscribe', { areaId: city })
  await town.advance(minute)
  const report = await file(town, {
    ...{ categoryId: 'noise', answers: { who: '王芳 13812345678' }, address, latitude: 23.36521, longitude: 103.40214 },
    words: `我是王芳，住${address}，电话 138 1234 5678，楼上装修太吵`,
    photos: [await freshPhoto(town)],
  })
  await accept(town, report)
  await town.as('liNa').post(`/reports/${report.id}/join`)
  await whistle(town, report)
  await serve(town, report)
  await judge(town, report, 'half', 'wangFang')
  await serve(town, report)
  await town.advance(20 * minute)
  return reportById(town.db, report.id)
}

type Questions = (typeof reportCategories.$inferSelect)['questions']
const ask = (town: Town, id: string, questions: Questions) =>
  town.atomically((tx) => tx.update(reportCategories).set({ questions }).where(eq(reportCategories.id, id)))

/** Whoever asks, where, and what has to be there so that something was shown at all. */
const faces = (
  { id, number }: Report,
  apiKey: string,
): [who: 'liNa' | 'zhangWei' | undefined, path: string, shown: string][] => [
  [undefined, '/reports', id],
  [undefined, '/reports?category=noise&since=week', id],
  [undefined, '/reports/map', id],
  [undefined, `/reports/${id}`, '装修太吵'],
  [undefined, '/reports/feed.atom', '装修太吵'],
  [undefined, '/reports/export.csv', number],
  [undefined, '/reports/export.geojson', number],
  [undefined, '/api/v1/reports', id],
  [undefined, `/api/v1/reports/${id}`, '装修太吵'],
  ...['json', 'xml'].flatMap((format): [undefined, string, string][] => [
    [undefined, `/open311/v2/requests.${format}`, '装修太吵'],
    [undefined, `/open311/v2/requests.${format}?extensions=true&q=装修`, '装修太吵'],
    [undefined, `/open311/v2/requests/${number}.${format}?extensions=true`, '装修太吵'],
    [undefined, `/open311/v2/tokens/${number}.${format}`, number],
    [undefined, `/open311/v2/servicerequestupdates.${format}?api_key=${apiKey}`, number],
  ]),
  ['liNa', '/my/reports', id],
  ['liNa', `/reports/${id}`, '装修太吵'],
  ['liNa', '/notices', number],
  ['zhangWei', '/notices', number],
]

async function keyOf(town: Town): Promise<string> {
  const given = { id: newId(), name: '测试', contact: 'test@example.cn', perMinute: 100 }
  const key = { ...given, actor: await town.actor('adminZheng'), now: town.now() }
  return (await town.atomically((tx) => issueKey(tx, town.secrets, key))) as string
}

describe('a report of somebody’s home', () => {
  it('tells on no public face where the door is, who reported, or how to call them', async () => {
    const town = await openTown()
    const report = await atHome(town)
    const leaks: string[] = []
    for (const [who, path, shown] of faces(report, await keyOf(town))) {
      const answer = await town.as(who).get(encodeURI(path))
      const text = await answer.text()
      if (answer.status !== 200 || !text.includes(shown)) leaks.push(`${path}: ${answer.status} without ${shown}`)
      const leak = secrets.exec(text)
      if (leak) leaks.push(`${who} ${path}: ${text.slice(leak.index - 60, leak.index + 60)}`)
    }
    expect(leaks).toEqual([])
  })

  it('is told of by no other address that anybody may open', async () => {
    const town = await openTown()
    const { id, number } = await atHome(town)
    const [photo] = await photosOfReport(town.db, id)
    const leaks: string[] = []
    for (const { method, path, access } of guardedRoutes(town.app)) {
      if (method !== 'GET' || access !== 'anyone') continue
      const filled = path
        .replace(/:number/g, number)
        .replace(/:photo/g, photo?.photoId ?? '')
        .replace(/[:{]\w+\}?(\{[^}]*\})?\??/g, id)
      const text = await (await town.as(undefined).get(filled)).text()
      if (secrets.test(text)) leaks.push(filled)
    }
    expect(leaks).toEqual([])
  })

  it.each(['4406', '7718号', address, '王芳', '13812345678', '3单元'])(
    'is not found by asking for %s',
    async (asked) => {
      const town = await openTown()
      const { id, number } = await atHome(town)
      const q = encodeURIComponent(asked)
      for (const path of [
        `/reports?q=${q}`,
        `/api/v1/reports?q=${q}`,
        `/open311/v2/requests.json?q=${q}`,
        `/reports/export.csv?q=${q}`,
      ]) {
        const text = await (await town.as(undefined).get(path)).text()
        expect([path, text.includes(id), text.includes(number)]).toEqual([path, false, false])
      }
      expect(await (await town.as(undefined).get(`/reports?q=${encodeURIComponent('青云路')}`)).text()).toContain(id)
    },
  )

  it('is offered as perhaps the same with no more than everybody reads', async () => {
    const town = await openTown()
    const { id } = await atHome(town)
    const mine = {
      categoryId: 'noise',
      words: '楼上装修太吵',
      address: '青云路7718号',
      latitude: '23.36521',
      longitude: '103.40214',
    }
    const page = await (await snap(town, 'zhangWei', { ...mine })).text()
    expect(page).toContain(id)
    expect(page.replaceAll(/<input type="hidden"[^>]*>/g, '')).not.toMatch(secrets)
    const body = { ...mine, latitude: 23.36521, longitude: 103.40214 }
    const likely = await (await town.as('zhangWei').api('POST', '/reports/likely', body)).text()
    expect(likely).toContain(id)
    expect(likely).not.toMatch(secrets)
  })

  it('answers those who ask from where they are the same wherever in its square of the grid it is', async () => {
    const from = [...Array(24).keys()].map((at) => ({ latitude: 23.3633 + at * 0.00017, longitude: 103.4021 }))
    const told = async (where: { latitude: number; longitude: number }) => {
      const town = await openTown()
      const { id } = await accept(town, await file(town, { categoryId: 'noise', answers: {}, address, ...where }))
      const mine = {
        categoryId: 'noise',
        words: '井盖坏了，晚上很危险',
        address: '',
        areaId: qingyunGrid,
        kind: 'problem',
      } as const
      const answers: unknown[] = []
      for (const position of from) {
        const [offered] = await likelyReports(town.db, { ...mine, position }, [], town.now())
        const join = { reportId: id, personId: 'liNa', at: position, now: town.now() }
        const joined = await town.atomically((tx) => joinReport(tx, join))
        answers.push([offered?.score, offered?.meters, joined])
      }
      return answers
    }
    const one = await told({ latitude: 23.36521, longitude: 103.40214 })
    expect(await told({ latitude: 23.36458, longitude: 103.40179 })).toEqual(one)
    expect(new Set(one.map((answer) => JSON.stringify(answer))).size).toBeGreaterThan(4)
    expect(one.some((answer) => (answer as string[])[2] === 'me_too')).toBe(true)
  })

  it('is read whole by its reporter, the clerk and the department on duty', async () => {
    const town = await openTown()
    const { id } = await atHome(town)
    for (const [who, path] of [
      ['wangFang', `/reports/${id}`],
      ['clerkLi', `/desk/reports/${id}`],
      ['officerKong', `/desk/reports/${id}`],
    ] as const)
      expect(await (await town.as(who).get(path)).text()).toMatch(/7718号3单元4406/)
  })
})

describe('what the city says of a category', () => {
  async function change(town: Town, id: string, values: Record<string, string>) {
    const category = await categoryById(town.db, id)
    const form = { ...valuesOf(category), ...values, version: String(category.version) }
    expect((await town.as('adminZheng').post(`/desk/categories/${id}`, form)).status).toBe(303)
  }
  const listed = async (town: Town) => (await town.as(undefined).get('/reports')).text()

  it('shows its places exactly from the moment the city says so, and no longer than that', async () => {
    const town = await openTown()
    const report = await file(town, { categoryId: 'noise', answers: {}, address: '青云路 18 号门口' })
    await accept(town, report)
    expect(await listed(town)).not.toContain('18 号')
    await change(town, 'noise', { isPlaceExact: '1' })
    expect(await listed(town)).toContain('青云路 18 号门口')
    await change(town, 'noise', { isPlaceExact: '' })
    expect(await listed(town)).not.toContain('18 号')
  })

  it('a new one shows its places roughly unless the city says otherwise', async () => {
    const town = await openTown()
    const { id: _, ...values } = { id: '', ...valuesOf(await categoryById(town.db, 'manhole')), isPlaceExact: '' }
    await town.as('adminZheng').post('/desk/categories', { ...values, id: 'fountain', kind: 'problem' })
    expect(await categoryById(town.db, 'fountain')).toMatchObject({ isPlaceExact: false })
  })

  it('hides everywhere what was filed before when it is made private, and shows it again, but not what was private', async () => {
    const town = await openTown()
    const report = await atHome(town)
    const refusedLater = await accept(
      town,
      await file(town, { categoryId: 'noise', answers: {}, by: 'liNa', latitude: 23.4 }),
    )
    const [photo] = await photosOfReport(town.db, report.id)
    await change(town, 'noise', { isPrivate: '1' })
    const apiKey = await keyOf(town)
    const said: string[] = []
    for (const [who, path] of faces(report, apiKey).filter(([, path]) => path !== '/notices')) {
      const answer = await town.as(who).get(encodeURI(path))
      const text = answer.status === 404 ? '' : await answer.text()
      if (text.includes(report.id) || text.includes(report.number)) said.push(path)
    }
    expect(said).toEqual([])
    for (const path of [`/photos/${photo?.photoId}`, `/reports/${report.id}/photos/${photo?.photoId}`])
      expect((await town.as(undefined).get(path)).status).toBe(404)
    expect((await town.as('wangFang').get(`/reports/${report.id}`)).status).toBe(200)

    const whilePrivate = await accept(
      town,
      await file(town, { categoryId: 'noise', answers: {}, by: 'chenJie', latitude: 23.5 }),
    )
    const { version } = await reportById(town.db, refusedLater.id)
    await town.as('clerkLi').post(`/desk/reports/${refusedLater.id}/refuse`, {
      version: String(version),
      reason: 'trivial',
      words: '已经停了',
    })
    await change(town, 'noise', { isPrivate: '' })
    const isPublic = async ({ id }: Report) => (await town.as(undefined).get(`/reports/${id}`)).status === 200
    expect([await isPublic(report), await isPublic(whilePrivate), await isPublic(refusedLater)]).toEqual([
      true,
      false,
      false,
    ])
    expect((await town.as(undefined).get(`/photos/${photo?.photoId}`)).status).toBe(200)
  })
})
