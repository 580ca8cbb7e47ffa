import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { accept, file, freshPhoto } from '../reports.ts'
import { shot } from '../snaps.ts'
import { openStage } from './stage.ts'

async function choose(page: Page, field: string) {
  const photo = Buffer.from(await (await shot()).arrayBuffer())
  await page.locator(field).setInputFiles({ name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: photo })
}

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

it('files from a phone: photo, position, guessed category, a mistake, and what others reported', {
  timeout: 90_000,
}, async () => {
  const stage = await openStage()
  const others = await file(stage.town, { by: 'liNa', photos: [await freshPhoto(stage.town)] })
  await accept(stage.town, others)
  const page = await stage.phone('wangFang')
  await page.context().grantPermissions(['geolocation'])
  await page.context().setGeolocation({ latitude: 23.365, longitude: 103.402 })
  await page.goto('/')
  await page.getByRole('navigation', { name: '主菜单' }).getByText('随手拍').click()
  await choose(page, '#photosNear')
  await page.getByRole('button', { name: '用我现在的位置' }).click()
  await page.getByText(/已经定位/).waitFor()
  await page.locator('#words').fill('井盖碎了，晚上很危险')
  await page.locator('#category-manhole:checked').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: '提交', exact: true }).click()

  // The question of the category was not answered: nothing is lost.
  await page.getByRole('alert').filter({ hasText: '请回答' }).first().waitFor()
  expect(await page.locator('.photo-tile').count()).toBe(1)
  expect(await page.locator('#words').inputValue()).toBe('井盖碎了，晚上很危险')
  expect(await stage.barriers(page)).toEqual([])
  await page.locator('[name="answer.manhole.danger"][value=yes]').check()
  await page.getByRole('button', { name: '提交', exact: true }).click()

  await page.getByRole('heading', { name: '是不是同一处？' }).waitFor()
  await page.getByText('离您 0 米').waitFor()
  expect(await stage.barriers(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: '我也遇到，就是这一处' }).click()
  await page.getByText('已算您现场确认').waitFor()
  expect(await overflow(page)).toBe(0)
  // A form with a mistake in it is answered with 422, which Chromium writes to its console.
  expect(stage.complaints.filter((said) => !said.includes('422'))).toEqual([])
})

it('works without any script, in large print, without a name', { timeout: 90_000 }, async () => {
  const stage = await openStage()
  const phone = await stage.phone()
  const browser = phone.context().browser()
  const context = await browser?.newContext({
    ...{ viewport: { width: 390, height: 844 }, baseURL: stage.address, locale: 'zh-CN', javaScriptEnabled: false },
  })
  if (!context) throw new Error('no browser')
  await context.addCookies([{ name: 'view', value: 'elder', url: stage.address }])
  const page = await context.newPage()
  await page.goto('/snap')
  await choose(page, '#photosNear')
  await page.locator('#words').fill('垃圾堆了三天没人收')
  await page.locator('#address').fill('南湖公园北门')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByText('像是“垃圾堆放”').waitFor()
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByText('请选一个社区').first().waitFor()
  await page.locator('#areaId').selectOption({ label: '青云社区' })
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByText('R-2026-000001').waitFor()
  const address = await page.locator('.qr-text').innerText()
  await page.goto(address)
  await page.getByText('社区会先看一遍').waitFor()
  await page.getByAltText('近处').waitFor()
  await page.getByText('不报了').click()
  await page.getByRole('button', { name: '撤回这条上报' }).click()
  await page.getByText('上报人自己撤回了').waitFor()
})
