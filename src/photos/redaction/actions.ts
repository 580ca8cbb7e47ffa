import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { looks, people } from '../../../db/schema/people.ts'
import { photoEvents, photoFiles, photoRedactions } from '../../../db/schema/photos.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import type { PhotoStore } from '../../kit/services.ts'
import { claimFiles, doomFiles, type Files, storePhotos } from '../actions.ts'
import { drawBoxes } from './draw.ts'
import { type RedactionCase, redactionCase } from './queries.ts'
import { assertCovers, type Box, originalKeptDays, readBoxes, redactionFlow } from './rules.ts'

type By = { photoId: string; actor: Actor; reason: string; now: Date }

/**
 * Draws the covered picture and puts it into the store, before the transaction that shows it.
 *
 * @throws Refusal `photo_missing`, those of `readBoxes`
 */
export async function drawRedaction(
  { db, photoStore }: { db: Db; photoStore: PhotoStore },
  { photoId, boxes, actor }: { photoId: string; boxes: readonly Box[]; actor: Actor },
): Promise<{ boxes: Box[]; drawn: Files; sourceId: string }> {
  const { sourceId } = await redactionCase(db, photoId, actor)
  const read = readBoxes(boxes)
  const drawn = await drawBoxes(found(await photoStore.get(sourceId), 'photo_missing'), read)
  await storePhotos(photoStore, [drawn])
  return { boxes: read, drawn, sourceId }
}

export type Redact = By & { version: number } & Awaited<ReturnType<typeof drawRedaction>>

/**
 * From now on everybody sees the covered picture wherever the photo is shown. The original stays behind it for 30 days.
 *
 * @throws Refusal `photo_missing`, `step_not_yours`, `stale_version`, `redaction_uncovers`, `photo_busy`
 */
export async function redactPhoto(tx: Tx, { photoId, version, boxes, drawn, sourceId, actor, reason, now }: Redact) {
  const before = await redactionCase(tx, photoId, actor)
  const status = follow(redactionFlow, before.status, 'redact', before.standing) as 'redacted' | 'final'
  sameVersion(before.version, version, { yours: { boxes }, theirs: { boxes: before.boxes } })
  // The original was removed while this was drawn from it: drawn again, it starts from what is left.
  if (before.sourceId !== sourceId) throw new Refusal('conflict', 'stale_version')
  assertCovers(boxes, before.boxes, before.standing)

  await claimFiles(tx, drawn)
  await unclaimShown(tx, before, drawn.id)
  const keptUntil = status === 'final' ? (before.redaction?.keptUntil ?? now) : later(now, originalKeptDays * day)
  const shown = { boxes, shownId: drawn.id, shownSmallId: drawn.small.id, status, keptUntil, version: version + 1 }
  const isAsRead = eq(photoRedactions.version, version)
  const [row] = await tx
    .insert(photoRedactions)
    .values({ photoId, ...shown })
    .onConflictDoUpdate({ target: photoRedactions.photoId, set: shown, setWhere: isAsRead })
    .returning()
  if (!row) throw new Refusal('conflict', 'stale_version')
  await note(tx, { photoId, what: 'redacted', boxes, reason, byId: actor.id, now })
  return row
}

/** What nobody is shown any more is left to the sweep, which takes it after a day. */
async function unclaimShown(tx: Tx, { redaction, boxes }: RedactionCase, nextId: string): Promise<void> {
  if (!redaction || boxes.length === 0 || redaction.shownId === nextId) return
  await tx.delete(photoFiles).where(inArray(photoFiles.id, [redaction.shownId, redaction.shownSmallId]))
}

/**
 * Brings the original back, while it is there.
 *
 * @throws Refusal `photo_missing`, `original_gone`, `step_not_yours`, `stale_version`
 */
export async function restorePhoto(tx: Tx, { photoId, version, actor, reason, now }: By & { version: number }) {
  const before = await redactionCase(tx, photoId, actor)
  if (before.status === 'final') throw new Refusal('conflict', 'original_gone')
  const status = follow(redactionFlow, before.status, 'restore', before.standing) as 'restored'
  sameVersion(before.version, version, { theirs: { boxes: before.boxes } })
  const isAsRead = and(eq(photoRedactions.photoId, photoId), eq(photoRedactions.version, version))
  const [row] = await tx
    .update(photoRedactions)
    .set({ status, version: version + 1 })
    .where(isAsRead)
    .returning()
  if (!row) throw new Refusal('conflict', 'stale_version')
  await unclaimShown(tx, before, '')
  await note(tx, { photoId, what: 'restored', reason, byId: actor.id, now })
  return row
}

/**
 * Writes down that somebody looked behind the boxes, for the photo's history and for its owner to read.
 *
 * @returns the file to show
 * @throws Refusal `photo_missing`, `original_gone`
 */
export async function seeOriginal(tx: Tx, { photoId, actor, reason, now }: By): Promise<string> {
  const { status, ownerIds } = await redactionCase(tx, photoId, actor)
  if (status === 'final') throw new Refusal('conflict', 'original_gone')
  await note(tx, { photoId, what: 'original_seen', reason, byId: actor.id, now })
  const owners = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, ownerIds), ne(people.id, actor.id)))
    .orderBy(asc(people.id))
  const look = { byId: actor.id, what: 'photo' as const, reason, at: now }
  for (const { id } of owners) await tx.insert(looks).values({ ...look, id: newId(now), personId: id })
  return photoId
}

/** An original whose time is over. */
export type DueOriginal = { photoId: string; smallId: string; version: number }

/** Lets go of originals for good: from now on there is only what everybody sees. */
export async function removeOriginals(tx: Tx, due: readonly DueOriginal[], now: Date): Promise<void> {
  const status = follow(redactionFlow, 'redacted', 'expire', standingOf(system, {})) as 'final'
  for (const { photoId, smallId, version } of due) {
    const isAsRead = and(eq(photoRedactions.photoId, photoId), eq(photoRedactions.version, version))
    const [row] = await tx
      .update(photoRedactions)
      .set({ status, version: version + 1 })
      .where(isAsRead)
      .returning()
    if (!row) continue
    await note(tx, { photoId, what: 'original_removed', byId: system.id, now })
    await doomFiles(tx, [photoId, smallId], now)
  }
}

type Note = Omit<typeof photoEvents.$inferInsert, 'id' | 'at'> & { now: Date }
async function note(tx: Tx, { now, ...event }: Note): Promise<void> {
  await tx.insert(photoEvents).values({ id: newId(now), ...event, at: now })
}
