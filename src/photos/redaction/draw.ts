import sharp from 'sharp'
import type { Files } from '../actions.ts'
import { encodedAgain } from '../prepare.ts'
import { inTurn } from '../turn.ts'
import { type Box, pixelsOf } from './rules.ts'

const fill = '#1c1c1c'

/** The picture with boxes over it. They are filled, not blurred: what is blurred can be guessed back. */
export function drawBoxes(bytes: Uint8Array, boxes: readonly Box[]): Promise<Files> {
  return inTurn(async () => {
    const picture = await sharp(bytes).metadata()
    const layers = boxes.map((box) => {
      const { left, top, width, height } = pixelsOf(box, picture)
      return { input: { create: { width, height, channels: 3 as const, background: fill } }, left, top }
    })
    return encodedAgain(sharp(bytes).composite(layers))
  })
}
