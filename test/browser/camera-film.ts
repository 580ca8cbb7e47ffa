import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import QRCode from 'qrcode'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'

const frames = 12

/** Where a film will be: for a browser that has to know its camera before there is anything to see. */
export function filmPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-film-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'film.mjpeg')
}

/**
 * What a camera sees when somebody holds a code in front of it, a little unsteadily: JPEG frames one after another, as
 * Chromium's fake camera wants them.
 *
 * @param scale how much larger than 640 × 480: a code with many modules needs a sharper camera
 * @returns the file's absolute path; it is removed when the test ends
 */
export async function filmOf(text: string, file = filmPath(), scale = 1): Promise<string> {
  const code = await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', width: 300 * scale, margin: 4 })
  const film = await Promise.all(Array.from({ length: frames }, (_, at) => frame(code, at - frames / 2, scale)))
  writeFileSync(file, Buffer.concat(film))
  return file
}

/** The code on a grey table, turned by some degrees and moved a little. */
async function frame(code: Buffer, tilt: number, scale: number): Promise<Buffer> {
  const side = 320 * scale
  const turned = await sharp(code).rotate(tilt, { background: '#fff' }).resize(side, side, { fit: 'inside' }).toBuffer()
  return sharp({ create: { width: 640 * scale, height: 480 * scale, channels: 3, background: '#889' } })
    .composite([{ input: turned, left: 160 * scale + tilt, top: 80 * scale }])
    .jpeg({ quality: 85 })
    .toBuffer()
}
