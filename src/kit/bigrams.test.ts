import { expect, it } from 'vitest'
import { bigrams, queryWords } from './bigrams.ts'

it.each([
  ['青云路井盖', '青云 云路 路井 井盖 盖'],
  ['井', '井'],
  ['青云路18号', '青云 云路 路 18 号'],
  ['A3栋2单元', 'a3 栋 2 单元 元'],
  ['Ｒ－２０２６', 'r 2026'],
  ['Straße ÉCOLE', 'straße école'],
  ['𠮷野家', '𠮷野 野家 家'],
  ['阿依古丽·买买提', '阿依 依古 古丽 丽 买买 买提 提'],
  ['井盖，井盖', '井盖 盖'],
  ['！？…', ''],
])('%s is found by %s', (text, words) => {
  expect(bigrams(text)).toBe(words)
})

it('keeps several texts apart: no pair reaches from one into the next', () => {
  expect(bigrams('井', '盖')).toBe('井 盖')
})

const written = (query: string) => queryWords(query).map(({ word, isBeginning }) => word + (isBeginning ? '…' : ''))

it.each([
  ['井盖', ['井盖']],
  ['路井盖', ['路井', '井盖']],
  ['井', ['井…']],
  ['r-2026-00', ['r', '2026', '00…']],
  ['lamp', ['lamp…']],
  ['a', ['a']],
  ['3栋 lamp', ['3', '栋…', 'lamp…']],
  ['" * -', []],
])('%j asks for %j', (query, words) => {
  expect(written(query)).toEqual(words)
})

it('asks for no more words than a person types', () => {
  expect(written('一二三四五六七八九十'.repeat(20))).toHaveLength(16)
})
