/**
 * Decodes one HEIC picture, in a thread of its own that may run out of time or memory without anybody else noticing.
 * Plain JavaScript: a worker starts without the loader that the rest runs under.
 */
import { parentPort, workerData } from 'node:worker_threads'

const { bytes, pixelsMax, memoryBytesMax } = workerData

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
if (!(width * height > 0 && width * height <= pixelsMax)) throw new Error('no such size')
const data = new Uint8ClampedArray(width * height * 4)
image.display({ data, width, height }, (shown) => {
  if (!shown) throw new Error('not decoded')
  parentPort.postMessage({ data, width, height }, [data.buffer])
})
