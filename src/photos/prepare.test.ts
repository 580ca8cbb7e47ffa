import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { Refusal } from '../kit/refusal.ts'
import { sha256 } from '../kit/secrets.ts'
import { preparePhoto } from './prepare.ts'
import { turnsFor } from './rules.ts'

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

it('makes a large AVIF small, and refuses half of one', async () => {
  const whole = await (await picture(1700, 1275)).avif({ effort: 0 }).toBuffer()
  const photo = await preparePhoto(whole)
  expect([photo.width, photo.height]).toEqual([1600, 1200])
  expect(await brightest(photo.bytes)).toBe('top right')
  expect(await codeOf(whole.subarray(0, whole.length >> 1))).toBe('photo_unreadable')
})

it('keeps what can be seen through in an AVIF', async () => {
  const clear = sharp({
    create: { width: 60, height: 40, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.5 } },
  })
  const { bytes } = await preparePhoto(await clear.avif().toBuffer())
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', hasAlpha: true })
})

it('keeps nothing that was hung behind the picture', async () => {
  const { bytes } = await preparePhoto(
    Buffer.concat([await (await picture()).jpeg().toBuffer(), Buffer.from('PK\x03\x04 ../../evil')]),
  )
  expect(Buffer.from(bytes).includes('evil')).toBe(false)
})

it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %i the way the decoder does', async (orientation) => {
  const sent = await (await picture(80, 60)).jpeg().withMetadata({ orientation }).toBuffer()
  const { angle, flop } = turnsFor(orientation)
  const ours = await sharp(await sharp(sent).flop(flop).rotate(angle).png().toBuffer())
    .raw()
    .toBuffer()
  expect(
    ours.equals(
      await sharp(await sharp(sent).autoOrient().png().toBuffer())
        .raw()
        .toBuffer(),
    ),
  ).toBe(true)
})

it('refuses a JPEG whose frame claims arithmetic coding', async () => {
  const sent = Buffer.from(await (await picture(64, 64)).jpeg().toBuffer())
  sent[sent.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc9
  expect(await codeOf(sent)).toBe('photo_unreadable')
})

it('refuses an AVIF of more than 25 megapixels, which would be decoded whole', async () => {
  const plain = sharp({ create: { width: 5200, height: 5000, channels: 3, background: '#888' } })
  expect(await codeOf(await plain.avif({ effort: 0, quality: 1 }).toBuffer())).toBe('photo_too_large')
})
