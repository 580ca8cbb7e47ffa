import type { Tx } from '../../../db/database.ts'
import { photoUses } from '../../../db/schema/photos.ts'
import { newId } from '../../kit/ids.ts'
import { photosOf } from '../../photos/queries.ts'

/** Members of a panel need not be staff; they may look at the evidence of what they judge. */
export async function allowPhotos(
  tx: Tx,
  { nominationId, personIds, now }: { nominationId: string; personIds: readonly string[]; now: Date },
): Promise<void> {
  for (const { photoId, exactHash } of await photosOf(tx, nominationId))
    for (const ownerId of personIds) {
      const subjectId = `${nominationId}:${ownerId}`
      const use = { photoId, purpose: 'evidence' as const, subjectId, ownerId, exactHash, at: now }
      await tx
        .insert(photoUses)
        .values({ id: newId(now), ...use })
        .onConflictDoNothing()
    }
}
