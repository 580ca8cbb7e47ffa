import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase32, toBase32 } from './base32.ts'

it.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foobar', 'MZXW6YTBOI'],
])('writes %j as %j (RFC 4648)', (text, written) => {
  expect(toBase32(Buffer.from(text))).toBe(written)
})

it('reads back whatever it wrote', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(fromBase32(toBase32(bytes))).toEqual(new Uint8Array(bytes))
    }),
  )
})

it.each(['m', '0', 'MZ', 'MY======', 'A', 'MZXW6YTBOIA'])('reads %j as nothing', (text) => {
  expect(fromBase32(text)).toBeUndefined()
})
