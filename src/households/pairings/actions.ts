import type { Tx } from '../../../db/database.ts'
import { pairingVisits, supportPairings } from '../../../db/schema/households.ts'
import { organizationById } from '../../areas/organizations/queries.ts'
import { areaById } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { tiesOf } from '../../people/ties.ts'
import { keepPhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { writeEvent } from '../events.ts'
import { declareRelative } from '../homes/actions.ts'
import { type Household, householdForStaff, lockedHousehold } from '../homes/queries.ts'
import { assertImpartial } from '../rules.ts'
import { withdrawOffers } from './endings.ts'
import { pairingApproved, pairingAsked, pairingEnded, pairingRefused } from './messages.ts'
import { movePairing } from './move.ts'
import { lockedPairing, type Pairing, pairingById, partsOfPairing } from './queries.ts'
import { assertPairingDays, pairingFlow } from './rules.ts'
import { assertMaySupport } from './supporters.ts'

export type NewPairing = {
  /** The form's id; it becomes the pairing's. */
  id: string
  householdId: string
  supporterId: string
  organizationId?: string | undefined
  duty: string
  startsOn: string
  endsOn: string
  /** Where the household's consent lies, when it was given on paper. */
  paper?: string | undefined
  actor: Actor
  now: Date
}

/**
 * Staff propose who supports a household. The supporter and the household are asked.
 *
 * @throws Refusal `household_missing`, `household_closed`, `household_yours`, `household_relative`,
 *   `household_supported`, `supporter_decides`, `supporter_mutual`, `supporter_is_you`, `pairing_days`, `pairing_too_long`, `pairing_known`
 */
export async function proposePairing(tx: Tx, asked: NewPairing): Promise<Pairing> {
  const { id, householdId, supporterId, organizationId, paper, actor, now } = asked
  await householdForStaff(tx, householdId, actor, ['clerk', 'admin'])
  const household = await lockedHousehold(tx, householdId)
  if (household.state !== 'active') throw new Refusal('conflict', 'household_closed')
  const ties = await tiesOf(tx, householdId)
  assertImpartial(actor.id, ties)
  if (supporterId === actor.id) throw new Refusal('forbidden', 'supporter_is_you')
  await assertMaySupport(tx, supporterId, household, now)
  if (organizationId) await organizationById(tx, organizationId)
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  assertPairingDays({ startsOn: asked.startsOn, endsOn: asked.endsOn, months: terms.pairingMonths })

  const { duty, startsOn, endsOn } = asked
  const about = { id, householdId, supporterId, organizationId: organizationId ?? null, duty, startsOn, endsOn }
  const agreed = paper ? { paper, householdAgreedAt: now } : {}
  const row = { ...about, ...agreed, state: 'proposed' as const, proposedBy: actor.id, createdAt: now }
  const [pairing] = await tx.insert(supportPairings).values(row).onConflictDoNothing().returning()
  if (!pairing) throw new Refusal('conflict', 'pairing_known')
  const event = { subject: 'pairing' as const, subjectId: id, householdId, step: 'propose', from: null, to: 'proposed' }
  await writeEvent(tx, { ...event, actorId: actor.id, reason: paper, now })
  await notify(tx, { personId: supporterId, ...pairingAsked(pairing, household), now })
  if (!paper) await notify(tx, { personId: household.headId, ...pairingAsked(pairing, household), now })
  return pairing
}

type Reaching = { id: string; actor: Actor; now: Date }

/** The locked pairing and what the actor is to it. @throws Refusal `pairing_missing` for whoever has no part in it */
async function reach(tx: Tx, { id, actor }: Reaching) {
  const { householdId } = await pairingById(tx, id)
  const household = await lockedHousehold(tx, householdId)
  const pairing = await lockedPairing(tx, id)
  const parts = await partsOfPairing(tx, pairing, household, actor)
  const isOurs = [...parts].some((part) => ['supporter', 'head', 'clerk', 'reviewer', 'admin'].includes(part))
  if (!isOurs) throw new Refusal('missing', 'pairing_missing')
  return { pairing, household, parts }
}

type Agreeing = Reaching & {
  /** Whether supporter and household are relatives: then there is no pairing between them. */
  areRelatives: boolean
}

/** The supporter or the head of the household says yes; relatives are not paired. */
export async function agreeToPairing(tx: Tx, { areRelatives, ...asking }: Agreeing): Promise<Pairing> {
  const { actor, now } = asking
  const { pairing, household, parts } = await reach(tx, asking)
  const to = follow(pairingFlow, pairing.state, 'agree', parts)
  if (areRelatives) {
    const { supporterId: personId } = pairing
    await declareRelative(tx, { householdId: household.id, personId, actor, now })
    const refused = await movePairing(tx, pairing, {
      step: 'refuse',
      to: 'refused',
      actorId: actor.id,
      reason: '是亲属，应当回避',
      now,
    })
    await tellBoth(tx, refused, household, pairingRefused(refused), now)
    return refused
  }
  const isSupporter = parts.has('supporter')
  const set = isSupporter ? { supporterAgreedAt: now } : { householdAgreedAt: now }
  return movePairing(tx, pairing, { step: isSupporter ? 'agree' : 'household agrees', to, actorId: actor.id, set, now })
}

type Deciding = Reaching & { version: number; reason?: string | undefined }

/**
 * A second member of staff lets the pairing begin.
 *
 * @throws Refusal `stale_version`, `pairing_not_agreed`, `pairing_two`, and those of `assertImpartial`
 */
export async function approvePairing(tx: Tx, { version, ...asking }: Deciding): Promise<Pairing> {
  const { actor, now } = asking
  const { pairing, household, parts } = await reach(tx, asking)
  sameVersion(pairing.version, version)
  const to = follow(pairingFlow, pairing.state, 'approve', parts)
  if (pairing.proposedBy === actor.id) throw new Refusal('forbidden', 'pairing_two')
  assertImpartial(actor.id, await tiesOf(tx, household.id))
  if (!pairing.supporterAgreedAt || !pairing.householdAgreedAt) throw new Refusal('conflict', 'pairing_not_agreed')
  await assertMaySupport(tx, pairing.supporterId, household, now)
  const active = await movePairing(tx, pairing, {
    step: 'approve',
    to,
    actorId: actor.id,
    set: { approvedBy: actor.id },
    now,
  })
  await tellBoth(tx, active, household, pairingApproved(active, household), now)
  return active
}

/** Before it begins, either side or staff say no. @throws Refusal `reason_needed` from staff without one */
export async function refusePairing(tx: Tx, { reason, ...asking }: Omit<Deciding, 'version'>): Promise<Pairing> {
  return leave(tx, { ...asking, step: 'refuse', reason }, pairingRefused)
}

/** Either side or staff end it. What was offered and not answered goes back. */
export async function stopPairing(tx: Tx, { reason, ...asking }: Omit<Deciding, 'version'>): Promise<Pairing> {
  return leave(tx, { ...asking, step: 'end', reason }, pairingEnded)
}

type Leaving = Reaching & { step: 'refuse' | 'end'; reason?: string | undefined }

async function leave(tx: Tx, { step, reason, ...asking }: Leaving, message: typeof pairingEnded): Promise<Pairing> {
  const { actor, now } = asking
  const { pairing, household, parts } = await reach(tx, asking)
  const to = follow(pairingFlow, pairing.state, step, parts)
  const isStaff = !parts.has('supporter') && !parts.has('head')
  if (isStaff && !reason) throw new Refusal('invalid', 'household_reason', { field: 'reason' })
  await withdrawOffers(tx, pairing, now)
  const gone = await movePairing(tx, pairing, { step, to, actorId: actor.id, reason, set: { endedAt: now }, now })
  await tellBoth(tx, gone, household, message(gone), now)
  return gone
}

async function tellBoth(
  tx: Tx,
  pairing: Pairing,
  { headId }: Household,
  message: ReturnType<typeof pairingEnded>,
  now: Date,
) {
  for (const personId of new Set([pairing.supporterId, headId])) await notify(tx, { personId, ...message, now })
}

/** The head of the household may look at a visit's photo as well. */
const forTheHousehold = (visitId: string, { headId }: Household) => ({ subjectId: `${visitId}:home`, ownerId: headId })

export type NewVisit = Reaching & {
  visitId: string
  visitedOn: string
  words: string
  photos: readonly PreparedPhoto[]
}

/**
 * The supporter notes a visit. The household reads it as well.
 *
 * @throws Refusal `visit_day` outside the pairing's days or in the future, `step_not_yours`
 */
export async function noteVisit(tx: Tx, { visitId, visitedOn, words, photos, ...asking }: NewVisit): Promise<void> {
  const { actor, now } = asking
  const { pairing, household, parts } = await reach(tx, asking)
  const to = follow(pairingFlow, pairing.state, 'visit', parts)
  if (visitedOn < pairing.startsOn || visitedOn > cityDay(now))
    throw new Refusal('invalid', 'visit_day', { field: 'visitedOn' })
  const { path: areaPath } = await areaById(tx, household.areaId)
  const kept = { purpose: 'evidence' as const, subjectId: visitId, ownerId: actor.id, areaPath, now }
  await keepPhotos(tx, { prepared: photos, ...kept })
  await keepPhotos(tx, { prepared: photos, ...kept, ...forTheHousehold(visitId, household) })
  const photoId = photos[0]?.id ?? null
  await tx
    .insert(pairingVisits)
    .values({ id: visitId, pairingId: pairing.id, visitedOn, words, photoId, byId: actor.id, at: now })
  await movePairing(tx, pairing, { step: 'visit', to, actorId: actor.id, now })
}
