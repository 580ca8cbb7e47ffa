import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { photoRedactions, photos, photoUses, photoViewers } from '../../db/schema/photos.ts'
import { type Actor, type Standing, standingOf } from '../kit/actor.ts'
import { groupBy } from '../kit/group.ts'
import { Refusal } from '../kit/refusal.ts'

export type PhotoUse = typeof photoUses.$inferSelect

/** The photos of a claim, an item, a report, in the order they came. */
export const photosOf = (db: Db, subjectId: string): Promise<PhotoUse[]> =>
  db
    .select()
    .from(photoUses)
    .where(eq(photoUses.subjectId, subjectId))
    .orderBy(asc(photoUses.at), asc(photoUses.place), asc(photoUses.id))

/** Rows of a list with the photos of each, read at once for all of them. */
export async function withPhotos<Row>(db: Db, rows: readonly Row[], idOf: (row: Row) => string) {
  const ids = rows.map(idOf)
  const uses = ids.length
    ? await db
        .select()
        .from(photoUses)
        .where(inArray(photoUses.subjectId, ids))
        .orderBy(asc(photoUses.at), asc(photoUses.place), asc(photoUses.id))
    : []
  const bySubject = groupBy(uses, ({ subjectId }) => subjectId)
  return rows.map((row) => ({ ...row, photos: bySubject.get(idOf(row)) ?? [] }))
}

const publicPurposes: readonly PhotoUse['purpose'][] = ['catalogue', 'store', 'task']

/** What is served for a photo: itself, or what was made of it when something on it was covered. */
export type Shown = { id: string; smallId: string; isPublic: boolean }

const covered = and(eq(photoRedactions.photoId, photos.id), ne(photoRedactions.status, 'restored'))

/** What is served for a photo by a room that has found out itself who may look. */
export async function pictureShown(db: Db, id: string): Promise<Pick<Shown, 'id' | 'smallId'>> {
  const [row] = await db
    .select({ photo: photos, redaction: photoRedactions })
    .from(photos)
    .leftJoin(photoRedactions, covered)
    .where(eq(photos.id, id))
  if (!row) throw missing()
  return { id: row.redaction?.shownId ?? row.photo.id, smallId: row.redaction?.shownSmallId ?? row.photo.smallId }
}

/**
 * A photo somebody may look at. One that belongs to others is as missing as one that does not exist.
 *
 * @throws Refusal `photo_missing`
 */
export async function photoFor(db: Db, id: string, actor: Actor): Promise<Shown> {
  const rows = await db
    .select({ photo: photos, use: photoUses, redaction: photoRedactions })
    .from(photos)
    .innerJoin(photoUses, eq(photoUses.photoId, photos.id))
    .leftJoin(photoRedactions, covered)
    .where(eq(photos.id, id))
    .orderBy(asc(photoUses.id))
  const [first] = rows
  const uses = rows.map(({ use }) => use)
  const isPublic = uses.some((use) => use.isPublic || publicPurposes.includes(use.purpose))
  if (!first || !(isPublic || standsOver(await standingOver(db, uses, actor)))) throw missing()
  const { photo, redaction } = first
  return { id: redaction?.shownId ?? photo.id, smallId: redaction?.shownSmallId ?? photo.smallId, isPublic }
}

const missing = () => new Refusal('missing', 'photo_missing')

const lookers: readonly Standing[] = ['self', 'clerk', 'reviewer', 'dispatcher', 'officer', 'auditor', 'admin']
const standsOver = (standing: ReadonlySet<Standing>) => lookers.some((one) => standing.has(one))

/** What somebody is to a photo, by any of its uses: through the area, the organization, or because it is their own. */
export async function standingOver(db: Db, uses: readonly PhotoUse[], actor: Actor): Promise<ReadonlySet<Standing>> {
  const organizations = await viewersOf(db, uses, actor)
  const places = [
    ...uses.map(({ ownerId, areaPath }) => ({ ownerId, areaPath })),
    ...organizations.map((organizationId) => ({ organizationId })),
  ]
  return new Set(places.flatMap((place) => [...standingOf(actor, place)]))
}

/** Those of the actor's own organizations that may look. Most people belong to none, and cost no query. */
async function viewersOf(db: Db, uses: readonly PhotoUse[], { grants }: Actor): Promise<string[]> {
  const own = grants.flatMap(({ organizationId }) => organizationId ?? [])
  if (own.length === 0 || uses.length === 0) return []
  const subjects = uses.map(({ subjectId }) => subjectId)
  const rows = await db
    .selectDistinct({ id: photoViewers.organizationId })
    .from(photoViewers)
    .where(and(inArray(photoViewers.subjectId, subjects), inArray(photoViewers.organizationId, own)))
    .orderBy(asc(photoViewers.organizationId))
  return rows.map(({ id }) => id)
}

/** Every use of a photo. */
export const usesOf = (db: Db, photoId: string): Promise<PhotoUse[]> =>
  db.select().from(photoUses).where(eq(photoUses.photoId, photoId)).orderBy(asc(photoUses.id))
