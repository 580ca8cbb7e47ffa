import { expect, it } from 'vitest'
import { insideOf } from './frame.ts'
import { bandsToKeep, bandsToSearch, comparedTo, isPlain, type Print, printFrom, turned } from './rules.ts'

/** Grey values that tell every place from every other. */
const value = (x: number, y: number) => Math.round((Math.sin(x * 12.9 + y * 78.2) * 0.5 + 0.5) * 255)
const greyOf = (at: (x: number, y: number) => number, width: number, height: number) =>
  Uint8Array.from({ length: width * height }, (_, index) => at(index % width, Math.floor(index / width)))
const printBy = (at: (x: number, y: number) => number): Print =>
  printFrom({ across: greyOf(at, 9, 8), down: greyOf(at, 8, 9) })

const print = printBy(value)
const flipped = (hash: string, bits: number[]) =>
  bits.reduce((text, bit) => (BigInt(`0x${text}`) ^ (1n << BigInt(bit))).toString(16).padStart(16, '0'), hash)
const apart = (bits: number[]): Print => ({ ...print, across: flipped(print.across, bits) })

it('knows how a print looks in all eight turns', () => {
  const all = turned(print)
  expect(new Set(all.map(({ across, down }) => across + down)).size).toBe(8)
  const again = all.flatMap(turned).map(({ across, down }) => across + down)
  // Turning a turned one leads to no ninth, but for neighbours that are equal, of which there are none here.
  expect(new Set(again).size).toBe(8)
})

it('counts the bits in which two pictures differ, however one of them is turned', () => {
  const compared = comparedTo({ whole: print })
  expect(compared({ whole: print })).toBe(0)
  expect(compared({ whole: apart([0, 31, 32, 63]) })).toBe(4)
  for (const way of turned(apart([5]))) expect(compared({ whole: way })).toBe(1)
})

it('finds a picture inside a frame as well', () => {
  const other = printBy((x, y) => value(x + 40, y + 7))
  expect(comparedTo({ whole: other })({ whole: print })).toBeGreaterThan(24)
  expect(comparedTo({ whole: other, inside: print })({ whole: print })).toBe(0)
})

it('looks for every hash up to seven bits away in a band that is kept', () => {
  for (const bits of [[], [0, 1, 2, 3, 4, 5, 6], [0, 15, 16, 31, 32, 47, 48], [60, 61, 62, 63, 10, 20, 30]]) {
    const wanted = new Set(bandsToSearch({ whole: apart(bits) }))
    expect(bandsToKeep({ whole: print }).some((band) => wanted.has(band))).toBe(true)
  }
})

it.each([
  ['one colour', () => 128],
  ['a slope to the right', (x: number) => x * 9],
  ['a slope down', (_: number, y: number) => 200 - y * 9],
])('keeps no band of %s, and takes it for like nothing', (_, at) => {
  const plain = printBy(at)
  expect(isPlain(plain)).toBe(true)
  expect(bandsToKeep({ whole: plain })).toEqual([])
  expect(comparedTo({ whole: plain })({ whole: plain })).toBe(128)
})

it('finds what stands inside a plain frame', () => {
  const framed = greyOf((x, y) => (x > 4 && x < 35 && y > 9 && y < 30 ? value(x, y) : 240), 40, 40)
  expect(insideOf(framed, 40, 40)).toEqual({ left: 5, top: 10, width: 30, height: 20 })
})

it('sees no frame where there is none, or hardly anything in it', () => {
  expect(insideOf(greyOf(value, 40, 40), 40, 40)).toBeUndefined()
  expect(
    insideOf(
      greyOf(() => 7, 40, 40),
      40,
      40,
    ),
  ).toBeUndefined()
  const speck = greyOf((x, y) => (x < 6 && y < 6 ? value(x, y) : 240), 40, 40)
  expect(insideOf(speck, 40, 40)).toBeUndefined()
})
