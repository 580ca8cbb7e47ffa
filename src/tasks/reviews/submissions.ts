import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import { submissions } from '../../../db/schema/reviews.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import { keepPhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { photosOf } from '../../photos/queries.ts'
import type { Activity } from '../activities/queries.ts'
import { moveClaim } from '../claims/move.ts'
import { type Claim, claimById } from '../claims/queries.ts'
import { assertEvidence, evidencePhotosMax } from './rules.ts'

export type Work = {
  /** The form's own id: the same work sent twice is handed in once. */
  id: string
  claimId: string
  text: string
  count: number | undefined
  /** Prepared and stored before the transaction. */
  prepared: readonly PreparedPhoto[]
  actor: Actor
  now: Date
}

/**
 * Hands in what was done. After a return, earlier photos still count.
 *
 * @throws Refusal `claim_missing`, `check_in_first`, `submission_too_late`, `photos_too_many`, those of `assertEvidence`
 */
export async function submitWork(tx: Tx, { id, claimId, text, count, prepared, actor, now }: Work): Promise<Claim> {
  const { claim, activity } = await claimById(tx, claimId)
  if (claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
  if (await isHandedIn(tx, id, claimId)) return claim
  if (claim.status === 'claimed') assertSubmissionOpen(activity, now)
  const earlier = await photosOf(tx, claimId)
  const photoCount = new Set([...earlier.map(({ photoId }) => photoId), ...prepared.map((photo) => photo.id)]).size
  if (photoCount > evidencePhotosMax)
    throw new Refusal('invalid', 'photos_too_many', { max: evidencePhotosMax, field: 'photos' })
  assertEvidence(activity, { text, count, photoCount })

  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: 'submit', actor, now })
  await tx
    .insert(submissions)
    .values({ id, claimId, personId: actor.id, text, count: count ?? null, photoCount: prepared.length, at: now })
  const use = { purpose: 'evidence' as const, subjectId: claimId, ownerId: actor.id, areaPath, now }
  await keepPhotos(tx, { prepared, ...use })
  return moved
}

async function isHandedIn(tx: Tx, id: string, claimId: string): Promise<boolean> {
  const [known] = await tx.select().from(submissions).where(eq(submissions.id, id))
  if (known && known.claimId !== claimId) throw new Refusal('conflict', 'same_id_other_content')
  return Boolean(known)
}

function assertSubmissionOpen({ checkIn, startsAt, endsAt }: Activity, now: Date) {
  if (checkIn !== 'none') throw new Refusal('conflict', 'check_in_first')
  if (now < startsAt) throw new Refusal('conflict', 'submission_too_early')
  if (now > endsAt) throw new Refusal('conflict', 'submission_too_late')
}
