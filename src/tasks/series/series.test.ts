import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { grants } from '../../../db/schema/people.ts'
import { activities } from '../../../db/schema/tasks.ts'
import { anActivity } from '../../../test/activities.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day, hour } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'

const occurrences = async (town: Town, seriesId: string) =>
  (
    await town.db.select().from(activities).where(eq(activities.seriesId, seriesId)).orderBy(asc(activities.seriesDay))
  ).map(({ seriesDay, status }) => `${seriesDay} ${status}`)

async function weekly(town: Town, change: Record<string, string | string[]> = {}) {
  const activity = await anActivity(town, { startsAt: new Date('2026-03-07T01:00:00Z') })
  const answer = await town.as('clerkLi').post(`/desk/tasks/${activity.id}/repeat`, {
    ...{ id: newId(), repeats: 'weekly', interval: '1', weekdays: ['6'], lastDay: '2026-06-30', publishes: '1' },
    ...change,
  })
  return { answer, activity, seriesId: /series\/([\w-]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? '' }
}

it('makes and publishes the next four weeks, and goes on as they come', async () => {
  const town = await openTown()
  const { seriesId } = await weekly(town)
  await town.advance(hour)
  expect(await occurrences(town, seriesId)).toEqual([
    '2026-03-07 published',
    '2026-03-14 published',
    '2026-03-21 published',
    '2026-03-28 published',
  ])
  await town.advance(7 * day)
  expect(await occurrences(town, seriesId)).toHaveLength(5)
})

it('leaves days out, and stops when told', async () => {
  const town = await openTown()
  const { seriesId } = await weekly(town, { publishes: '' })
  await town.as('clerkLi').post(`/desk/series/${seriesId}/skip`, { version: '1', day: '2026-04-04' })
  await town.advance(5 * day)
  expect(await occurrences(town, seriesId)).not.toContain('2026-04-04 draft')
  await town.as('clerkLi').post(`/desk/series/${seriesId}/skip`, { version: '2', day: '2026-03-14' })
  expect(await occurrences(town, seriesId)).toContain('2026-03-14 canceled')
  expect((await town.as('clerkLi').post(`/desk/series/${seriesId}/end`, { version: '2' })).status).toBe(409)
  expect((await town.as('clerkLi').post(`/desk/series/${seriesId}/end`, { version: '3' })).status).toBe(303)
  const before = await occurrences(town, seriesId)
  await town.advance(30 * day)
  expect((await occurrences(town, seriesId)).length).toBe(before.length)
})

it('publishes no more in the name of somebody who may no longer', async () => {
  const town = await openTown()
  const { seriesId } = await weekly(town)
  await town.atomically((tx) => tx.update(grants).set({ endsAt: town.now() }).where(eq(grants.personId, 'clerkLi')))
  await town.advance(hour)
  expect(await occurrences(town, seriesId)).toEqual(['2026-03-07 published'])
  expect(await (await town.as('clerkLi').get('/notices')).text()).toContain('没有发布')
})

it('asks for a weekday and a last day, and shows nothing to a clerk of elsewhere', async () => {
  const town = await openTown()
  const none = await weekly(town, { weekdays: [] })
  expect(none.answer.status).toBe(422)
  expect(await none.answer.text()).toContain('请至少选一个星期几')
  expect((await weekly(town, { lastDay: '2026-03-07' })).answer.status).toBe(422)
  const { seriesId } = await weekly(town)
  expect((await town.as('clerkZhao').get(`/desk/series/${seriesId}`)).status).toBe(404)
  expect((await town.as('clerkLi').get(`/desk/series/${seriesId}`)).status).toBe(200)
  expect(await (await town.as('clerkLi').get('/desk/series')).text()).toContain('清洁楼道')
})

it('is led over the API as at the desk', async () => {
  const town = await openTown()
  const clerk = town.as('clerkLi')
  const activity = await anActivity(town, { startsAt: new Date('2026-03-07T01:00:00Z') })
  const asked = { repeats: 'weekly', weekdays: [6], lastDay: '2026-06-30', publishes: false }
  const key = newId()
  const repeat = (body: object) => clerk.api('POST', `/tasks/${activity.id}/repeat`, body, key)
  const first = await repeat(asked)
  expect(first.status).toBe(201)
  const made = (await first.json()) as { id: string; version: number; firstDay: string; interval: number }
  expect(made).toMatchObject({ version: 1, firstDay: '2026-03-07', interval: 1, endedAt: null, exceptions: [] })
  expect((await (await repeat(asked)).json()) as object).toMatchObject({ id: made.id })
  expect((await repeat({ ...asked, lastDay: '2026-07-31' })).status).toBe(409)

  await town.advance(hour)
  const path = `/series/${made.id}`
  const skipped = await clerk.api('POST', `${path}/skip`, { version: 1, day: '2026-03-14' })
  expect(await skipped.json()).toMatchObject({ version: 2, exceptions: ['2026-03-14'] })
  expect((await clerk.api('POST', `${path}/end`, { version: 1 })).status).toBe(409)
  expect(await (await clerk.api('POST', `${path}/end`, { version: 2 })).json()).toMatchObject({ version: 3 })

  const read = (await (await clerk.api('GET', path)).json()) as { occurrences: { day: string; status: string }[] }
  expect(read.occurrences.map(({ day, status }) => `${day} ${status}`)).toContain('2026-03-14 canceled')
  const { series } = (await (await clerk.api('GET', '/series')).json()) as { series: { id: string }[] }
  expect(series.map(({ id }) => id)).toEqual([made.id])
  expect((await town.as('wangFang').api('GET', path)).status).toBe(403)
})
