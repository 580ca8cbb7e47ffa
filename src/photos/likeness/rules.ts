/**
 * What a picture looks like, in two 64-bit difference hashes of it scaled to a few grey pixels: `across` has one bit
 * for each pair of neighbours in a row (set where the left one is brighter), `down` one for each pair in a column.
 * Both stay nearly the same when the picture is scaled, saved again, brightened or cropped a little, and both together
 * say how the picture would look turned or mirrored.
 */
export type Print = { across: string; down: string }

/** The whole picture; and, where it stands in a plain frame, as in a screenshot, what is inside the frame. */
export type Prints = { whole: Print; inside?: Print | undefined }

const side = 8
const bitsInHash = side * side

/** The grey pixels that `printFrom` wants. */
export const printSizes = {
  across: { width: side + 1, height: side },
  down: { width: side, height: side + 1 },
} as const

/**
 * Pictures of which at most so many of 128 bits differ are taken for the same. Scaled, brightened, stamped, cropped by
 * 4 % or turned by 3 degrees they differed in 0 to 20; the nearest of 1,200 pairs of unlike ones in 35.
 */
export const likeBitsMax = 24

export function printFrom(grey: { across: Uint8Array; down: Uint8Array }): Print {
  return { across: hashOf(grey.across, side + 1, 1), down: hashOf(grey.down, side, side) }
}

/** @param step how far on in `grey` the neighbour lies */
function hashOf(grey: Uint8Array, width: number, step: number): string {
  const at = (row: number, column: number) => row * width + column
  return hashFrom((row, column) => (grey[at(row, column)] as number) > (grey[at(row, column) + step] as number))
}

function hashFrom(isSet: (row: number, column: number) => boolean): string {
  let hash = 0n
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) hash = (hash << 1n) | (isSet(row, column) ? 1n : 0n)
  return hash.toString(16).padStart(16, '0')
}

/**
 * Compares one picture with many: of 128 bits, how many differ at the likest way of laying them on each other, upright,
 * turned or mirrored, with or without the frame. Pictures that say nothing differ in all.
 */
export function comparedTo(one: Prints): (other: Prints) => number {
  const ways = viewsOf(one).flatMap(turned).map(wordsOf)
  return (other) => {
    const views = viewsOf(other).map(wordsOf)
    return Math.min(2 * bitsInHash, ...ways.flatMap((way) => views.map((view) => bitsApart(way, view))))
  }
}

/** The prints of a picture that say something. */
export const viewsOf = ({ whole, inside }: Prints): Print[] =>
  [whole, inside].filter((print): print is Print => print !== undefined && !isPlain(print))

/** Nothing but one flat colour or one slope, or nearly: such a hash says nothing about the picture. */
export const isPlain = ({ across, down }: Print) => [across, down].some(isUniform)

const uniformBits = 4
function isUniform(hash: string): boolean {
  const bits = bitsSet(hash)
  return bits < uniformBits || bits > bitsInHash - uniformBits
}

const bitsSet = (hash: string) => bitsApart(numbersOf(hash), [0, 0])

/** 32 bits a number: comparing is what happens thousands of times. */
const wordsOf = ({ across, down }: Print) => [...numbersOf(across), ...numbersOf(down)]
const numbersOf = (hash: string) => [0, 8].map((at) => Number.parseInt(hash.slice(at, at + 8), 16) | 0)

function bitsApart(one: readonly number[], other: readonly number[]): number {
  let bits = 0
  for (let at = 0; at < one.length; at++) bits += popCount((one[at] as number) ^ (other[at] as number))
  return bits
}

function popCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The print of the same picture turned by quarters and mirrored, itself first. */
export function turned(print: Print): Print[] {
  const quarters = [print]
  for (let turn = 1; turn < 4; turn++) quarters.push(quarterTurned(quarters[turn - 1] as Print))
  return [...quarters, ...quarters.map(mirrored)]
}

type Way = (row: number, column: number) => [row: number, column: number]

const fromTheRight: Way = (row, column) => [row, side - 1 - column]
const columnsAsRows: Way = (row, column) => [side - 1 - column, row]

/** Left becomes right: rows are read backwards, and who was brighter becomes darker. */
const mirrored = ({ across, down }: Print): Print => ({
  across: moved(across, fromTheRight, true),
  down: moved(down, fromTheRight, false),
})

/** A quarter clockwise: columns, read from below, become rows. */
const quarterTurned = ({ across, down }: Print): Print => ({
  across: moved(down, columnsAsRows, true),
  down: moved(across, columnsAsRows, false),
})

function moved(hash: string, from: Way, flipped: boolean): string {
  const bits = BigInt(`0x${hash}`).toString(2).padStart(bitsInHash, '0')
  return hashFrom((row, column) => {
    const [fromRow, fromColumn] = from(row, column)
    return (bits[fromRow * side + fromColumn] === '1') !== flipped
  })
}

const bitsInBand = 16
const digitsInBand = bitsInBand / 4

/** The four quarters of a hash with their places, `'2:03af'`: what a picture is found by. */
const bandsOf = ({ across }: Print): string[] =>
  Array.from(
    { length: bitsInHash / bitsInBand },
    (_, place) => `${place}:${across.slice(place * digitsInBand, (place + 1) * digitsInBand)}`,
  )

/** What is written into the index for a picture. */
export const bandsToKeep = (prints: Prints): string[] => [...new Set(viewsOf(prints).flatMap(bandsOf))]

/**
 * Where likenesses of a picture may stand in the index: its own bands in every turn, and all that differ from them in
 * one bit. Hashes up to seven bits apart always have such a band in common, up to twelve nearly always.
 */
export function bandsToSearch(prints: Prints): string[] {
  const bands = viewsOf(prints).flatMap(turned).flatMap(bandsOf)
  return [...new Set(bands.flatMap((band) => [band, ...oneBitAway(band)]))]
}

function oneBitAway(band: string): string[] {
  const [place, value] = band.split(':') as [string, string]
  const flip = (bit: number) => (Number.parseInt(value, 16) ^ (1 << bit)).toString(16).padStart(digitsInBand, '0')
  return Array.from({ length: bitsInBand }, (_, bit) => `${place}:${flip(bit)}`)
}
