import type { Tx } from '../../db/database.ts'
import { photoBands, photos, photoUses } from '../../db/schema/photos.ts'
import { newId } from '../kit/ids.ts'
import type { PhotoStore } from '../kit/services.ts'
import type { PreparedPhoto } from './prepare.ts'
import { bandsOf, isBlank } from './rules.ts'

/**
 * Puts the pictures into the store, before the transaction that keeps them: a file without a row is never served, a row
 * without a file would be a hole.
 */
export async function storePhotos(store: PhotoStore, prepared: readonly PreparedPhoto[]): Promise<void> {
  for (const { id, bytes, small } of prepared) {
    await store.put(small.id, small.bytes)
    await store.put(id, bytes)
  }
}

export type KeepPhoto = {
  prepared: PreparedPhoto
  purpose: (typeof photoUses.$inferSelect)['purpose']
  /** The row it belongs to: a claim, an item, a report. */
  subjectId: string
  ownerId: string
  /** Staff over this area may see it; a catalogue photo everybody. */
  areaPath?: string | undefined
  now: Date
}

/**
 * Writes down that a stored photo is used for something. The same photo for the same thing again changes nothing.
 *
 * @returns the photo's id
 */
export async function keepPhoto(tx: Tx, { prepared, areaPath, now, ...use }: KeepPhoto): Promise<string> {
  const { id, width, height, bytes, dHash, small, exactHash } = prepared
  const [fresh] = await tx
    .insert(photos)
    .values({ id, width, height, byteCount: bytes.length, dHash, smallId: small.id, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: photos.id })
  if (fresh && !isBlank(dHash))
    await tx.insert(photoBands).values(bandsOf(dHash).map((band) => ({ band, photoId: id })))
  await tx
    .insert(photoUses)
    .values({ id: newId(now), photoId: id, ...use, areaPath: areaPath ?? null, exactHash, at: now })
    .onConflictDoNothing()
  return id
}
