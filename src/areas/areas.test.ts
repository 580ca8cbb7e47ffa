import { expect, it } from 'vitest'
import { city, guanlan, openTown, qingyun, qingyunGarden, qingyunGrid, type Town, zhenxing } from '../../test/town.ts'
import { readCsv } from '../kit/csv.ts'
import { areaChoices } from './picker.tsx'
import { areaById, areasNamed, boardOf, nearestBoard } from './queries.ts'

const leader = { leaderName: '李明', leaderPhone: '0873-3720001', leaderDuties: '巡查、走访' }
const noOthers = {
  officerName: '',
  officerPhone: '',
  officerDuties: '',
  policeName: '',
  policePhone: '',
  policeDuties: '',
}
const board = { version: '0', ...leader, ...noOthers }

const csv = (text: string, encoding: BufferEncoding = 'utf8') => ({
  file: new File([Buffer.from(text, encoding)], 'x.csv'),
})
const table = `\ufefflevel,code,name,parent\r\ntown,532503001,文澜街道,532503\r\nvillage,532503001001,天马社区,532503001\r\nvillage,532503003002,青云里社区,532503003\r\nvillage,5325030,坏行,532503\r\n`

it('publishes a notice board that residents of the grids below see too', async () => {
  const town = await openTown()
  const answer = await town.as('clerkLi').post(`/desk/areas/${qingyun}/board`, board)
  expect(answer.status).toBe(303)
  const shown = await (await town.as(undefined).get(`/areas/${qingyunGrid}`)).text()
  expect(shown).toContain('0873-3720001')
  expect(shown).toContain('青云社区的')
  const grid = await areaById(town.db, qingyunGrid)
  expect(await nearestBoard(town.db, grid)).toMatchObject({ area: { id: qingyun } })
})

it('refuses a board drawn from an older version, and shows the form again with what was typed', async () => {
  const town = await openTown()
  await town.as('clerkLi').post(`/desk/areas/${qingyun}/board`, board)
  const again = await town.as('adminZheng').post(`/desk/areas/${qingyun}/board`, { ...board, leaderName: '王强' })
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('王强')
  expect(await boardOf(town.db, qingyun)).toMatchObject({ version: 1, officers: [{ name: '李明' }] })
})

it.each([
  ['clerkZhao', 'board', board, 404],
  ['clerkLi', '', { name: '青云', residents: '1', version: '1' }, 403],
  ['auditorWu', 'board', board, 403],
  ['clerkZhao', 'below', { kind: 'grid', number: '9', belowName: '九网格', belowResidents: '0' }, 404],
] as const)('does not let %s change %s of a community that is not theirs', async (who, what, fields, status) => {
  const town = await openTown()
  const answer = await town.as(who).post(`/desk/areas/${qingyun}${what && `/${what}`}`, fields)
  expect(answer.status).toBe(status)
  expect(await boardOf(town.db, qingyun)).toBeUndefined()
})

it('adds a grid below a community, once for one number', async () => {
  const town = await openTown()
  const grid = { kind: 'grid', number: '2', belowName: '青云第二网格', belowResidents: '400' }
  expect((await town.as('clerkLi').post(`/desk/areas/${qingyun}/below`, grid)).status).toBe(303)
  expect(await areaById(town.db, `${qingyun}G02`)).toMatchObject({ name: '青云第二网格', parentId: qingyun })
  const again = await town.as('clerkLi').post(`/desk/areas/${qingyun}/below`, grid)
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('已经用了')
})

it('adds no compound below a grid', async () => {
  const town = await openTown()
  const fields = { kind: 'compound', number: '1', belowName: '错的', belowResidents: '0' }
  expect((await town.as('clerkLi').post(`/desk/areas/${qingyunGrid}/below`, fields)).status).toBe(409)
})

it('shows what a division table would do, and writes nothing yet', async () => {
  const town = await openTown()
  const answer = await town.as('adminZheng').post('/desk/areas/import', csv(table))
  const shown = await answer.text()
  expect(answer.status).toBe(200)
  expect(shown).toContain('确认导入 3 行')
  expect(shown).toContain('改名，原为青云社区')
  expect(shown).toContain('代码的位数或格式不对')
  await expect(areaById(town.db, '532503001000')).rejects.toMatchObject({ code: 'area_missing' })
})

const confirm = (town: Town, id = 'import-0001', text = table) =>
  town.as('adminZheng').post('/desk/areas/import/confirm', { id, text })

