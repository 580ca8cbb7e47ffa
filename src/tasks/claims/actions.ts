import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { once } from '../../../db/once.ts'
import { people } from '../../../db/schema/people.ts'
import { activities, claims } from '../../../db/schema/tasks.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { type Activity, activityById } from '../activities/queries.ts'
import { freePlace, holdLine, joinLine, offerFreePlaces, takePlace } from './line.ts'
import { moveClaim, noteClaim } from './move.ts'
import { type Claim, claimById } from './queries.ts'
import { assertEligible, leavingStep, occupying } from './rules.ts'

export type NewClaim = {
  /** The sender's id of this act. */
  key: string
  activityId: string
  /** Who takes part. Residents claim for themselves; staff may sign up somebody who is there without a claim. */
  personId: string
  /** They say that they have reached the activity's age. */
  ageConfirmed?: boolean
  /** An organiser signs up somebody who is standing there: until the end, and only while a place is free. */
  onTheSpot?: boolean
  actor: Actor
  now: Date
}

/**
 * Claims a place: at once while one is free, else on the wait list.
 *
 * @returns the claim's id; the same key again gives the first one's
 * @throws Refusal what `assertEligible` throws, `already_claimed`, `claims_overlap`, `activity_full`
 */
export function claimPlace(tx: Tx, { key, activityId, personId, ageConfirmed, onTheSpot, actor, now }: NewClaim) {
  const content = ['claimPlace', activityId, personId]
  return once(tx, { key, actorId: actor.id, content, now }, async (): Promise<string> => {
    const activity = await activityById(tx, activityId)
    const person = await personById(tx, personId)
    const area = await areaById(tx, person.areaId)
    assertMayClaimFor(actor, personId, activity)
    const claimant = { ...person, areaPath: area.path, ageConfirmed: ageConfirmed || onTheSpot === true }
    assertEligible(claimant, onTheSpot ? { ...activity, signUpUntil: activity.endsAt } : activity, now)
    await assertFree(tx, personId, activity)

    const claim = { id: newId(now), activityId, personId, createdAt: now, updatedAt: now, why: ageWords(activity) }
    if (await takePlace(tx, activityId)) return enter(tx, { ...claim, status: 'claimed' }, actor)
    if (!activity.waitlist || onTheSpot) throw new Refusal('conflict', 'activity_full')
    const line = await joinLine(tx, activityId)
    await enter(tx, { ...claim, status: 'waitlisted', queueNumber: line.queueNumber }, actor)
    // A place may have come free between our two statements, with nobody in line to offer it to.
    await offerFreePlaces(tx, line.activity, now)
    return claim.id
  })
}

function assertMayClaimFor(actor: Actor, personId: string, { areaPath }: Activity) {
  const standing = standingOf(actor, { areaPath, ownerId: personId })
  if (!standing.has('self') && !standing.has('clerk') && !standing.has('admin'))
    throw new Refusal('forbidden', 'not_allowed')
}

const ageWords = ({ minAge }: Activity) => (minAge > 0 ? `已确认年满 ${minAge} 周岁` : '')

/**
 * Nobody can be at two places at once. Their own row is held until the commit, so that two claims sent at the same
 * moment see each other.
 */
async function assertFree(tx: Tx, personId: string, activity: Activity): Promise<void> {
  await tx
    .update(people)
    .set({ status: sql`${people.status}` })
    .where(eq(people.id, personId))
  if (activity.checkIn === 'none') return
  const [other] = await tx
    .select({ title: activities.title })
    .from(claims)
    .innerJoin(activities, eq(activities.id, claims.activityId))
    .where(
      and(
        eq(claims.personId, personId),
        inArray(claims.status, [...occupying]),
        sql`${activities.checkIn} <> 'none'`,
        sql`${activities.id} <> ${activity.id}`,
        lt(activities.startsAt, activity.endsAt),
        gt(activities.endsAt, activity.startsAt),
      ),
    )
    .orderBy(activities.startsAt, claims.id)
    .limit(1)
  if (other) throw new Refusal('conflict', 'claims_overlap', { title: other.title })
}

type Entering = Pick<Claim, 'id' | 'activityId' | 'personId' | 'createdAt' | 'updatedAt'> & {
  status: 'claimed' | 'waitlisted'
  queueNumber?: number
  why: string
}

