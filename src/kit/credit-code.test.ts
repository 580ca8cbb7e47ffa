import { expect, it } from 'vitest'
import { isCreditCode } from './credit-code.ts'

it.each([
  ['91350100M000100Y43', true],
  ['91350100M000100Y44', false],
  ['91350100m000100Y43', false],
  ['91350100M00010OY43', false],
  ['', false],
])('%s is a unified social credit code: %s', (text, isOne) => {
  expect(isCreditCode(text)).toBe(isOne)
})
