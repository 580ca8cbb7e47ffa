import { expect, it } from 'vitest'
import { openShelves, stocked } from '../../../test/shelves.ts'
import { openTown, qingyunStore, type Town } from '../../../test/town.ts'
import { verifyStock } from '../verify.ts'

type Sheet = { id: string; status: string; now: string; lines: { id: string; status: string }[]; code?: string }

async function act(town: Town, who: string, method: string, path: string, body?: unknown, key?: string) {
  const answer = await town.as(who).api(method, path, body, key)
  return { http: answer.status, ...((await answer.json()) as Sheet) }
}

/** A stock-take of 40 bags of rice, begun by 马店长 over the API. */
async function begun() {
  const town = await openTown()
  await openShelves(town)
  await stocked(town, { id: 'a', quantity: 40 })
  const sheet = await act(town, 'keeperMa', 'POST', `/stores/${qingyunStore}/counts`, undefined, 'count-0001')
  town.setTime(new Date(town.now().getTime() + 1000))
  const { now: since } = await act(town, 'keeperMa', 'GET', '/counts/count-0001')
  const count = (who: string, counted: number, key: string) =>
    act(town, who, 'POST', '/counts/count-0001/lines', { lineId: 'count-0001.rice.keeps', counted, since }, key)
  return { town, sheet, count }
}

it('begins once, is counted blind by two people where it is far off, and is closed', async () => {
  const { town, sheet, count } = await begun()
  const open = { id: 'count-0001.rice.keeps', status: 'open', counted: null, expected: null }
  expect(sheet).toMatchObject({ http: 201, id: 'count-0001', lines: [open] })
  const again = await act(town, 'keeperMa', 'POST', `/stores/${qingyunStore}/counts`, undefined, 'count-0001')
  expect(again.id).toBe('count-0001')
  expect(await act(town, 'keeperYang', 'POST', `/stores/${qingyunStore}/counts`)).toMatchObject({
    code: 'count_open_already',
  })

  const recount = { ...open, status: 'recount' }
  for (const _ of [1, 2]) expect(await count('keeperMa', 30, 'line-00001')).toMatchObject({ lines: [recount] })
  expect(await count('keeperMa', 30, 'line-00002')).toMatchObject({ http: 409, code: 'count_other_person' })
  expect(await act(town, 'keeperYang', 'POST', '/counts/count-0001/close')).toMatchObject({ code: 'count_unfinished' })
  expect(await count('keeperYang', 31, 'line-00003')).toMatchObject({
    lines: [{ status: 'booked', counted: 31, expected: 40 }],
  })
  expect(await act(town, 'keeperYang', 'POST', '/counts/count-0001/close', undefined, 'close-0001')).toMatchObject({
    status: 'closed',
  })
  expect(await act(town, 'auditorWu', 'GET', `/stores/${qingyunStore}/counts`)).toMatchObject({
    counts: [{ id: 'count-0001', status: 'closed', openedBy: 'keeperMa' }],
  })
  expect(await verifyStock(town.db)).toEqual([])
})

it('takes no figure for a line of another stock-take', async () => {
  const { town } = await begun()
  const line = { lineId: 'count-0002.rice.keeps', counted: 40, since: town.now().toISOString() }
  const answer = await act(town, 'keeperMa', 'POST', '/counts/count-0001/lines', line)
  expect(answer).toMatchObject({ http: 404, code: 'count_missing' })
})

it('is given up with a reason', async () => {
  const { town } = await begun()
  const cancel = (body: object) => act(town, 'keeperMa', 'POST', '/counts/count-0001/cancel', body)
  expect((await cancel({})).code).toBe('input_invalid')
  expect(await cancel({ reason: '来不及' })).toMatchObject({ status: 'canceled' })
})

it('is nothing to those who do not keep the store', async () => {
  const { town, count } = await begun()
  expect((await count('clerkLi', 40, 'line-00009')).http).toBe(403)
  expect((await act(town, 'adminZheng', 'GET', '/counts/none')).http).toBe(404)
  for (const counted of [-1, 1.5, 1_000_001, '四十'])
    expect((await count('keeperMa', counted as number, 'line-00008')).http).toBe(422)
})
