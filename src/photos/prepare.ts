import sharp, { type Metadata } from 'sharp'
import { Refusal } from '../kit/refusal.ts'
import { sha256 } from '../kit/secrets.ts'
import { dHashOf, looksLikePhoto } from './rules.ts'
import { inTurn } from './turn.ts'

export type PreparedPhoto = {
  /** The SHA-256 of `bytes`. */
  id: string
  /** WebP, upright, at most 1600 pixels a side, without any metadata. */
  bytes: Uint8Array
  /** The same at 400 pixels, for lists. */
  small: { id: string; bytes: Uint8Array }
  width: number
  height: number
  /** SHA-256 of the file as it was sent. */
  exactHash: string
  dHash: string
}

const megabytesMax = 20
/** Real phones send 50 megapixels. A picture that claims more is refused before a pixel of it is decoded. */
const megapixelsMax = 64
const sideMax = 1600
const smallSideMax = 400
const secondsMax = 15

const limits = { limitInputPixels: megapixelsMax * 1_000_000, failOn: 'error', sequentialRead: true } as const

// Photos come one by one and never again: a cache of decoded ones only costs memory.
sharp.cache(false)

/**
 * Decodes, turns upright, strips and encodes a photo anew, or refuses it: nothing of the sent file is ever kept.
 * Takes some tenths of a second, so it stays outside `atomically`.
 *
 * @throws Refusal `photo_unreadable`, `photo_kind`, `photo_heic`, `photo_too_large`, `photo_busy`
 */
export async function preparePhoto(sent: Uint8Array): Promise<PreparedPhoto> {
  if (sent.length > megabytesMax * 1024 * 1024) throw tooLarge()
  return inTurn(async () => {
    const kind = await kindOf(sent)
    const { bytes, width, height } = await encoded(sent, kind)
    const [small, dHash] = await Promise.all([shrunk(bytes), hashOf(bytes)])
    return { id: sha256(bytes), bytes, small, width, height, exactHash: sha256(sent), dHash }
  })
}

type Kind = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic'

/** The file's real kind, whatever its name says. */
async function kindOf(sent: Uint8Array): Promise<Kind> {
  // The first bytes are asked first: the decoder also knows SVG, PDF and others that can reach out or run.
  if (sent.length === 0) throw new Refusal('invalid', 'photo_unreadable')
  if (!looksLikePhoto(sent)) throw new Refusal('invalid', 'photo_kind')
  const { format, compression, width, height } = await readHead(sent)
  if (width * height > limits.limitInputPixels) throw tooLarge()
  if (format === 'jpeg' || format === 'png' || format === 'webp') return format
  if (format === 'heif') return compression === 'av1' ? 'avif' : 'heic'
  throw new Refusal('invalid', 'photo_kind')
}

async function readHead(sent: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(sent, limits).metadata()
  } catch (error) {
    if (/pixel limit/.test(String(error))) throw tooLarge()
    throw new Refusal('invalid', 'photo_unreadable')
  }
}

async function encoded(sent: Uint8Array, kind: Kind) {
  try {
    const { data, info } = await sharp(sent, limits)
      .autoOrient()
      .resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .timeout({ seconds: secondsMax })
      .toBuffer({ resolveWithObject: true })
    return { bytes: new Uint8Array(data), width: info.width, height: info.height }
  } catch {
    // HEVC is patented and left out of the decoder; with a decoder that has it, HEIC simply works.
    if (kind === 'heic') throw new Refusal('invalid', 'photo_heic')
    throw new Refusal('invalid', 'photo_unreadable')
  }
}

async function shrunk(bytes: Uint8Array) {
  const size = { width: smallSideMax, height: smallSideMax, fit: 'inside', withoutEnlargement: true } as const
  const data = new Uint8Array(await sharp(bytes).resize(size).webp({ quality: 75 }).toBuffer())
  return { id: sha256(data), bytes: data }
}

/** From the picture as it is stored, so that every way it was sent gives the same hash. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  const grey = sharp(bytes).flatten({ background: '#fff' }).greyscale().resize(9, 8, { fit: 'fill' })
  return dHashOf(new Uint8Array(await grey.raw().toBuffer()))
}

const tooLarge = () => new Refusal('invalid', 'photo_too_large', { megabytes: megabytesMax, megapixels: megapixelsMax })
