/** The first bytes of JPEG, PNG, WebP and the HEIF family (AVIF, HEIC). */
export function looksLikePhoto(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return /^(\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|....ftyp)/s.test(head)
}

/**
 * A JPEG that says its pixels are arithmetically coded, which no camera does and no browser shows: decoders that try
 * make noise of it. The header's segments are walked until the first frame.
 */
export function isArithmetic(bytes: Uint8Array): boolean {
  let at = bytes[0] === 0xff && bytes[1] === 0xd8 ? 2 : bytes.length
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number
    if (marker >= 0xc9 && marker <= 0xcf && marker !== 0xcc) return true
    if (marker === 0xda) return false
    at += marker === 0xff ? 1 : 2 + ((bytes[at + 2] as number) << 8) + (bytes[at + 3] as number)
  }
  return false
}

/** Left for right where needed, and then clockwise, to bring a picture of this EXIF orientation upright. */
export function turnsFor(orientation: number): { angle: number; flop: boolean } {
  const angle = { 3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270 }[orientation] ?? 0
  return { angle, flop: [2, 4, 5, 7].includes(orientation) }
}

/** What a photo shows: the thing itself, where it stands, or how it looks afterwards. */
export const photoRoles = ['near', 'far', 'after'] as const
export type PhotoRole = (typeof photoRoles)[number]
