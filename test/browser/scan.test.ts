import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { filmOf } from './camera-film.ts'
import { openStage } from './stage.ts'

const pickupCode = 'RYO.48213097.c2lnbmF0dXJl'

/** A page of its own with nothing but a scanner, so that this tests the script and no room. */
async function openScanner(page: Page, address: string) {
  const policy = (await page.request.get(address)).headers()['content-security-policy'] ?? ''
  await page.route('**/scanner', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': policy },
      body: `<!doctype html><html lang="zh-CN"><form action="/took"><input id="code" name="code"></form>
        <div data-scan="#code"></div><script type="module" src="/static/scan.js"></script></html>`,
    }),
  )
  await page.route('**/took?*', (route) => route.fulfill({ contentType: 'text/html', body: 'took' }))
  await page.goto('/scanner')
}

const press = (page: Page) => page.getByRole('button', { name: '用相机扫码' }).click()

it('reads a code with the camera, fills the field and sends its form', async () => {
  const stage = await openStage({ cameraFile: await filmOf(pickupCode) })
  const page = await stage.phone()
  await openScanner(page, stage.address)
  await press(page)
  await page.waitForURL('**/took?*')
  expect(new URL(page.url()).searchParams.get('code')).toBe(pickupCode)
  expect(stage.complaints).toEqual([])
})

it.each([
  ['NotAllowedError', '没有得到使用相机的许可'],
  ['NotFoundError', '没有找到相机'],
  ['NotReadableError', '被别的程序占用'],
])('says what to do when the camera answers %s', async (name, sentence) => {
  const stage = await openStage()
  const page = await stage.phone()
  await page.addInitScript(
    `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '${name}'))`,
  )
  await openScanner(page, stage.address)
  await press(page)
  await page.getByText(sentence).waitFor()
  expect(await page.evaluate('document.activeElement.id')).toBe('code')
})

it('lets the camera go when somebody stops scanning', async () => {
  const stage = await openStage({ cameraFile: await filmOf('not sent') })
  const page = await stage.phone()
  // A reader that never finds anything, and a hand on the stream.
  await page.addInitScript(`
    globalThis.jsQR = () => null
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wish) => (globalThis.stream = await open(wish))
  `)
  await openScanner(page, stage.address)
  await press(page)
  await page.getByText('请把二维码放进框里').waitFor()
  await page.getByRole('button', { name: '停止扫码' }).click()
  const isReleased = () => page.evaluate(`stream.getTracks().every((track) => track.readyState === 'ended')`)
  await expect.poll(isReleased).toBe(true)
  expect(await page.locator('video').count()).toBe(0)
})
