import { expect, it } from 'vitest'
import { publicWordsOf, withoutNumbers } from './rules.ts'

it.each([
  ['井盖坏了，请打13812345678', '井盖坏了，请打***'],
  ['电话 138 1234 5678，随时', '电话 ***，随时'],
  ['我的手机是１３８１２３４５６７８', '我的手机是***'],
  ['联系 0873-3721234', '联系 ***'],
  ['电话：3721234 晚上打', '电话：*** 晚上打'],
  ['身份证 532503199001011234', '身份证 ***'],
  ['写信到 wang.fang@example.cn', '写信到 ***'],
  ['5栋二单元502漏水', '***漏水'],
  ['漏到 402 室的天花板', '漏到 ***的天花板'],
  ['住在 12-2-402，很吵', '住在 ***，很吵'],
])('shows of "%s" only "%s"', (words, shown) => {
  expect(publicWordsOf({ words, address: '' })).toBe(shown)
})

it.each([
  '2026年3月1日14:30积水，约20厘米深',
  '从 2026-03-01 开始，3-5 天没人来',
  '青云路 18 号门口的井盖',
  '编号 R-2026-000123 又坏了',
  '三楼的办公室',
])('leaves "%s" as it is', (words) => expect(publicWordsOf({ words, address: '' })).toBeNull())

it('takes out the address that was typed beside the words, however it is spaced, and the reporter’s own name', () => {
  const said = { words: '我叫王芳，青云路18号 (后院) 的水管漏了', address: '青云路 18 号(后院)', name: '王芳' }
  expect(publicWordsOf(said)).toBe('我叫***，青云路 的水管漏了')
})

it('takes numbers out of what is said later, too', () => {
  expect(withoutNumbers('没修好，打我电话13812345678')).toBe('没修好，打我电话***')
})