async function enter(tx: Tx, { why, ...row }: Entering, actor: Actor): Promise<string> {
  const [claim] = await tx.insert(claims).values(row).onConflictDoNothing().returning()
  if (!claim) throw new Refusal('conflict', 'already_claimed')
  await noteClaim(tx, { claim, from: null, step: 'claim', actorId: actor.id, why, now: claim.createdAt })
  return claim.id
}

export type ClaimAct = { claimId: string; actor: Actor; now: Date }

/** One's own claim with its activity; somebody else's is missing. */
async function ownClaim(tx: Tx, claimId: string, actor: Actor) {
  const found = await claimById(tx, claimId)
  if (found.claim.personId !== actor.id) throw new Refusal('missing', 'claim_missing')
  return found
}

/** Gives a place, an offer or a place in line back. Shortly before the start it counts as late. */
export async function leave(tx: Tx, { claimId, actor, now, why = '' }: ClaimAct & { why?: string }): Promise<Claim> {
  const { claim, activity } = await ownClaim(tx, claimId, actor)
  if (claim.status === 'waitlisted') await holdLine(tx, activity.id)
  const { terms } = await documentInForce(tx, 'TASKS', now)
  const step = claim.status === 'claimed' ? leavingStep(terms, activity, claim, now) : 'leave'
  const left = await moveClaim(tx, { claim, areaPath: activity.areaPath, step, actor, why, now })
  if (claim.status === 'claimed') await freePlace(tx, activity.id, now)
  return left
}

/** @throws Refusal `offer_lapsed`, `claims_overlap` */
export async function acceptOffer(tx: Tx, { claimId, actor, now }: ClaimAct): Promise<Claim> {
  const { claim, activity } = await ownClaim(tx, claimId, actor)
  if (claim.status === 'offered' && claim.offerUntil && claim.offerUntil <= now)
    throw new Refusal('conflict', 'offer_lapsed')
  await assertFree(tx, claim.personId, activity)
  return moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'accept', actor, now }, { offerUntil: null })
}

export async function declineOffer(tx: Tx, { claimId, actor, now }: ClaimAct): Promise<Claim> {
  const { claim, activity } = await ownClaim(tx, claimId, actor)
  const declined = await moveClaim(
    tx,
    { claim, areaPath: activity.areaPath, step: 'decline', actor, now },
    { offerUntil: null },
  )
  await freePlace(tx, activity.id, now)
  return declined
}

/**
 * Staff excuse somebody who cannot come, or could not: it is no longer counted against them.
 *
 * @throws Refusal `residents_reason_needed`, `claim_missing` (not their area)
 */
export async function excuse(tx: Tx, { claimId, actor, now, why }: ClaimAct & { why: string }): Promise<Claim> {
  const { claim, activity } = await claimById(tx, claimId)
  const standing = standingOf(actor, { areaPath: activity.areaPath })
  if (!standing.has('clerk') && !standing.has('admin')) throw new Refusal('missing', 'claim_missing')
  if (!why) throw new Refusal('invalid', 'residents_reason_needed', { field: 'why' })
  const excused = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'excuse', actor, why, now })
  if (claim.status === 'claimed') await freePlace(tx, activity.id, now)
  return excused
}

/** An offer that nobody answered in time: the place goes to the next in line. */
export async function lapseOffer(tx: Tx, { claim, activity, now }: { claim: Claim; activity: Activity; now: Date }) {
  await moveClaim(
    tx,
    { claim, areaPath: activity.areaPath, step: 'lapse', actor: system, why: 'offer_lapsed', now },
    { offerUntil: null },
  )
  await notify(tx, {
    personId: claim.personId,
    key: `claim-${claim.id}-lapsed`,
    title: { zh: `名额已让给下一位：${activity.title}`, en: `The place went on: ${activity.title}` },
    body: {
      zh: '您没有在期限内确认，名额已经给了下一位。还想参加，可以重新报名候补。',
      en: 'You did not answer in time, so the place went to the next in line. You may join the line again.',
    },
    href: `/tasks/${activity.id}`,
    now,
  })
  await freePlace(tx, activity.id, now)
}
