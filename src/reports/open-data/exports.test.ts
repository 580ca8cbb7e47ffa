import { expect, it } from 'vitest'
import { accept, file } from '../../../test/reports.ts'
import { openTown, qingyun, type Town, zhenxing } from '../../../test/town.ts'
import { readTable } from '../../kit/csv.ts'
import { newId } from '../../kit/ids.ts'
import { valuesOf } from '../categories/forms.ts'
import { categoryById } from '../categories/queries.ts'

const csv = async (town: Town, query = '') => {
  const answer = await town.as(undefined).get(`/reports/export.csv${query}`)
  expect(answer.status).toBe(200)
  return (await answer.text()).slice(1)
}
const numbers = async (town: Town, query: string) => readTable(await csv(town, query)).rows.map(({ cells }) => cells[0])

async function publish(town: Town, count: number, given: Parameters<typeof file>[1] = {}, by = 'clerkLi') {
  for (let each = 0; each < count; each++)
    await accept(
      town,
      await file(town, { key: newId(), latitude: null, longitude: null, address: `${each} 号`, ...given }),
      by,
    )
}

it('holds no cell that a spreadsheet would work out', async () => {
  const town = await openTown()
  await publish(town, 1)
  const category = await categoryById(town.db, 'manhole')
  const form = { ...valuesOf(category), nameZh: '=HYPERLINK("http://evil","井盖")', version: '1' }
  expect((await town.as('adminZheng').post('/desk/categories/manhole', form)).status).toBe(303)
  const table = readTable(await csv(town))
  const cells = table.rows.flatMap((row) => row.cells)
  expect(cells.filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([])
  expect(cells.some((cell) => cell.includes('HYPERLINK'))).toBe(true)
})

it.each([
  [`?area=${zhenxing}`, 1],
  [`?area=${qingyun}`, 2],
  ['?area=nowhere', 0],
  ['?area=532503003002%25', 3],
  ['?bbox=-180,-90,180,90', 0],
  ['?since=century&after=9999999999999.zzz', 3],
  ['?bbox=1e308,-1e308,x,y&q=', 3],
])('is filtered by %s like the list: %i rows', async (query, count) => {
  const town = await openTown()
  await publish(town, 2)
  await publish(town, 1, { areaId: zhenxing, by: 'chenJie' }, 'clerkZhao')
  expect(await numbers(town, query)).toHaveLength(count)
})

it('stops reading when whoever downloads it goes away', async () => {
  const town = await openTown()
  await publish(town, 3)
  for (const format of ['csv', 'geojson']) {
    const answer = await town.as(undefined).get(`/reports/export.${format}`)
    const reader = answer.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    expect((await reader?.closed.then(() => 'closed')) ?? '').toBe('closed')
  }
  expect((await town.as(undefined).get('/reports')).status).toBe(200)
})
