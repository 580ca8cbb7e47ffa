import { bigrams } from '../../kit/bigrams.ts'
import { day } from '../../kit/clock.ts'

/** How near another report has to be to be offered as perhaps the same. */
export const nearMeters = 100
/** A problem that was solved so many days ago at most may have come back. */
export const solvedDays = 30
/** More than so many nobody looks at. */
export const offeredMax = 4

export type Trait = {
  categoryId: string
  words: string
  address: string
  areaId: string
}

/** Offered to somebody who files: below this, it only costs attention. */
export const scoreMin = 0.55

/**
 * How likely an earlier report is of the same problem: where (the most telling), of which category, in what words, and
 * how alike the pictures are. From 0, nothing in common, to about 1.
 *
 * @param meters between the two; none where one has no position
 * @param bits of 128, how many the likest pictures differ in; none without a like picture
 */
export function likenessOf(mine: Trait, theirs: Trait, meters?: number, bits?: number): number {
  const sameCategory = mine.categoryId === theirs.categoryId ? 0.3 : 0
  const picture = bits === undefined ? 0 : 0.6 * (1 - bits / 40)
  const words = 0.3 * overlap(mine.words, theirs.words)
  return placeScore(mine, theirs, meters) + sameCategory + words + picture
}

function placeScore(mine: Trait, theirs: Trait, meters: number | undefined): number {
  if (meters !== undefined) return meters > nearMeters ? -1 : 0.4 * (1 - meters / nearMeters) + 0.1
  const street = overlap(mine.address, theirs.address)
  return mine.areaId === theirs.areaId ? 0.1 + 0.4 * street : 0.4 * street - 0.1
}

/** The share of the shorter text's pairs of characters that stand in the longer one as well. */
export function overlap(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  const least = Math.min(a.size, b.size)
  if (least === 0) return 0
  return [...a].filter((pair) => b.has(pair)).length / least
}

const pairsOf = (text: string) =>
  new Set(
    bigrams(text)
      .split(' ')
      .filter((word) => [...word].length > 1),
  )

/** Whole days, hours or minutes between two instants, for people to read. */
export function ageOf(at: Date, now: Date): { count: number; unit: 'day' | 'hour' | 'minute' } {
  const milliseconds = Math.max(0, now.getTime() - at.getTime())
  if (milliseconds >= day) return { count: Math.floor(milliseconds / day), unit: 'day' }
  if (milliseconds >= day / 24) return { count: Math.floor((milliseconds * 24) / day), unit: 'hour' }
  return { count: Math.max(1, Math.floor((milliseconds * 24 * 60) / day)), unit: 'minute' }
}