it('imports what was confirmed, once, and leaves faulty rows out', async () => {
  const town = await openTown()
  const answers = [await confirm(town), await confirm(town)]
  expect(answers.map((answer) => answer.headers.get('location'))).toEqual(
    Array(2).fill('/desk/areas/import?added=2&renamed=1'),
  )
  expect(await areaById(town.db, '532503001001')).toMatchObject({
    kind: 'community',
    path: `${city}/532503001000/532503001001/`,
  })
  expect(await areaById(town.db, qingyun)).toMatchObject({ name: '青云里社区' })
})

it.each([
  ['clerkLi', '/desk/areas/import', 403],
  ['wangFang', '/desk/areas/import', 403],
] as const)('does not let %s import', async (who, path, status) => {
  const town = await openTown()
  expect((await town.as(who).post(path, csv(table))).status).toBe(status)
})

it.each([
  ['no CSV at all', Buffer.from([0xff, 0xff, 0x80]), '没能读懂这个文件'],
  ['other columns', Buffer.from('a,b\n1,2'), '第一行缺少这些列'],
])('refuses a file with %s in words', async (_, bytes, sentence) => {
  const town = await openTown()
  const answer = await town
    .as('adminZheng')
    .post('/desk/areas/import', { file: new File([new Uint8Array(bytes)], 'x.csv') })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(sentence)
})

it('exports what one looks after, as a table that could be imported again', async () => {
  const town = await openTown()
  const file = await (await town.as('clerkLi').get('/desk/areas/export.csv')).text()
  expect(readCsv(file).map(({ cells }) => cells.join())).toEqual([
    'level,code,name,parent,residents',
    `village,${qingyun},青云社区,${guanlan},4000`,
    `compound,${qingyunGarden},青云花园小区,${qingyun},900`,
    `grid,${qingyunGrid},青云第一网格,${qingyun},466`,
  ])
  const everything = await (await town.as('adminZheng').get('/desk/areas/export.csv')).text()
  const preview = await town.as('adminZheng').post('/desk/areas/import', csv(everything))
  expect(await preview.text()).toContain('没有需要写入的内容')
})

it('finds areas by a part of the name, and takes % and _ as they stand', async () => {
  const { db } = await openTown()
  expect((await areasNamed(db, '青云')).map(({ id }) => id)).toEqual([qingyun, qingyunGarden, qingyunGrid])
  expect(await areasNamed(db, '%')).toEqual([])
  expect(await areasNamed(db, '_')).toEqual([])
})

it('offers areas street by street, or only what a path covers', async () => {
  const { db } = await openTown()
  const { path } = await areaById(db, zhenxing)
  expect(await areaChoices(db)).toMatchObject([
    { label: '观澜街道', choices: [{ value: qingyun }, {}, {}, { value: zhenxing }] },
  ])
  expect(await areaChoices(db, path)).toEqual([
    { label: '振兴社区', choices: [{ value: zhenxing, label: '振兴社区' }] },
  ])
  expect(await areaChoices(db, '', ['street'])).toMatchObject([{ choices: [{ value: guanlan }] }])
})

it('speaks JSON: the tree, one area with its surroundings, a search', async () => {
  const town = await openTown()
  const json = async (path: string) => (await town.as(undefined).api('GET', path)).json()
  expect(await json('/areas')).toMatchObject({ areas: [{ id: guanlan, kind: 'street' }] })
  expect(await json(`/areas/${qingyun}`)).toMatchObject({
    area: { name: '青云社区' },
    above: [{ id: city }, { id: guanlan }],
    below: [{ id: qingyunGarden }, { id: qingyunGrid }],
    board: null,
  })
  expect(await json('/areas?q=%E6%8C%AF%E5%85%B4')).toMatchObject({ areas: [{ id: zhenxing }] })
  expect(await json('/areas/nowhere')).toMatchObject({ code: 'area_missing', status: 404 })
})

it.each(['/areas', '/areas?q=青云', '/areas?q=没有', `/areas/${city}`, `/areas/${qingyun}`])(
  'shows %s to anybody',
  async (path) => {
    const town = await openTown()
    expect((await town.as(undefined).get(path)).status).toBe(200)
  },
)

it('shows the desk only what lies within one’s own area', async () => {
  const town = await openTown()
  const shown = await (await town.as('clerkZhao').get('/desk/areas')).text()
  expect(shown).toContain('振兴社区')
  expect(shown).not.toContain('青云社区')
  expect((await town.as('clerkZhao').get(`/desk/areas/${qingyun}`)).status).toBe(404)
  expect((await town.as('auditorWu').get(`/desk/areas/${qingyun}`)).status).toBe(200)
})
