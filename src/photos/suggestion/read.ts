import exifr from 'exifr'
import sharp from 'sharp'
import { type PlaceAndTimeTags, type Suggestion, suggestionFor } from './rules.ts'

type Tags = PlaceAndTimeTags & { Orientation?: unknown }

const exifBytesMax = 256 * 1024

/** Only the few tags we use; nothing is revived, translated or followed further. */
const asked = {
  tiff: true,
  ifd0: { pick: ['Orientation'] },
  exif: { pick: ['DateTimeOriginal', 'OffsetTimeOriginal'] },
  gps: true,
  ...{ ifd1: false, interop: false, makerNote: false, userComment: false },
  ...{ jfif: false, ihdr: false, iptc: false, icc: false, xmp: false },
  ...{ reviveValues: false, translateValues: false },
}

/**
 * Where and when a photo was taken, by its own word. Reads the file's head only, so the first 128 KB of it are enough.
 * Whatever cannot be read is simply not there.
 */
export async function suggestionOf(bytes: Uint8Array, now: Date): Promise<Suggestion> {
  return suggestionFor(await tagsIn(await blockOf(bytes)), now)
}

async function blockOf(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return (await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata()).exif
  } catch {
    return undefined
  }
}

/** How the EXIF block says that the picture has to be turned. */
export async function orientationIn(block: Uint8Array | undefined): Promise<number | undefined> {
  const { Orientation } = await tagsIn(block)
  return typeof Orientation === 'number' ? Orientation : undefined
}

/** @param block as the decoder found it, with or without its `Exif` header */
async function tagsIn(block: Uint8Array | undefined): Promise<Tags> {
  if (!block || block.length > exifBytesMax) return {}
  const header = Buffer.from(block.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? 6 : 0
  try {
    return (await exifr.parse(block.slice(header), asked)) ?? {}
  } catch {
    return {}
  }
}
