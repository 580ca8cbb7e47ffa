import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { people } from '../../db/schema/people.ts'
import { items } from '../../db/schema/stock.ts'
import { verifyDonations } from '../../src/donations/verify.ts'
import { sealedPhone } from '../../src/people/actions.ts'
import { verifyPoints } from '../../src/points/verify.ts'
import { verifyStock } from '../../src/stock/verify.ts'
import { openCharity } from '../donations.ts'
import { openShelves } from '../shelves.ts'
import { givePoints } from '../shop.ts'
import { qingyunStore, type Town } from '../town.ts'
import { openStage, readCode } from './stage.ts'

const barcode = '6901234567892'
const neighboursPhone = '13800000002'

/** Empty shelves, rice with a barcode, a charity that may take it; 王芳 is the grandmother, 李娜 her neighbour. */
async function beforehand(town: Town) {
  await openShelves(town)
  await openCharity(town)
  await givePoints(town, 'wangFang', 30)
  await town.atomically(async (tx) => {
    await tx.update(items).set({ barcode }).where(eq(items.id, 'rice'))
    await tx.update(people).set(sealedPhone(town.secrets, neighboursPhone)).where(eq(people.id, 'liNa'))
  })
}

/** Nothing reaches over the edge of a phone. */
const fits = async (page: Page) =>
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)

it('follows a bag of rice from a donor to a grandmother’s neighbour at the counter, and back to the donor’s page', {
  timeout: 60_000,
}, async () => {
  const stage = await openStage()
  const { town } = stage
  await beforehand(town)

  // A keeper writes the donor down, and scans the rice.
  const keeper = await stage.desk('keeperMa')
  await keeper.goto('/desk/donors/new')
  await keeper.locator('#name').fill('张先生')
  await keeper.locator('#phone').fill('138 0000 0001')
  await keeper.locator('#wallName').fill('张先生')
  await keeper.getByRole('button', { name: /下一步/ }).click()
  await keeper.getByLabel('捐赠人表示不要凭证').waitFor()
  await keeper.getByRole('button', { name: /下一步/ }).click()
  await keeper.locator('#barcode').fill(barcode)
  await keeper.locator('#barcode').press('Enter')
  await keeper.waitForURL(/barcode=/)
  expect(await keeper.locator('#itemId').inputValue()).toBe('rice')
  await keeper.locator('#quantity').fill('3')
  await keeper.locator('#unitValue').fill('32.5')
  await keeper.locator('#expiresOn').fill('2026-12-31')
  expect(await stage.barriers(keeper)).toEqual([])
  await keeper.getByRole('button', { name: '加上' }).click()
  await keeper.getByText('97.50 元').first().waitFor()
  await keeper.getByRole('button', { name: /接收，出凭证编号/ }).click()
  await keeper.getByRole('heading', { name: 'D-2026-000001' }).waitFor()

  // The donor takes the receipt home, and scans it.
  const desk = keeper.url()
  await keeper.goto(`${desk}/receipt`)
  await keeper.getByText('玖拾柒元伍角').waitFor()
  const donor = await stage.phone()
  await donor.goto(await readCode(keeper.locator('.paper-code svg')))
  await donor.getByText('待上架').waitFor()
  await fits(donor)

  // Inspected, two of the three bags go to the shelf.
  await keeper.goto(desk)
  await keeper.getByLabel(/不合格件数/).fill('1')
  await keeper.locator('#why').fill('袋子破了')
  await keeper.getByRole('button', { name: '验收完成' }).click()
  await keeper.getByRole('button', { name: '上架' }).click()
  await keeper.getByText('在货架上').waitFor()

  // The grandmother orders one and asks her neighbour to fetch it.
  const grandmother = await stage.phone('wangFang')
  await grandmother.goto(`/stores/${qingyunStore}`)
  await grandmother.getByLabel('大米 5 公斤的件数').selectOption('1')
  await grandmother.locator('main form button[type=submit]').last().click()
  await grandmother.waitForURL(/\/orders\//)
  const number = ((await grandmother.locator('.qr-text').first().textContent()) ?? '').replace(/\D/g, '')
  await grandmother.goto('/orders/proxies')
  await grandmother.locator('#who').fill(`李娜 ${neighboursPhone}`)
  await grandmother.locator('#until').fill('2026-03-10')
  await fits(grandmother)
  await grandmother.getByRole('button', { name: '委托' }).click()
  await grandmother.getByRole('button', { name: '取消代领' }).waitFor()

  // The neighbour tells the number at the counter.
  await keeper.goto('/counter')
  await keeper.locator('#read').fill(number)
  await keeper.getByRole('button', { name: '查询' }).click()
  await keeper.locator('#proxyId').selectOption({ label: '李娜代领' })
  await keeper.getByRole('button', { name: '交给居民' }).click()
  await keeper.getByText('已交给居民').waitFor()

  // The donor sees that it was collected, not by whom; so does the wall, and the books agree.
  await donor.reload()
  await donor.getByText('1 个社区的居民领到了 1 袋').waitFor()
  expect(await donor.locator('main').innerText()).toMatch(
    /已领取\s*1 袋[\s\S]*在货架上\s*1 袋|在货架上\s*1 袋[\s\S]*已领取\s*1 袋/,
  )
  expect(await donor.content()).not.toMatch(/王芳|李娜|青云社区/)
  expect(await stage.barriers(donor)).toEqual([])
  await fits(donor)
  const visitor = await stage.desk()
  await visitor.goto('/donations')
  await visitor.getByText('张先生').waitFor()
  expect([await verifyDonations(town.db), await verifyStock(town.db), await verifyPoints(town.db)]).toEqual([
    [],
    [],
    [],
  ])
  expect(stage.complaints).toEqual([])
})
