import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { photoBands, photoFiles, photos } from '../../../db/schema/photos.ts'
import { openTown, type Town } from '../../../test/town.ts'
import { day, hour, later, minute } from '../../kit/clock.ts'
import { keepPhoto, storePhotos } from '../actions.ts'
import { likePhotos } from '../likeness/queries.ts'
import { type PreparedPhoto, preparePhoto } from '../prepare.ts'

const prepared = await preparePhoto(
  await sharp({
    create: {
      width: 90,
      height: 60,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .resize(400)
    .jpeg()
    .toBuffer(),
)
const keep = (town: Town, photo: PreparedPhoto = prepared) =>
  town.atomically((tx) =>
    keepPhoto(tx, { prepared: photo, purpose: 'report', subjectId: 'report-1', ownerId: 'wangFang', now: town.now() }),
  )

/** The files' times are the machine's; the test's clock is its own. */
function putAt(town: Town, id: string, at: Date) {
  utimesSync(join(town.config.dataDir, 'photos', id.slice(0, 2), id), at, at)
}

async function stored(town: Town, at: Date) {
  await storePhotos(town.photoStore, [prepared])
  for (const id of [prepared.id, prepared.small.id]) putAt(town, id, at)
}

it('removes the files of a refused form after a day, and not before', async () => {
  const town = await openTown()
  await stored(town, town.now())
  await town.advance(hour)
  expect(await town.photoStore.get(prepared.id)).toBeDefined()
  await town.advance(2 * day)
  await town.advance(10 * minute)
  expect(await town.photoStore.get(prepared.id)).toBeUndefined()
  expect(await town.photoStore.get(prepared.small.id)).toBeUndefined()
  await town.advance(hour)
  expect(await town.db.select().from(photoFiles)).toEqual([])
})

it('leaves files that belong to something, however old, also where an earlier version kept no row for them', async () => {
  const town = await openTown()
  await stored(town, town.now())
  await keep(town)
  await town.atomically((tx) => tx.delete(photoFiles))
  await town.advance(3 * day)
  await town.advance(hour)
  expect(await town.photoStore.get(prepared.id)).toBeDefined()
  expect(await town.photoStore.get(prepared.small.id)).toBeDefined()
})

it('refuses a photo whose file is just being removed, and takes it a quarter of an hour later', async () => {
  const town = await openTown()
  await stored(town, town.now())
  await town.atomically((tx) => tx.insert(photoFiles).values({ id: prepared.id, doomedAt: town.now() }))
  await expect(keep(town)).rejects.toMatchObject({ code: 'photo_busy' })
  await town.advance(10 * minute)
  await stored(town, town.now())
  await expect(keep(town)).rejects.toMatchObject({ code: 'photo_busy' })
  await town.advance(15 * minute)
  await stored(town, town.now())
  await keep(town)
  await town.advance(3 * day)
  await town.advance(hour)
  expect(await town.photoStore.get(prepared.id)).toBeDefined()
})

it('never ends with a photo without its file, when the sweep meets an upload of the same picture', async () => {
  const town = await openTown()
  for (let round = 0; round < 8; round++) {
    await stored(town, later(town.now(), -2 * day))
    const upload = async () => {
      await storePhotos(town.photoStore, [prepared])
      await keep(town).catch(() => undefined)
    }
    await Promise.all([town.advance(day), upload(), town.advance(10 * minute)])
    const kept = await town.db.select().from(photos).where(eq(photos.id, prepared.id))
    if (kept.length > 0) expect(await town.photoStore.get(prepared.id)).toBeDefined()
    if (kept.length > 0) break
  }
})

it('looks again at photos that an earlier version looked at in one direction only', async () => {
  const town = await openTown()
  await stored(town, town.now())
  await keep(town)
  await town.atomically(async (tx) => {
    await tx.update(photos).set({ down: '' })
    await tx.delete(photoBands)
    await tx.insert(photoBands).values({ band: '0:af', photoId: prepared.id })
  })
  await town.advance(2 * day)
  const [photo] = await town.db.select().from(photos)
  expect(photo).toMatchObject(prepared.prints.whole)
  expect(await likePhotos(town.db, { ...prepared, id: 'another', exactHash: 'another' })).toHaveLength(1)
})
