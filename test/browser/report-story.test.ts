import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { hour, minute } from '../../src/kit/clock.ts'
import { verifyPoints } from '../../src/points/verify.ts'
import { accept, file, freshPhoto } from '../reports.ts'
import { shot } from '../snaps.ts'
import { openStage } from './stage.ts'

const realPhoto = new URL('../../../shared/data/photos/Landscape_9.jpg', import.meta.url)

/** A photo from a real camera where there is one, else one that was painted for this. */
const fromCamera = async () =>
  existsSync(realPhoto) ? readFileSync(realPhoto) : Buffer.from(await (await shot()).arrayBuffer())

/** Presses the button of a photo field, and answers what the browser then asks for. */
async function photograph(page: Page, button: RegExp, photo?: Buffer) {
  const buffer = photo ?? Buffer.from(await (await shot()).arrayBuffer())
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).locator('visible=true').first().click()
  await (await asked).setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer })
  await page.locator('.photo-tile:not([aria-busy])').first().waitFor()
}

/** The card of one department's call on its own page. */
const call = (page: Page) => page.getByRole('article').filter({ has: page.getByText('办结期限') })

async function reportIn(officer: Page) {
  await officer.goto('/desk/duty')
  await officer.getByRole('button', { name: '报到', exact: true }).click()
  await call(officer).getByText('已报到').first().waitFor()
}

