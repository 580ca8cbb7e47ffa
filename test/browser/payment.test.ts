import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { expect, it, vi } from 'vitest'
import { people } from '../../db/schema/people.ts'
import { second } from '../../src/kit/clock.ts'
import { personCode } from '../../src/people/cards/codes.ts'
import { balancesOf } from '../../src/points/ledger/queries.ts'
import { allowPoints, openMerchant } from '../merchants.ts'
import { givePoints, openShops } from '../shop.ts'
import type { Town } from '../town.ts'
import { openStage } from './stage.ts'

vi.setConfig({ testTimeout: 120_000 })

async function typedCode(town: Town, who: string): Promise<string> {
  const [person] = await town.db.select().from(people).where(eq(people.id, who))
  return personCode(town.secrets, person as { number: string }, town.now()).typed
}

const ask = async (page: Page, town: Town, merchantId: string, points: string) => {
  town.setTime(new Date(town.now().getTime() + 40 * second))
  await page.goto(`/merchants/counter/${merchantId}`)
  await page.locator('input[name=code]').fill(await typedCode(town, 'liNa'))
  await page.locator('input[name=points]').fill(points)
  await page.locator('form:has(input[name=points]) button[type=submit]').click()
}

it('takes points at a shop’s counter: both see the amount, and they come back the same day', async () => {
  const { town, phone, complaints } = await openStage()
  await allowPoints(town)
  await openShops(town)
  const merchantId = await openMerchant(town)
  await givePoints(town, 'liNa', 100)
  const available = async () => (await balancesOf(town.db, 'liNa')).available

  const [shop, customer] = [await phone('wangFang'), await phone('liNa')]
  await ask(shop, town, merchantId, '20')
  await shop.waitForURL(/\/payments\//)
  const asked = shop.url()
  await customer.goto('/merchants/payments')
  await customer.goto(asked.replace(/.*\/payments\//, '/merchants/payments/'))
  await customer.getByRole('button', { name: '确认付 20 分' }).click()
  await customer.waitForLoadState()
  expect(await available()).toBe(80)

  await shop.goto(asked)
  await shop.getByText('收到了。').waitFor()
  await shop.getByRole('link', { name: '回柜台' }).click()
  await shop.getByRole('button', { name: '全部退还' }).click()
  await expect.poll(available).toBe(100)
  await customer.reload()
  await customer.getByText('已退还').first().waitFor()
  expect(complaints).toEqual([])
})
