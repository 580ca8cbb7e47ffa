import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openShelves } from '../../../../test/shelves.ts'
import { openTown } from '../../../../test/town.ts'
import { decodeText } from '../../../kit/csv.ts'
import { itemsNamed } from '../queries.ts'
import { readCatalogue } from './rules.ts'

const nothing = { known: { barcodes: new Set<string>(), names: new Set<string>() }, pointsMax: 200 }
const read = (lines: string[], given = nothing) =>
  readCatalogue(`code,name,price,category,unit,spec\n${lines.join('\n')}`, given)
const fateOf = (line: string, given = nothing) => {
  const [row] = read([line], given)
  return row?.fate === 'fault' ? row.fault : row?.fate
}

it.each([
  ['6901234567892,大米 5 公斤,32', 'new'],
  ['690123456789２,大米 5 公斤,￥32.00', 'new'],
  ['6901234567893,大米,32', 'item_code_wrong'],
  ['6947124607705a,男式内衣,32', 'item_code_wrong'],
  ['LB000002,方便袋,1', 'item_code_wrong'],
  ['16901683805399,整箱洗衣液,1', 'item_code_case'],
  ['6.90124E+12,大米,32', 'item_code_rounded'],
  ['6901234567892,大米,0', 'item_price_zero'],
  ['6901234567892,大米,面议', 'item_price_wrong'],
  ['6901234567892,大米,-3', 'item_price_wrong'],
  ['6901234567892,电视机,750', 'item_too_dear'],
  ['6901234567892,,32', 'item_name_wrong'],
  ['33699993,33699993,32', 'item_name_wrong'],
  ['6901028075138,大前门,10', 'barred'],
  ['6901234567892,泸州老窖66 52°,95', 'barred'],
  ['6901234567892,冠群芳41.8°,95', 'barred'],
  ['6901234567892,冠中宝,95,酒水', 'barred'],
  ['6901234567892,忠和料酒500ml,5', 'new'],
  ['6901234567892,磊康9°米醋500ML,5', 'new'],
  ['6901234567892,汰渍全效360°,5', 'new'],
  ['6901234567892,古典冒烟火车,5', 'new'],
])('%s is %s', (line, fate) => {
  expect(fateOf(line)).toBe(fate)
})

it('takes a shop’s own number for none, and sells by the kilogram what is weighed', () => {
  expect(read(['00235,西红柿,5.98,蔬菜,kg', '03000026,特价床单,30,百货,个'])).toMatchObject([
    {
      fate: 'new',
      note: 'by_weight',
      goods: { barcode: null, unit: '千克', category: 'food', unitValueFen: 598, pricePoints: 6 },
    },
    { fate: 'new', note: 'own_code', goods: { barcode: null, unit: '个', category: 'household' } },
  ])
})

it('tells goods of one name apart by their size, and leaves out those it cannot', () => {
  const rows = read([
    '6901234567892,驰信毛巾,5,百货,条,34*75',
    '6912345678902,驰信毛巾,8',
    '6912345678919,驰信毛巾,9',
    '6912345678919,别的毛巾,9',
    '6901234567892,又一条,9',
  ])
  expect(rows.map((row) => (row.fate === 'new' ? row.goods.name : row.fate === 'fault' && row.fault))).toEqual([
    '驰信毛巾 34*75',
    '驰信毛巾',
    'item_name_twice',
    '别的毛巾',
    'item_code_twice',
  ])
})

it('refuses a file without the columns it needs, and one without rows', () => {
  expect(() => readCatalogue('a,b\n1,2', nothing)).toThrow(expect.objectContaining({ code: 'item_columns_missing' }))
  expect(() => readCatalogue('code,name,price\n', nothing)).toThrow(expect.objectContaining({ code: 'file_empty' }))
})

const file = '../shared/data/catalogue/cn_supermarket_goods.csv'
const there = existsSync(file)

it.skipIf(!there)(`reads a real shop’s 3,500 goods${there ? '' : ' (skipped: the list is not here)'}`, () => {
  const rows = readCatalogue(decodeText(readFileSync(file)) as string, nothing)
  const count = (fate: string) =>
    rows.filter((row) => row.fate === fate || (row.fate === 'fault' && row.fault === fate)).length
  expect(rows).toHaveLength(3541)
  expect(count('new') + count('barred') + count('fault') + count('known')).toBe(3541)
  expect(count('item_price_zero')).toBeGreaterThan(0)
  expect(count('item_name_twice')).toBeGreaterThan(20)
  const fresh = rows.flatMap((row) => (row.fate === 'new' ? [row.goods] : []))
  expect(fresh.length).toBeGreaterThan(3200)
  expect(new Set(fresh.map(({ name }) => name)).size).toBe(fresh.length)
  const codes = fresh.flatMap(({ barcode }) => barcode ?? [])
  expect(new Set(codes).size).toBe(codes.length)
  expect(fresh.filter(({ barcode }) => barcode?.startsWith('6901028'))).toEqual([])
  expect(
    fresh.filter(({ name }) => /酒/.test(name)).every(({ name }) => /料酒|酒鬼花生|酒精|酒酿|酒杯|酒窝/.test(name)),
  ).toBe(true)
  expect(rows.filter((row) => row.fate === 'new' && row.note === 'by_weight').length).toBeGreaterThan(90)
})

it('shows first, then adds, once, and knows everything the second time', async () => {
  const town = await openTown()
  await openShelves(town)
  const admin = town.as('adminZheng')
  const text =
    '条形码,名称,价格\r\n6901234567892,精装大米,32\r\n6901234567893,坏条码,5\r\n6901028075138,大前门,10\r\n,=cmd|calc,3\r\n'
  const preview = await admin.post('/desk/catalogue/import', { file: new File([text], 'goods.csv') })
  const shown = await preview.text()
  for (const said of ['精装大米', '确认加入 2 种', '校验码有误', '大前门']) expect(shown).toContain(said)
  expect(await itemsNamed(town.db)).toHaveLength(3)
  const confirm = () => admin.post('/desk/catalogue/import/confirm', { id: 'import-form-1', text })
  const both = await Promise.all([confirm(), confirm()])
  expect(both.map((answer) => answer.headers.get('location'))).toEqual(Array(2).fill('/desk/catalogue/import?added=2'))
  expect(await itemsNamed(town.db, '6901234567892')).toMatchObject([
    { pricePoints: 32, unitValueFen: 3200, active: true },
  ])
  expect(await itemsNamed(town.db)).toHaveLength(5)
  const again = await admin.post('/desk/catalogue/import', { file: new File([text], 'goods.csv') })
  expect(await again.text()).toContain('没有需要写入的内容')
})

it('says how large a file may be, and takes none that is empty', async () => {
  const town = await openTown()
  const send = async (bytes: Uint8Array<ArrayBuffer>) =>
    town.as('adminZheng').post('/desk/catalogue/import', { file: new File([bytes], 'goods.csv') })
  const large = await send(new Uint8Array(5 * 1024 * 1024 + 1))
  expect(large.status).toBe(422)
  expect(await large.text()).toContain('文件最大 5 MB')
  expect(await (await send(new Uint8Array())).text()).toContain('请选一个有内容的文件')
})

it('lets nobody but the city’s administrators import', async () => {
  const town = await openTown()
  const tried = await town
    .as('keeperMa')
    .post('/desk/catalogue/import', { file: new File(['code,name,price\n,a,1'], 'a.csv') })
  expect(tried.status).toBe(403)
})
