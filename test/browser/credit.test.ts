import { expect, it } from 'vitest'
import { day, minute } from '../../src/kit/clock.ts'
import { oldMerchant } from '../credit.ts'
import { openStage } from './stage.ts'

it('lets a merchant show a bank what it chose, narrow it, and take it back; another link runs out', {
  timeout: 120_000,
}, async () => {
  const stage = await openStage()
  const { town } = stage
  const merchantId = await oldMerchant(town)

  // The owner chooses and reads what the bank will read.
  const wang = await stage.phone('wangFang')
  const ask = async (bank: string) => {
    await wang.goto(`/merchants/mine/${merchantId}/credit`)
    await wang.getByRole('link', { name: '出示给银行' }).click()
    await wang.locator('#bankId').selectOption({ label: bank })
    await wang.locator('#purpose').fill('进货周转')
    expect(await stage.barriers(wang)).toEqual([])
    await wang.getByRole('button', { name: /下一步/ }).click()
    await wang.getByText('银行会看到这些，没有别的').waitFor()
    expect(await stage.barriers(wang)).toEqual([])
    await wang.getByLabel(/我看过上面的内容/).check()
    await wang.getByLabel(/我另外同意记录/).check()
    await wang.getByRole('button', { name: '同意并生成链接' }).click()
    return (await wang.locator('p.code').innerText()).trim()
  }
  const address = await ask('蒙自农商银行')
  const path = new URL(address).pathname
  const page = wang.url()

  // A clerk of the bank opens it; somebody of another bank and a stranger find nothing.
  const clerk = await stage.desk('bankerXu')
  await clerk.goto(path)
  await clerk.locator('.verdict.good').waitFor()
  await clerk.getByText('诚信等级 B 级或以上').waitFor()
  expect(await stage.barriers(clerk)).toEqual([])
  const other = await stage.desk('bankerMu')
  expect((await other.request.get(path)).status()).toBe(404)
  const stranger = await stage.phone()
  await stranger.goto(path)
  expect(new URL(stranger.url()).pathname).toBe('/sign-in')

  // The statement taken home is checked without a network.
  const copy = await (await clerk.request.get(`${path}/statement`)).text()
  await stranger.goto('/verify')
  await stranger.locator('#token').fill(copy)
  await stranger.getByRole('button', { name: '核验' }).click()
  await stranger.locator('.verdict.good').waitFor()

  // The clerk records the loan; the owner reads along and narrows what is shown.
  await clerk.getByRole('link', { name: '贷款记录' }).click()
  await clerk.getByRole('button', { name: '记录：已申请' }).click()
  await clerk.locator('#grant-amountYuan').fill('100000')
  await clerk.locator('#grant-termMonths').fill('12')
  await clerk.getByRole('button', { name: '批准', exact: true }).click()
  await clerk.getByText('¥100,000').first().waitFor()
  expect(await stage.barriers(clerk)).toEqual([])
  await wang.goto(page)
  await wang.getByText('¥100,000').first().waitFor()
  await wang.getByText('徐信贷').first().waitFor()
  await wang.getByText('少出示一些').click()
  await wang.getByLabel('诚信等级 B 级或以上').check()
  await wang.getByRole('button', { name: '收回', exact: true }).click()
  await wang.getByRole('button', { name: '再按一次确认' }).click()
  await wang.getByText('诚信等级 B 级或以上').first().waitFor({ state: 'detached' })
  expect(await stage.barriers(wang)).toEqual([])
  await clerk.goto(path)
  await clerk.locator('.verdict.good').waitFor()
  expect(await clerk.getByText('诚信等级 B 级或以上').count()).toBe(0)
  await stranger.goto('/verify')
  await stranger.locator('#token').fill(copy)
  await stranger.getByRole('button', { name: '核验' }).click()
  await stranger.getByText('已撤销').first().waitFor()

  // Taken back, it is gone at once.
  await wang.getByRole('button', { name: /撤回，链接立即失效/ }).click()
  await wang.getByRole('button', { name: '再按一次确认' }).click()
  await wang.getByText('已撤回').first().waitFor()
  expect((await clerk.request.get(path)).status()).toBe(404)

  // Another one ends by itself.
  const later = new URL(await ask('红河村镇银行')).pathname
  await town.advance(30 * day + minute)
  const mu = await stage.desk('bankerMu')
  await mu.request.get(later)
  expect((await mu.request.get(later)).status()).toBe(404)
  const again = await stage.phone('wangFang')
  await again.goto(`/merchants/mine/${merchantId}/credit`)
  await again.getByText('已到期').waitFor()
  expect(stage.complaints).toEqual([])
})
