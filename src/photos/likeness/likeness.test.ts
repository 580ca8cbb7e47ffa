import { existsSync, readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import sharp from 'sharp'
import { describe, expect, inject, it } from 'vitest'
import { dialect } from '../../../db/columns.ts'
import type { Db } from '../../../db/database.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { keepPhoto, storePhotos } from '../actions.ts'
import { type PreparedPhoto, preparePhoto } from '../prepare.ts'
import { candidates, likePhotos } from './queries.ts'
import { bandsToKeep, bandsToSearch, comparedTo, likeBitsMax, type Prints } from './rules.ts'

/** Soft patches of light and dark, others for every seed. */
const noise = (seed: number) => {
  const pixels = Uint8Array.from({ length: 12 * 9 }, (_, at) => ((Math.sin((at + 1) * seed) * 43758.5) % 1) * 127 + 128)
  return sharp(pixels, { raw: { width: 12, height: 9, channels: 1 } }).resize(640, 480)
}
const file = await noise(0.7).jpeg().toBuffer()

type Use = Partial<{ purpose: 'evidence' | 'report'; subjectId: string; ownerId: string; now: Date }>

async function keep({ photoStore, atomically, now }: Town, prepared: PreparedPhoto, use: Use = {}) {
  await storePhotos(photoStore, [prepared])
  const whole = { purpose: 'report' as const, subjectId: 'report-1', ownerId: 'wangFang', now: now(), ...use }
  await atomically((tx) => keepPhoto(tx, { prepared, ...whole }))
}

it('tells the same file, the same picture and one that is alike, the likest first', async () => {
  const town = await openTown()
  const first = await preparePhoto(file)
  await keep(town, first)
  await keep(town, { ...first, exactHash: 'another file, decoded to the same' }, { subjectId: 'report-2' })
  await keep(town, await preparePhoto(await sharp(file).resize(500).jpeg({ quality: 60 }).toBuffer()), {
    subjectId: 'report-3',
  })
  const like = await likePhotos(town.db, first)
  expect(like.map(({ subjectId, likeness }) => [subjectId, likeness])).toEqual([
    ['report-1', 'same_file'],
    ['report-2', 'same_picture'],
    ['report-3', 'alike'],
  ])
  expect(await likePhotos(town.db, await preparePhoto(await noise(2.3).jpeg().toBuffer()))).toEqual([])
})

it.each([
  ['mirrored', () => sharp(file).flop()],
  ['turned by a quarter', () => sharp(file).rotate(90)],
  ['upside down', () => sharp(file).rotate(180)],
  ['turned and mirrored', () => sharp(file).rotate(270).flop()],
  [
    'in a screenshot',
    () => sharp(file).resize(400).extend({ top: 90, bottom: 220, left: 20, right: 20, background: '#eee' }),
  ],
])('knows a picture again that comes %s, whichever of them was first', async (_, changed) => {
  const [town, other] = [await openTown(), await openTown()]
  const [plain, different] = [await preparePhoto(file), await preparePhoto(await changed().jpeg().toBuffer())]
  await keep(town, plain)
  expect(await likePhotos(town.db, different)).toMatchObject([{ likeness: 'alike' }])
  await keep(other, different)
  expect(await likePhotos(other.db, plain)).toMatchObject([{ likeness: 'alike' }])
})

it('finds flat pictures only when they are the very same', async () => {
  const town = await openTown()
  const flat = async (background: string) =>
    preparePhoto(
      await sharp({ create: { width: 200, height: 200, channels: 3, background } })
        .jpeg()
        .toBuffer(),
    )
  await keep(town, await flat('#777'))
  expect(await likePhotos(town.db, await flat('#999'))).toEqual([])
  expect(await likePhotos(town.db, await flat('#777'))).toMatchObject([{ likeness: 'same_file' }])
})

it('leaves out what is not asked for', async () => {
  const town = await openTown()
  const photo = await preparePhoto(file)
  const [monday, friday] = [new Date('2026-03-02T02:00:00Z'), new Date('2026-03-06T02:00:00Z')]
  await keep(town, photo, { subjectId: 'claim-1', purpose: 'evidence', ownerId: 'zhangWei', now: monday })
  await keep(town, photo, { subjectId: 'report-1', now: friday })
  const found = async (filter: Parameters<typeof likePhotos>[2]) =>
    (await likePhotos(town.db, photo, filter)).map(({ subjectId }) => subjectId)
  expect(await found({})).toEqual(['report-1', 'claim-1'])
  expect(await found({ purposes: ['report'] })).toEqual(['report-1'])
  expect(await found({ exceptSubjectId: 'report-1' })).toEqual(['claim-1'])
  expect(await found({ from: friday })).toEqual(['report-1'])
  expect(await found({ until: monday })).toEqual(['claim-1'])
  expect(await found({ ownerId: 'zhangWei' })).toEqual(['claim-1'])
  expect(await found({ exceptOwnerId: 'zhangWei' })).toEqual(['report-1'])
})

it.runIf(dialect === 'sqlite')('finds likenesses by an index', () => {
  const database = new Sqlite(inject('sqlite').template, { readonly: true })
  const db = drizzle(database) as unknown as Db
  const { sql, params } = candidates(db, ['0:0000', '1:0000']).toSQL()
  const plan = database.prepare(`explain query plan ${sql}`).all(params) as { detail: string }[]
  database.close()
  expect(plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'))).toEqual([])
  expect(plan[0]?.detail).toContain('(band=?)')
})

const pairsFile = new URL('../../../../shared/data/near-duplicates/pairs.json', import.meta.url)
const isHere = existsSync(pairsFile)

describe.skipIf(!isHere)(`the near-duplicates${isHere ? '' : ' (skipped: ../shared/data is absent)'}`, () => {
  type Pair = { a: string; b: string; same_photo: boolean | 'undecidable'; how: string }
  const pairs: Pair[] = isHere ? JSON.parse(readFileSync(pairsFile, 'utf8')) : []
  const prints = async (name: string) => (await preparePhoto(readFileSync(new URL(name, pairsFile)))).prints
  const isFound = (one: Prints, other: Prints) => {
    const wanted = new Set(bandsToSearch(one))
    return bandsToKeep(other).some((band) => wanted.has(band)) && comparedTo(one)(other) <= likeBitsMax
  }

  it('are found, and pictures of the same walk are kept apart', async () => {
    const decidable = pairs.filter(({ same_photo }) => same_photo !== 'undecidable')
    expect(decidable.length).toBeGreaterThan(30)
    for (const { a, b, same_photo, how } of decidable) {
      const [one, other] = [await prints(a), await prints(b)]
      expect.soft([isFound(one, other), isFound(other, one)], `${a} ${b} ${how}`).toEqual([same_photo, same_photo])
    }
  })

  it('that show nothing are taken for different', async () => {
    for (const { a, b } of pairs.filter(({ same_photo }) => same_photo === 'undecidable'))
      expect(isFound(await prints(a), await prints(b))).toBe(false)
  })
})
