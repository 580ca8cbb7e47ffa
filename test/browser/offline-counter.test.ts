import { asc, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, it, vi } from 'vitest'
import { people } from '../../db/schema/people.ts'
import { discrepancies, scans } from '../../db/schema/stores.ts'
import { day, later } from '../../src/kit/clock.ts'
import { newId } from '../../src/kit/ids.ts'
import { balancesOf } from '../../src/points/ledger/queries.ts'
import { placeOrder } from '../../src/stores/orders/actions.ts'
import { cancelOrder } from '../../src/stores/orders/endings.ts'
import { linesOf, type Order, orderById } from '../../src/stores/orders/queries.ts'
import { codeOf } from '../../src/stores/orders/shown-code.ts'
import { givePoints, openShops } from '../shop.ts'
import { qingyunStore, type Town } from '../town.ts'
import { openStage } from './stage.ts'

vi.setConfig({ testTimeout: 90_000 })

type Stage = Awaited<ReturnType<typeof openStage>>

async function openCounter() {
  const stage = await openStage()
  // The device's clock is today's, and the deadline in a code is compared with it.
  stage.town.setTime(new Date())
  await openShops(stage.town)
  await givePoints(stage.town, 'wangFang', 200)
  return stage
}

async function order(town: Town, itemId = 'rice', quantity = 1) {
  const actor = await town.actor('wangFang')
  const about = { id: newId(), personId: actor.id, storeId: qingyunStore, elder: false, channel: 'online' as const }
  const asked = { ...about, lines: [{ itemId, quantity }], actor, now: town.now() }
  return town.atomically((tx) => placeOrder(tx, town.secrets, asked))
}

const code = async (town: Town, { id }: Order) =>
  codeOf(town.db, town.secrets, await orderById(town.db, id), await linesOf(town.db, id))
const state = async (town: Town, { id }: Order) => (await orderById(town.db, id)).state
const kept = (town: Town) => town.db.select().from(scans).orderBy(asc(scans.at), asc(scans.id))

/** A counter that was open once with network and has lost it. */
async function inDeadSpot(stage: Stage, who: 'keeperMa' | 'keeperYang' = 'keeperMa') {
  const page = await stage.desk(who)
  await ready(page)
  await page.context().setOffline(true)
  return page
}

async function ready(page: Page) {
  await page.goto('/counter')
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await page.getByText('断网也能发放').waitFor()
}

async function read(page: Page, text: string) {
  await page.locator('#read').fill(text)
  await page.getByRole('button', { name: '查询' }).click()
}
const giveOut = (page: Page) => page.getByRole('button', { name: '交给居民' }).click()
const isKept = (page: Page) => page.getByRole('heading', { name: '可以交' }).waitFor()

it('hands over in a dead spot what a code proves, and sends it when the network is back', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const shown = await code(stage.town, placed)
  const page = await inDeadSpot(stage)
  await read(page, shown)
  await page.getByText('大米 5 公斤').waitFor()
  await giveOut(page)
  await isKept(page)
  expect(await state(stage.town, placed)).toBe('ready')

  // The same code again, on the same device, and in a tab that was opened without network.
  await read(page, shown)
  await page.getByText('这台设备已经交过这一笔').waitFor()
  const tab = await page.context().newPage()
  await tab.goto('/counter')
  await read(tab, shown)
  await tab.getByText('这台设备已经交过这一笔').waitFor()

  await page.context().setOffline(false)
  await page.getByText('网络已恢复').waitFor()
  await page.getByText('已补交').waitFor()
  await expect.poll(() => state(stage.town, placed)).toBe('collected')
  expect(await balancesOf(stage.town.db, 'wangFang')).toMatchObject({ available: 170, held: 0 })
  await expect
    .poll(async () => (await kept(stage.town)).map(({ outcome }) => outcome).sort())
    .toEqual(['handed_over', 'offline_again', 'offline_again'])
})

it('keeps a hand-over through a killed tab and a restart without network', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const shown = await code(stage.town, placed)
  const page = await inDeadSpot(stage)
  await read(page, shown)
  await giveOut(page)
  await isKept(page)
  const session = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()

  const again = await page.context().newPage()
  await again.goto('/counter')
  await again.getByText('待补交').waitFor()
  await read(again, shown)
  await again.getByText('这台设备已经交过这一笔').waitFor()
  await again.context().setOffline(false)
  await again.goto('/counter')
  await expect.poll(() => state(stage.town, placed)).toBe('collected')
})

