import { eq } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import { presenceScans } from '../../../db/schema/presence.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Activity } from '../activities/queries.ts'
import { claimOfPerson } from '../claims/queries.ts'
import { checkIn, checkOut, type Seen } from './actions.ts'
import { activityForRoll, presenceOf } from './queries.ts'
import { directionOf } from './rules.ts'

/** Who a scanned code or card belongs to, or why it was not readable. Read before the transaction. */
export type Scanned = { personId: string } | Refusal

export type RollScan = {
  /** The sender's id of the scan: the same scan twice gets the first answer. */
  id: string
  activityId: string
  scanned: Scanned
  actor: Actor
  now: Date
}

/**
 * An organiser scans somebody: in when they come, out when they go. Every scan is kept, the refused ones too, so a
 * refusal is part of the answer instead of being thrown.
 *
 * @throws Refusal `activity_missing`
 */
export async function scanRoll(tx: Tx, { id, activityId, scanned, actor, now }: RollScan) {
  const activity = await activityForRoll(tx, activityId, actor)
  const [known] = await tx.select().from(presenceScans).where(eq(presenceScans.id, id))
  if (known) return firstScan(known, activityId)

  const result = await scanOutcome(tx, { activity, scanned, actor, now })
  const { refusal, ...rest } = result
  const personId = scanned instanceof Refusal ? null : scanned.personId
  const [kept] = await tx
    .insert(presenceScans)
    .values({
      id,
      activityId,
      personId,
      byId: actor.id,
      at: now,
      ...rest,
      refusal: refusal?.code ?? null,
      details: refusal?.details ?? null,
    })
    .returning()
  return kept as PresenceScan
}

export type PresenceScan = typeof presenceScans.$inferSelect

function firstScan(known: PresenceScan, activityId: string): PresenceScan {
  if (known.activityId !== activityId) throw new Refusal('conflict', 'same_id_other_content')
  return known
}

type Outcome = { outcome: PresenceScan['outcome']; claimId: string | null; refusal?: Refusal }

async function scanOutcome(
  tx: Tx,
  { activity, scanned, actor, now }: { activity: Activity; scanned: Scanned; actor: Actor; now: Date },
): Promise<Outcome> {
  if (scanned instanceof Refusal) return { outcome: 'refused', claimId: null, refusal: scanned }
  const row = await claimOfPerson(tx, activity.id, scanned.personId)
  if (!row) return { outcome: 'refused', claimId: null, refusal: new Refusal('missing', 'not_on_roll') }
  const { claim } = row
  const direction = directionOf(await presenceOf(tx, claim.id), activity, now)
  if (direction === 'again') return { outcome: 'already', claimId: claim.id }
  const seen: Seen = { claim, activity, way: 'roll', band: 'not_asked', actor, now }
  try {
    if (direction === 'in') await checkIn(tx, seen)
    else await checkOut(tx, seen)
  } catch (refusal) {
    // Both refuse before they write, so there is nothing to undo.
    if (!(refusal instanceof Refusal)) throw refusal
    return { outcome: 'refused', claimId: claim.id, refusal }
  }
  return { outcome: direction === 'in' ? 'checked_in' : 'checked_out', claimId: claim.id }
}
