import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Corpus, Outcome } from '../../test/photo-corpus.ts'
import { preparePhoto } from './prepare.ts'
import { suggestionOf } from './suggestion/read.ts'
import { photosWords } from './words.ts'

/** Real phones' files, and files made to hurt. They lie beside the checkout, where they lie at all. */
const data = new URL('../../../shared/data/', import.meta.url)
const isHere = existsSync(data)
const absent = isHere ? '' : ' (skipped: ../shared/data is absent)'
const read = (path: string) => readFileSync(new URL(encodeURI(path), data))
const rows = <Row>(path: string): Row[] => (isHere ? JSON.parse(read(path).toString('utf8')) : [])

const secondsMax = 20
const megabytesMax = 500

/** In a process of its own, whose size is its own, with the allocator set as `npm start` sets it. */
async function outcomesOf(...folders: string[]): Promise<Corpus> {
  const program = fileURLToPath(new URL('../../test/photo-corpus.ts', import.meta.url))
  const paths = folders.map((folder) => fileURLToPath(new URL(folder, data)))
  const options = { maxBuffer: 1 << 24, timeout: 110_000, env: { ...process.env, MALLOC_ARENA_MAX: '2' } }
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, ...paths], options)
  return JSON.parse(stdout)
}

describe.skipIf(!isHere)(`hostile images${absent}`, () => {
  let corpus: Corpus
  beforeAll(async () => {
    corpus = await outcomesOf('hostile-images/own', 'hostile-images/public')
  })

  it('are refused in words or taken safely, each in seconds, all in little memory', () => {
    const known = new Set(['ok', ...Object.keys(photosWords)])
    expect(corpus.outcomes.length).toBeGreaterThan(120)
    expect(corpus.outcomes.filter(({ result }) => !known.has(result))).toEqual([])
    expect(Math.max(...corpus.outcomes.map(({ milliseconds }) => milliseconds))).toBeLessThan(secondsMax * 1000)
    expect(corpus.megabytesMax).toBeLessThan(megabytesMax)
  })

  it('are refused where they should be, and taken by their real kind', () => {
    const expected = rows<{ file: string; expect: string }>('hostile-images/own/_expect.json')
    const result = (file: string) => corpus.outcomes.find(({ name }) => name === file)?.result
    const toRefuse = expected.filter(({ expect: wish }) => /^(reject|GIF not allowed)/.test(wish))
    expect(toRefuse.length).toBeGreaterThan(15)
    expect(toRefuse.filter(({ file }) => result(file) === 'ok')).toEqual([])
    const toTake = expected.filter(({ expect: wish }) => /real type|stored copy|served copy|thumbnail/.test(wish))
    expect(toTake.map(({ file }) => [file, result(file)])).toEqual(toTake.map(({ file }) => [file, 'ok']))
  })
})

type Expected = {
  file: string
  exiftool: { FileType?: string; ImageWidth?: number; ImageHeight?: number; Orientation?: number }
  sharp_0_35_5: { decode: string }
}

describe.skipIf(!isHere)(`photos of real phones and cameras${absent}`, () => {
  let outcomes: Outcome[]
  let megabytes: number
  beforeAll(async () => {
    ;({ outcomes, megabytesMax: megabytes } = await outcomesOf('photos'))
  })
  const outcome = (file: string) => outcomes.find(({ name }) => file === `photos/${name}`) as Outcome

  it('are all read in little memory, those of 20 megapixels too', () => {
    expect(megabytes).toBeLessThan(megabytesMax)
  })

  it('come out upright in their size, at most 1600 pixels a side; or with a sentence', () => {
    const expected = rows<Expected>('photos/_expect.json')
    expect(expected.length).toBeGreaterThan(45)
    for (const { file, exiftool, sharp_0_35_5: sharp } of expected) {
      const { result, photo } = outcome(file)
      const isWhole = sharp.decode === 'ok' || exiftool.FileType === 'HEIC' || exiftool.FileType === 'HEIF'
      expect.soft(result === 'ok', `${file} ${result}`).toBe(isWhole)
      expect.soft(photo && [photo.width, photo.height], file).toEqual(isWhole ? upright(exiftool) : undefined)
    }
  })

  it.each(['landscape_1', 'landscape_3', 'landscape_5', 'landscape_6', 'landscape_8'])(
    '%s shows the same way up',
    (name) => {
      expect(differences(outcome(`photos/${name}.jpg`), outcome('photos/landscape_1.jpg'))).toBeLessThan(6)
    },
  )

  it.each(['portrait_2', 'portrait_4', 'portrait_7'])('%s shows the same way up', (name) => {
    expect(differences(outcome(`photos/${name}.jpg`), outcome('photos/portrait_2.jpg'))).toBeLessThan(6)
  })
})

