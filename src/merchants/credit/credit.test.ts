import { describe, expect, it } from 'vitest'
import { creditViewers } from '../../../db/schema/credit.ts'
import { linkOf, oldMerchant, present, wish } from '../../../test/credit.ts'
import { openMerchant } from '../../../test/merchants.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day, hour, minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { deletePerson } from '../../people/privacy/actions.ts'
import { personal } from '../../rooms.ts'
import { moveMerchant } from '../move.ts'
import { merchantById } from '../queries.ts'

const codeOf = async (answer: Response) => ((await answer.json()) as { code?: string }).code

async function verdictOn(town: Town, token: string) {
  const answer = await town.as(undefined).api('POST', '/credentials/verify', { token })
  return (await answer.json()) as { verdict: string; subject: Record<string, unknown> }
}

const statementOf = async (town: Town, path: string) => (await town.as('bankerXu').get(`${path}/statement`)).text()

describe('a merchant', () => {
  it('needs a record of twelve months, and reads why not', async () => {
    const town = await openTown()
    const id = await openMerchant(town)
    const answer = await town.as('wangFang').api('POST', `/merchants/${id}/credit`, wish(), newId())
    expect(await answer.json()).toMatchObject({ code: 'credit_record_short', details: { months: 0, needed: 12 } })
    expect(await (await town.as('wangFang').get(`/merchants/mine/${id}/credit`)).text()).toContain('满 12 个月')
  })

  it('reads before it agrees exactly what the bank reads afterwards', async () => {
    const town = await openTown()
    const merchantId = await oldMerchant(town)
    const form = { id: newId(), ...wish(), days: '30', fields: ['recordYear', 'level'] }
    const asked = await town.as('wangFang').post(`/merchants/mine/${merchantId}/credit`, form)
    expect(asked.status).toBe(303)
    const link = await linkOf(town, form.id)
    expect(link).toMatchObject({ state: 'requested', address: null })
    const { preview } = link
    expect(preview).toEqual({
      ...{ merchant: '王芳米线店', recordYear: true, level: 'A', lender: '蒙自农商银行', purpose: '进货周转' },
    })
    const agree = (fields: Record<string, string>) =>
      town.as('wangFang').post(`/merchants/credit/${form.id}/present`, { seen: link.seen, ...fields })
    expect((await agree({})).status).toBe(422)
    expect((await linkOf(town, form.id)).state).toBe('requested')
    expect((await agree({ agrees: '1' })).status).toBe(303)
    const { address } = await linkOf(town, form.id)
    const { verdict, subject } = await verdictOn(town, await statementOf(town, new URL(address as string).pathname))
    expect([verdict, subject]).toEqual(['valid', preview])
    const page = await (await town.as('wangFang').get(`/merchants/credit/${form.id}`)).text()
    expect(page).toContain('下载了声明文件')
  })

  it('has to read again when something changed meanwhile', async () => {
    const town = await openTown()
    const merchantId = await oldMerchant(town)
    const asked = await town
      .as('wangFang')
      .api('POST', `/merchants/${merchantId}/credit`, wish({ fields: ['score'] }), newId())
    const { id } = (await asked.json()) as { id: string }
    const agreed = { seen: 'something else', agrees: true }
    expect(await codeOf(await town.as('wangFang').api('POST', `/credit/links/${id}/present`, agreed))).toBe(
      'credit_preview_changed',
    )
  })

  it('shows one bank one thing at a time, and nothing that is not so', async () => {
    const town = await openTown()
    const { merchantId } = await present(town)
    const ask = (given: object) =>
      town.as('wangFang').api('POST', `/merchants/${merchantId}/credit`, { ...wish(), ...given }, newId())
    expect(await codeOf(await ask({}))).toBe('credit_link_open')
    expect(await codeOf(await ask({ bankId: 'org-water-bureau' }))).toBe('credit_bank_missing')
    expect(await codeOf(await ask({ bankId: 'org-village-bank', fields: ['merchant'] }))).toBe('credit_fields_unknown')
    expect((await ask({ bankId: 'org-village-bank', fields: ['password'] })).status).toBe(422)
    expect((await ask({ bankId: 'org-village-bank', days: 91 })).status).toBe(422)
    expect((await ask({ bankId: 'org-village-bank' })).status).toBe(201)
  })

  it('finds nothing of anybody else’s', async () => {
    const town = await openTown()
    const { id, merchantId } = await present(town)
    const other = town.as('liNa')
    for (const [method, path] of [
      ['GET', `/merchants/${merchantId}/credit`],
      ['GET', `/credit/links/${id}`],
      ['POST', `/credit/links/${id}/withdraw`],
    ] as const)
      expect((await other.api(method, path)).status).toBe(404)
    const record = await other.api('POST', `/credit/links/${id}/record`, { allows: true })
    expect(record.status).toBe(404)
    const drop = { version: 2, drop: ['levelB'] }
    expect((await other.api('POST', `/credit/links/${id}/narrow`, drop)).status).toBe(404)
    expect((await other.get(`/merchants/credit/${id}/receipt`)).status).toBe(404)
    expect((await linkOf(town, id)).state).toBe('presented')
  })

  it('spends no points', async () => {
    const town = await openTown()
    const before = await (await town.as('wangFang').api('GET', '/points/balance')).text()
    await present(town)
    expect(await (await town.as('wangFang').api('GET', '/points/balance')).text()).toBe(before)
  })
})

