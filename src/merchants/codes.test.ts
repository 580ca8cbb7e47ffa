import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCharacter, readUnifiedCode } from './codes.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

it('takes codes that are really in use', () => {
  // Public ones: Huawei, Tencent, Alibaba (China).
  for (const code of ['914403001922038216', '9144030071526726XG', '91330100799655058B'])
    expect(readUnifiedCode(code)).toBe(code)
})

it('reads a code however it was typed', () => {
  expect(readUnifiedCode(' 9144-0300 7152 ６７２６xg ')).toBe('9144030071526726XG')
})

it('refuses every single wrong character, and every swap of two neighbours', () => {
  const letter = fc.constantFrom(...alphabet)
  const body = fc.array(letter, { minLength: 17, maxLength: 17 }).map((letters) => letters.join(''))
  fc.assert(
    fc.property(body, fc.nat({ max: 17 }), letter, (text, at, other) => {
      const code = text + checkCharacter(text)
      expect(readUnifiedCode(code)).toBe(code)
      const wrong = code.slice(0, at) + other + code.slice(at + 1)
      if (wrong !== code) expect(readUnifiedCode(wrong)).toBeUndefined()
      const [a = '', b = ''] = [code[at], code[at + 1]]
      const swapped = code.slice(0, at) + b + a + code.slice(at + 2)
      if (b && a !== b) expect(readUnifiedCode(swapped)).toBeUndefined()
    }),
  )
})

it('refuses letters that no code has, another length, and anything strange', () => {
  for (const text of ['', '9144030071526726X', '9144030071526726XGG', 'IOZSV0300715267260', '🏪'.repeat(18), '=1+1'])
    expect(readUnifiedCode(text)).toBeUndefined()
})
