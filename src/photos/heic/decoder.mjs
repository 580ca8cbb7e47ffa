/**
 * Decodes one picture whole, HEIC or AVIF, in a process of its own that may run out of time or memory without anybody
 * else noticing, and whose memory is gone with it. Plain JavaScript: it starts without the loader that the rest runs
 * under. HEIC is decoded by libheif in WebAssembly, because sharp cannot (HEVC is patented and left out of it).
 */
import sharp from 'sharp'

sharp.cache(false)
sharp.concurrency(1)

process.once('message', (asked) => void answer(asked))

/** What cannot be decoded ends the process, which says enough. */
async function answer(asked) {
  const picture = asked.kind === 'heic' ? await heic(asked) : sharp(asked.bytes, asked.limits).autoOrient()
  const { data, info } = await picture
    .resize({ width: asked.sideMax, height: asked.sideMax, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  process.send({ data, width, height, channels }, () => process.exit())
}

async function heic({ bytes, limits, memoryBytesMax }) {
  // The decoder asks for more through this one door. What it is refused, it reports as out of memory.
  const grow = WebAssembly.Memory.prototype.grow
  WebAssembly.Memory.prototype.grow = function bounded(pages) {
    if (this.buffer.byteLength + pages * 65_536 > memoryBytesMax) throw new RangeError('enough memory')
    return grow.call(this, pages)
  }
  // It tells the console about every broken file.
  for (const tell of ['log', 'info', 'warn', 'error']) console[tell] = () => undefined

  const { default: libheif } = await import('libheif-js/wasm-bundle.js')
  const images = new libheif.HeifDecoder().decode(bytes)
  const image = images.find((one) => one.is_primary()) ?? images[0]
  if (!image) throw new Error('no picture')
  const [width, height] = [image.get_width(), image.get_height()]
  if (!(width * height > 0 && width * height <= limits.limitInputPixels)) throw new Error('no such size')
  const data = new Uint8ClampedArray(width * height * 4)
  await new Promise((done, failed) => {
    image.display({ data, width, height }, (shown) => (shown ? done() : failed(new Error('not decoded'))))
  })
  return sharp(data, { raw: { width, height, channels: 4 } })
}