/** From the department's page, with words for the resident and a photo of how it looks now. */
async function solve(officer: Page, words: string) {
  await officer.goto('/desk/duty')
  const card = call(officer)
  await card.getByText('办结', { exact: true }).click()
  await photograph(officer, /拍照|选择照片/)
  await card.getByLabel('写给居民：怎么处理的').fill(words)
  await card.getByRole('button', { name: '办结并请居民评价' }).click()
  await officer.waitForURL(/\/desk\/reports\//)
}

it('goes from a photo of a broken cover to a proven solution and its points, in the browser', {
  timeout: 180_000,
}, async () => {
  const stage = await openStage()
  const { town } = stage
  const others = await file(town, { by: 'liNa', latitude: 23.36572, photos: [await freshPhoto(town)] })
  await accept(town, others)
  await town.advance(10 * minute)

  // A resident photographs a broken cover. Another one was reported 80 metres on: hers is not that one.
  const wang = await stage.phone('wangFang')
  await wang.context().grantPermissions(['geolocation'])
  await wang.context().setGeolocation({ latitude: 23.365, longitude: 103.402 })
  await wang.goto('/')
  await wang.getByRole('navigation', { name: '主菜单' }).getByText('随手拍').click()
  await photograph(wang, /拍照|选择照片/, await fromCamera())
  await wang.getByRole('button', { name: '用我现在的位置' }).click()
  await wang.getByText(/已经定位/).waitFor()
  await wang.getByLabel('地址或标志物').fill('青云路 18 号门口')
  await wang.getByLabel('写几句').fill('井盖碎了，晚上很危险')
  await wang.locator('#category-manhole:checked').waitFor({ state: 'attached' })
  await wang.locator('[name="answer.manhole.danger"][value=yes]').check()
  await wang.getByRole('button', { name: '提交', exact: true }).click()
  await wang.getByRole('heading', { name: '是不是同一处？' }).waitFor()
  await wang.getByText('离您 80 米').waitFor()
  await wang.getByRole('button', { name: '我也遇到，就是这一处' }).waitFor()
  await wang.getByRole('button', { name: '这是另一处，提交' }).click()
  await wang.getByRole('heading', { name: /收到/ }).waitFor()
  const number = (
    await wang
      .getByText(/R-2026-\d{6}/)
      .first()
      .innerText()
  ).match(/R-2026-\d{6}/)?.[0] as string
  await wang.goto(`/r/${number}`)
  const address = wang.url()
  await wang.getByText('社区会先看一遍').waitFor()

  // The community sorts it, the street whistles two departments.
  const clerk = await stage.desk('clerkLi')
  await clerk.goto('/desk/reports')
  await clerk.getByRole('link', { name: number }).click()
  await clerk.getByLabel('紧急', { exact: true }).check()
  await clerk.getByRole('button', { name: '受理并分流' }).click()
  await clerk.getByText('已受理').first().waitFor()
  const street = await stage.desk('dispatcherGao')
  await street.goto('/desk/reports?tab=running')
  await street.getByRole('link', { name: number }).click()
  await street.getByLabel(/城市管理局/).check()
  await street.getByLabel(/水务局/).check()
  await street.getByLabel('要办什么（给经办单位看）').fill('请更换井盖，查清是哪家的管井')
  await street.getByRole('button', { name: '吹哨', exact: true }).click()
  await call(street).nth(1).waitFor()

  // One reports for duty. The other says it is not theirs, and the city decides that it is.
  const [kong, shui] = [await stage.desk('officerKong'), await stage.desk('officerShui')]
  await reportIn(kong)
  await shui.goto('/desk/duty')
  await shui.getByText('退回：不归我们').first().click()
  await shui.getByLabel(/为什么不归你们/).fill('不是供水井')
  await shui.getByRole('button', { name: '退回：不归我们' }).click()
  await shui.getByRole('button', { name: '再按一次确认' }).click()
  await shui.getByText('已退回').first().waitFor()
  await wang.reload()
  await wang.getByText('接到通知的单位说不归它管').waitFor()
  const city = await stage.desk('dispatcherTang')
  await city.goto('/desk/reports?tab=handed')
  await city.getByRole('link', { name: number }).click()
  await city.getByText('裁定：仍由该单位办理').first().click()
  await city.getByLabel('理由').locator('visible=true').fill('是雨水井，由水务局办理')
  await city.getByRole('button', { name: '裁定：仍由该单位办理' }).click()
  await call(city).getByText('待报到').waitFor()

  // Nobody comes: a reminder, then the street, then the city hear of it, and so does everybody.
  await town.advance(45 * minute)
  await shui.goto('/notices')
  await shui.getByText(`${number} 快到报到期限了`).waitFor()
  await town.advance(20 * minute)
  await wang.reload()
  await wang.getByText('水务局超期，街道督办').waitFor()
  await street.goto('/desk/reports/wall')
  await street.getByRole('heading', { name: '水务局' }).waitFor()
  await street.locator('.wall-row.late').filter({ hasText: number }).waitFor()
  await town.advance(25 * hour)
  await wang.reload()
  await wang.getByText('水务局超期，市里督办').waitFor()
  await city.goto('/notices')
  await city.getByText(`${number} 超过报到期限`).first().waitFor()
  await city.goto('/desk/reports?tab=running')
  await city.getByRole('listitem').filter({ hasText: number }).getByText('已升级到市').waitFor()

  // It comes after all; both prove what they did.
  await reportIn(shui)
  await solve(shui, '查明是雨水井，已经清淤')
  await solve(kong, '已更换新井盖')
  await wang.goto('/notices')
  await wang.getByText(`${number} 已处理，请您看看`).click()

  // The resident has the last word: it still rattles. Both are called again.
  await wang.goto(address)
  await wang.getByRole('heading', { name: '处理结果' }).waitFor()
  expect(await wang.getByAltText('处理后').count()).toBe(2)
  await wang.getByText('没有完全修好').click()
  await wang.getByLabel('哪里没有修好').fill('盖子是新的，车一压还是响')
  await photograph(wang, /拍照|选择照片/)
  await wang.getByRole('button', { name: '修好一半' }).click()
  await wang.getByText('上报人说只修好一半，已请单位再去。').waitFor()
  await wang.getByText('请城市管理局再去一次').waitFor()
  for (const officer of [kong, shui]) {
    await officer.goto('/desk/duty')
    await officer.getByText('盖子是新的，车一压还是响').first().waitFor()
    await reportIn(officer)
    await solve(officer, '加了胶垫，车压过不响了')
  }

  // Fixed, she says, and everybody can read it.
  await wang.goto(address)
  await wang.getByRole('button', { name: '修好了' }).click()
  await wang.getByText('上报人或核查人员确认修好了。').waitFor()
  const stranger = await stage.phone()
  await stranger.goto('/reports?state=done')
  await stranger.getByRole('link', { name: /井盖/ }).first().click()
  await stranger.getByText(number).first().waitFor()
  await stranger.getByText('已解决').first().waitFor()
  await stranger.getByText('上报人确认修好').waitFor()
  await stranger.getByText('加了胶垫，车压过不响了').first().waitFor()

  // The points follow: five for the report, three for the solution, hers once the days of objection are over.
  await town.advance(73 * hour)
  await wang.goto('/points')
  await wang.getByText(`随手拍 ${number} 被受理`).first().waitFor()
  await wang.getByText(`随手拍 ${number} 已解决`).first().waitFor()
  await wang.getByRole('region', { name: '余额' }).getByText('8 分').waitFor()
  expect(await verifyPoints(town.db)).toEqual([])
  expect(stage.complaints).toEqual([])
})