it('sends once although two tabs and the worker send at the same moment', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town, 'soap', 5)
  const page = await inDeadSpot(stage)
  await read(page, await code(stage.town, placed))
  await page.locator('select.pieces').selectOption('2')
  await giveOut(page)
  await isKept(page)
  const tab = await page.context().newPage()
  await tab.goto('/counter')
  await tab.getByText('待补交').waitFor()
  let sent = 0
  await page.context().route('**/offline-scans', async (route) => {
    sent++
    await route.continue()
  })
  await page.context().setOffline(false)
  await Promise.all([page, tab, page, tab].map((each) => each.evaluate('outbox.flush()')))
  await expect.poll(() => state(stage.town, placed)).toBe('partly_collected')
  expect(sent).toBe(1)
  expect(await linesOf(stage.town.db, placed.id)).toMatchObject([{ collected: 2 }])

  // The rest of the same code, again without network.
  await page.context().setOffline(true)
  await read(page, await code(stage.town, placed))
  expect(await page.locator('select.pieces').inputValue()).toBe('3')
})

it('shows the keeper and the desk that two devices handed over the same order', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const shown = await code(stage.town, placed)
  const devices = [await inDeadSpot(stage), await inDeadSpot(stage, 'keeperYang')]
  for (const device of devices) {
    await read(device, shown)
    await giveOut(device)
    await isKept(device)
  }
  for (const device of devices) {
    await device.context().setOffline(false)
    await device.getByText('网络已恢复').waitFor()
    await device
      .locator('#kept')
      .getByText(/已补交|有差异/)
      .waitFor()
  }
  await devices[1]?.getByText('有差异，社区核对').waitFor()
  await devices[1]?.getByText('已经领过了').waitFor()
  await devices[1]?.goto('/counter')
  await devices[1]?.getByText('断网时发放的有 1 笔对不上').waitFor()
  expect(await stage.town.db.select().from(discrepancies)).toMatchObject([{ keeperId: 'keeperYang', state: 'open' }])

  const desk = await stage.desk('clerkLi')
  await desk.goto('/desk/discrepancies')
  await desk.getByRole('link', { name: '大米 5 公斤 × 1' }).click()
  await desk.getByLabel('东西没了').check()
  await desk.getByLabel('依据').fill('王芳只拿了一袋，另一袋下落不明')
  await desk.getByRole('button', { name: '确认' }).click()
  await desk.getByText('已报损').first().waitFor()
  expect(stage.complaints.filter((said) => !said.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})

it('says no in words to what it cannot hand over, and sends those scans as well', async () => {
  const stage = await openCounter()
  const { town } = stage
  const [rice, elsewhere] = [await order(town), await order(town, 'soap')]
  const shown = await code(town, rice)
  const page = await inDeadSpot(stage)
  for (const [text, sentence] of [
    [shown.replace(/1(\.0\.\w+)$/, '9$1'), '不是本系统发出的'],
    [elsewhere.number, '要等网络恢复'],
    ['RYC.12345678.abc', '要等网络恢复'],
    ['https://example.com/', '认不出'],
  ] as const) {
    await read(page, text)
    await page.getByText(sentence).waitFor()
  }
  await page.evaluate(
    `outbox.kit().then((kit) => outbox.saveKit({ ...kit, now: '${later(town.now(), 4 * day).toISOString()}' }))`,
  )
  await page.reload()
  await read(page, shown)
  await page.getByText('领取时间已经过了').waitFor()
  await page.context().setOffline(false)
  await page.getByText('网络已恢复').waitFor()
  await expect
    .poll(async () => (await kept(town)).map(({ outcome }) => outcome).sort())
    .toEqual(['code_unreadable', 'offline_expired', 'offline_needs_network', 'offline_needs_network', 'order_forged'])
  expect(await state(town, rice)).toBe('ready')
})

it('hands nothing over on a code of an order that has nothing waiting', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const actor = await stage.town.actor('wangFang')
  await stage.town.atomically((tx) => cancelOrder(tx, { id: placed.id, actor, now: stage.town.now() }))
  const page = await inDeadSpot(stage)
  await read(page, await code(stage.town, placed))
  await page.getByText('没有待领的东西').waitFor()
})

