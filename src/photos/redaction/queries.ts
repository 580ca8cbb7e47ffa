import { asc, desc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { photoEvents, photoRedactions, photos } from '../../../db/schema/photos.ts'
import type { Actor, Standing } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { standingOver, usesOf } from '../queries.ts'
import { type Box, type RedactionStatus, redactors } from './rules.ts'

export type Redaction = typeof photoRedactions.$inferSelect

/** A photo as those see it who may cover something on it. */
export type RedactionCase = {
  photo: typeof photos.$inferSelect
  redaction: Redaction | undefined
  status: RedactionStatus
  /** 0 while nothing was ever covered. */
  version: number
  /** What is covered now. */
  boxes: Box[]
  /** Which file new boxes are drawn on: the original, while it is there. */
  sourceId: string
  standing: ReadonlySet<Standing>
  ownerIds: string[]
}

/**
 * A photo for the staff over its area.
 *
 * @throws Refusal `photo_missing` for everybody else
 */
export async function redactionCase(db: Db, photoId: string, actor: Actor): Promise<RedactionCase> {
  const [row] = await db
    .select({ photo: photos, redaction: photoRedactions })
    .from(photos)
    .leftJoin(photoRedactions, eq(photoRedactions.photoId, photos.id))
    .where(eq(photos.id, photoId))
  const uses = await usesOf(db, photoId)
  const standing = await standingOver(db, uses, actor)
  if (!row || !redactors.some((role) => standing.has(role))) throw new Refusal('missing', 'photo_missing')
  const redaction = row.redaction ?? undefined
  const status = redaction?.status ?? 'plain'
  return {
    photo: row.photo,
    ...{ redaction, status, standing },
    version: redaction?.version ?? 0,
    boxes: status === 'redacted' || status === 'final' ? (redaction?.boxes ?? []) : [],
    sourceId: status === 'final' && redaction ? redaction.shownId : photoId,
    ownerIds: [...new Set(uses.map(({ ownerId }) => ownerId))],
  }
}

/** What was done to a photo, by whom and why; newest first. */
export const photoHistory = (db: Db, photoId: string) =>
  db
    .select({ event: photoEvents, byName: people.displayName })
    .from(photoEvents)
    .leftJoin(people, eq(people.id, photoEvents.byId))
    .where(eq(photoEvents.photoId, photoId))
    .orderBy(desc(photoEvents.at), asc(photoEvents.id))