/** Bits in which two pictures differ as they stand, without turning either. */
function differences({ photo: one }: Outcome, { photo: other }: Outcome): number {
  const bits = ({ across, down }: { across: string; down: string }) => BigInt(`0x${across}${down}`)
  const apart = bits(one?.prints.whole as never) ^ bits(other?.prints.whole as never)
  return apart.toString(2).replaceAll('0', '').length
}

function upright({ ImageWidth = 0, ImageHeight = 0, Orientation = 1 }: Expected['exiftool']): number[] {
  const size = Orientation >= 5 && Orientation <= 8 ? [ImageHeight, ImageWidth] : [ImageWidth, ImageHeight]
  const scale = Math.min(1, 1600 / Math.max(...size))
  return size.map((side) => Math.max(1, Math.round(side * scale)))
}

describe.skipIf(!isHere)(`the place and time that files name${absent}`, () => {
  const now = new Date('2026-03-02T01:00:00Z')
  it.each([
    ['photos/Apple iPhone 4.jpg', { position: near(41.853, 12.48883), takenAtLocal: '2011-01-13T14:33:39' }],
    ['photos/HTC Desire.jpg', { position: near(45.50067, 9.11033), takenAt: new Date('2011-05-06T07:59:48Z') }],
    ['photos/HTC Desire.webp', { position: near(45.50067, 9.11033), takenAt: new Date('2011-05-06T07:59:48Z') }],
    ['photos/IMG_5195.HEIC', { position: near(39.05134, -94.28877), takenAt: new Date('2021-04-11T20:47:53Z') }],
    ['photos/Samsung GT-I9000 (Galaxy S).jpg', { takenAtLocal: '2011-04-02T18:30:10' }],
    ['photos/jolla.jpg', { takenAtLocal: '2014-09-21T16:00:56' }],
    ['photos/DSCN0010.jpg', { position: near(43.46745, 11.88513), takenAtLocal: '2008-10-22T16:28:39' }],
    ['photos/exif_gps.jpg', {}],
    ['photos/empty_gps_ifd.jpg', { takenAtLocal: '2020-07-27T14:46:48' }],
    ['photos/FLIR iPhone device.jpg', {}],
    ['hostile-images/own/exif_gps_zero.jpg', {}],
    ['hostile-images/own/exif_gps_swapped.jpg', {}],
    ['hostile-images/own/exif_gps_div_zero.jpg', {}],
    ['hostile-images/own/exif_date_zero.jpg', {}],
    ['hostile-images/own/exif_date_junk.jpg', {}],
    ['hostile-images/own/exif_date_1970.jpg', { position: near(23.3634, 103.3874) }],
    [
      'hostile-images/own/exif_gps_mengzi_wgs84.jpg',
      { position: near(23.3634, 103.3874), takenAt: new Date('2021-08-30T01:15:00Z') },
    ],
    ['hostile-images/public/pillow__invalid-exif.jpg', {}],
    ['hostile-images/own/zeros_64k.jpg', {}],
  ])('%s', async (file, expected) => {
    expect(await suggestionOf(read(file), now)).toEqual(expected)
  })

  it('can be read from the first 128 KB', async () => {
    const file = read('photos/Apple iPhone 4.jpg').subarray(0, 128 * 1024)
    expect(await suggestionOf(file, now)).toMatchObject({ position: near(41.853, 12.48883) })
  })

  it('are gone from the picture that is kept', async () => {
    for (const file of ['photos/IMG_5195.HEIC', 'photos/Apple iPhone 4.jpg'])
      expect(await suggestionOf((await preparePhoto(read(file))).bytes, now)).toEqual({})
  })
})

function near(latitude: number, longitude: number) {
  return { latitude: expect.closeTo(latitude, 3), longitude: expect.closeTo(longitude, 3) }
}
