import { expect, it } from 'vitest'
import { merchantComplaints, merchants } from '../../../db/schema/merchants.ts'
import { applyFor, dayBefore, openMerchant, unifiedCode } from '../../../test/merchants.ts'
import { openTown } from '../../../test/town.ts'
import { minute } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { merchantById } from '../queries.ts'
import { merchantsForStaff } from './queries.ts'

it('finds a shop with something open behind more shops than the list holds', async () => {
  const town = await openTown()
  const id = await openMerchant(town)
  const { number, ...shop } = await merchantById(town.db, id)
  const complaint = { id: newId(), kind: 'price', happenedOn: dayBefore(town), what: '少称了三两' }
  await town.as('liNa').post(`/merchants/${number}/complain`, complaint)
  await applyFor(town, 'liNa', { unifiedCode: unifiedCode(2) })
  const later = new Date(town.now().getTime() + minute)
  const others = Array.from({ length: 120 }, (_, at) => ({
    ...shop,
    ...{ id: newId(), number: `M-2025-${at}`, unifiedCode: unifiedCode(100 + at), updatedAt: later },
  }))
  await town.atomically((tx) => tx.insert(merchants).values(others))
  expect(await town.db.$count(merchantComplaints)).toBe(1)

  const actor = await town.actor('reviewerSun')
  const found = async (filter: Parameters<typeof merchantsForStaff>[2]) =>
    (await merchantsForStaff(town.db, actor, filter)).map(({ merchant, complaints }) => [merchant.id, complaints])
  expect((await found({})).map(([one]) => one)).not.toContain(id)
  expect(await found({ waiting: 'complaints' })).toEqual([[id, 1]])
  // The licence of an application is looked at with it.
  for (const waiting of ['disputes', 'licences'] as const) expect(await found({ waiting })).toEqual([])
  const page = await (await town.as('reviewerSun').get('/desk/merchants?waiting=complaints')).text()
  expect(page).toContain(number)
  expect(page).not.toContain('M-2025-')
})
