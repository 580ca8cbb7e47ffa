import { expect, it } from 'vitest'
import { openTown } from '../../test/town.ts'
import { notify } from './actions.ts'
import { unreadCountOf, unreadNoticesOf } from './queries.ts'

const title = { zh: '材料通过了', en: 'Approved' }
const body = { zh: '获得 5 分', en: 'You earn 5 points' }

async function townWithNotice() {
  const town = await openTown()
  const tell = (key: string, href?: string) =>
    town.atomically((tx) => notify(tx, { personId: 'wangFang', key, title, body, href, now: town.now() }))
  await tell('claim-1', '/claims/1')
  return { town, tell }
}

it('says a thing once, however often its cause speaks', async () => {
  const { town, tell } = await townWithNotice()
  await tell('claim-1', '/claims/1')
  await tell('claim-2')
  expect(await unreadCountOf(town.db, 'wangFang')).toBe(2)
})

it('shows unread messages first and goes where a message points when it is opened', async () => {
  const { town } = await townWithNotice()
  const wangFang = town.as('wangFang')
  const [notice] = await unreadNoticesOf(town.db, 'wangFang')
  expect(await (await wangFang.get('/notices')).text()).toContain('材料通过了')

  const opened = await wangFang.post(`/notices/${notice?.id}/read`)
  expect(opened.status).toBe(303)
  expect(opened.headers.get('location')).toBe('/claims/1')
  expect(await unreadCountOf(town.db, 'wangFang')).toBe(0)
})

it('never leads away from this site', async () => {
  const { town, tell } = await townWithNotice()
  await tell('bad', '//elsewhere.example')
  const [notice] = (await unreadNoticesOf(town.db, 'wangFang')).filter(({ key }) => key === 'bad')
  const opened = await town.as('wangFang').post(`/notices/${notice?.id}/read`)
  expect(opened.headers.get('location')).toBe('/notices')
})

it('keeps everybody out of somebody else’s inbox', async () => {
  const { town } = await townWithNotice()
  const [notice] = await unreadNoticesOf(town.db, 'wangFang')
  const foreign = await town.as('zhangWei').api('POST', `/notices/${notice?.id}/read`)
  expect(foreign.status).toBe(404)
  expect(await foreign.json()).toMatchObject({ code: 'notice_missing' })
  expect(await unreadCountOf(town.db, 'wangFang')).toBe(1)
})

it('marks everything read at once', async () => {
  const { town, tell } = await townWithNotice()
  await tell('claim-2')
  await town.as('wangFang').post('/notices/read')
  expect(await (await town.as('wangFang').api('GET', '/notices')).json()).toMatchObject({ unread: 0 })
})
