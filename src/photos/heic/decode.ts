import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { root } from '../../../db/root.ts'
import { Refusal } from '../../kit/refusal.ts'

/** Eight bits each of red, green, blue and alpha. */
export type Pixels = { data: Uint8Array; width: number; height: number }

/** Of HEIC and AVIF, which are decoded whole: the 24 of a new iPhone. Its 48 would cost a gigabyte for a moment. */
export const heifMegapixelsMax = 25
const secondsMax = 20
const memoryBytesMax = 192 * 1024 * 1024
const heapMegabytesMax = 64

/**
 * Decodes HEIC, which sharp cannot (HEVC is patented and left out of it), with libheif in WebAssembly: in a thread that
 * is ended when it takes too long, and that gets no more memory than a real photo needs. Its pixels are as untrusted as
 * the file; all that is believed is their number.
 *
 * @throws Refusal `photo_heic`
 */
export function decodeHeic(bytes: Uint8Array): Promise<Pixels> {
  const worker = new Worker(join(root, 'src/photos/heic/worker.mjs'), {
    workerData: { bytes, pixelsMax: heifMegapixelsMax * 1_000_000, memoryBytesMax },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax, maxYoungGenerationSizeMb: 16 },
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  return new Promise<Pixels>((resolve, reject) => {
    const refuse = () => reject(new Refusal('invalid', 'photo_heic'))
    const timer = setTimeout(refuse, secondsMax * 1000)
    worker.once('message', resolve)
    worker.once('error', refuse)
    worker.once('exit', () => {
      clearTimeout(timer)
      refuse()
    })
  }).finally(() => void worker.terminate())
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
