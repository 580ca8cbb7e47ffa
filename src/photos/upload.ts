import { z } from 'zod'
import { Refusal } from '../kit/refusal.ts'
import { type PreparedPhoto, preparePhoto } from './prepare.ts'

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
 * @throws Refusal `photos_too_many`, or why a photo is refused; both name the field `photos`
 */
export async function preparePhotos(files: readonly File[], max: number, field = 'photos'): Promise<PreparedPhoto[]> {
  if (files.length > max) throw new Refusal('invalid', 'photos_too_many', { field, max })
  const prepared: PreparedPhoto[] = []
  for (const file of files) prepared.push(await namingField(field, file))
  return prepared
}

/** A refused photo is shown at its field of the form. */
async function namingField(field: string, file: File): Promise<PreparedPhoto> {
  try {
    return await preparePhoto(new Uint8Array(await file.arrayBuffer()))
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    throw new Refusal(refusal.kind, refusal.code, { ...refusal.details, field, file: file.name })
  }
}
