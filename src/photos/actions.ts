import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/database.ts'
import { photoBands, photoFiles, photoRedactions, photos, photoUses, photoViewers } from '../../db/schema/photos.ts'
import { newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { PhotoStore } from '../kit/services.ts'
import { printColumns } from './likeness/columns.ts'
import { bandsToKeep } from './likeness/rules.ts'
import type { PreparedPhoto } from './prepare.ts'

export type Files = Pick<PreparedPhoto, 'id' | 'bytes' | 'small'>

/**
 * Puts the pictures into the store, before the transaction that keeps them: a file without a row is never served and
 * swept away after a day, a row without a file would be a hole.
 */
export async function storePhotos(store: PhotoStore, prepared: readonly Files[]): Promise<void> {
  for (const { id, bytes, small } of prepared) {
    await store.put(small.id, small.bytes)
    await store.put(id, bytes)
  }
}

/**
 * Claims files in the store for good.
 *
 * @throws Refusal `photo_busy` while the very same file is being removed; sent again in a quarter of an hour, it is kept
 */
export async function claimFiles(tx: Tx, { id, small }: Files): Promise<void> {
  const ids = [id, small.id].sort()
  for (const file of ids) await tx.insert(photoFiles).values({ id: file }).onConflictDoNothing()
  const claimed = await tx
    .select({ id: photoFiles.id })
    .from(photoFiles)
    .where(and(inArray(photoFiles.id, ids), isNull(photoFiles.doomedAt)))
    .orderBy(photoFiles.id)
  if (claimed.length < new Set(ids).size) throw new Refusal('busy', 'photo_busy', { retryAfterSeconds: 15 * 60 })
}

/** Gives files up: from now on nobody may keep them, until the sweep has removed them. */
export async function doomFiles(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const doomed = { doomedAt: now, removedAt: null }
  for (const id of [...ids].sort())
    await tx
      .insert(photoFiles)
      .values({ id, ...doomed })
      .onConflictDoUpdate({ target: photoFiles.id, set: doomed })
}

type Use = typeof photoUses.$inferSelect

export type KeepPhoto = {
  prepared: PreparedPhoto
  purpose: Use['purpose']
  /** The row it belongs to: a claim, an item, a report. */
  subjectId: string
  ownerId: string
  /** Staff over this area may see it; a catalogue photo everybody. */
  areaPath?: string | undefined
  /** Its number among those that came together. */
  place?: number
  now: Date
}

/**
 * Writes down that a stored photo is used for something. The same photo for the same thing again changes nothing.
 *
 * @returns the photo's id
 * @throws Refusal `photo_busy`
 */
export async function keepPhoto(tx: Tx, { prepared, areaPath, now, ...use }: KeepPhoto): Promise<string> {
  const { id, width, height, bytes, prints, small, exactHash, role = null } = prepared
  await claimFiles(tx, prepared)
  const [fresh] = await tx
    .insert(photos)
    .values({ id, width, height, byteCount: bytes.length, ...printColumns(prints), smallId: small.id, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: photos.id })
  const bands = bandsToKeep(prints)
  if (fresh && bands.length > 0) await tx.insert(photoBands).values(bands.map((band) => ({ band, photoId: id })))
  await tx
    .insert(photoUses)
    .values({ id: newId(now), photoId: id, ...use, role, areaPath: areaPath ?? null, exactHash, at: now })
    .onConflictDoNothing()
  return id
}

/** The same for all photos of a form, in the order they came. */
export async function keepPhotos(
  tx: Tx,
  { prepared, ...use }: Omit<KeepPhoto, 'prepared' | 'place'> & { prepared: readonly PreparedPhoto[] },
): Promise<void> {
  for (const [place, photo] of prepared.entries()) await keepPhoto(tx, { prepared: photo, place, ...use })
}

/**
 * Removes a subject's photos: they are shown to nobody from now on, and their files go with the next sweep unless
 * something else uses the same picture.
 */
export async function removePhotosOf(tx: Tx, subjectId: string, now: Date): Promise<void> {
  const gone = await tx
    .delete(photoUses)
    .where(eq(photoUses.subjectId, subjectId))
    .returning({ photoId: photoUses.photoId })
  for (const { photoId } of gone) {
    if ((await tx.$count(photoUses, eq(photoUses.photoId, photoId))) > 0) continue
    const [photo] = await tx.select().from(photos).where(eq(photos.id, photoId))
    const [covered] = await tx.select().from(photoRedactions).where(eq(photoRedactions.photoId, photoId))
    const files = [photo?.id, photo?.smallId, covered?.shownId, covered?.shownSmallId]
    await doomFiles(tx, [...new Set(files.filter((id): id is string => id !== undefined))], now)
  }
}

/** Shows a subject's photos to everybody: the room that the subject belongs to says when. */
export const publishPhotos = (tx: Tx, subjectId: string) => setPhotosPublic(tx, [subjectId], true)

/** Takes a subject's photos back from the public, and leaves them to their owner and the staff. */
export const hidePhotos = (tx: Tx, subjectId: string) => setPhotosPublic(tx, [subjectId], false)

/** A statement takes only so many parameters. */
const atOnce = 1000

/** The same for many subjects. */
export async function setPhotosPublic(tx: Tx, subjectIds: readonly string[], isPublic: boolean): Promise<void> {
  for (let begin = 0; begin < subjectIds.length; begin += atOnce)
    await tx
      .update(photoUses)
      .set({ isPublic })
      .where(inArray(photoUses.subjectId, subjectIds.slice(begin, begin + atOnce)))
}

/** Lets the staff of an organization look at a subject's photos, because it was given work on it. */
export async function showPhotosTo(tx: Tx, viewer: { subjectId: string; organizationId: string }): Promise<void> {
  await tx.insert(photoViewers).values(viewer).onConflictDoNothing()
}

/** Takes that back, when the work has gone to somebody else. */
export async function hidePhotosFrom(
  tx: Tx,
  { subjectId, organizationId }: { subjectId: string; organizationId: string },
): Promise<void> {
  const viewer = and(eq(photoViewers.subjectId, subjectId), eq(photoViewers.organizationId, organizationId))
  await tx.delete(photoViewers).where(viewer)
}
