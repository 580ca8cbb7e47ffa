import sharp, { type Sharp } from 'sharp'
import { insideOf } from './frame.ts'
import { type Print, type Prints, printFrom, printSizes } from './rules.ts'

const greySideMax = 512

/** From the picture as it is stored, so that every way it was sent gives nearly the same prints. */
export async function printsOf(bytes: Uint8Array): Promise<Prints> {
  const { data, info } = await sharp(bytes)
    .flatten({ background: '#fff' })
    .greyscale()
    .resize({ width: greySideMax, height: greySideMax, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const grey = () => sharp(data, { raw: { width, height, channels: 1 } })
  const inside = insideOf(data, width, height)
  return {
    whole: await printOf(grey()),
    inside: inside && (await printOf(grey().extract(inside))),
  }
}

async function printOf(grey: Sharp): Promise<Print> {
  const pixels = async (size: { width: number; height: number }) =>
    new Uint8Array(
      await grey
        .clone()
        .resize({ ...size, fit: 'fill' })
        .toColourspace('b-w')
        .raw()
        .toBuffer(),
    )
  return printFrom({ across: await pixels(printSizes.across), down: await pixels(printSizes.down) })
}
