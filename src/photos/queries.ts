import { asc, desc, eq, inArray, or } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { photoBands, photos, photoUses } from '../../db/schema/photos.ts'
import { type Actor, standingOf } from '../kit/actor.ts'
import { Refusal } from '../kit/refusal.ts'
import { bandsOf, bitsApart, isBlank, likeBitsMax } from './rules.ts'

export type Photo = typeof photos.$inferSelect
export type PhotoUse = typeof photoUses.$inferSelect

/** The photos of a claim, an item, a report, in the order they came. */
export const photosOf = (db: Db, subjectId: string): Promise<PhotoUse[]> =>
  db.select().from(photoUses).where(eq(photoUses.subjectId, subjectId)).orderBy(asc(photoUses.id))

const publicPurposes: readonly PhotoUse['purpose'][] = ['catalogue', 'store', 'task']

/**
 * A photo somebody may look at. One that belongs to others is as missing as one that does not exist.
 *
 * @throws Refusal `photo_missing`
 */
export async function photoFor(db: Db, id: string, actor: Actor): Promise<{ photo: Photo; isPublic: boolean }> {
  const rows = await db
    .select({ photo: photos, use: photoUses })
    .from(photos)
    .innerJoin(photoUses, eq(photoUses.photoId, photos.id))
    .where(eq(photos.id, id))
    .orderBy(asc(photoUses.id))
  const isPublic = rows.some(({ use }) => publicPurposes.includes(use.purpose))
  const [first] = rows
  if (!first || !(isPublic || rows.some(({ use }) => maySee(actor, use)))) throw new Refusal('missing', 'photo_missing')
  return { photo: first.photo, isPublic }
}

function maySee(actor: Actor, { ownerId, areaPath }: PhotoUse): boolean {
  const standing = standingOf(actor, { ownerId, areaPath })
  return ['self', 'clerk', 'reviewer', 'auditor', 'admin'].some((role) => standing.has(role as 'self'))
}

export type LikePhoto = PhotoUse & {
  /** The very same file, the same picture, or one that looks like it. */
  likeness: 'same_file' | 'same_picture' | 'alike'
  /** Of 64 bits, how many differ. */
  bits: number
}

/** Earlier uses of the same or a nearly same photo, the likest first. Flat pictures have only their exact equals. */
export async function likePhotos(
  db: Db,
  { id, exactHash, dHash }: { id: string; exactHash: string; dHash: string },
): Promise<LikePhoto[]> {
  const similar = isBlank(dHash) ? [] : await nearlySame(db, dHash)
  const rows = await db
    .select({ use: photoUses, dHash: photos.dHash })
    .from(photoUses)
    .innerJoin(photos, eq(photos.id, photoUses.photoId))
    .where(or(eq(photoUses.exactHash, exactHash), inArray(photoUses.photoId, [id, ...similar])))
    .orderBy(desc(photoUses.at), desc(photoUses.id))
  return rows
    .map(({ use, dHash: other }) => ({ ...use, bits: bitsApart(dHash, other), likeness: likenessOf(use) }))
    .sort((one, other) => one.bits - other.bits)

  function likenessOf(use: PhotoUse): LikePhoto['likeness'] {
    if (use.exactHash === exactHash) return 'same_file'
    return use.photoId === id ? 'same_picture' : 'alike'
  }
}

async function nearlySame(db: Db, dHash: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: photos.id, dHash: photos.dHash })
    .from(photoBands)
    .innerJoin(photos, eq(photos.id, photoBands.photoId))
    .where(inArray(photoBands.band, bandsOf(dHash)))
    .orderBy(asc(photos.id))
  return rows.filter((row) => bitsApart(row.dHash, dHash) <= likeBitsMax).map((row) => row.id)
}
