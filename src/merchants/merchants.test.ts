import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { merchantScores, merchants } from '../../db/schema/merchants.ts'
import { application, applyFor, check, openMerchant, unifiedCode } from '../../test/merchants.ts'
import { openTown } from '../../test/town.ts'
import { decideApplication } from './applications/actions.ts'
import { merchantById, merchantFacts } from './queries.ts'

it('takes a shop from the application to its first score', async () => {
  const town = await openTown()
  const { answer, id } = await applyFor(town, 'wangFang')
  expect(answer.status).toBe(303)
  const desk = await (await town.as('reviewerSun').get(`/desk/merchants/${id}`)).text()
  expect(desk).toContain(unifiedCode(1))
  const approved = await town.as('reviewerSun').post(`/desk/merchants/${id}`, { version: '1', step: 'approve' })
  expect(approved.status).toBe(303)
  await check(town, id, 'tax')
  await check(town, id, 'front', 'flaw')
  const facts = await merchantFacts(town.db, id, town.now())
  expect(facts).toMatchObject({
    ...{ merchantId: id, name: '王芳米线店', state: 'active', months: 0, score: 60, level: 'none' },
    ...{ upheldComplaints: 0, licenceUntil: '2028-12-31', areaName: '青云社区' },
  })
  const own = await (await town.as('wangFang').get(`/merchants/mine/${id}`)).text()
  expect(own).toContain('有瑕疵')
  const kept = await town.db.select().from(merchantScores).where(eq(merchantScores.merchantId, id))
  expect(kept.map(({ score }) => score).sort()).toEqual([40, 50, 60])
})

it('lets one of eight who apply at once with the same code have it', async () => {
  const town = await openTown()
  const forms = await Promise.all(Array.from({ length: 8 }, () => application()))
  const answers = await Promise.all(forms.map((form) => town.as('wangFang').post('/merchants/apply', form)))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409, 409, 409, 409, 409])
  expect(await town.db.$count(merchants)).toBe(1)
})

it('refuses a wrong code, a form without a photo, and a licence that is over, and keeps what was typed', async () => {
  const town = await openTown()
  const wrong = await applyFor(town, 'wangFang', { unifiedCode: '92532503MA6K000010' })
  expect(wrong.answer.status).toBe(422)
  expect(await wrong.answer.text()).toContain('校验码')
  const over = await applyFor(town, 'wangFang', { licenceUntil: '2026-03-01' })
  expect(over.answer.status).toBe(422)
  const { photos: _, ...bare } = await application()
  const without = await town.as('wangFang').post('/merchants/apply', bare)
  expect(await without.text()).toContain('王芳米线店')
  expect(await town.db.$count(merchants)).toBe(0)
})

it('shows an application to its owner and the staff of its area, and to nobody else', async () => {
  const town = await openTown()
  const { id } = await applyFor(town, 'wangFang')
  expect((await town.as('liNa').get(`/merchants/mine/${id}`)).status).toBe(404)
  expect((await town.as('clerkZhao').get(`/desk/merchants/${id}`)).status).toBe(404)
  expect((await town.as('clerkLi').get(`/desk/merchants/${id}`)).status).toBe(200)
  expect((await town.as(undefined).get('/merchants/M-2026-000001')).status).toBe(404)
})

it('lets nobody review their own shop, and no clerk approve', async () => {
  const town = await openTown()
  const { id } = await applyFor(town, 'reviewerSun')
  const own = await town.as('reviewerSun').post(`/desk/merchants/${id}`, { version: '1', step: 'approve' })
  expect(own.status).toBe(403)
  const clerk = await town.as('clerkLi').post(`/desk/merchants/${id}`, { version: '1', step: 'approve' })
  expect(clerk.status).toBe(403)
  expect((await merchantById(town.db, id)).state).toBe('applied')
})

