import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { draftPhotos } from '../../../db/schema/snaps.ts'
import { nobody } from '../../kit/actor.ts'
import { hour, later } from '../../kit/clock.ts'
import type { PhotoStore } from '../../kit/services.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { photosMax } from '../rules.ts'
import type { SentPhoto } from './actions.ts'

export type DraftPhoto = typeof draftPhotos.$inferSelect

/** A form that is not sent within an hour loses its photos; the words it keeps itself. */
const keptMilliseconds = hour

type Form = { formId: string; ownerId: string; now: Date }

/** The photos that wait with a form, in the order they came. Somebody else's form has none. */
export const draftsOf = (db: Db, { formId, ownerId, now }: Form): Promise<DraftPhoto[]> =>
  db
    .select()
    .from(draftPhotos)
    .where(and(mine({ formId, ownerId }), gt(draftPhotos.expiresAt, now)))
    .orderBy(asc(draftPhotos.position), asc(draftPhotos.photoId))

/** Photos of a form without a name belong to whoever knows the form's id. */
const mine = ({ formId, ownerId }: Omit<Form, 'now'>) =>
  and(eq(draftPhotos.formId, formId), inArray(draftPhotos.ownerId, [ownerId, nobody.id]))

/** Keeps stored photos with their form, as far as there is room, and takes away those that were unchosen. */
export async function keepDrafts(
  tx: Tx,
  { photos, removed, ...form }: Form & { photos: readonly SentPhoto[]; removed: readonly string[] },
): Promise<void> {
  if (removed.length) await tx.delete(draftPhotos).where(and(mine(form), inArray(draftPhotos.photoId, [...removed])))
  const kept = await draftsOf(tx, form)
  const first = (kept.at(-1)?.position ?? -1) + 1
  const room = Math.max(0, photosMax - kept.length)
  const fresh = photos.filter(({ prepared }) => !kept.some(({ photoId }) => photoId === prepared.id))
  const rows = fresh.slice(0, room).map(({ prepared, role }, at) => ({
    ...{ formId: form.formId, ownerId: form.ownerId, photoId: prepared.id, role: role as DraftPhoto['role'] },
    ...{ position: first + at, prepared: withoutBytes(prepared), expiresAt: later(form.now, keptMilliseconds) },
  }))
  if (rows.length) await tx.insert(draftPhotos).values(rows).onConflictDoNothing()
}

const withoutBytes = ({ bytes: _, small, ...rest }: PreparedPhoto) => ({ ...rest, small: { id: small.id } })

/** The drafts as they were prepared. One whose file is gone is left out. */
export async function sentFrom(store: PhotoStore, drafts: readonly DraftPhoto[]): Promise<SentPhoto[]> {
  const sent: SentPhoto[] = []
  for (const { photoId, role, prepared } of drafts) {
    const [bytes, small] = [await store.get(photoId), await store.get(prepared.small.id)]
    if (!bytes || !small) continue
    const photo = { ...prepared, bytes, small: { id: prepared.small.id, bytes: small } }
    sent.push({ prepared: photo as unknown as PreparedPhoto, role })
  }
  return sent
}

/**
 * The form was sent without a name: nothing may tell whose it was. The drafts themselves stay for their hour, so that the
 * same form sent again says the same.
 */
export async function forgetOwner(tx: Tx, { formId }: Pick<Form, 'formId'>): Promise<void> {
  await tx.update(draftPhotos).set({ ownerId: nobody.id }).where(eq(draftPhotos.formId, formId))
}

/** What was never sent goes; the files without a row go with the store's own sweep. */
export async function sweepDrafts(tx: Tx, now: Date): Promise<void> {
  await tx.delete(draftPhotos).where(lte(draftPhotos.expiresAt, now))
}
