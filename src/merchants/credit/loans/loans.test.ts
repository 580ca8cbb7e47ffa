import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { creditConsents, creditDisputes, creditLoans, creditLoanWords } from '../../../../db/schema/credit.ts'
import { merchants } from '../../../../db/schema/merchants.ts'
import { linkOf, oldMerchant, present } from '../../../../test/credit.ts'
import { unifiedCode } from '../../../../test/merchants.ts'
import { openTown, type Town } from '../../../../test/town.ts'
import { minute } from '../../../kit/clock.ts'
import { newId } from '../../../kit/ids.ts'
import { deletePerson } from '../../../people/privacy/actions.ts'
import { grantMerchantRole } from '../../../people/roles/merchants.ts'
import { personal } from '../../../rooms.ts'
import { creditSums } from '../sums/queries.ts'

type Loan = { state: string; version: number; code?: string; amountYuan: number | null }

async function opened(town: Town, given: Parameters<typeof present>[1] = {}) {
  const link = await present(town, { allowsRecord: true, ...given })
  await town.as('bankerXu').get(link.path)
  return link
}

const post = async (town: Town, who: string, path: string, body: object = {}) =>
  (await (await town.as(who).api('POST', `/credit/links/${path}`, body, newId())).json().catch(() => ({}))) as Loan

const step = (town: Town, id: string, name: string, body: object) =>
  post(town, 'bankerXu', `${id}/loan/steps/${name}`, body)

