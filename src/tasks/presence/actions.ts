import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import {
  type DistanceBand,
  deviceSightings,
  earlierStays,
  type PresenceWay,
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
import { activityForRoll, othersOnDevice, type Presence, presenceOf } from './queries.ts'
import { assertCheckInTime, assertCheckOutTime, assertWay, bandOf, needsSubmission, staysMax } from './rules.ts'

export type Seen = {
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
 * Somebody has come, or come back.
 *
 * @throws Refusal of the way or the time, `check_in_handed_in`, `check_in_too_often`, or of `moveClaim`
 */
export async function checkIn(tx: Tx, { claim, activity, way, band, actor, deviceHash, walkIn = false, now }: Seen) {
  assertOn(activity)
  assertWay(activity.checkIn, way, band)
  assertCheckInTime(activity, now)
  if (claim.status === 'submitted') throw new Refusal('conflict', 'check_in_handed_in')
  const earlier = await presenceOf(tx, claim.id)
  const number = (await tx.$count(earlierStays, eq(earlierStays.claimId, claim.id))) + 1
  if (number >= staysMax) throw new Refusal('conflict', 'check_in_too_often', { max: staysMax })
  const moved = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'checkIn', actor, now })

  const coming = { inAt: now, inWay: way, inBand: band, inBy: actor.id }
  if (earlier) await comeBack(tx, earlier, number, coming)
  else {
    const person = { personId: claim.personId, activityId: activity.id }
    await tx.insert(presences).values({ claimId: claim.id, ...person, ...coming, walkIn })
  }
  if (deviceHash) await sight(tx, { claim, deviceHash, now })
  return moved
}

type Coming = Pick<Presence, 'inAt' | 'inWay' | 'inBand' | 'inBy'>

/** The stay that was the last one moves to the earlier ones, and a new one begins. */
async function comeBack(tx: Tx, earlier: Presence, number: number, coming: Coming) {
  const { claimId, inAt, inWay, inBand, inBy } = earlier
  const went = { outAt: earlier.outAt, outWay: earlier.outWay, outBand: earlier.outBand, outBy: earlier.outBy }
  const stay = { claimId, number, inAt, inWay, inBand, inBy, ...went } as typeof earlierStays.$inferInsert
  await tx.insert(earlierStays).values(stay)
  await tx
    .update(presences)
    .set({ ...coming, outAt: null, outWay: null, outBand: null, outBy: null })
    .where(eq(presences.claimId, claimId))
}

/**
 * Somebody leaves. Where nothing has to be handed in, the claim goes to the reviewers at the end: until then they may
 * come back.
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
  return now < activity.endsAt ? moved : handOver(tx, { claim: moved, activity, now })
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
  if (step === 'in' ? presence && !presence.outAt : presence?.outAt) return claim
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
  await handOver(tx, { claim: moved, activity, now })
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
  if (claim.status !== 'claimed') return claim
  return checkIn(tx, { claim, activity, way: 'roll', band: 'not_asked', walkIn: !known, actor, now })
}

/** Where nothing has to be handed in, being there is the evidence. */
export async function handOver(
  tx: Tx,
  { claim, activity, now }: Pick<Seen, 'claim' | 'activity' | 'now'>,
): Promise<Claim> {
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
