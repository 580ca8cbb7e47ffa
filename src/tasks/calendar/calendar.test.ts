import { expect, it } from 'vitest'
import { aClaim, anActivity } from '../../../test/activities.ts'
import { openTown, qingyun } from '../../../test/town.ts'

it('opens one’s own tasks to whoever has the address, until it is replaced', async () => {
  const town = await openTown()
  const activity = await anActivity(town, { startsAt: new Date('2026-03-07T01:00:00Z') })
  await aClaim(town, activity, 'wangFang')
  const addressOf = async () =>
    /http:\/\/localhost(\/calendar\/[\w.-]+\.ics)/.exec(
      await (await town.as('wangFang').get('/calendar')).text(),
    )?.[1] ?? ''
  const address = await addressOf()
  const feed = await town.as(undefined).get(address)
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(await feed.text()).toContain('DTSTART:20260307T010000Z')

  await town.as('wangFang').post('/calendar/replace')
  expect((await town.as(undefined).get(address)).status).toBe(404)
  expect((await town.as(undefined).get(await addressOf())).status).toBe(200)
})

it.each([
  '/calendar/zhangWei.ics',
  `/calendar/zhangWei.${'a'.repeat(32)}.ics`,
  '/calendar/x.ics',
  '/calendar/areas/none.ics',
])('opens nothing at %s', async (address) => {
  const town = await openTown()
  expect((await town.as(undefined).get(address)).status).toBe(404)
})

it('shows what an area has published to everybody', async () => {
  const town = await openTown()
  await anActivity(town, { title: '清洁楼道' })
  await anActivity(town, { title: '还是草稿', status: 'draft' })
  const text = await (await town.as(undefined).get(`/calendar/areas/${qingyun}.ics`)).text()
  expect(text).toContain('SUMMARY:清洁楼道')
  expect(text).not.toContain('还是草稿')
})
