import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import {
  type DistanceBand,
  deviceSightings,
  type PresenceWay,
  presenceScans,
  presences,
} from '../../../db/schema/presence.ts'
import { type Actor, system } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import type { Position } from '../../kit/places.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import type { Activity } from '../activities/queries.ts'
import { claimPlace } from '../claims/actions.ts'
import { moveClaim } from '../claims/move.ts'
import { type Claim, claimById, claimOfPerson } from '../claims/queries.ts'
import { activityForRoll, othersOnDevice, presenceOf } from './queries.ts'
import { assertCheckInTime, assertCheckOutTime, assertWay, bandOf, directionOf, needsSubmission } from './rules.ts'

type Seen = {
  claim: Claim
  activity: Activity
  way: PresenceWay
  band: DistanceBand
  actor: Actor
  /** A hash of the browser that checked somebody in by themselves. */
  deviceHash?: string | undefined
  walkIn?: boolean
  now: Date
}

/**
 * Somebody has come.
 *
 * @throws Refusal of the way or the time, or of `moveClaim`
 */
export async function checkIn(tx: Tx, { claim, activity, way, band, actor, deviceHash, walkIn = false, now }: Seen) {
  assertOn(activity)
  assertWay(activity.checkIn, way, band)
  assertCheckInTime(activity, now)
  const moved = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'checkIn', actor, now })

  const person = { personId: claim.personId, activityId: activity.id }
  await tx
    .insert(presences)
    .values({ claimId: claim.id, ...person, inAt: now, inWay: way, inBand: band, inBy: actor.id, walkIn })
  if (deviceHash) await sight(tx, { claim, deviceHash, now })
  return moved
}

/**
 * Somebody leaves. Where nothing has to be handed in, the claim goes straight to the reviewers.
 *
 * @throws Refusal of the way or the time, or of `moveClaim`
 */
export async function checkOut(tx: Tx, { claim, activity, way, band, actor, deviceHash, now }: Seen) {
  assertWay(activity.checkIn, way, band)
  assertCheckOutTime(activity, now)
  const areaPath = activity.areaPath
  const moved = await moveClaim(tx, { claim, areaPath, step: 'checkOut', actor, now })

  await tx
    .update(presences)
    .set({ outAt: now, outWay: way, outBand: band, outBy: actor.id })
    .where(and(eq(presences.claimId, claim.id), isNull(presences.outAt)))
  if (deviceHash) await sight(tx, { claim, deviceHash, now })
  return handOver(tx, moved, activity, now)
}

export type SelfPresence = {
  claimId: string
  step: 'in' | 'out'
  way: 'screen' | 'place'
  position?: Position | undefined
  actor: Actor
  deviceHash?: string | undefined
  now: Date
}

/**
 * Somebody checks themselves in or out; pressing twice does it once. Their code was held against the activity before.
 * Only the distance band of the position is kept.
 *
 * @throws Refusal `claim_missing` for somebody else's claim, and those of `checkIn` and `checkOut`
 */
export async function presentSelf(tx: Tx, { claimId, step, position, ...seen }: SelfPresence): Promise<Claim> {
  const { claim, activity } = await claimById(tx, claimId)
  if (claim.personId !== seen.actor.id) throw new Refusal('missing', 'claim_missing')
  const presence = await presenceOf(tx, claimId)
  if (step === 'in' ? presence : presence?.outAt) return claim
  const band = bandOf(activity, position)
  return step === 'in'
    ? checkIn(tx, { claim, activity, band, ...seen })
    : checkOut(tx, { claim, activity, band, ...seen })
}

/** Nobody checked out: the clock does, and a reviewer decides what counts up to the planned end. */
export async function closeForgotten(
  tx: Tx,
  { claim, activity, now }: { claim: Claim; activity: Activity; now: Date },
) {
  const areaPath = activity.areaPath
  const why = 'no_check_out'
  const moved = await moveClaim(tx, { claim, areaPath, step: 'checkOut', actor: system, why, now })
  await tx.update(presences).set({ closedAt: now }).where(eq(presences.claimId, claim.id))
  await notify(tx, {
    personId: claim.personId,
    key: `claim-${claim.id}-no-check-out`,
    title: { zh: '您没有签退', en: 'You did not check out' },
    body: {
      zh: `「${activity.title}」没有签退记录，时长最多算到活动结束，由审核员核实。`,
      en: `“${activity.title}” has no check-out. Hours count at most to its end, after a reviewer has looked.`,
    },
    href: `/claims/${claim.id}`,
    now,
  })
  await handOver(tx, moved, activity, now)
}

/** Somebody who claimed and never came. */
export async function markNoShow(tx: Tx, { claim, activity, now }: { claim: Claim; activity: Activity; now: Date }) {
  await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'miss', actor: system, now })
  await notify(tx, {
    personId: claim.personId,
    key: `claim-${claim.id}-no-show`,
    title: { zh: '您没有到场', en: 'You were not seen' },
    body: {
      zh: `「${activity.title}」没有您的签到记录。如有特殊情况，请联系组织者说明。`,
      en: `There is no check-in of yours for “${activity.title}”. If there was a reason, tell the organiser.`,
    },
    href: `/claims/${claim.id}`,
    now,
  })
}

export type WalkIn = { key: string; activityId: string; personId: string; actor: Actor; now: Date }

/** Somebody who is there without having signed up: an organiser adds them while a place is free, and checks them in. */
export async function walkIn(tx: Tx, { key, activityId, personId, actor, now }: WalkIn): Promise<Claim> {
  const activity = await activityForRoll(tx, activityId, actor)
  const known = await claimOfPerson(tx, activityId, personId)
  const id = known?.claim.id ?? (await claimPlace(tx, { key, activityId, personId, onTheSpot: true, actor, now }))
  const { claim } = await claimById(tx, id)
  if (await presenceOf(tx, claim.id)) return claim
  return checkIn(tx, { claim, activity, way: 'roll', band: 'not_asked', walkIn: !known, actor, now })
}

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
  const direction = directionOf(await presenceOf(tx, claim.id), now)
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

async function handOver(tx: Tx, claim: Claim, activity: Activity, now: Date): Promise<Claim> {
  if (needsSubmission(activity)) return claim
  return moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'submit', actor: system, now })
}

/** Remembers the device for a while. Seen for somebody else just now: both claims are marked for the reviewer. */
async function sight(tx: Tx, { claim, deviceHash, now }: { claim: Claim; deviceHash: string; now: Date }) {
  const others = await othersOnDevice(tx, { deviceHash, personId: claim.personId, now })
  await tx
    .insert(deviceSightings)
    .values({ id: newId(now), deviceHash, personId: claim.personId, claimId: claim.id, at: now })
  if (others.length === 0) return
  await tx
    .update(presences)
    .set({ sharedDevice: true })
    .where(inArray(presences.claimId, [...others, claim.id]))
}

function assertOn({ status }: Activity): void {
  if (status === 'published' || status === 'ongoing') return
  if (status === 'canceled') throw new Refusal('conflict', 'check_in_canceled')
  throw new Refusal('conflict', 'check_in_too_late')
}