it('asks for more, shows both versions to whoever comes second, and takes the corrected form', async () => {
  const town = await openTown()
  const { id } = await applyFor(town, 'wangFang')
  const ask = { version: '1', step: 'ask', why: '照片看不清' }
  expect((await town.as('clerkLi').post(`/desk/merchants/${id}`, ask)).status).toBe(303)
  const stale = await town.as('reviewerSun').post(`/desk/merchants/${id}`, { ...ask, step: 'approve' })
  expect(stale.status).toBe(409)
  expect(await stale.text()).toContain('现在的')
  expect(await (await town.as('wangFang').get(`/merchants/mine/${id}`)).text()).toContain('照片看不清')
  const again = await application({ name: '王芳过桥米线', version: '2' })
  expect((await town.as('wangFang').post(`/merchants/mine/${id}/edit`, again)).status).toBe(303)
  expect(await merchantById(town.db, id)).toMatchObject({ state: 'applied', name: '王芳过桥米线' })
})

it('refuses with a listed reason only, and then the code is free again', async () => {
  const town = await openTown()
  const { id } = await applyFor(town, 'wangFang')
  const form = { version: '1', step: 'refuse', why: '执照名称与店名不同' }
  expect((await town.as('reviewerSun').post(`/desk/merchants/${id}`, form)).status).toBe(422)
  expect((await town.as('reviewerSun').post(`/desk/merchants/${id}`, { ...form, reason: 'licence' })).status).toBe(303)
  const { answer } = await applyFor(town, 'liNa')
  expect(answer.status).toBe(303)
})

it('approves once when two approve at the same moment', async () => {
  const town = await openTown()
  const { id } = await applyFor(town, 'wangFang')
  const actor = await town.actor('reviewerSun')
  const decision = { merchantId: id, version: 1, step: 'approve' as const, actor, now: town.now() }
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => town.atomically((tx) => decideApplication(tx, decision))),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('lets a check be disputed once and decided by somebody else, and then counts it no longer', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  const bad = await check(town, id, 'front', 'bad', 'reviewerSun')
  const owner = town.as('wangFang')
  const dispute = { id: 'dispute-1', checkId: bad, why: '那天门前是隔壁的货' }
  expect((await owner.post(`/merchants/mine/${id}/disputes`, dispute)).status).toBe(303)
  expect((await owner.post(`/merchants/mine/${id}/disputes`, { ...dispute, id: 'dispute-2' })).status).toBe(409)
  const decision = { disputeId: 'dispute-1', outcome: 'upheld', answer: '核实后确是隔壁' }
  const own = await town.as('reviewerSun').post(`/desk/merchants/${id}/disputes`, decision)
  expect(own.status).toBe(403)
  const other = await town.as('reviewerZhou').post(`/desk/merchants/${id}/disputes`, decision)
  expect(other.status).toBe(303)
  const { parts } = await merchantFacts(town.db, id, town.now())
  expect(parts.find(({ part }) => part === 'front')?.facts).toEqual([])
})

it('shows owner and staff who come too late what the other saved beside what they typed', async () => {
  const town = await openTown()
  const { id } = await applyFor(town, 'wangFang')
  const versions = async (answer: Response) => {
    expect(answer.status).toBe(409)
    return /<table class="versions">.*?<\/table>/s.exec(await answer.text())?.[0] ?? ''
  }
  const step = (version: number, name: string, why: string) => {
    town.setTime(new Date(town.now().getTime() + 1000))
    return town.as('reviewerSun').post(`/desk/merchants/${id}`, { version: String(version), step: name, why })
  }
  expect((await step(1, 'ask', '请补拍执照')).status).toBe(303)
  const late = await versions(await step(1, 'approve', '都对'))
  for (const told of ['怎么办', '通过', '要求补充', '都对', '请补拍执照', '待补充']) expect(late).toContain(told)

  const edit = async (version: number, name: string) =>
    town
      .as('wangFang')
      .post(`/merchants/mine/${id}/edit`, { ...(await application({ name })), version: String(version) })
  expect((await edit(2, '王芳小锅米线')).status).toBe(303)
  const old = await versions(await edit(2, '王芳过桥米线'))
  for (const told of ['店名', '王芳过桥米线', '王芳小锅米线', '青云社区', '餐饮', '待审核']) expect(old).toContain(told)
})