it('asks for the end of the phone above 50 points, without network too', async () => {
  const stage = await openCounter()
  await stage.town.atomically(async (tx) => {
    const phoneSealed = stage.town.secrets.seal('13908731234')
    await tx.update(people).set({ phoneSealed }).where(eq(people.id, 'wangFang'))
  })
  const placed = await order(stage.town, 'oil')
  const page = await inDeadSpot(stage)
  await read(page, await code(stage.town, placed))
  await page.getByLabel('手机号后四位').fill('4321')
  await giveOut(page)
  await page.getByText('还可以试 4 次').waitFor()
  await page.getByLabel('手机号后四位').fill('1234')
  await giveOut(page)
  await isKept(page)
  expect(await page.evaluate('outbox.list().then((all) => JSON.stringify(all))')).not.toMatch(/1234"|4321/)
  await page.context().setOffline(false)
  await expect.poll(() => state(stage.town, placed)).toBe('collected')
})

it('checks signatures on a phone whose browser has no Ed25519', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const shown = await code(stage.town, placed)
  const page = await stage.phone('keeperMa')
  await page.addInitScript(`
    const importKey = crypto.subtle.importKey.bind(crypto.subtle)
    crypto.subtle.importKey = (format, key, algorithm, ...rest) =>
      algorithm === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError')) : importKey(format, key, algorithm, ...rest)
  `)
  await ready(page)
  await page.context().setOffline(true)
  // One letter in the middle of the signature: its last one carries bits that nobody reads.
  await read(
    page,
    shown.replace(/(\w)(\w{20})$/, (_, letter, end) => (letter === 'A' ? 'B' : 'A') + end),
  )
  await page.getByText('不是本系统发出的').waitFor()
  await read(page, shown)
  await giveOut(page)
  await isKept(page)
})

it('keeps a hand-over whose answer was lost on the way, and counts it once', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const page = await stage.desk('keeperMa')
  await ready(page)
  await read(page, placed.number)
  await page.getByRole('button', { name: '交给居民' }).waitFor()
  // The request arrives, and the network goes before its answer comes.
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const fields = await page.evaluate(`Object.fromEntries(new FormData(document.querySelector('form.hand-over')))`)
  const body = new URLSearchParams(fields as Record<string, string>)
  await fetch(`${stage.address}/counter/hand-overs`, {
    ...{ method: 'POST', redirect: 'manual', body, headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' } },
  })
  expect(await state(stage.town, placed)).toBe('collected')
  await page.context().setOffline(true)
  await giveOut(page)
  await page.getByText('网络刚断').waitFor()
  await page.context().setOffline(false)
  await page.locator('#kept').getByText('已补交').waitFor()
  expect(await kept(stage.town)).toHaveLength(2)
  expect(await stage.town.db.select().from(discrepancies)).toEqual([])
})

it('refuses with network, on the same device, what it could not send yet', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const shown = await code(stage.town, placed)
  const page = await inDeadSpot(stage)
  await read(page, shown)
  await giveOut(page)
  await isKept(page)
  await page.context().route('**/offline-scans', (route) => route.abort())
  await page.context().setOffline(false)
  await page.goto('/counter')
  await page.getByText('有 1 笔断网时交出的还没有补交').waitFor()
  await read(page, placed.number)
  await page.getByText('这台设备已经交过这一笔').waitFor()
  expect(await state(stage.town, placed)).toBe('ready')
})

it('forgets everything at sign-out but what could not be sent, and sends that for nobody else', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const page = await inDeadSpot(stage)
  await read(page, await code(stage.town, placed))
  await giveOut(page)
  await isKept(page)
  await page.context().route('**/offline-scans', (route) => route.abort())
  await page.context().setOffline(false)
  await page.goto('/me')
  await page.getByRole('button', { name: /退出/ }).first().click()
  await page.waitForURL('/')
  expect(await page.evaluate(`caches.has('counter')`)).toBe(false)
  expect(await page.evaluate(`outbox?.kit()`).catch(() => undefined)).toBeUndefined()

  await page.context().unroute('**/offline-scans')
  const yang = await stage.town.sessions.open('keeperYang', 'test')
  await page.context().addCookies([{ name: 'session', value: yang, url: stage.address }])
  await page.goto('/counter')
  await page.getByText('另一位管理员断网时交出的').waitFor()
  expect(await state(stage.town, placed)).toBe('ready')
  const ma = await stage.town.sessions.open('keeperMa', 'test')
  await page.context().addCookies([{ name: 'session', value: ma, url: stage.address }])
  await page.goto('/counter')
  await expect.poll(() => state(stage.town, placed)).toBe('collected')
})

it('takes a USB scanner’s typing wherever the cursor stands', async () => {
  const stage = await openCounter()
  const placed = await order(stage.town)
  const page = await stage.desk('keeperMa')
  await page.goto('/counter')
  await page.getByRole('heading', { level: 1 }).click()
  await scannerTypes(page, await code(stage.town, placed))
  await page.getByRole('button', { name: '交给居民' }).waitFor()
  await page.locator('select.pieces').focus()
  await scannerTypes(page, await code(stage.town, await order(stage.town, 'soap', 2)))
  await page.getByText('香皂').waitFor()
})

/** All keys in one go, inside the page: sent one by one, a busy machine would type as slowly as a person. */
const scannerTypes = (page: Page, text: string) =>
  page.evaluate(`for (const key of [...${JSON.stringify(text)}, 'Enter'])
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`)
