import type { Context } from 'hono'
import { isSignedIn } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { formId } from '../../web/form.ts'
import { limit } from '../../web/limits.ts'
import { photosMax } from '../rules.ts'
import type { SentPhoto } from './actions.ts'
import { type DraftPhoto, draftsOf, keepDrafts } from './drafts.ts'

/** The file fields of the form and what their photos show. */
export const photoFields = { photosNear: 'near', photosFar: 'far' } as const
type PhotoFieldName = keyof typeof photoFields

const formsByPerson = limit('snap_form_person', 60, 3600)
const formsByAddress = limit('snap_form_address', 300, 3600)

/**
 * Before anything else is looked at, the photos of a sent form are taken in and kept with it, so that no mistake
 * anywhere in it costs them.
 *
 * @returns why one of them could not be kept, for the form to say; the others are
 */
export async function stagePhotos(c: Context<Env>): Promise<Refusal | undefined> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}) as Record<string, unknown>)
  const id = formId.safeParse(body.id)
  if (!id.success) return undefined
  const shown = textsIn(body.kept).filter((photoId) => !textsIn(body.remove).includes(photoId))
  const photos: SentPhoto[] = []
  let refused: Refusal | undefined
  try {
    await countForm(c)
    for (const name of Object.keys(photoFields) as PhotoFieldName[])
      for (const file of filesIn(body[name]))
        await prepareOne(file, name).then(
          (photo) => photos.push(photo),
          (error) => {
            if (!(error instanceof Refusal)) throw error
            refused = error
          },
        )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    refused = error
  }
  return (await keep(c, id.data, photos, shown)) ?? refused
}

export async function countForm(c: Context<Env>): Promise<void> {
  if (isSignedIn(c.var.actor)) await formsByPerson(c, c.var.actor.id)
  await formsByAddress(c, c.var.address)
}

const reportsByPerson = limit('snap_person', 30, 86_400)
const reportsByAddress = limit('snap_address', 60, 3600)

/** @throws Refusal `too_many_requests` */
export async function countReport(c: Context<Env>): Promise<void> {
  if (isSignedIn(c.var.actor)) await reportsByPerson(c, c.var.actor.id)
  await reportsByAddress(c, c.var.address)
}

async function prepareOne(file: File, field: PhotoFieldName): Promise<SentPhoto> {
  const [prepared] = await preparePhotos([file], 1, { field })
  return { prepared: prepared as SentPhoto['prepared'], role: photoFields[field] }
}

/**
 * What a form shows of the photos it sent before stays, what it no longer shows goes: a browser with the script keeps
 * its photos itself, and sends them all again.
 */
async function keep(c: Context<Env>, id: string, photos: SentPhoto[], shown: string[]): Promise<Refusal | undefined> {
  const { photoStore, atomically, actor, now } = c.var
  const sent = new Set([...shown, ...photos.map(({ prepared }) => prepared.id)])
  const before = await draftsIn(c, id)
  const removed = before.map(({ photoId }) => photoId).filter((photoId) => !sent.has(photoId))
  if (photos.length || removed.length) {
    await storePhotos(
      photoStore,
      photos.map(({ prepared }) => prepared),
    )
    await atomically((tx) => keepDrafts(tx, { formId: id, ownerId: actor.id, photos, removed, now: now() }))
  }
  const isTooMany = sent.size > photosMax
  return isTooMany ? new Refusal('invalid', 'photos_too_many', { field: 'photosNear', max: photosMax }) : undefined
}

/** The photos that wait with a form of the visitor's. */
export const draftsIn = (c: Context<Env>, id: string): Promise<DraftPhoto[]> =>
  draftsOf(c.var.db, { formId: id, ownerId: c.var.actor.id, now: c.var.now() })

const textsIn = (value: unknown): string[] => listOf(value).filter((one): one is string => typeof one === 'string')
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const filesIn = (value: unknown): File[] =>
  listOf(value).filter((one): one is File => one instanceof File && one.size > 0)