describe('a loan record', () => {
  it('goes from the application to the last payment, and the merchant reads along', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    expect(await post(town, 'bankerXu', `${id}/loan`)).toMatchObject({ state: 'submitted', version: 1 })
    expect(await post(town, 'bankerXu', `${id}/loan`)).toMatchObject({ code: 'credit_loan_exists' })
    expect(await step(town, id, 'grant', { version: 1 })).toMatchObject({ code: 'credit_loan_needs' })
    const granted = { version: 1, amountYuan: 200_000, termMonths: 12 }
    expect(await step(town, id, 'grant', granted)).toMatchObject({ state: 'granted', amountYuan: 200_000 })
    expect(await step(town, id, 'disburse', { version: 1 })).toMatchObject({ code: 'stale_version' })
    expect(await step(town, id, 'repay', { version: 2 })).toMatchObject({ code: 'step_unknown' })
    expect(await step(town, id, 'disburse', { version: 2 })).toMatchObject({ state: 'disbursed' })
    expect(await step(town, id, 'overdue', { version: 3 })).toMatchObject({ state: 'overdue' })
    expect(await step(town, id, 'repay', { version: 4 })).toMatchObject({ state: 'repaid' })
    const page = await (await town.as('wangFang').get(`/merchants/credit/${id}`)).text()
    for (const told of ['¥200,000', '12 个月', '已还清', '徐信贷']) expect(page).toContain(told)
  })

  it('is not written without the merchant’s consent, nor read once it is taken back', async () => {
    const town = await openTown()
    const { id } = await opened(town, { allowsRecord: false })
    expect(await post(town, 'bankerXu', `${id}/loan`)).toMatchObject({ code: 'credit_record_refused' })
    await town.as('wangFang').post(`/merchants/credit/${id}/record`, { allows: 'yes' })
    expect(await post(town, 'bankerXu', `${id}/loan`)).toMatchObject({ state: 'submitted' })
    await town.as('wangFang').post(`/merchants/credit/${id}/record`, { allows: 'no' })
    expect(await step(town, id, 'decline', { version: 1 })).toMatchObject({ code: 'credit_record_refused' })
    const bank = await (await town.as('bankerXu').get(`/bank/links/${id}`)).text()
    expect(bank).toContain('商户没有同意记录')
    expect(bank).not.toContain('已申请')
    expect(await (await town.as('wangFang').get(`/merchants/credit/${id}`)).text()).toContain('已申请')
    const receipt = await (await town.as('wangFang').get(`/merchants/credit/${id}/receipt`)).text()
    for (const told of ['CC-2026-000001', 'CC-2026-000002', '记录贷款办理情况']) expect(receipt).toContain(told)
  })

  it('outlives the link, whose end stops nothing that was agreed to apart', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    await post(town, 'bankerXu', `${id}/loan`)
    await town.as('wangFang').post(`/merchants/credit/${id}/withdraw`)
    expect(await step(town, id, 'decline', { version: 1 })).toMatchObject({ state: 'declined' })
  })

  it('belongs to the bank that opened the link', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    for (const who of ['bankerMu', 'wangFang', 'adminZheng']) {
      const { code } = await post(town, who, `${id}/loan`)
      expect([who, code]).toEqual([who, who === 'bankerMu' ? 'credit_link_missing' : 'not_allowed'])
    }
    const unopened = await present(town, { who: 'liNa', allowsRecord: true, merchantId: await shop(town, 2, 'liNa') })
    expect(await post(town, 'bankerXu', `${unopened.id}/loan`)).toMatchObject({ code: 'credit_link_missing' })
  })

  it('is disputed by its merchant once at a time, corrected and answered by the bank', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    await post(town, 'bankerXu', `${id}/loan`)
    await step(town, id, 'grant', { version: 1, amountYuan: 20_000, termMonths: 12 })
    expect(await post(town, 'bankerXu', `${id}/dispute`, { why: 'x' })).toMatchObject({ code: 'credit_link_missing' })
    const dispute = (why: string) => town.as('wangFang').post(`/merchants/credit/${id}/dispute`, { id: newId(), why })
    expect((await dispute('批的是二十万。<b>')).status).toBe(303)
    expect((await dispute('再说一次')).status).toBe(409)
    const bank = await (await town.as('bankerXu').get(`/bank/links/${id}`)).text()
    expect(bank).toContain('批的是二十万。&lt;b&gt;')
    await step(town, id, 'correct', { version: 2, amountYuan: 200_000, termMonths: 12, why: '少录一个零' })
    const answer = await town.as('bankerXu').post(`/bank/links/${id}/answer`, { answer: '已更正' })
    expect(answer.status).toBe(303)
    const page = await (await town.as('wangFang').get(`/merchants/credit/${id}`)).text()
    for (const told of ['¥200,000', '少录一个零', '已更正']) expect(page).toContain(told)
    expect(page).not.toContain('等银行答复')
  })

  it('shows a clerk who comes too late what the other one saved beside what was typed', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    await post(town, 'bankerXu', `${id}/loan`)
    await step(town, id, 'grant', { version: 1, amountYuan: 20_000, termMonths: 12 })
    town.setTime(new Date(town.now().getTime() + minute))
    await step(town, id, 'correct', { version: 2, amountYuan: 200_000, termMonths: 24, why: '少录一个零' })
    const form = { version: '2', amountYuan: '180000', termMonths: '18', why: '客户只要十八万' }
    const late = await town.as('bankerXu').post(`/bank/links/${id}/loan/correct`, form)
    expect(late.status).toBe(409)
    const page = await late.text()
    const versions = /<table class="versions">.*?<\/table>/s.exec(page)?.[0] ?? ''
    for (const told of ['金额（元）', '180000', '200000', '客户只要十八万', '少录一个零', '更正金额和期限'])
      expect(versions).toContain(told)
    expect(page).toMatch(/name="amountYuan"[^>]*value="180000"/)
    await step(town, id, 'disburse', { version: 3 })
    await step(town, id, 'repay', { version: 4 })
    const gone = await town.as('bankerXu').post(`/bank/links/${id}/loan/correct`, form)
    expect([gone.status, await gone.text()]).toEqual([409, expect.stringContaining('已还清')])
  })

  it('is neither opened nor written by a clerk of the bank who owns the shop, or stands at its counter', async () => {
    const town = await openTown()
    const link = await opened(town)
    await post(town, 'bankerXu', `${link.id}/loan`)
    await town.atomically((tx) =>
      tx.update(merchants).set({ ownerId: 'bankerXu' }).where(eq(merchants.id, link.merchantId)),
    )
    expect(
      await post(town, 'bankerXu', `${link.id}/loan/steps/grant`, { version: 1, amountYuan: 1, termMonths: 1 }),
    ).toMatchObject({ code: 'credit_own_shop' })
    for (const path of [
      link.path,
      `${link.path}/statement`,
      `/bank/links/${link.id}`,
      `/bank/links/${link.id}/receipt`,
    ])
      expect([path, (await town.as('bankerXu').get(path)).status]).toEqual([path, 403])
    const { id, merchantId, path } = await present(town, { who: 'liNa', merchantId: await shop(town, 2, 'liNa') })
    await town.atomically((tx) =>
      grantMerchantRole(tx, {
        id: 'behind',
        personId: 'bankerXu',
        organizationId: merchantId,
        byId: 'liNa',
        now: town.now(),
      }),
    )
    expect((await town.as('bankerXu').get(path)).status).toBe(403)
    expect((await linkOf(town, id, 'liNa')).views).toBe(0)
  })

  it('waits for no answer once the bank may not read it any more, and is disputed only while it may', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    await post(town, 'bankerXu', `${id}/loan`)
    const dispute = (why: string) => town.as('wangFang').post(`/merchants/credit/${id}/dispute`, { id: newId(), why })
    const allow = (allows: string) => town.as('wangFang').post(`/merchants/credit/${id}/record`, { allows })
    expect((await dispute('没有申请过')).status).toBe(303)
    await allow('no')
    expect((await town.as('bankerXu').post(`/bank/links/${id}/answer`, { answer: '有申请书' })).status).toBe(403)
    const page = await (await town.as('wangFang').get(`/merchants/credit/${id}`)).text()
    expect(page).toContain('异议不再等待答复')
    expect(page).not.toContain('等银行答复')
    expect((await dispute('还是不对')).status).toBe(409)
    await allow('yes')
    expect((await dispute('还是不对')).status).toBe(303)
  })

  it('keeps no word of what was said about it once its owner has deleted their account', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    await post(town, 'bankerXu', `${id}/loan`)
    await step(town, id, 'grant', { version: 1, amountYuan: 20_000, termMonths: 12 })
    await step(town, id, 'correct', { version: 2, amountYuan: 200_000, termMonths: 12, why: '王芳说少录一个零' })
    await town.as('wangFang').post(`/merchants/credit/${id}/dispute`, { id: newId(), why: '我爱人病了' })
    await town.atomically((tx) => deletePerson(tx, personal, { personId: 'wangFang', now: town.now() }))
    expect(await town.db.select().from(creditLoanWords)).toEqual([])
    expect(await town.db.select().from(creditDisputes)).toMatchObject([{ why: '', answer: '' }])
    const consents = await town.db.select().from(creditConsents)
    expect(consents.map(({ content }) => content.purpose)).toEqual(['', ''])
    expect(await town.db.select().from(creditLoans)).toMatchObject([{ state: 'granted', amountYuan: 200_000 }])
  })

  it('takes one of two steps sent together', async () => {
    const town = await openTown()
    const { id } = await opened(town)
    await post(town, 'bankerXu', `${id}/loan`)
    const both = await Promise.all([
      step(town, id, 'grant', { version: 1, amountYuan: 1000, termMonths: 1 }),
      step(town, id, 'decline', { version: 1 }),
    ])
    expect(both.filter(({ code }) => code === 'stale_version')).toHaveLength(1)
    expect((await linkOf(town, id)).state).toBe('presented')
  })
})

const shop = (town: Town, serial: number, who: 'wangFang' | 'liNa' = 'wangFang') =>
  oldMerchant(town, who, { unifiedCode: unifiedCode(serial), name: `第${serial}家店` })

it('is seen by the city in sums of five merchants, never alone', async () => {
  const town = await openTown()
  for (const serial of [1, 2, 3, 4, 5, 6]) {
    const { id } = await opened(town, { merchantId: await shop(town, serial) })
    await post(town, 'bankerXu', `${id}/loan`)
    await step(town, id, 'grant', { version: 1, amountYuan: 1000 * 10 ** serial, termMonths: 12 })
    const { all, streets } = await creditSums(town.db, town.now())
    const five = { number: 5, totalYuan: 111_110_000 }
    expect([serial, all]).toEqual([serial, serial < 5 ? { number: 0, totalYuan: 0 } : five])
    expect(streets).toEqual(serial < 5 ? [] : [{ name: '观澜街道', ...five }])
  }
  const page = await (await town.as('auditorWu').get('/desk/credit')).text()
  expect(page).toContain('¥111,110,000')
  for (const single of ['家店', '1,000,000,000', '¥10,000<']) expect(page).not.toContain(single)
})
