import sharp, { type Metadata, type Sharp } from 'sharp'
import { Refusal } from '../kit/refusal.ts'
import { sha256 } from '../kit/secrets.ts'
import { decodeApart, heicOrientation, heifMegapixelsMax } from './heic/decode.ts'
import { printsOf } from './likeness/print.ts'
import type { Prints } from './likeness/rules.ts'
import { isArithmetic, looksLikePhoto, type PhotoRole, turnsFor } from './rules.ts'
import { orientationIn } from './suggestion/read.ts'
import { inHeavyTurn, inTurn } from './turn.ts'

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
  /** What it looks like, to find its likenesses. */
  prints: Prints
  /** What it shows, where the form asked. */
  role?: PhotoRole
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
 * Takes some tenths of a second (HEIC: seconds), so it stays outside `atomically`.
 *
 * @throws Refusal `photo_unreadable`, `photo_kind`, `photo_heic`, `photo_too_large`, `photo_busy`
 */
export async function preparePhoto(sent: Uint8Array): Promise<PreparedPhoto> {
  if (sent.length > megabytesMax * 1024 * 1024) throw tooLarge(megapixelsMax)
  const head = await headOf(sent)
  const isHeavy = head.kind === 'heic' || head.kind === 'avif'
  return (isHeavy ? inHeavyTurn : inTurn)(async () => {
    const picture = await pictureOf(sent, head)
    const { bytes, width, height } = await encoded(picture)
    const [small, prints] = await Promise.all([shrunk(bytes), printsOf(bytes)])
    return { id: sha256(bytes), bytes, small, width, height, exactHash: sha256(sent), prints }
  })
}

/** A picture made from one that is kept already, encoded the same way, with its thumbnail. */
export async function encodedAgain(picture: Sharp): Promise<Pick<PreparedPhoto, 'id' | 'bytes' | 'small'>> {
  const { bytes } = await encoded(picture)
  return { id: sha256(bytes), bytes, small: await shrunk(bytes) }
}

type Head = { kind: 'jpeg' | 'png' | 'webp' | 'avif' | 'heic'; metadata: Metadata }

/** The file's real kind, whatever its name says, and what it says about itself. */
async function headOf(sent: Uint8Array): Promise<Head> {
  // The first bytes are asked first: the decoder also knows SVG, PDF and others that can reach out or run.
  if (sent.length === 0) throw new Refusal('invalid', 'photo_unreadable')
  if (!looksLikePhoto(sent)) throw new Refusal('invalid', 'photo_kind')
  if (isArithmetic(sent)) throw new Refusal('invalid', 'photo_unreadable')
  const metadata = await readHead(sent)
  const { format, compression, width, height } = metadata
  if (width * height > limits.limitInputPixels) throw tooLarge(megapixelsMax)
  if (format === 'jpeg' || format === 'png' || format === 'webp') return { kind: format, metadata }
  if (format === 'heif') {
    if (width * height > heifMegapixelsMax * 1_000_000) throw tooLarge(heifMegapixelsMax)
    return { kind: compression === 'av1' ? 'avif' : 'heic', metadata }
  }
  throw new Refusal('invalid', 'photo_kind')
}

async function readHead(sent: Uint8Array): Promise<Metadata> {
  try {
    return await sharp(sent, limits).metadata()
  } catch (error) {
    if (/pixel limit/.test(String(error))) throw tooLarge(megapixelsMax)
    throw new Refusal('invalid', 'photo_unreadable')
  }
}

async function pictureOf(sent: Uint8Array, { kind, metadata }: Head): Promise<Sharp> {
  if (kind !== 'heic' && kind !== 'avif') return sharp(sent, limits).autoOrient()
  const { data, ...raw } = await decodeApart(kind, sent, sideMax)
  const picture = sharp(data, { raw })
  if (kind === 'avif') return picture
  const { angle, flop } = turnsFor(heicOrientation(sent, await orientationIn(metadata.exif)))
  return picture.flop(flop).rotate(angle)
}

async function encoded(picture: Sharp) {
  try {
    const { data, info } = await picture
      .resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .timeout({ seconds: secondsMax })
      .toBuffer({ resolveWithObject: true })
    return { bytes: new Uint8Array(data), width: info.width, height: info.height }
  } catch {
    throw new Refusal('invalid', 'photo_unreadable')
  }
}

async function shrunk(bytes: Uint8Array) {
  const size = { width: smallSideMax, height: smallSideMax, fit: 'inside', withoutEnlargement: true } as const
  const data = new Uint8Array(await sharp(bytes).resize(size).webp({ quality: 75 }).toBuffer())
  return { id: sha256(data), bytes: data }
}

const tooLarge = (megapixels: number) =>
  new Refusal('invalid', 'photo_too_large', { megabytes: megabytesMax, megapixels })
