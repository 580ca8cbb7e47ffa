import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { notices } from '../../../db/schema/notices.ts'
import { activities, activityEvents, claims } from '../../../db/schema/tasks.ts'
import { openTown, qingyun, qingyunGarden, type Town, zhenxing } from '../../../test/town.ts'
import { childOf, childrenOf, readXml } from '../../../test/xml.ts'
import { changeArea } from '../../areas/actions.ts'
import { areaById } from '../../areas/queries.ts'
import { day, hour, later, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { budgetOf } from '../../points/budgets/queries.ts'
import { spanOf } from './search.ts'

// The town's clock begins on Monday 2 March 2026, 09:00 in Mengzi.
const typed = () => ({
  id: newId(),
  kind: 'volunteer',
  category: 'environment',
  title: '清洁楼道',
  description: '一起打扫三号楼的楼道',
  areaId: qingyun,
  place: '青云花园 3 号楼',
  startsAt: '2026-03-07T09:00',
  endsAt: '2026-03-07T11:00',
  capacity: '10',
  waitlist: '1',
  contact: '李干事 0873-000000',
  checkIn: 'either',
})

async function draft(town: Town, change: Record<string, string> = {}, who = 'clerkLi') {
  const answer = await town.as(who).post('/desk/tasks', { ...typed(), ...change })
  const id = /tasks\/([\w-]+)\/preview/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
  return { answer, id }
}

async function published(town: Town, change: Record<string, string> = {}) {
  const { id } = await draft(town, change)
  const answer = await town.as('clerkLi').post(`/desk/tasks/${id}/publish`)
  expect(answer.status).toBe(303)
  return id
}

const rowOf = async (town: Town, id: string) =>
  (await town.db.select().from(activities).where(eq(activities.id, id)))[0] as typeof activities.$inferSelect
const committed = async (town: Town) => (await budgetOf(town.db, qingyun, town.now())).committed
const titlesFor = async (town: Town, personId: string) =>
  (await town.db.select().from(notices).where(eq(notices.personId, personId)).orderBy(notices.id)).map(
    ({ title }) => title.zh,
  )
const claimOf = async (town: Town, who: string, id: string) =>
  ((await (await town.as(who).api('POST', `/tasks/${id}/claims`, {})).json()) as { id: string }).id

describe('publishing', () => {
  it('goes from the form over the preview to the residents, and sets the points aside', async () => {
    const town = await openTown()
    const { id, answer } = await draft(town)
    expect(answer.status).toBe(303)
    expect((await town.as('wangFang').get(`/tasks/${id}`)).status).toBe(404)
    expect((await town.as('wangFang').api('GET', `/tasks/${id}`)).status).toBe(404)
    expect(await (await town.as('clerkLi').get(`/desk/tasks/${id}/preview`)).text()).toContain('发布会预留 100 分')

    await town.as('clerkLi').post(`/desk/tasks/${id}/publish`)
    expect(await committed(town)).toBe(100)
    expect(await rowOf(town, id)).toMatchObject({ status: 'published', number: 'T-2026-000001', pointsEach: 10 })
    const list = await (await town.as(undefined).get('/tasks')).text()
    expect(list).toContain('清洁楼道')
    expect(list).toContain('3月7日周六 09:00–11:00')
    const shown = await (await town.as('wangFang').get(`/tasks/${id}`)).text()
    expect(shown).toContain('我要参加')
    expect(shown).toContain('来不了请提前 24 小时退出')
  })

  it('does it once when the form is sent twice, and refuses other content under the same id', async () => {
    const town = await openTown()
    const fields = typed()
    const [one, two] = [await draft(town, fields), await draft(town, fields)]
    expect(one.id).toBe(two.id)
    expect((await draft(town, { ...fields, title: '别的' })).answer.status).toBe(409)
  })

  it('refuses a budget that is used up, in words, and publishes nothing', async () => {
    const town = await openTown()
    const { id } = await draft(town, { capacity: '10000' })
    const refused = await town.as('clerkLi').post(`/desk/tasks/${id}/publish`)
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('青云社区')
    expect((await rowOf(town, id)).status).toBe('draft')
    expect(await committed(town)).toBe(0)
  })

  it('keeps what was typed when something is wrong', async () => {
    const town = await openTown()
    const hostile = '"><script>alert(1)</script> =1+1'
    const { answer } = await draft(town, { title: hostile, endsAt: '2026-03-07T09:00' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('结束时间要晚于开始时间')
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; =1+1')
    expect(html).not.toContain('<script>alert')
    expect(await town.db.select().from(activities)).toEqual([])
  })

  it.each([
    ['title', ''],
    ['title', 'x'.repeat(61)],
    ['capacity', '0'],
    ['capacity', '10001'],
    ['capacity', '1e9999'],
    ['category', 'meeting'],
    ['startsAt', '2026-02-31T99:00'],
    ['startsAt', '0001-01-01T00:00'],
    ['endsAt', '9999-12-31T23:59'],
    ['latitude', '91'],
    ['areaId', ''],
  ])('refuses %s = %s at the field', async (name, value) => {
    const town = await openTown()
    const { answer } = await draft(town, { [name]: value })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(`${name}-error`)
  })

  it.each([
    ['clerkZhao', qingyun, 403],
    ['clerkLi', zhenxing, 403],
    ['clerkLi', '532503003000', 403],
    ['clerkLi', qingyunGarden, 303],
    ['adminZheng', zhenxing, 303],
    ['reviewerSun', qingyun, 403],
    ['wangFang', qingyun, 403],
  ])('%s publishing in %s is answered %i', async (who, areaId, status) => {
    const town = await openTown()
    expect((await draft(town, { areaId }, who)).answer.status).toBe(status)
  })

  it('shows a clerk of elsewhere nothing of it, and lets them do nothing', async () => {
    const town = await openTown()
    const { id } = await draft(town)
    const zhao = town.as('clerkZhao')
    for (const page of ['', '/preview', '/edit', '/repeat'])
      expect((await zhao.get(`/desk/tasks/${id}${page}`)).status).toBe(404)
    for (const act of ['', '/publish', '/cancel']) expect((await zhao.post(`/desk/tasks/${id}${act}`)).status).toBe(404)
    expect((await zhao.post(`/desk/tasks/${id}/copy`, { id: newId() })).status).toBe(404)
    expect((await zhao.api('POST', `/tasks/${id}/publish`)).status).toBe(403)
    expect((await rowOf(town, id)).status).toBe('draft')
    expect(await (await zhao.get('/desk/tasks')).text()).not.toContain('清洁楼道')
  })
})

describe('changing', () => {
  it('shows both versions when somebody else was quicker, and saves when sent again', async () => {
    const town = await openTown()
    const { id } = await draft(town)
    const sent = (version: number, title: string) =>
      town.as('clerkLi').post(`/desk/tasks/${id}`, { ...typed(), title, version: String(version) })
    expect((await sent(1, '清洁院落')).status).toBe(303)
    const stale = await sent(1, '清洁花坛')
    expect(stale.status).toBe(409)
    const html = await stale.text()
    expect(html).toContain('清洁院落')
    expect(html).toContain('清洁花坛')
    expect(html).toContain('name="version" value="2"')
    expect((await sent(2, '清洁花坛')).status).toBe(303)
    expect((await rowOf(town, id)).title).toBe('清洁花坛')
  })

  it('tells those who signed up about a new time, and moves only the difference of the budget', async () => {
    const town = await openTown()
    const id = await published(town)
    await claimOf(town, 'wangFang', id)
    const change = { ...typed(), version: '2', endsAt: '2026-03-07T12:00', capacity: '12' }
    expect((await town.as('clerkLi').post(`/desk/tasks/${id}`, change)).status).toBe(303)
    expect(await committed(town)).toBe(180)
    expect(await rowOf(town, id)).toMatchObject({ committedPoints: 180, pointsEach: 15 })
    expect(await titlesFor(town, 'wangFang')).toEqual(['活动有变动：清洁楼道'])
  })

  it('refuses fewer places than are taken, and another area once published', async () => {
    const town = await openTown()
    const id = await published(town)
    await claimOf(town, 'wangFang', id)
    await claimOf(town, 'zhangWei', id)
    const sent = (change: Record<string, string>) =>
      town.as('clerkLi').post(`/desk/tasks/${id}`, { ...typed(), version: '2', ...change })
    expect(await (await sent({ capacity: '1' })).text()).toContain('已经有 2 人占了名额')
    expect((await sent({ areaId: qingyunGarden })).status).toBe(409)
  })

  it('changes over the API only what is sent', async () => {
    const town = await openTown()
    const { id } = await draft(town, { requirements: '有耐心', minAge: '16' })
    const answer = await town.as('clerkLi').api('PATCH', `/tasks/${id}`, { version: 1, capacity: 5 })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ capacity: 5, requirements: '有耐心', minAge: 16, version: 2 })
    expect((await town.as('clerkLi').api('PATCH', `/tasks/${id}`, { version: 1, capacity: 6 })).status).toBe(409)
  })
})

describe('calling off', () => {
  it('needs a reason, tells everybody, and gives the points back', async () => {
    const town = await openTown()
    const id = await published(town)
    const claimId = await claimOf(town, 'wangFang', id)
    const cancel = (why: string) => town.as('clerkLi').post(`/desk/tasks/${id}/cancel`, { why })
    expect((await cancel('')).status).toBe(422)
    expect((await cancel('下大雨')).status).toBe(303)
    expect(await committed(town)).toBe(0)
    expect((await town.db.select().from(claims).where(eq(claims.id, claimId)))[0]?.status).toBe('canceled')
    expect(await titlesFor(town, 'wangFang')).toEqual(['活动取消：清洁楼道'])
    expect(await (await town.as('zhangWei').get(`/tasks/${id}`)).text()).toContain('下大雨')
  })

  it('does not exist once somebody has been there', async () => {
    const town = await openTown()
    const id = await published(town)
    const claimId = await claimOf(town, 'wangFang', id)
    await town.atomically((tx) => tx.update(claims).set({ status: 'checked_in' }).where(eq(claims.id, claimId)))
    expect((await town.as('clerkLi').post(`/desk/tasks/${id}/cancel`, { why: '下雨' })).status).toBe(409)
  })
})

it('shows what is published in a feed, filtered like the list, with addresses that work elsewhere', async () => {
  const town = await openTown()
  const id = await published(town)
  town.setTime(later(town.now(), minute))
  await published(town, { title: '下周的 <清扫> & 宣传' })
  await draft(town, { title: '还没发布' })
  const feed = await town.as(undefined).get('/tasks/feed.atom?kind=volunteer')
  expect(feed.headers.get('content-type')).toContain('application/atom+xml')
  const entries = childrenOf(readXml(await feed.text())).filter(({ tagName }) => tagName === 'entry')
  expect(entries.map((entry) => childOf(entry, 'title').textContent)).toEqual(['下周的 <清扫> & 宣传', '清洁楼道'])
  expect(childOf(entries[1] as (typeof entries)[0], 'link').getAttribute('href')).toBe(`http://localhost/tasks/${id}`)
  const empty = await town.as(undefined).get('/tasks/feed.atom?kind=point_task')
  expect(await empty.text()).not.toContain('<entry>')
})

it('copies an old one in one click, a week of weeks later', async () => {
  const town = await openTown()
  const id = await published(town)
  town.setTime(new Date('2026-03-20T01:00:00Z'))
  const copied = await town.as('clerkLi').post(`/desk/tasks/${id}/copy`, { id: newId() })
  const copy = await rowOf(town, /tasks\/([\w-]+)\/edit/.exec(copied.headers.get('location') ?? '')?.[1] ?? '')
  expect(copy).toMatchObject({ status: 'draft', title: '清洁楼道', copiedFrom: id })
  expect(copy.startsAt).toEqual(new Date('2026-03-21T01:00:00Z'))
})

it('starts, ends and settles by the clock, reminding on the way', async () => {
  const town = await openTown()
  const id = await published(town)
  await claimOf(town, 'wangFang', id)
  town.setTime(new Date('2026-03-06T00:00:00Z'))
  await town.advance(2 * hour)
  expect(await titlesFor(town, 'wangFang')).toEqual(['别忘了：清洁楼道'])
  await town.advance(22.5 * hour)
  expect(await titlesFor(town, 'wangFang')).toContain('马上开始：清洁楼道')
  await town.advance(hour)
  expect((await rowOf(town, id)).status).toBe('ongoing')
  await town.advance(3 * hour)
  expect((await rowOf(town, id)).status).toBe('ended')
  await town.advance(day)
  expect((await rowOf(town, id)).status).toBe('settled')
  expect(await committed(town)).toBe(0)
  const steps = await town.db
    .select()
    .from(activityEvents)
    .where(eq(activityEvents.activityId, id))
    .orderBy(activityEvents.version)
  expect(steps.map(({ step }) => step)).toEqual(['draft', 'publish', 'start', 'end', 'settle'])
})

describe('looking for something', () => {
  it.each([
    ['area=532503003002', ['清洁楼道', '爱心义剪']],
    ['area=532503003004', []],
    ['kind=point_task', ['爱心义剪']],
    ['when=today', []],
    ['when=weekend', ['清洁楼道', '爱心义剪']],
    ['words=三号楼', ['清洁楼道']],
    ['words=%25', []],
    ['free=1&words=义剪', ['爱心义剪']],
    ['when=never&kind=x&after=y', ['清洁楼道', '爱心义剪']],
  ])('%s finds %j', async (query, titles) => {
    const town = await openTown()
    await published(town)
    await published(town, { title: '爱心义剪', description: '理发', kind: 'point_task', size: 'M' })
    const html = await (await town.as(undefined).get(`/tasks?${query}`)).text()
    for (const title of ['清洁楼道', '爱心义剪'])
      expect(html.includes(`<h2>${title}</h2>`)).toBe(titles.includes(title))
  })

  it('pages by the last row, over equal starts, without losing or repeating one', async () => {
    const town = await openTown()
    const first = await published(town)
    const row = await rowOf(town, first)
    await town.atomically((tx) =>
      tx.insert(activities).values(
        Array.from({ length: 60 }, (_, index) => ({
          ...row,
          id: newId(),
          number: `X-${index}`,
          title: `第${index}个`,
        })),
      ),
    )
    const one = (await (await town.as(undefined).api('GET', '/tasks')).json()) as {
      tasks: { id: string }[]
      next: string
    }
    const two = (await (await town.as(undefined).api('GET', `/tasks?after=${one.next}`)).json()) as typeof one
    expect([one.tasks.length, two.tasks.length, two.next]).toEqual([50, 11, null])
    expect(new Set([...one.tasks, ...two.tasks].map(({ id }) => id)).size).toBe(61)
  })

  it('shows the new name of an area that was renamed', async () => {
    const town = await openTown()
    await published(town)
    expect(await (await town.as(undefined).get('/tasks')).text()).toContain('青云社区')
    const { residents, version } = await areaById(town.db, qingyun)
    const renamed = { areaId: qingyun, name: '彩云社区', residents, version, actor: await town.actor('adminZheng') }
    await town.atomically((tx) => changeArea(tx, { ...renamed, now: town.now() }))
    const list = await (await town.as(undefined).get('/tasks')).text()
    expect(/<p class="muted">(\S+) ·/.exec(list)?.[1]).toBe('彩云社区')
  })

  it('shows a row anew when a place is taken', async () => {
    const town = await openTown()
    const id = await published(town)
    expect(await (await town.as(undefined).get('/tasks')).text()).toContain('还有 10 个名额')
    await claimOf(town, 'wangFang', id)
    expect(await (await town.as(undefined).get('/tasks')).text()).toContain('还有 9 个名额')
  })

  it.each([
    // Monday morning, Saturday noon, Sunday night
    ['2026-03-02T01:00:00Z', 'weekend', '2026-03-06T16:00:00Z', '2026-03-08T16:00:00Z'],
    ['2026-03-07T04:00:00Z', 'weekend', '2026-03-07T04:00:00Z', '2026-03-08T16:00:00Z'],
    ['2026-03-08T15:59:00Z', 'today', '2026-03-08T15:59:00Z', '2026-03-08T16:00:00Z'],
    ['2026-03-08T15:59:00Z', 'week', '2026-03-08T15:59:00Z', '2026-03-08T16:00:00Z'],
  ] as const)('at %s %s is %s to %s', (now, when, from, to) => {
    expect(spanOf(when, new Date(now))).toEqual({ from: new Date(from), to: new Date(to) })
  })
})
