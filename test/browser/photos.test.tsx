import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeEach, expect, it } from 'vitest'
import { asset } from '../../src/web/static.ts'
import { RolePhotos } from '../../src/web/ui.tsx'
import { openStage } from './stage.ts'

type Stage = Awaited<ReturnType<typeof openStage>>
type File = { name: string; mimeType: string; buffer: Buffer }

let stage: Stage
let page: Page
beforeEach(async () => {
  stage = await openStage()
})

/** Grain, so that the file is as large as a real one. */
async function photo(name: string, side = 60, gps = false): Promise<File> {
  const create = { width: side, height: side, channels: 3 as const, background: '#777' }
  const grain = sharp({ create: { ...create, noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).jpeg({
    quality: 95,
  })
  const place = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '23/1 22/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '103/1 23/1 0/1',
  }
  return { name, mimeType: 'image/jpeg', buffer: await (gps ? grain.withExif({ IFD3: place }) : grain).toBuffer() }
}

/** A page with both fields, whose form answers with what it was sent. */
async function openForm({ elder = false } = {}) {
  const form = (
    <html lang="zh-CN" class={elder ? 'elder' : undefined}>
      <head>
        <title>随手拍</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href={asset('style.css')} />
      </head>
      <body class="face-phone">
        <main>
          <h1>随手拍</h1>
          <form method="post" action="/snap" enctype="multipart/form-data">
            <RolePhotos max={3} places />
            <button type="submit" class="button primary" name="how" value="at-once">
              提交
            </button>
          </form>
        </main>
      </body>
    </html>
  )
  page = await stage.phone('wangFang')
  const html = `<!doctype html>${form}`
  await page.route('**/snap', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
      : route.fallback(),
  )
  await page.goto('/snap')
}

const tiles = (field: string) => page.locator(`.photo-picker:has([name="${field}"]) .photo-tile`)
const filesIn = (field: string) =>
  page.evaluate(
    `[...document.querySelector('[name="${field}"]').files].map(({ name, size }) => ({ name, size }))`,
  ) as Promise<{ name: string; size: number }[]>

it('shows what was chosen, adds to it, and lets one be taken out again', async () => {
  await openForm()
  await page.locator('[name="photosNear"]').setInputFiles([await photo('一.jpg'), await photo('二.jpg', 70)])
  await page.locator('[name="photosNear"]').setInputFiles([await photo('三.jpg', 80)])
  expect(await tiles('photosNear').count()).toBe(3)
  await page.getByRole('button', { name: '去掉 二.jpg' }).click()
  expect((await filesIn('photosNear')).map(({ name }) => name)).toEqual(['一.jpg', '三.jpg'])
  await page.getByText('已选 2 张').waitFor()
  expect(await stage.barriers(page)).toEqual([])
})

it('counts close and far photos together, and says what it left out', async () => {
  await openForm()
  await page.locator('[name="photosNear"]').setInputFiles([await photo('一.jpg'), await photo('二.jpg', 70)])
  await page.locator('[name="photosFar"]').setInputFiles([await photo('三.jpg', 80), await photo('四.jpg', 90)])
  await page.getByText('最多 3 张，多的没有加上。').waitFor()
  expect((await filesIn('photosFar')).map(({ name }) => name)).toEqual(['三.jpg'])
})

it('asks a large photo for its place, and then makes it smaller', async () => {
  await openForm()
  const large = await photo('大.jpg', 3000, true)
  expect(large.buffer.length).toBeGreaterThan(1_500_000)
  await page.locator('[name="photosNear"]').setInputFiles([large])
  await page.locator('.photo-tile:not([aria-busy])').waitFor()
  const [sent] = await filesIn('photosNear')
  expect(sent?.size).toBeLessThan(large.buffer.length)
  expect(Number(await page.locator('[name="photoLatitude"]').inputValue())).toBeCloseTo(23.367, 2)
  expect(Number(await page.locator('[name="photoLongitude"]').inputValue())).toBeCloseTo(103.383, 2)
})

it('keeps the photos chosen when the network fails, and says so', async () => {
  await openForm()
  await page.locator('[name="photosNear"]').setInputFiles([await photo('一.jpg')])
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText('没有发出去').waitFor()
  expect(await filesIn('photosNear')).toHaveLength(1)
})

it('gives large targets in the large-print view', async () => {
  await openForm({ elder: true })
  await page.locator('[name="photosNear"]').setInputFiles([await photo('一.jpg')])
  await tiles('photosNear').first().waitFor()
  const heights = await page.evaluate(
    `[...document.querySelectorAll('button')].map((one) => one.getBoundingClientRect().height)`,
  )
  expect(Math.min(...(heights as number[]))).toBeGreaterThanOrEqual(60)
})

it('sends a real form, puts its mistakes to their fields, keeps the photos, and goes on when all is well', async () => {
  const page = await stage.desk('adminZheng')
  await page.goto('/desk/catalogue/new')
  await page
    .locator('#photo')
    .setInputFiles({ name: '米.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('不是照片') })
  await page.getByLabel('名称').fill('大米')
  await page.getByLabel('单位').fill('袋')
  await page.getByLabel('每件价值').fill('30')
  await page.getByLabel('积分价').fill('30')
  await page.getByRole('button', { name: '加入目录' }).click()
  await page.locator('.field.wrong .error').getByText('这不是照片').waitFor()
  expect(page.url()).toContain('/desk/catalogue/new')
  await page.locator('#photo').setInputFiles(await photo('米.jpg'))
  await page.getByRole('button', { name: '加入目录' }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/new'))
  await page.getByText('大米').first().waitFor()
  expect(stage.complaints.filter((said) => !said.includes('422'))).toEqual([])
})
