import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decodeText } from '../../kit/csv.ts'
import { readDivisions } from './rules.ts'

const cityId = '532503000000'
const town = { cityId, known: new Map([[cityId, { name: '蒙自市' }]]) }
const read = (rows: string, known = town) => readDivisions(`level,code,name,parent\n${rows}`, known)

it('pads the official codes to 12 digits and tells communities from villages by their names', () => {
  const rows = read(
    'town,532503001,文澜街道,532503\nvillage,532503001001,天马社区,532503001\nvillage,532503001201,多法勒村,532503001',
  )
  expect(rows).toMatchObject([
    { fate: 'new', id: '532503001000', parentId: cityId, kind: 'street' },
    { fate: 'new', id: '532503001001', parentId: '532503001000', kind: 'community' },
    { fate: 'new', kind: 'village' },
  ])
})

it('knows what is there already, what has another name now, and what belongs to others', () => {
  const known = new Map([...town.known, ['532503001000', { name: '文澜镇' }], ['532503002000', { name: '雨过铺街道' }]])
  const file =
    'prefecture,5325,红河州,53\ncounty,532501,个旧市,5325\ntown,532503001,文澜街道,532503\ntown,532503002,雨过铺街道,532503'
  expect(read(file, { cityId, known })).toMatchObject([
    { fate: 'outside' },
    { fate: 'outside' },
    { fate: 'renamed', was: '文澜镇' },
    { fate: 'same' },
  ])
})

it.each([
  ['province,53,云南省,', 'row_level_unknown'],
  ['town,53250300,少一位街道,532503', 'row_code_wrong'],
  ['village,5.32503E+11,天马社区,532503001', 'row_code_rounded'],
  ['town,532503001,,532503', 'row_name_wrong'],
  ['village,532503009001,没有街道社区,532503009', 'row_parent_unknown'],
  ['town,532503001,文澜街道,532501', 'row_parent_wrong'],
  ['village,532503001001,天马社区,532503002', 'row_parent_wrong'],
])('leaves out %s: %s', (row, fault) => {
  expect(read(row)).toMatchObject([{ fate: 'fault', fault, line: 2 }])
})

it('takes the first of two rows with one code', () => {
  expect(read('town,532503001,文澜街道,532503\ntown,532503001000,又一个,532503')).toMatchObject([
    { fate: 'new' },
    { fate: 'fault', fault: 'row_twice' },
  ])
})

it('adds compounds and grids below a community of the same file', () => {
  const file =
    'town,532503001,文澜街道,532503\nvillage,532503001001,天马社区,532503001\n小区,532503001001C01,天马小区,532503001001\n网格,532503001001G01,第一网格,532503001001'
  expect(read(file).map(({ fate }) => fate)).toEqual(['new', 'new', 'new', 'new'])
})

it.each([
  ['', 'division_columns_missing'],
  ['code,name\n1,2', 'division_columns_missing'],
  ['级别,代码,名称,上级\n', 'file_empty'],
  [`level,code,name,parent\n${'town,1,x,2\n'.repeat(20_001)}`, 'file_too_long'],
])('refuses a file that is none as a whole', (text, code) => {
  expect(() => readDivisions(text, town)).toThrow(expect.objectContaining({ code }))
})

const file = new URL('../../../../shared/data/admin/mengzi_532503_divisions_2023.csv', import.meta.url)
const absent = existsSync(file) ? '' : ' (skipped: ../shared/data is absent)'
it.skipIf(!existsSync(file))(`reads the whole table of Mengzi without a fault${absent}`, () => {
  const rows = readDivisions(decodeText(readFileSync(file)) ?? '', town)
  const count = (fate: string) => rows.filter((row) => row.fate === fate).length
  expect([count('new'), count('outside'), count('fault')]).toEqual([122, 14, 0])
})
