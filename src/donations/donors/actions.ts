import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { type DonorKind, donors } from '../../../db/schema/donations.ts'
import type { Actor } from '../../kit/actor.ts'
import { isCreditCode } from '../../kit/credit-code.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { personById, personByPhone, phoneOf } from '../../people/queries.ts'
import { readPhone } from '../../people/rules.ts'
import { storeById } from '../../stock/queries.ts'
import { writeDown } from '../events.ts'
import { assertHandles } from '../standing.ts'
import { type Donor, donorById, donorForStaff, donorName, donorPhone } from './queries.ts'

export type DonorFields = {
  kind: DonorKind
  name?: string | undefined
  phone?: string | undefined
  creditCode?: string | undefined
  /** The name for the wall; absent without consent. */
  wallName?: string | undefined
}

type NewDonor = { id: string; storeId: string; fields: DonorFields; actor: Actor; now: Date }

/**
 * Enters a donor. One with the phone of a resident is that resident, who then sees the donations when signed in.
 *
 * @throws Refusal `donation_not_yours`, `donor_name_missing`, `donor_anonymous`, `credit_code_wrong`, `phone_invalid`,
 *   `donor_is_you` for whoever would hold both ends of a gift, `same_id_other_content`
 */
export async function addDonor(
  tx: Tx,
  secrets: Secrets,
  { id, storeId, fields, actor, now }: NewDonor,
): Promise<Donor> {
  const store = await storeById(tx, storeId)
  assertHandles(actor, store)
  assertFits(fields)
  const { kind, name, creditCode = '', wallName } = fields
  const phone = fields.phone && readPhone(fields.phone)
  if (phone && (await isTheirs(tx, secrets, phone, actor)))
    throw new Refusal('forbidden', 'donor_is_you', { field: 'phone' })
  const person = kind === 'person' && phone ? await personByPhone(tx, secrets, phone) : undefined
  const [fresh] = await tx
    .insert(donors)
    .values({
      id,
      kind,
      nameSealed: name ? secrets.seal(name) : null,
      phoneSealed: phone ? secrets.seal(phone) : null,
      creditCode,
      personId: person?.id ?? null,
      wallName: wallName ?? null,
      wallConsentAt: wallName ? now : null,
      areaPath: store.areaPath,
      createdBy: actor.id,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return firstDonor(await donorById(tx, id), secrets, fields)
  await writeDown(tx, { subjectId: id, step: 'donor_added', to: { kind, wallName }, actorId: actor.id, now })
  return fresh
}

const isTheirs = async (tx: Tx, secrets: Secrets, phone: string, { id }: Actor) =>
  (await personByPhone(tx, secrets, phone))?.id === id

function firstDonor(first: Donor, secrets: Secrets, { kind, name = '' }: DonorFields): Donor {
  if (first.kind !== kind || donorName(secrets, first) !== name) throw new Refusal('conflict', 'same_id_other_content')
  return first
}

function assertFits({ kind, name, phone, creditCode, wallName }: DonorFields) {
  if (kind === 'anonymous' && (name || phone || wallName))
    throw new Refusal('invalid', 'donor_anonymous', { field: 'kind' })
  if (kind !== 'anonymous' && !name) throw new Refusal('invalid', 'donor_name_missing', { field: 'name' })
  if (creditCode && !isCreditCode(creditCode))
    throw new Refusal('invalid', 'credit_code_wrong', { field: 'creditCode' })
}

type Naming = { donorId: string; wallName: string | undefined; version: number; actor: Actor; now: Date }

/**
 * Takes down what the donor said about being named on the wall: under which name, or not at all.
 *
 * @throws Refusal `donor_missing`, `donor_anonymous`, `stale_version`
 */
export async function nameOnWall(tx: Tx, { donorId, wallName, version, actor, now }: Naming): Promise<void> {
  const donor = await donorForStaff(tx, donorId, actor)
  sameVersion(donor.version, version, { yours: { wallName }, theirs: { wallName: donor.wallName } })
  await setWallName(tx, donor, { wallName, actor, now })
}

/** By the link alone a name only comes off the wall: whoever finds a receipt holds the link. */
export async function takeOffWall(tx: Tx, donor: Donor, { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  await setWallName(tx, donor, { wallName: undefined, actor, now })
}

/** The donor's own word. @throws Refusal `donor_anonymous` */
async function setWallName(
  tx: Tx,
  donor: Donor,
  { wallName, actor, now }: { wallName: string | undefined; actor: Actor; now: Date },
): Promise<void> {
  if (donor.kind === 'anonymous' && wallName) throw new Refusal('invalid', 'donor_anonymous', { field: 'wallName' })
  await tx
    .update(donors)
    .set({ wallName: wallName ?? null, wallConsentAt: wallName ? now : null, version: sql`${donors.version} + 1` })
    .where(eq(donors.id, donor.id))
  const [from, to] = [{ named: donor.wallName !== null }, { named: wallName !== undefined }]
  await writeDown(tx, { subjectId: donor.id, step: 'donor_named', from, to, actorId: actor.id, now })
}

/** Makes every link that was given out before worthless; a new one can be printed. @throws Refusal `donor_missing` */
export async function renewLink(tx: Tx, { donorId, actor, now }: { donorId: string; actor: Actor; now: Date }) {
  const donor = await donorForStaff(tx, donorId, actor)
  await tx
    .update(donors)
    .set({ linkVersion: sql`${donors.linkVersion} + 1` })
    .where(eq(donors.id, donor.id))
  await writeDown(tx, { subjectId: donorId, step: 'link_renewed', actorId: actor.id, now })
}

/**
 * Whoever holds the donor's link and signs in may keep the donations among their own; where the donor left a phone, only
 * with that phone, because staff print the link.
 *
 * @throws Refusal `donor_taken`, `donor_not_you`
 */
export async function claimDonor(
  tx: Tx,
  secrets: Secrets,
  { donor, actor, now }: { donor: Donor; actor: Actor; now: Date },
) {
  if (donor.personId === actor.id) return
  const phone = donorPhone(secrets, donor)
  if (phone && phone !== phoneOf(secrets, await personById(tx, actor.id)))
    throw new Refusal('forbidden', 'donor_not_you')
  const [claimed] = await tx
    .update(donors)
    .set({ personId: actor.id })
    .where(and(eq(donors.id, donor.id), isNull(donors.personId)))
    .returning({ id: donors.id })
  if (!claimed) throw new Refusal('conflict', 'donor_taken')
  await writeDown(tx, { subjectId: donor.id, step: 'donor_claimed', actorId: actor.id, now })
}
