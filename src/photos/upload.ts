import { z } from 'zod'
import { Refusal } from '../kit/refusal.ts'
import { type PreparedPhoto, preparePhoto } from './prepare.ts'
import type { PhotoRole } from './rules.ts'
import { suggestionOf } from './suggestion/read.ts'
import type { Suggestion } from './suggestion/rules.ts'

/**
 * The photos of a form's file field, for its zod schema. Browsers send an empty file where none was chosen.
 *
 * @example z.object({ photos: photoFiles }); … const prepared = await preparePhotos(input.photos, 3)
 */
export const photoFiles = z.preprocess(
  (value) =>
    (Array.isArray(value) ? value : [value]).filter(
      (file) => !(file instanceof File && file.size === 0) && Boolean(file),
    ),
  z.array(z.instanceof(File)),
)

/**
 * Reads the chosen files one after another.
 *
 * @param role what they show, where the form asked
 * @throws Refusal `photos_too_many`, or why a photo is refused; both name the field `photos`
 */
export async function preparePhotos(
  files: readonly File[],
  max: number,
  { field = 'photos', role }: { field?: string; role?: PhotoRole } = {},
): Promise<PreparedPhoto[]> {
  if (files.length > max) throw new Refusal('invalid', 'photos_too_many', { field, max })
  const prepared: PreparedPhoto[] = []
  for (const file of files) {
    const photo = await namingField(field, file, async () => preparePhoto(await bytesOf(file)))
    prepared.push(role ? { ...photo, role } : photo)
  }
  return prepared
}

/** For the schema of a form with `<PhotoField roles>`: `z.object({ …, ...photosByRole })`. */
export const photosByRole = { photosNear: photoFiles, photosFar: photoFiles }

/**
 * Reads the photos of a form with `<PhotoField roles>`: the near ones first, at most `max` together.
 *
 * @throws Refusal as `preparePhotos`, naming the field that was too much or wrong
 */
export async function prepareByRole(
  { photosNear, photosFar }: { photosNear: readonly File[]; photosFar: readonly File[] },
  max: number,
): Promise<PreparedPhoto[]> {
  const count = photosNear.length + photosFar.length
  if (count > max) throw new Refusal('invalid', 'photos_too_many', { field: 'photosNear', max })
  const near = await preparePhotos(photosNear, max, { field: 'photosNear', role: 'near' })
  return [...near, ...(await preparePhotos(photosFar, max, { field: 'photosFar', role: 'far' }))]
}

/** Where and when photos say they were taken: the first word of each kind. It is for their sender to confirm. */
export async function suggestionFrom(files: readonly File[], now: Date): Promise<Suggestion> {
  const said: Suggestion[] = []
  for (const file of files) said.push(await suggestionOf(await bytesOf(file), now))
  return Object.assign({}, ...said.reverse())
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer())

/** A refused photo is shown at its field of the form. */
async function namingField<T>(field: string, file: File, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    throw new Refusal(refusal.kind, refusal.code, { ...refusal.details, field, file: file.name })
  }
}