describe('a bank', () => {
  it('sees what was chosen and nothing more; every view is listed and counted', async () => {
    const town = await openTown()
    const { id, path } = await present(town)
    const page = await (await town.as('bankerXu').get(path)).text()
    for (const told of ['有效', '王芳米线店', '诚信记录满 12 个月', '蒙自农商银行', '¥100,000', '由银行自主决定'])
      expect(page).toContain(told)
    for (const hidden of ['92532503MA6K', '诚信分', '诚信等级</dt>', '青云社区']) expect(page).not.toContain(hidden)
    await town.as('bankerXu').get(path)
    const { views, opened } = await linkOf(town, id)
    expect([views, opened.map(({ who, what }) => [who, what])]).toEqual([
      2,
      [
        ['徐信贷', 'page'],
        ['徐信贷', 'page'],
      ],
    ])
    const shop = await (await town.as('wangFang').get(`/merchants/credit/${id}`)).text()
    expect(shop).toContain('徐信贷')
    const notices = await (await town.as('wangFang').api('GET', '/notices')).text()
    expect(notices).toContain('银行打开了您的诚信声明')
  })

  it('is the named one: another bank, staff and strangers with the link see nothing', async () => {
    const town = await openTown()
    const { id, path } = await present(town)
    const sent = await town.as(undefined).get(path)
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`])
    for (const [who, status] of [
      ['bankerMu', 404],
      ['adminZheng', 403],
      ['auditorWu', 403],
      ['wangFang', 403],
    ] as const) {
      const answer = await town.as(who).get(path)
      expect([who, answer.status]).toEqual([who, status])
      expect(await answer.text()).not.toContain('米线')
    }
    expect((await linkOf(town, id)).views).toBe(0)
    expect((await town.as('bankerXu').get(`/bank/links/${id}`)).status).toBe(404)
  })

  it('sees less once the merchant takes something back, and its copy checks as revoked', async () => {
    const town = await openTown()
    const { id, path } = await present(town)
    const copy = await statementOf(town, path)
    const { version } = await linkOf(town, id)
    const drop = (given: object) =>
      town.as('wangFang').api('POST', `/credit/links/${id}/narrow`, { version, drop: ['levelB'], ...given })
    expect(await codeOf(await drop({ drop: ['merchant'] }))).toBe('credit_narrow_nothing')
    expect(await codeOf(await drop({ drop: ['recordYear', 'noUpheld', 'levelB'] }))).toBe('credit_narrow_nothing')
    expect((await drop({})).status).toBe(204)
    expect(await codeOf(await drop({ drop: ['noUpheld'] }))).toBe('stale_version')
    expect((await verdictOn(town, copy)).verdict).toBe('revoked')
    const page = await (await town.as('bankerXu').get(path)).text()
    expect(page).toContain('诚信记录满 12 个月')
    for (const gone of ['诚信等级 B 级', '参考上限']) expect(page).not.toContain(gone)
    const left = await verdictOn(town, await statementOf(town, path))
    expect([left.verdict, Object.keys(left.subject)]).toEqual([
      'valid',
      ['lender', 'purpose', 'merchant', 'recordYear', 'noUpheld'],
    ])
  })

  it('sees nothing from the moment of withdrawal, and the status list says so', async () => {
    const town = await openTown()
    const { id, path } = await present(town)
    const copy = await statementOf(town, path)
    expect((await town.as('wangFang').post(`/merchants/credit/${id}/withdraw`)).status).toBe(303)
    const answer = await town.as('bankerXu').get(path)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('撤回')
    expect((await verdictOn(town, copy)).verdict).toBe('revoked')
    const list = await town.as(undefined).get('/status/1')
    expect(list.headers.get('cache-control')).toBe('public, max-age=60')
    expect(await linkOf(town, id)).toMatchObject({ state: 'withdrawn', views: 1, address: null })
    const receipt = await (await town.as('bankerXu').get(`/bank/links/${id}/receipt`)).text()
    for (const told of ['CC-2026-000001', '已撤回', '只给上面写明的银行']) expect(receipt).toContain(told)
  })

  it('sees nothing after the last day, before and after the clockwork has come by', async () => {
    const town = await openTown()
    const { id, path } = await present(town, { days: 7 })
    town.setTime(new Date(town.now().getTime() + 7 * day))
    expect((await town.as('bankerXu').get(path)).status).toBe(409)
    await town.advance(minute)
    expect((await town.as('bankerXu').get(path)).status).toBe(404)
    expect((await linkOf(town, id)).state).toBe('expired')
    expect(await (await town.as('wangFang').api('GET', '/notices')).text()).toContain('诚信声明已到期')
  })

  it('and a withdrawal at the same moment: eight views, each listed or refused', async () => {
    const town = await openTown()
    const { id, path } = await present(town)
    const clerk = town.as('bankerXu')
    await clerk.get('/bank')
    const acts = Array.from({ length: 8 }, () => () => clerk.get(path))
    acts.splice(4, 0, () => town.as('wangFang').post(`/merchants/credit/${id}/withdraw`))
    const answers = await Promise.all(acts.map((act) => act()))
    const pages = await Promise.all(answers.filter((_, at) => at !== 4).map((answer) => answer.text()))
    const shown = pages.filter((text) => text.includes('诚信记录满 12 个月'))
    const { views, opened, state } = await linkOf(town, id)
    expect([state, views, opened.length]).toEqual(['withdrawn', views, views])
    expect(shown.length).toBeLessThanOrEqual(views)
    expect((await clerk.get(path)).status).toBe(404)
    expect((await linkOf(town, id)).views).toBe(views)
  })

  it('counts eight views at once as eight', async () => {
    const town = await openTown()
    const { id, path } = await present(town)
    const pages = await Promise.all(Array.from({ length: 8 }, () => town.as('bankerXu').get(path)))
    expect(pages.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    const { views, opened } = await linkOf(town, id)
    expect([views, opened.length]).toEqual([8, 8])
  })

  it('loses a link whose merchant takes part no longer', async () => {
    const town = await openTown()
    const { id, path, merchantId } = await present(town)
    const merchant = await merchantById(town.db, merchantId)
    const actor = await town.actor('reviewerSun')
    const move = { merchant, step: 'suspend', why: '价格欺诈', actor, now: town.now() }
    await town.atomically((tx) => moveMerchant(tx, move))
    expect((await town.as('bankerXu').get(path)).status).toBe(409)
    await town.advance(hour)
    expect((await linkOf(town, id)).state).toBe('withdrawn')
  })
})

describe('an account', () => {
  it('tells its owner what was shown and who looked, and takes it all back when it is deleted', async () => {
    const town = await openTown()
    const { path } = await present(town)
    const copy = await statementOf(town, path)
    const told = await (await town.as('wangFang').get('/me/privacy/data')).text()
    for (const part of ['进货周转', '徐信贷', 'CC-2026-000001']) expect(told).toContain(part)
    await town.atomically((tx) => deletePerson(tx, personal, { personId: 'wangFang', now: town.now() }))
    expect((await verdictOn(town, copy)).verdict).toBe('revoked')
    expect((await town.as('bankerXu').get(path)).status).toBe(404)
  })

  it('is not told who at the bank looked once three years have gone by since the link ended, only that somebody did', async () => {
    const town = await openTown()
    const { id, path } = await present(town, { days: 7 })
    await town.as('bankerXu').get(path)
    await town.advance(7 * day)
    town.setTime(new Date('2029-03-31T12:00:00+08:00'))
    await town.advance(hour)
    expect((await linkOf(town, id)).opened.map(({ who }) => who)).toEqual(['徐信贷'])
    expect(await (await town.as('bankerXu').get('/me/privacy/data')).text()).toContain('谁看过，和您自己看过的')
    town.setTime(new Date('2029-04-01T12:00:00+08:00'))
    await town.advance(hour)
    expect(await town.db.select().from(creditViewers)).toEqual([])
    const { opened, views } = await linkOf(town, id)
    expect([views, opened.map(({ who, what }) => [who, what])]).toEqual([1, [[null, 'page']]])
    expect(await (await town.as('wangFang').get(`/merchants/credit/${id}`)).text()).toContain('查看人已过保存期')
    expect(await (await town.as('wangFang').get('/me/privacy/data')).text()).not.toContain('徐信贷')
  })
})
