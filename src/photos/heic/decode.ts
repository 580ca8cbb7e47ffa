import { fork } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../../db/root.ts'
import { Refusal } from '../../kit/refusal.ts'

/** Eight bits each of red, green, blue and, with four channels, alpha. */
export type Pixels = { data: Uint8Array; width: number; height: number; channels: 3 | 4 }

/** Of HEIC and AVIF, which are decoded whole: the 24 of a new iPhone. Its 48 would cost a gigabyte for a moment. */
export const heifMegapixelsMax = 25
const secondsMax = 20
const memoryBytesMax = 192 * 1024 * 1024
const heapMegabytesMax = 64

/**
 * Decodes a picture that cannot be decoded piece by piece, no larger than is kept: in a process that is ended when it
 * takes too long, and that knows nothing of ours. A thread would do for the time; but the memory that a picture of 20
 * megapixels takes for a moment stays with the process that took it. The pixels are as untrusted as the file; all that
 * is believed is their number.
 *
 * @throws Refusal `photo_heic`, for AVIF `photo_unreadable`
 */
export function decodeApart(kind: 'heic' | 'avif', bytes: Uint8Array, sideMax: number): Promise<Pixels> {
  const decoder = fork(join(root, 'src/photos/heic/decoder.mjs'), {
    execArgv: [`--max-old-space-size=${heapMegabytesMax}`],
    // Each of the allocator's arenas would keep what it once took: two are enough for one picture.
    env: { MALLOC_ARENA_MAX: '2' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: secondsMax * 1000,
    killSignal: 'SIGKILL',
  })
  const limits = { limitInputPixels: heifMegapixelsMax * 1_000_000, failOn: 'error', sequentialRead: true }
  return new Promise<Pixels>((resolve, reject) => {
    const refuse = () =>
      reject(kind === 'heic' ? new Refusal('invalid', 'photo_heic') : new Refusal('invalid', 'photo_unreadable'))
    decoder.once('message', (pixels) => resolve(pixels as Pixels))
    decoder.once('error', refuse)
    decoder.once('exit', refuse)
    decoder.send({ kind, bytes, sideMax, limits, memoryBytesMax }, (error) => error && refuse())
  })
}

/**
 * How a HEIC's EXIF says it has to be turned. The container's own turn counts before it and is done by the decoder;
 * some phones write only the EXIF one.
 */
export function heicOrientation(bytes: Uint8Array, exifOrientation: number | undefined): number {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headBytes))
  const isTurned = ['irot', 'imir'].some((box) => head.includes(box, 0, 'latin1'))
  return isTurned || !exifOrientation || exifOrientation > 8 ? 1 : exifOrientation
}

/** The boxes that describe the pictures stand before the pictures. */
const headBytes = 64 * 1024
