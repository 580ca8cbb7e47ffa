import sharp from 'sharp'
import { expect, it } from 'vitest'
import { photosByRole, prepareByRole, suggestionFrom } from './upload.ts'

const now = new Date('2026-03-02T01:00:00Z')

async function photo(name: string, exif: Record<string, Record<string, string>> = {}, background = '#575') {
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background } })
  return new File([new Uint8Array(await picture.jpeg().withExif(exif).toBuffer())], name, { type: 'image/jpeg' })
}

const mengzi = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '23/1 22/1 0/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '103/1 23/1 0/1',
}

it('reads near photos before far ones, each with its role', async () => {
  const prepared = await prepareByRole(
    {
      photosNear: [await photo('1.jpg'), await photo('2.jpg', {}, '#333')],
      photosFar: [await photo('3.jpg', {}, '#eee')],
    },
    6,
  )
  expect(prepared.map(({ role }) => role)).toEqual(['near', 'near', 'far'])
})

it('counts both together', async () => {
  const one = await photo('1.jpg')
  await expect(prepareByRole({ photosNear: [one, one], photosFar: [one] }, 2)).rejects.toMatchObject({
    code: 'photos_too_many',
    details: { field: 'photosNear', max: 2 },
  })
})

it('names the field and the file that was refused', async () => {
  const broken = new File(['不是照片'], '报告.jpg')
  await expect(prepareByRole({ photosNear: [], photosFar: [broken] }, 6)).rejects.toMatchObject({
    code: 'photo_kind',
    details: { field: 'photosFar', file: '报告.jpg' },
  })
})

it('takes a field without files, with an empty one as browsers send it, with one, and with several', async () => {
  const { photosNear: field } = photosByRole
  const one = await photo('1.jpg')
  expect([undefined, new File([], ''), one, [one, one]].map((sent) => field.parse(sent).length)).toEqual([0, 0, 1, 2])
  expect(field.safeParse('a text').success).toBe(false)
})

it('takes the first place and the first time that any of the photos names', async () => {
  const timed = await photo('1.jpg', { IFD2: { DateTimeOriginal: '2026:03:01 09:30:00' } })
  const placed = await photo('2.jpg', { IFD2: { DateTimeOriginal: '2026:02:01 09:30:00' }, IFD3: mengzi })
  expect(await suggestionFrom([await photo('0.jpg'), timed, placed], now)).toEqual({
    takenAtLocal: '2026-03-01T09:30:00',
    position: { latitude: expect.closeTo(23.3667, 3), longitude: expect.closeTo(103.3833, 3) },
  })
  expect(await suggestionFrom([], now)).toEqual({})
})
