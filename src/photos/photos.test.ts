import sharp from 'sharp'
import { expect, it } from 'vitest'
import { openTown, type Town } from '../../test/town.ts'
import { keepPhoto, storePhotos } from './actions.ts'
import { preparePhoto } from './prepare.ts'
import { likePhotos, photosOf } from './queries.ts'

const qingyunPath = '532503000000/532503003000/532503003002/'

const noise = (seed: number) => {
  const pixels = Uint8Array.from({ length: 64 * 48 }, (_, at) => (Math.sin(at * seed) + 1) * 127)
  return sharp(pixels, { raw: { width: 64, height: 48, channels: 1 } }).resize(640, 480)
}

async function kept({ photoStore, atomically, now }: Town, purpose: 'evidence' | 'catalogue', file?: Uint8Array) {
  const prepared = await preparePhoto(file ?? (await noise(0.7).jpeg().toBuffer()))
  await storePhotos(photoStore, [prepared])
  const use = { purpose, subjectId: `${purpose}-1`, ownerId: 'wangFang', areaPath: qingyunPath }
  await atomically((tx) => keepPhoto(tx, { prepared, ...use, now: now() }))
  return prepared
}

it('shows a catalogue photo to everybody, with a fixed type and for ever', async () => {
  const town = await openTown()
  const { id, bytes } = await kept(town, 'catalogue')
  const answer = await town.as(undefined).get(`/photos/${id}`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/webp')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  expect((await town.as(undefined).get(`/photos/${id}/small`)).status).toBe(200)
})

it.each([
  ['wangFang', 200],
  ['clerkLi', 200],
  ['reviewerSun', 200],
  ['zhangWei', 404],
  ['clerkZhao', 404],
  [undefined, 404],
] as const)('answers %s, who asks for evidence of 王芳, with %i', async (who, status) => {
  const town = await openTown()
  const { id } = await kept(town, 'evidence')
  const answer = await town.as(who).get(`/photos/${id}`)
  expect(answer.status).toBe(status)
  if (status === 200) expect(answer.headers.get('cache-control')).toBe('private, no-store')
})

it('keeps the same photo for the same thing once', async () => {
  const town = await openTown()
  await kept(town, 'evidence')
  await kept(town, 'evidence')
  expect(await photosOf(town.db, 'evidence-1')).toHaveLength(1)
})

it('finds earlier uses of the same file, the same picture and one that looks like it, the likest first', async () => {
  const town = await openTown()
  const file = await noise(0.7).jpeg().toBuffer()
  await kept(town, 'evidence', file)
  const scaled = await sharp(file).resize(500).jpeg({ quality: 60 }).toBuffer()
  expect(await likePhotos(town.db, await preparePhoto(file))).toMatchObject([{ likeness: 'same_file', bits: 0 }])
  expect(await likePhotos(town.db, await preparePhoto(scaled))).toMatchObject([
    { likeness: 'alike', ownerId: 'wangFang' },
  ])
  expect(await likePhotos(town.db, await preparePhoto(await noise(2.3).jpeg().toBuffer()))).toEqual([])
})

it('takes two flat pictures for the same only when they are the same', async () => {
  const town = await openTown()
  const flat = (background: string) =>
    sharp({ create: { width: 200, height: 200, channels: 3, background } })
      .jpeg()
      .toBuffer()
  await kept(town, 'evidence', await flat('#777'))
  expect(await likePhotos(town.db, await preparePhoto(await flat('#999')))).toEqual([])
})
