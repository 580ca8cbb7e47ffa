import { and, asc, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import { photoBands, photoFiles, photoRedactions, photos } from '../../db/schema/photos.ts'
import type { City, Job } from '../jobs.ts'
import { day, later, minute } from '../kit/clock.ts'
import { doomFiles } from './actions.ts'
import { printColumns } from './likeness/columns.ts'
import { printsOf } from './likeness/print.ts'
import { bandsToKeep, type Prints } from './likeness/rules.ts'
import { removeOriginals } from './redaction/actions.ts'

const atOnce = 100
/** A file that nobody kept within a day belongs to a refused form. */
const orphanMilliseconds = day
/**
 * How long a removed file's name stays barred: longer than any request lives, so that none that put the file before it
 * was removed can keep it afterwards.
 */
const barredMilliseconds = 15 * minute

/** What is no longer needed goes: originals behind covered photos, and files that belong to nothing. */
export const photosJobs: readonly Job[] = [
  { name: 'photos.originals', everyMilliseconds: day / 24, run: letOriginalsGo },
  { name: 'photos.orphans', everyMilliseconds: day, run: doomOrphans },
  { name: 'photos.sweep', everyMilliseconds: 10 * minute, run: sweep },
  { name: 'photos.prints', everyMilliseconds: day, run: lookAgain },
]

async function letOriginalsGo({ db, atomically, now }: City): Promise<number> {
  const due = await db
    .select({ photoId: photos.id, smallId: photos.smallId, version: photoRedactions.version })
    .from(photoRedactions)
    .innerJoin(photos, eq(photos.id, photoRedactions.photoId))
    .where(and(eq(photoRedactions.status, 'redacted'), lte(photoRedactions.keptUntil, now)))
    .orderBy(asc(photoRedactions.keptUntil), asc(photos.id))
    .limit(atOnce)
  if (due.length > 0) await atomically((tx) => removeOriginals(tx, due, now))
  return due.length + (await letCopiesGo({ db, atomically, now }))
}

/** The same picture sent again after its original was removed is shown covered as well, so its file is of no use. */
async function letCopiesGo({ db, atomically, now }: Pick<City, 'db' | 'atomically' | 'now'>): Promise<number> {
  const again = await db
    .select({ id: photos.id, smallId: photos.smallId })
    .from(photoRedactions)
    .innerJoin(photos, eq(photos.id, photoRedactions.photoId))
    .innerJoin(photoFiles, eq(photoFiles.id, photos.id))
    .where(and(eq(photoRedactions.status, 'final'), isNull(photoFiles.doomedAt)))
    .orderBy(asc(photos.id))
    .limit(atOnce)
  const files = again.flatMap(({ id, smallId }) => [id, smallId])
  if (files.length > 0) await atomically((tx) => doomFiles(tx, files, now))
  return again.length
}

async function doomOrphans({ db, atomically, photoStore, now }: City): Promise<number> {
  const before = later(now, -orphanMilliseconds)
  let old: string[] = []
  const doomOld = async () => {
    const orphans = await unknownTo(db, old)
    old = []
    // Whoever keeps one of them now has written its row first, and this one changes nothing.
    const rows = orphans.map((id) => ({ id, doomedAt: now }))
    if (rows.length > 0) await atomically((tx) => tx.insert(photoFiles).values(rows).onConflictDoNothing())
  }
  for await (const { id, at } of photoStore.list()) {
    if (at < before) old.push(id)
    if (old.length >= atOnce) await doomOld()
  }
  if (old.length > 0) await doomOld()
  return 0
}

/** Those that no row names. Photos kept by earlier versions have no row of their own in `photo_files`. */
async function unknownTo(db: Db, ids: readonly string[]): Promise<string[]> {
  const named = [
    ...(await db
      .select({ id: photoFiles.id })
      .from(photoFiles)
      .where(inArray(photoFiles.id, [...ids]))
      .orderBy(photoFiles.id)),
    ...(await db
      .select({ id: photos.id })
      .from(photos)
      .where(inArray(photos.id, [...ids]))
      .orderBy(photos.id)),
    ...(await db
      .select({ id: photos.smallId })
      .from(photos)
      .where(inArray(photos.smallId, [...ids]))
      .orderBy(photos.smallId, photos.id)),
  ]
  const known = new Set(named.map(({ id }) => id))
  return ids.filter((id) => !known.has(id))
}

async function sweep({ db, atomically, photoStore, now }: City): Promise<number> {
  const doomed = await db
    .select({ id: photoFiles.id })
    .from(photoFiles)
    .where(and(isNotNull(photoFiles.doomedAt), isNull(photoFiles.removedAt)))
    .orderBy(asc(photoFiles.doomedAt), asc(photoFiles.id))
    .limit(atOnce)
  for (const { id } of doomed) await photoStore.remove(id)
  const ids = doomed.map(({ id }) => id)
  await atomically(async (tx) => {
    if (ids.length > 0) await tx.update(photoFiles).set({ removedAt: now }).where(inArray(photoFiles.id, ids))
    await tx.delete(photoFiles).where(lte(photoFiles.removedAt, later(now, -barredMilliseconds)))
  })
  return doomed.length
}

const nothingToSee: Prints = { whole: { across: '0'.repeat(16), down: '0'.repeat(16) } }

/** Photos that were looked at by an earlier version of us, in one direction only. */
async function lookAgain({ db, atomically, photoStore }: City): Promise<number> {
  const unseen = await db
    .select({ id: photos.id })
    .from(photos)
    .where(eq(photos.down, ''))
    .orderBy(asc(photos.id))
    .limit(atOnce / 5)
  for (const { id } of unseen) {
    const bytes = await photoStore.get(id)
    const prints = bytes ? await printsOf(bytes) : nothingToSee
    await atomically(async (tx) => {
      await tx.update(photos).set(printColumns(prints)).where(eq(photos.id, id))
      await tx.delete(photoBands).where(eq(photoBands.photoId, id))
      const bands = bandsToKeep(prints).map((band) => ({ band, photoId: id }))
      if (bands.length > 0) await tx.insert(photoBands).values(bands).onConflictDoNothing()
    })
  }
  return unseen.length
}
