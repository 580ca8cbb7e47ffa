import { expect, it } from 'vitest'
import { openTown, qingyun, qingyunGrid, type Town } from '../../../test/town.ts'

async function act(town: Town, who: string, method: string, path: string, body?: unknown, key?: string) {
  const answer = await town.as(who).api(method, path, body, key)
  return { http: answer.status, ...((await answer.json()) as { code?: string; version?: number }) }
}

it('changes an area once, and refuses an older version', async () => {
  const town = await openTown()
  const change = { name: '青云社区', residents: 4100, version: 1 }
  const changed = await act(town, 'adminZheng', 'PATCH', `/areas/${qingyun}`, change, 'area-00001')
  expect(changed).toMatchObject({ http: 200, residents: 4100, version: 2 })
  expect(await act(town, 'adminZheng', 'PATCH', `/areas/${qingyun}`, change, 'area-00001')).toEqual(changed)
  expect((await act(town, 'adminZheng', 'PATCH', `/areas/${qingyun}`, change)).code).toBe('stale_version')
  expect((await act(town, 'clerkLi', 'PATCH', `/areas/${qingyun}`, change)).http).toBe(403)
})

it('puts up a notice board, and adds a grid', async () => {
  const town = await openTown()
  const officers = [{ duty: 'leader', name: '张三', phone: '3722000', duties: '巡查' }]
  const board = await act(town, 'clerkLi', 'PUT', `/areas/${qingyunGrid}/board`, { officers, version: 0 }, 'board-0001')
  expect(board).toMatchObject({ http: 200, officers, version: 1 })
  expect(await act(town, 'clerkLi', 'GET', `/desk/areas/${qingyunGrid}`)).toMatchObject({ boardVersion: 1 })
  expect((await act(town, 'clerkZhao', 'PUT', `/areas/${qingyunGrid}/board`, { officers, version: 1 })).http).toBe(403)

  const two = [officers[0], { ...officers[0], name: '李四' }]
  expect((await act(town, 'clerkLi', 'PUT', `/areas/${qingyunGrid}/board`, { officers: two, version: 1 })).http).toBe(
    422,
  )

  const grid = { kind: 'grid', number: 7, name: '青云第七网格', residents: 300 }
  const added = await act(town, 'clerkLi', 'POST', `/areas/${qingyun}/below`, grid, 'below-0001')
  expect(added).toMatchObject({ http: 201, id: `${qingyun}G07` })
  expect(await act(town, 'clerkLi', 'POST', `/areas/${qingyun}/below`, grid, 'below-0001')).toEqual(added)
  expect((await act(town, 'clerkLi', 'POST', `/areas/${qingyun}/below`, grid)).code).toBe('area_code_taken')
})

it('looks at a division table row by row, whatever wrote it, and takes it in once', async () => {
  const town = await openTown()
  const table = 'level,code,name,parent\r\ntown,532503009,冷泉镇,532503\r\ntown,5325O3010,坏行,532503\r\n'
  const send = (who: string, path: string, id = 'import-0001') =>
    town
      .as(who)
      .post(`/api/v1/areas/import${path}`, { file: new File([`\ufeff${table}`], 'a.csv') }, { 'Idempotency-Key': id })
  const { rows } = (await (await send('adminZheng', '/preview')).json()) as { rows: object[] }
  expect(rows).toMatchObject([
    { line: 2, fate: 'new', name: '冷泉镇' },
    { line: 3, fate: 'fault', fault: 'row_code_wrong', says: expect.stringMatching(/\p{Script=Han}/u) },
  ])
  for (const _ of [1, 2]) expect(await (await send('adminZheng', '')).json()).toEqual({ added: 1, renamed: 0 })
  expect(await act(town, 'wangFang', 'GET', '/areas/532503009000')).toMatchObject({ area: { name: '冷泉镇' } })
  for (const who of ['clerkLi', 'auditorWu']) expect((await send(who, '')).status).toBe(403)
  const none = await town
    .as('adminZheng')
    .post('/api/v1/areas/import', { file: new File([new Uint8Array([0, 255, 0])], 'a') })
  expect(none.status).toBe(422)
})
