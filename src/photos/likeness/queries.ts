import { and, asc, desc, eq, gte, inArray, lte, ne, or, type SQL } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { photoBands, photos, photoUses } from '../../../db/schema/photos.ts'
import type { PhotoUse } from '../queries.ts'
import { printsIn } from './columns.ts'
import { bandsToSearch, comparedTo, likeBitsMax, type Prints } from './rules.ts'

/** The very same file, the same picture, or one that looks like it: scaled, cropped, stamped, turned, a screenshot. */
export type Likeness = 'same_file' | 'same_picture' | 'alike'

export type LikePhoto = PhotoUse & {
  likeness: Likeness
  /** Of 128 bits, how many differ. */
  bits: number
}

/** Which uses are of interest; without it, all of them. */
export type LikeFilter = {
  purposes?: readonly PhotoUse['purpose'][]
  /** Not those of the subject that is being looked at. */
  exceptSubjectId?: string
  from?: Date
  until?: Date
  /** Only this person's own, or only those of others. */
  ownerId?: string
  exceptOwnerId?: string
}

/** A photo to find others like it: a `PreparedPhoto`, or `pictureOf` one that is kept. */
export type Picture = { id: string; exactHash: string; prints: Prints }

export const pictureOf = (photo: typeof photos.$inferSelect, { exactHash }: Pick<PhotoUse, 'exactHash'>): Picture => ({
  id: photo.id,
  exactHash,
  prints: printsIn(photo),
})

const likeMax = 50

/**
 * Uses of the same or a nearly same photo, the likest first, then the latest. A picture that shows nothing (one colour,
 * one slope) has only its exact equals: its hashes would fit thousands.
 *
 * @example await likePhotos(db, prepared, { purposes: ['report'], from: weekAgo, exceptOwnerId: actor.id })
 */
export async function likePhotos(db: Db, picture: Picture, filter: LikeFilter = {}): Promise<LikePhoto[]> {
  const bitsOf = await nearlySame(db, picture)
  const isSame = or(
    eq(photoUses.exactHash, picture.exactHash),
    inArray(photoUses.photoId, [picture.id, ...bitsOf.keys()]),
  )
  const uses = await db
    .select()
    .from(photoUses)
    .where(and(isSame, ...wanted(filter)))
    .orderBy(desc(photoUses.at), desc(photoUses.id))
  return uses
    .map((use) => ({ ...use, likeness: likenessOf(use, picture), bits: bitsOf.get(use.photoId) ?? 0 }))
    .sort((one, other) => ranks[one.likeness] - ranks[other.likeness] || one.bits - other.bits)
    .slice(0, likeMax)
}

const ranks: Record<Likeness, number> = { same_file: 0, same_picture: 1, alike: 2 }

function likenessOf(use: PhotoUse, picture: Picture): Likeness {
  if (use.exactHash === picture.exactHash) return 'same_file'
  return use.photoId === picture.id ? 'same_picture' : 'alike'
}

const wanted = ({
  purposes,
  exceptSubjectId,
  from,
  until,
  ownerId,
  exceptOwnerId,
}: LikeFilter): (SQL | undefined)[] => [
  purposes && inArray(photoUses.purpose, [...purposes]),
  exceptSubjectId === undefined ? undefined : ne(photoUses.subjectId, exceptSubjectId),
  from && gte(photoUses.at, from),
  until && lte(photoUses.at, until),
  ownerId === undefined ? undefined : eq(photoUses.ownerId, ownerId),
  exceptOwnerId === undefined ? undefined : ne(photoUses.ownerId, exceptOwnerId),
]

/** Photos that look like it, with the number of bits in which they differ. */
async function nearlySame(db: Db, { id, prints }: Picture): Promise<Map<string, number>> {
  const bands = bandsToSearch(prints)
  const bitsTo = comparedTo(prints)
  const near = bands.length === 0 ? [] : await candidates(db, bands)
  const compared = near.map((photo) => [photo.id, photo.id === id ? 0 : bitsTo(printsIn(photo))] as const)
  return new Map(compared.filter(([, bits]) => bits <= likeBitsMax))
}

/** Photos that share a band; exported so that a test can read how the database would find them. */
export const candidates = (db: Db, bands: readonly string[]) =>
  db
    .selectDistinct({
      id: photos.id,
      across: photos.across,
      down: photos.down,
      insideAcross: photos.insideAcross,
      insideDown: photos.insideDown,
    })
    .from(photoBands)
    .innerJoin(photos, eq(photos.id, photoBands.photoId))
    .where(inArray(photoBands.band, [...bands]))
    .orderBy(asc(photos.id))
