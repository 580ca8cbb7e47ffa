import { expect, it } from 'vitest'
import { notify } from '../../src/notices/actions.ts'
import { openStage } from './stage.ts'

it('shows a resident’s home without a barrier, in both views and languages', async () => {
  const stage = await openStage()
  const page = await stage.phone('wangFang')
  for (const [button, heading] of [
    ['长辈版', '首页'],
    ['EN', 'Home'],
  ] as const) {
    await page.goto('/')
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor({ state: 'attached' })
    expect(await stage.barriers(page)).toEqual([])
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(overflow).toBe(0)
  }
  expect(stage.complaints).toEqual([])
})

it('gives every target of the elder view 60 px, and text of 18 px at least', async () => {
  const stage = await openStage()
  const page = await stage.phone('wangFang')
  await page.goto('/')
  await page.getByRole('button', { name: '长辈版' }).click()
  await page.locator('html.elder').waitFor()
  const heights = await page.evaluate(
    `[...document.querySelectorAll('main a, button, nav a')].map((target) => target.getBoundingClientRect().height)`,
  )
  expect(Math.min(...(heights as number[]))).toBeGreaterThanOrEqual(60)
  const sizes = await page.evaluate(
    `[...document.querySelectorAll('main *, nav *')].map((part) => parseFloat(getComputedStyle(part).fontSize))`,
  )
  expect(Math.min(...(sizes as number[]))).toBeGreaterThanOrEqual(18)
})

it.each(['standard', 'elder'])('fits the secret of an authenticator into a phone, in the %s view', async (view) => {
  const stage = await openStage()
  const page = await stage.phone('wangFang')
  await page.goto('/')
  if (view === 'elder') await page.getByRole('button', { name: '长辈版' }).click()
  await page.goto('/me/second-factor')
  await page.getByRole('img', { name: '验证器二维码' }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
})

it('stands at the first mistake of a form that comes back', async () => {
  const stage = await openStage()
  const page = await stage.desk('clerkLi')
  await page.goto('/desk/tasks/new')
  await page.getByLabel('标题').fill('给老人送冬衣')
  await page.evaluate('for (const form of document.forms) form.noValidate = true')
  await page.getByRole('button', { name: '保存并预览' }).click()
  await page.locator('[role=alert]').first().waitFor()
  expect(await page.evaluate('document.activeElement.name')).toBe('description')
  expect(await page.getByLabel('标题').inputValue()).toBe('给老人送冬衣')
})

it('counts unread messages at the bell until they are read', async () => {
  const stage = await openStage()
  const words = { zh: '米到了', en: 'Rice' }
  const now = stage.town.now()
  await stage.town.atomically((tx) => notify(tx, { personId: 'wangFang', key: 'k', title: words, body: words, now }))
  const page = await stage.phone('wangFang')
  await page.goto('/')
  await page.getByRole('link', { name: '消息 1 条未读' }).click()
  await page.getByRole('button', { name: '米到了' }).click()
  await page.getByRole('link', { name: '消息', exact: true }).waitFor()
})

it('asks once more before a button that takes something away', async () => {
  const stage = await openStage()
  const page = await stage.phone()
  await page.route('**/danger', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="zh-CN"><form action="/gone" data-once><button class="button danger">取消兑换</button></form>
        <script type="module" src="/static/comfort.js"></script></html>`,
    }),
  )
  await page.route('**/gone*', (route) => route.fulfill({ contentType: 'text/html', body: 'gone' }))
  await page.goto('/danger')
  await page.getByRole('button', { name: '取消兑换' }).click()
  await page.getByRole('button', { name: '再按一次确认' }).click()
  await page.waitForURL('**/gone*')
})

it('says in words that there is no network', async () => {
  const stage = await openStage()
  const page = await stage.phone()
  await page.goto('/')
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await page.reload()
  await page.context().setOffline(true)
  await page.goto('/tasks')
  await page.getByRole('heading', { name: '现在没有网络' }).waitFor()
})

it('shows a wide table row by row on a phone, and still as a table to whoever hears it', async () => {
  const stage = await openStage()
  const page = await stage.phone('adminZheng')
  await page.goto('/desk/people/clerkLi')
  const table = page.locator('.table-wrap').first()
  const room = await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  expect([room, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([0, 390])
  for (const role of ['columnheader', 'cell'] as const)
    expect(await table.getByRole(role).count()).toBeGreaterThanOrEqual(4)
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(await page.evaluate(`getComputedStyle(document.querySelector('.table-wrap td')).display`)).toBe('table-cell')
})

it('leaves nothing of a wide table beyond its frame in large print', async () => {
  const stage = await openStage()
  const page = await stage.phone('adminZheng')
  await page.context().addCookies([{ name: 'view', value: 'elder', url: stage.address }])
  for (const path of ['/desk/stores', '/desk/categories', '/desk/rules', '/desk/people/clerkLi']) {
    await page.goto(path)
    const beyond = await page
      .locator('.stacks')
      .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth))
    expect([path, beyond.length > 0, Math.max(...beyond)]).toEqual([path, true, 0])
  }
})

it('brings the open link of a long menu into sight', async () => {
  const stage = await openStage()
  const page = await stage.desk('adminZheng')
  for (const size of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size)
    await page.goto('/desk/report-imports')
    const box = await page.locator('.desk-nav [aria-current]').boundingBox()
    expect(box && box.x >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height).toBe(true)
    expect(await page.evaluate('scrollY')).toBe(0)
  }
})
