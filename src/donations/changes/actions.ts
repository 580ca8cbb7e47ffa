import { and, eq, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { useChanges } from '../../../db/schema/donations.ts'
import { stockLots } from '../../../db/schema/stock.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, type Standing, standingOf } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import { personById, phoneOf } from '../../people/queries.ts'
import { keepPhoto } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { type Donor, donorById, donorPhone } from '../donors/queries.ts'
import { writeDown } from '../events.ts'
import { donationForStaff, type Line, lockedLine } from '../intake/queries.ts'
import { assertHandles } from '../standing.ts'
import { changesOf, openChange, originOf, type UseChange, useChangeById, useNow } from './queries.ts'
import { isSameUse, type Use, useChangeFlow } from './rules.ts'

type By = { actor: Actor; now: Date }
type NewChange = By & { id: string; lineId: string; use: Use; reason: string }

/**
 * Asks a donor whether something may be used otherwise. Nothing changes before they agree.
 *
 * @returns whether they had not been asked this before
 * @throws Refusal `donation_missing`, `donation_not_yours`, `use_change_too_early`, `use_change_anonymous`, `use_change_own`,
 *   `use_change_open`, `use_change_same`, `area_missing`, `same_id_other_content`
 */
export async function askForChange(
  tx: Tx,
  secrets: Secrets,
  { id, lineId, use, reason, actor, now }: NewChange,
): Promise<boolean> {
  const line = await lockedLine(tx, lineId)
  const { donation, store } = await donationForStaff(tx, line.donationId, actor)
  assertHandles(actor, store)
  const changes = (await changesOf(tx, [lineId])).get(lineId)
  const first = changes?.find((change) => change.id === id)
  if (first && isSameUse(first, use) && first.reason === reason) return false
  if (first) throw new Refusal('conflict', 'same_id_other_content')
  if (donation.state !== 'received' && donation.state !== 'inspected')
    throw new Refusal('conflict', 'use_change_too_early')
  const donor = await donorById(tx, donation.donorId)
  if (donor.kind === 'anonymous') throw new Refusal('conflict', 'use_change_anonymous')
  // Whoever asks must not be able to answer: neither signed in nor by a code to their phone.
  if (donor.personId === actor.id || (await hasPhoneOf(tx, secrets, donor, actor)))
    throw new Refusal('forbidden', 'use_change_own')
  if (openChange(changes)) throw new Refusal('conflict', 'use_change_open')
  if (use.forAreaId) await areaById(tx, use.forAreaId)
  if (isSameUse(useNow(line, changes), use)) throw new Refusal('conflict', 'use_change_same', { field: 'purpose' })

  await tx.insert(useChanges).values({ id, lineId, state: 'asked', reason, ...use, askedBy: actor.id, askedAt: now })
  await writeDown(tx, { subjectId: lineId, step: 'ask_use', to: use, reason, actorId: actor.id, now })
  if (donor.personId) await tellDonor(tx, { id, line, personId: donor.personId, now })
  return true
}

function tellDonor(tx: Tx, { id, line, personId, now }: { id: string; line: Line; personId: string; now: Date }) {
  return notify(tx, {
    personId,
    key: `use-change-${id}`,
    title: { zh: `您捐的“${line.name}”想改用途`, en: `May your “${line.name}” be used otherwise?` },
    body: {
      zh: '接收单位请您答复。您不同意或不答复，就仍按原来的用途使用。',
      en: 'The receiving body asks you. If you say no, or nothing, it is used as you gave it.',
    },
    href: `/donations/mine/changes/${id}`,
    now,
  })
}

/** How it is known that the donor answers: a code to their phone was right, or they are signed in with that phone. */
export type Proof = { way: 'code' } | { way: 'signed_in'; actor: Actor }

type Answer = { id: string; donorId: string; step: 'agree' | 'refuse'; proof: Proof; now: Date }

/**
 * The donor's own answer. Agreed, the new use holds for everything of it that is on a shelf or comes to one.
 *
 * @throws Refusal `use_change_missing`, `use_change_proof`, `step_unknown`
 */
export async function answerChange(tx: Tx, secrets: Secrets, { id, donorId, step, proof, now }: Answer): Promise<void> {
  const { change, donor } = await lockedChange(tx, id)
  if (donor.id !== donorId) throw new Refusal('missing', 'use_change_missing')
  if (proof.way === 'signed_in') await assertIsDonor(tx, secrets, donor, proof.actor)
  const state = follow(useChangeFlow, change.state, step, new Set(['donor']))
  const endedBy = proof.way === 'signed_in' ? proof.actor.id : null
  const set = { state, way: proof.way, endedBy, endedAt: now }
  await move(tx, change, set, { step: `${step}_use`, actorId: endedBy ?? `donor:${donor.id}`, now })
  if (state === 'agreed') await apply(tx, change)
}

async function hasPhoneOf(tx: Tx, secrets: Secrets, donor: Donor, actor: Actor): Promise<boolean> {
  const phone = donorPhone(secrets, donor)
  return phone !== '' && phone === phoneOf(secrets, await personById(tx, actor.id))
}

/** Signed in is proof only with the phone that stands in the donor's entry: staff hold the link as well. */
async function assertIsDonor(tx: Tx, secrets: Secrets, donor: Donor, actor: Actor) {
  if (donor.personId !== actor.id || !(await hasPhoneOf(tx, secrets, donor, actor)))
    throw new Refusal('forbidden', 'use_change_proof')
}

type Paper = By & { id: string; scan: PreparedPhoto | undefined }

/** Takes down what the donor signed. It holds once another person has looked at the scan. @throws Refusal `use_change_scan` */
export async function takeDownPaper(tx: Tx, { id, scan, actor, now }: Paper): Promise<void> {
  const { change, standing, areaPath } = await lockedForStaff(tx, id, actor)
  const state = follow(useChangeFlow, change.state, 'takeDown', standing)
  if (!scan) throw new Refusal('invalid', 'use_change_scan', { field: 'photos' })
  const use = { purpose: 'donation', subjectId: id, ownerId: actor.id, areaPath } as const
  const paperPhotoId = await keepPhoto(tx, { prepared: scan, ...use, now })
  await move(tx, change, { state, paperPhotoId, paperBy: actor.id }, { step: 'paper_use', actorId: actor.id, now })
}

type Stepping = By & { id: string; step: 'confirm' | 'sendBack' | 'withdraw' }

/**
 * A second person confirms what the donor signed, or sends it back; or staff no longer ask.
 *
 * @throws Refusal `use_change_missing`, `use_change_two`, `step_unknown`, `step_not_yours`
 */
export async function stepChange(tx: Tx, { id, step, actor, now }: Stepping): Promise<void> {
  const { change, standing } = await lockedForStaff(tx, id, actor)
  const state = follow(useChangeFlow, change.state, step, standing)
  if (step === 'confirm' && change.paperBy === actor.id) throw new Refusal('forbidden', 'use_change_two')
  const paper = step === 'sendBack' ? { paperPhotoId: null, paperBy: null } : {}
  const end = step === 'sendBack' ? {} : { endedBy: actor.id, endedAt: now }
  const way = step === 'confirm' ? { way: 'paper' as const } : {}
  await move(tx, change, { state, ...paper, ...end, ...way }, { step: `${step}_use`, actorId: actor.id, now })
  if (state === 'agreed') await apply(tx, change)
}

type Moved = Partial<typeof useChanges.$inferInsert>

async function move(tx: Tx, change: UseChange, set: Moved, how: { step: string; actorId: string; now: Date }) {
  await tx.update(useChanges).set(set).where(eq(useChanges.id, change.id))
  await writeDown(tx, { subjectId: change.lineId, from: change.state, to: set.state, ...how })
}

/**
 * Puts the new use on every lot that came from the line. Looks again until none differs: a shipment may have been counted
 * in while we waited for the lot it came from.
 */
async function apply(tx: Tx, { lineId, forAreaPath, forNeed }: UseChange): Promise<void> {
  const differs = or(ne(sql`coalesce(${stockLots.forAreaPath}, '')`, forAreaPath ?? ''), ne(stockLots.forNeed, forNeed))
  const putOnAll = () =>
    tx
      .update(stockLots)
      .set({ forAreaPath, forNeed })
      .where(and(eq(stockLots.sourceId, lineId), differs))
      .returning({ id: stockLots.id })
  while ((await putOnAll()).length > 0);
}

/** The change with its line held until the commit: asking, answering and shelving happen one after another. */
async function lockedChange(tx: Tx, id: string): Promise<{ change: UseChange; donor: Donor }> {
  const { lineId } = await useChangeById(tx, id)
  await lockedLine(tx, lineId)
  const { donorId } = await originOf(tx, lineId)
  return { change: await useChangeById(tx, id), donor: await donorById(tx, donorId) }
}

async function lockedForStaff(tx: Tx, id: string, actor: Actor) {
  const { change } = await lockedChange(tx, id)
  const { donationId } = await originOf(tx, change.lineId)
  const { store } = await donationForStaff(tx, donationId, actor)
  const standing: ReadonlySet<Standing> = standingOf(actor, { storeId: store.id, areaPath: store.areaPath })
  return { change, standing, areaPath: store.areaPath }
}
