/** The first bytes of JPEG, PNG, WebP and the HEIF family (AVIF, HEIC). */
export function looksLikePhoto(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return /^(\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|....ftyp)/s.test(head)
}

/**
 * Pictures that differ in at most so many of 64 bits are taken for the same: scaled, saved again, brightened or cropped
 * by a few percent. Unlike pictures differ in about 32.
 */
export const likeBitsMax = 10

/** How many of the 64 bits of two dHashes differ. */
export function bitsApart(one: string, other: string): number {
  let different = BigInt(`0x${one}`) ^ BigInt(`0x${other}`)
  let bits = 0
  for (; different; different &= different - 1n) bits++
  return bits
}

/** The eight bytes of a dHash with their places. Hashes up to seven bits apart share one for sure, up to ten nearly always. */
export const bandsOf = (dHash: string): string[] =>
  Array.from({ length: 8 }, (_, place) => `${place}:${dHash.slice(place * 2, place * 2 + 2)}`)

/** Nothing but one flat colour, or nearly: such a hash says nothing about the picture. */
export const isBlank = (dHash: string) => bitsApart(dHash, '0000000000000000') < 4

/**
 * 64-bit difference hash of a picture scaled to 9 × 8 grey pixels: one bit for each pair of neighbours, set where the
 * left one is brighter.
 */
export function dHashOf(grey: Uint8Array): string {
  let hash = 0n
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      const at = row * 9 + column
      hash = (hash << 1n) | ((grey[at] as number) > (grey[at + 1] as number) ? 1n : 0n)
    }
  }
  return hash.toString(16).padStart(16, '0')
}
