import sharp from 'sharp'
import { expect, it } from 'vitest'
import { hoursOf, verifyHours } from '../../src/hours/queries.ts'
import { hour, minute, toCityTime } from '../../src/kit/clock.ts'
import { balancesOf } from '../../src/points/queries.ts'
import { verifyPoints } from '../../src/points/verify.ts'
import { itemsOnShelf } from '../../src/stock/queries.ts'
import { verifyStock } from '../../src/stock/verify.ts'
import { givePoints, openShops } from '../shop.ts'
import { qingyun, qingyunStore } from '../town.ts'
import { filmOf, filmPath } from './camera-film.ts'
import { openStage, readCode } from './stage.ts'

it('goes from a published task to a bag of rice, in the browser', { timeout: 90_000 }, async () => {
  const film = filmPath()
  const stage = await openStage({ cameraFile: film })
  const { town } = stage
  await openShops(town)
  await givePoints(town, 'wangFang', 20)
  const startsAt = new Date(town.now().getTime() + hour)
  const endsAt = new Date(startsAt.getTime() + 2 * hour)

  // A clerk publishes.
  const clerk = await stage.desk('clerkLi')
  await clerk.goto('/desk/tasks/new')
  await clerk.getByLabel('标题').fill('周末清洁家园')
  await clerk.getByLabel('志愿服务', { exact: true }).check()
  await clerk.locator('#category').selectOption('environment')
  await clerk.locator('#description').fill('清扫小区道路，捡拾垃圾，工具由社区提供。')
  await clerk.locator('#areaId').selectOption(qingyun)
  await clerk.locator('#place').fill('青云社区党群服务中心门前')
  await clerk.locator('#startsAt').fill(toCityTime(startsAt))
  await clerk.locator('#endsAt').fill(toCityTime(endsAt))
  await clerk.locator('#capacity').fill('10')
  await clerk.locator('#contact').fill('社区热线 0873-5550100')
  await clerk.locator('summary', { hasText: '更多设置' }).click()
  await clerk.locator('#evidencePhotosMin').fill('1')
  await clerk.locator('main form button[type=submit]').last().click()
  await clerk.waitForURL(/\/desk\/tasks\/[\w-]+\/preview/)
  await clerk.getByRole('button', { name: '发布', exact: true }).click()
  await clerk.waitForURL(/\/desk\/tasks\/[\w-]{36}$/)
  const activityId = clerk.url().split('/').at(-1)

  // A resident finds it and takes a place.
  const wang = await stage.phone('wangFang')
  await wang.goto('/')
  await wang.getByRole('navigation', { name: '主菜单' }).getByText('任务').click()
  await wang.getByText('周末清洁家园').click()
  await wang.getByRole('button', { name: '我要参加' }).click()
  await wang.waitForURL(/\/claims\//)
  const claimAddress = wang.url()

  // She comes, scans the organiser's screen, and scans it again when she leaves.
  await town.advance(50 * minute)
  await clerk.goto(`/desk/tasks/${activityId}/check-in`)
  await wang.goto(await readCode(clerk.locator('.qr svg').first()))
  await wang.getByRole('button', { name: '我到了，签到' }).click()
  await wang.waitForURL(claimAddress)
  await town.advance(2 * hour + 10 * minute)
  await clerk.reload()
  await wang.goto(await readCode(clerk.locator('.qr svg').first()))
  await wang.getByRole('button', { name: '我要离开，签退' }).click()
  await wang.waitForURL(claimAddress)

  // She hands in a photo.
  await wang.goto(`${claimAddress}/submission`)
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#7a9' } })
    .jpeg()
    .toBuffer()
  await wang.locator('#photos').setInputFiles({ name: '干净的路.jpg', mimeType: 'image/jpeg', buffer: photo })
  await wang.locator('#text').fill('扫了三栋楼前的路，捡了两袋垃圾。')
  await wang.getByRole('button', { name: '提交', exact: true }).click()
  await wang.waitForURL(claimAddress)

  // A reviewer approves; the points count after the objection window.
  const reviewer = await stage.desk('reviewerZhou')
  await reviewer.goto('/desk/reviews/next')
  await reviewer.getByRole('button', { name: /通过/ }).first().click()
  await reviewer.waitForLoadState()
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 20, pending: 10 })
  await town.advance(73 * hour)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 30, pending: 0 })
  expect(await hoursOf(town.db, 'wangFang')).toMatchObject({ minutes: 120 })

  // She orders rice and shows the code on her phone.
  await wang.goto(`/stores/${qingyunStore}`)
  await wang.getByLabel('大米 5 公斤的件数').selectOption('1')
  await wang.locator('main form button[type=submit]').last().click()
  await wang.waitForURL(/\/orders\//)
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, held: 30 })

  // The keeper's camera reads it, and the rice changes hands.
  await filmOf(await readCode(wang.locator('.qr svg').first()), film)
  const keeper = await stage.desk('keeperMa')
  await keeper.goto('/counter')
  await keeper.getByRole('button', { name: '用相机扫码' }).click()
  await keeper.getByRole('button', { name: '交给居民' }).click()
  await keeper.getByText('已交给居民').waitFor()

  await wang.reload()
  await wang.getByText('已领取').first().waitFor()
  await wang.goto('/points')
  await wang.getByText('周末清洁家园').first().waitFor()
  expect(await balancesOf(town.db, 'wangFang')).toMatchObject({ available: 0, held: 0 })
  const rice = (await itemsOnShelf(town.db, qingyunStore, town.now())).find(({ id }) => id === 'rice')
  expect(rice).toMatchObject({ available: 99 })
  expect([await verifyPoints(town.db), await verifyStock(town.db), await verifyHours(town.db)]).toEqual([[], [], []])
  expect(stage.complaints).toEqual([])
})
