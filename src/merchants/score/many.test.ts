import { expect, it, vi } from 'vitest'
import { check, openMerchant, unifiedCode } from '../../../test/merchants.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { listedMerchants } from '../public/queries.ts'
import { merchantById, merchantFacts, ownMerchantsJudged } from '../queries.ts'
import { listMerchant } from '../standing/actions.ts'
import { scoreNow, scoresNow } from './queries.ts'

/** Three shops of 王芳, each known for something else. */
async function shops(town: Town) {
  const ids = []
  for (const serial of [1, 2, 3]) {
    const id = await openMerchant(town, 'wangFang', { name: `第${serial}店`, unifiedCode: unifiedCode(serial) })
    await check(town, id, 'tax', serial === 2 ? 'bad' : 'good')
    for (let at = 0; at < serial; at++) await check(town, id, 'price', at === 0 ? 'good' : 'flaw')
    for (const kind of ['hygiene', 'front'] as const) await check(town, id, kind)
    ids.push(id)
  }
  return ids
}

async function questionsOf(town: Town, ask: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(town.db, 'select')
  await ask()
  const count = spy.mock.calls.length
  spy.mockRestore()
  return count
}

it('judges many shops as it judges each, with as many questions as for one', async () => {
  const town = await openTown()
  const ids = await shops(town)
  const all = await Promise.all(ids.map((id) => merchantById(town.db, id)))
  const together = await scoresNow(town.db, all, town.now())
  for (const merchant of all) expect(together.get(merchant.id)).toEqual(await scoreNow(town.db, merchant, town.now()))
  expect(new Set([...together.values()].map(({ score }) => score)).size).toBeGreaterThan(1)
  const ofOne = await questionsOf(town, () => scoresNow(town.db, all.slice(0, 1), town.now()))
  expect(ofOne).toBeGreaterThan(3)
  expect(await questionsOf(town, () => scoresNow(town.db, all, town.now()))).toBe(ofOne)
})

it('tells an owner about all their shops, and the public about those that are listed, without asking for each', async () => {
  const town = await openTown()
  const ids = await shops(town)
  const actor = await town.actor('wangFang')
  for (const merchantId of ids)
    await town.atomically((tx) => listMerchant(tx, { merchantId, isListed: true, actor, now: town.now() }))
  const own = await ownMerchantsJudged(town.db, 'wangFang', town.now())
  for (const { merchant, judged } of own)
    expect(await merchantFacts(town.db, merchant.id, town.now())).toMatchObject({ ...judged })
  expect(await questionsOf(town, () => ownMerchantsJudged(town.db, 'wangFang', town.now()))).toBeLessThan(8)
  expect(await questionsOf(town, () => listedMerchants(town.db, town.now()))).toBeLessThan(8)
  expect((await listedMerchants(town.db, town.now())).length).toBeGreaterThan(0)
})
