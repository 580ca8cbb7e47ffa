import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { photoBands, photos, photoUses } from '../db/schema/photos.ts'
import { newId } from '../src/kit/ids.ts'
import { likePhotos } from '../src/photos/likeness/queries.ts'
import { bandsToKeep, type Print } from '../src/photos/likeness/rules.ts'
import { preparePhoto } from '../src/photos/prepare.ts'
import { print, race, rateOf } from './measure.ts'
import { openBenchTown } from './town.ts'

/** Finding likenesses among 100,000 photos beside reading the photo that is looked for, of 12 megapixels. */
const town = await townWith(100_000)
const create = { width: 4000, height: 3000, channels: 3 as const, background: '#797' }
const photo = new Uint8Array(await sharp({ create }).jpeg().toBuffer())
print(
  await race({
    target: 'P8',
    what: 'photos like a new one among 100,000, in all eight turns, beside reading it',
    ours: () =>
      rateOf(async () => {
        await likePhotos(town.database.db, { id: 'new', exactHash: 'new', prints: { whole: randomPrint() } })
        return 1
      }),
    limit: () =>
      rateOf(async () => {
        await preparePhoto(photo)
        return 1
      }),
    atLeast: 2,
  }),
)
await town.close()

/**
 * Of pairs of unlike real photos, one in forty has a band in common. Here a byte repeats the one before in half of all
 * cases, which crowds some bands as much.
 */
function randomPrint(): Print {
  const hash = () => {
    const bytes = randomBytes(8)
    for (let at = 1; at < 8; at++) if ((bytes[at] as number) % 2) bytes[at] = bytes[at - 1] as number
    return bytes.toString('hex')
  }
  return { across: hash(), down: hash() }
}

async function townWith(count: number) {
  const town = await openBenchTown()
  const now = new Date()
  for (let done = 0; done < count; done += 500) {
    const rows = Array.from({ length: 500 }, (_, at) => ({ id: `photo-${done + at}`, ...randomPrint() }))
    await town.database.atomically(async (tx) => {
      const size = { width: 1600, height: 1200, byteCount: 1, createdAt: now }
      await tx.insert(photos).values(rows.map((row) => ({ ...row, ...size, smallId: row.id })))
      const use = { purpose: 'report' as const, ownerId: 'nobody', at: now }
      await tx
        .insert(photoUses)
        .values(rows.map(({ id }) => ({ ...use, id: newId(), photoId: id, subjectId: id, exactHash: id })))
      const bands = rows.flatMap(({ id, ...whole }) => bandsToKeep({ whole }).map((band) => ({ band, photoId: id })))
      if (bands.length > 0) await tx.insert(photoBands).values(bands)
    })
  }
  return town
}
