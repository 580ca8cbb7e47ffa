/** A part of a picture in pixels. */
export type Part = { left: number; top: number; width: number; height: number }

/** How far apart the grey values of a plain line may lie: a saved picture is never quite even. */
const plainSpread = 8
const frameShareMin = 0.03
const insideShareMin = 0.25

/**
 * What is left when plain rows and columns are taken away from the edges: the picture in a screenshot, a photo without
 * its empty sky. Nothing when there is no frame worth the name, or when hardly anything would be left.
 *
 * @param grey one byte a pixel
 */
export function insideOf(grey: Uint8Array, width: number, height: number): Part | undefined {
  const pixel = (x: number, y: number) => grey[y * width + x] as number
  const [top, bottom] = edges(height, (y) => isPlainLine(width, (x) => pixel(x, y)))
  const [left, right] = edges(width, (x) => isPlainLine(bottom - top, (y) => pixel(x, top + y)))
  const part = { left, top, width: right - left, height: bottom - top }
  const hasFrame = part.width < width * (1 - frameShareMin) || part.height < height * (1 - frameShareMin)
  return hasFrame && part.width * part.height > width * height * insideShareMin ? part : undefined
}

/** The first line that is not plain, and the one after the last. */
function edges(length: number, isPlainAt: (index: number) => boolean): [first: number, end: number] {
  let first = 0
  let end = length
  while (first < end && isPlainAt(first)) first++
  while (end > first && isPlainAt(end - 1)) end--
  return [first, end]
}

/** All but the odd pixel close to one value. */
function isPlainLine(length: number, at: (index: number) => number): boolean {
  const counts = new Uint32Array(256)
  for (let index = 0; index < length; index++) counts[at(index)] = (counts[at(index)] as number) + 1
  const share = (part: number) => greyOf(counts, Math.floor((length - 1) * part))
  return length > 0 && share(0.98) - share(0.02) <= plainSpread
}

/** The grey of the pixel before which so many others stand when they are sorted. */
function greyOf(counts: Uint32Array, before: number): number {
  let grey = 0
  for (let seen = counts[0] as number; seen <= before; seen += counts[grey] as number) grey++
  return grey
}
