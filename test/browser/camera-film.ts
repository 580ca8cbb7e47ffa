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
 * @returns the file's absolute path; it is removed when the test ends
 */
export async function filmOf(text: string, file = filmPath()): Promise<string> {
  const code = await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', width: 300, margin: 4 })
  const film = await Promise.all(Array.from({ length: frames }, (_, at) => frame(code, at - frames / 2)))
  writeFileSync(file, Buffer.concat(film))
  return file
}

/** The code on a grey table, turned by some degrees and moved a little. */
async function frame(code: Buffer, tilt: number): Promise<Buffer> {
  const turned = await sharp(code).rotate(tilt, { background: '#fff' }).resize(320, 320, { fit: 'inside' }).toBuffer()
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#889' } })
    .composite([{ input: turned, left: 160 + tilt, top: 80 }])
    .jpeg({ quality: 85 })
    .toBuffer()
}
