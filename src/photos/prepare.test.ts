import { existsSync, readdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../kit/refusal.ts'
import { sha256 } from '../kit/secrets.ts'
import { preparePhoto } from './prepare.ts'
import { bitsApart, likeBitsMax } from './rules.ts'
import { photosWords } from './words.ts'

/** Dark on the left, with a bright block in the top right corner: one can see which way up it is. */
function picture(width = 640, height = 480) {
  const block = sharp({ create: { width: width >> 2, height: height >> 2, channels: 3, background: '#f4d03f' } })
  return block
    .png()
    .toBuffer()
    .then((input) =>
      sharp({ create: { width, height, channels: 3, background: '#1f3a5f' } }).composite([
        { input, gravity: 'northeast' },
      ]),
    )
}

const brightest = async (bytes: Uint8Array) => {
  const { data } = await sharp(bytes)
    .greyscale()
    .resize(2, 2, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return ['top left', 'top right', 'bottom left', 'bottom right'][[...data].indexOf(Math.max(...data))]
}

const codeOf = (bytes: Uint8Array) =>
  preparePhoto(bytes).then(
    () => 'ok',
    (error: Refusal) => error.code,
  )

it.each(['jpeg', 'png', 'webp', 'avif'] as const)(
  'takes a %s and keeps it as WebP named after its bytes',
  async (kind) => {
    const photo = await preparePhoto(await (await picture(160, 120)).toFormat(kind).toBuffer())
    expect((await sharp(photo.bytes).metadata()).format).toBe('webp')
    expect(photo).toMatchObject({ id: sha256(photo.bytes), width: 160, height: 120 })
  },
)

it('turns a photo upright that was taken with the phone on its side', async () => {
  const sideways = await (await picture()).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  const photo = await preparePhoto(sideways)
  expect([photo.width, photo.height]).toEqual([480, 640])
  expect(await brightest(photo.bytes)).toBe('bottom right')
})

it('keeps no word of what the file said about itself: no place, no time, no thumbnail', async () => {
  const telling = await (await picture())
    .jpeg()
    .withExif({ IFD0: { Copyright: '<script>alert(1)</script>' }, IFD3: { GPSLatitude: '23/1 22/1 0/1' } })
    .toBuffer()
  const { bytes } = await preparePhoto(telling)
  const { exif, xmp, icc, iptc, comments } = await sharp(bytes).metadata()
  expect([exif, xmp, icc, iptc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined])
  expect(Buffer.from(bytes).includes('script')).toBe(false)
})

it('makes large photos small and leaves small ones alone', async () => {
  const photo = await preparePhoto(await (await picture(4000, 3000)).jpeg().toBuffer())
  expect([photo.width, photo.height]).toEqual([1600, 1200])
  expect(await sharp(photo.small.bytes).metadata()).toMatchObject({ width: 400, height: 300 })
})

it('takes the 50 megapixels of a real phone, and refuses more before decoding them', async () => {
  const plain = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#888' }, limitInputPixels: false })
      .jpeg()
      .toBuffer()
  expect(await codeOf(await plain(8192, 6144))).toBe('ok')
  expect(await codeOf(await plain(10_000, 7000))).toBe('photo_too_large')
})

it.each([
  ['nothing', Buffer.alloc(0), 'photo_unreadable'],
  ['text', Buffer.from('这不是照片'), 'photo_kind'],
  [
    'a drawing that can fetch',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    'photo_kind',
  ],
  ['an animation', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1'), 'photo_kind'],
  ['more than 20 MB', Buffer.alloc(20 * 1024 * 1024 + 1), 'photo_too_large'],
])('refuses %s in words', async (_, bytes, code) => {
  expect(await codeOf(bytes)).toBe(code)
})

it('refuses a photo whose second half was lost on the way', async () => {
  const whole = await (await picture(2000, 1500)).jpeg().toBuffer()
  expect(await codeOf(whole.subarray(0, whole.length >> 1))).toBe('photo_unreadable')
})

it('keeps nothing that was hung behind the picture', async () => {
  const { bytes } = await preparePhoto(
    Buffer.concat([await (await picture()).jpeg().toBuffer(), Buffer.from('PK\x03\x04 ../../evil')]),
  )
  expect(Buffer.from(bytes).includes('evil')).toBe(false)
})

const data = new URL('../../../shared/data/', import.meta.url)
const isHere = existsSync(data)
const absent = isHere ? '' : ' (skipped: ../shared/data is absent)'

const expected = new Set(['ok', ...Object.keys(photosWords)])
describe.skipIf(!isHere)(`real and hostile files${absent}`, () => {
  it.each(['photos', 'hostile-images/own', 'hostile-images/public'])(
    '%s: a picture or a sentence, never a crash',
    async (folder) => {
      const names = readdirSync(new URL(folder, data)).filter((name) => !/\.(json|md)$/.test(name))
      expect(names.length).toBeGreaterThan(20)
      for (const name of names) {
        expect
          .soft(expected, name)
          .toContain(await codeOf(readFileSync(new URL(`${folder}/${encodeURIComponent(name)}`, data))))
      }
    },
  )

  it.each(['landscape_1', 'landscape_3', 'landscape_5', 'landscape_6', 'landscape_8'])(
    '%s is upright',
    async (name) => {
      const read = (file: string) => preparePhoto(readFileSync(new URL(`photos/${file}.jpg`, data)))
      const [photo, upright] = [await read(name), await read('landscape_1')]
      expect([photo.width, photo.height]).toEqual([600, 450])
      expect(bitsApart(photo.dHash, upright.dHash)).toBeLessThan(4)
    },
  )

  it('knows a photo again when it was scaled, saved again, brightened, cropped, blurred or stamped', async () => {
    type Pair = { a: string; b: string; same_photo: boolean | string; how: string }
    const pairs: Pair[] = JSON.parse(readFileSync(new URL('near-duplicates/pairs.json', data), 'utf8'))
    const hash = async (name: string) =>
      (await preparePhoto(readFileSync(new URL(`near-duplicates/${name}`, data)))).dHash
    const turned = /mirror|rot90|screenshot/
    for (const { a, b, same_photo, how } of pairs.filter(
      (pair) => !turned.test(pair.how) && pair.same_photo !== 'undecidable',
    )) {
      expect.soft(bitsApart(await hash(a), await hash(b)) <= likeBitsMax, `${a} ${b} ${how}`).toBe(same_photo)
    }
  })
})
