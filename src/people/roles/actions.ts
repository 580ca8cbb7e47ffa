import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { grants, people } from '../../../db/schema/people.ts'
import { theCity } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { note } from '../actions.ts'
import { personById } from '../queries.ts'
import { type GrantRow, grantById, placeOf, staffSince } from './queries.ts'
import { assertFits, assertMayGrant, assertTerm, type GrantedRole } from './rules.ts'

export type NewGrant = {
  /** The form's id: sent twice, it is one grant. */
  id?: string
  personId: string
  role: GrantedRole
  /** One of the three: an area with everything below it, one store, or one organization. */
  areaId?: string | undefined
  storeId?: string | undefined
  organizationId?: string | undefined
  startsAt?: Date
  endsAt?: Date | undefined
  reason?: string | undefined
  actor: Actor
  now: Date
}

/**
 * Gives somebody a role for an area or a store, from a start to an end (open when none). Kept for good.
 *
 * @throws Refusal `grant_to_yourself`, `grant_too_wide`, `grant_term`, `grant_place_needed`, `grant_place_unfit`,
 *   `grant_exists`
 */
export async function grantRole(tx: Tx, given: NewGrant): Promise<GrantRow> {
  const { id = newId(), personId, role, startsAt = given.now, endsAt, reason, actor, now } = given
  const place = await placeOf(tx, given)
  assertFits(role, { ...given, organizationKind: place.kind })
  assertMayGrant(actor, personId, place)
  assertTerm({ startsAt, endsAt, now })
  const person = await personById(tx, personId)
  if (person.status !== 'active') throw new Refusal('forbidden', 'account_suspended')
  // Two administrators who grant the same at once wait for each other here, so that the second one finds the first.
  await tx.update(people).set({ version: people.version }).where(eq(people.id, personId))
  if (await holdsAlready(tx, given)) throw new Refusal('conflict', 'grant_exists')

  const { areaId, storeId, organizationId } = given
  const values = {
    id,
    personId,
    role,
    areaId,
    storeId,
    organizationId,
    startsAt,
    endsAt: endsAt ?? null,
    reason: reason ?? null,
  }
  const [grant] = await tx
    .insert(grants)
    .values({ ...values, grantedBy: actor.id, grantedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!grant) throw new Refusal('conflict', 'grant_exists')
  await note(tx, { personId, what: `granted_${role}`, subjectId: id, byId: actor.id, now })
  await tellWatchers(tx, grant, person.displayName)
  return grant
}

/** Whoever is named over the whole city may confirm what another proposes, so those who watch over it learn the name. */
async function tellWatchers(tx: Tx, grant: GrantRow, name: string): Promise<void> {
  const { id, personId, role, areaId, grantedBy, grantedAt: now } = grant
  if (!areaId || (role !== 'admin' && role !== 'auditor')) return
  const city = await theCity(tx)
  if (areaId !== city.id) return
  const said = role === 'admin' ? { zh: '管理员', en: 'administrator' } : { zh: '监督员', en: 'auditor' }
  for (const watcherId of (await staffSince(tx, ['auditor', 'admin'], now, city.id)).keys()) {
    if (watcherId === grantedBy || watcherId === personId) continue
    await notify(tx, {
      ...{ personId: watcherId, key: `grant-${id}`, href: '/desk/rules', now },
      title: { zh: `新任命了一位全市${said.zh}`, en: `A new ${said.en} over the city` },
      body: {
        zh: `${name}。如果不知道是怎么回事，请马上问任命的人。`,
        en: `${name}. If you do not know why, ask whoever named them at once.`,
      },
    })
  }
}

/** The same role for the same place, not yet over. */
async function holdsAlready(tx: Tx, { personId, role, now, ...place }: NewGrant): Promise<boolean> {
  const sameRole = and(eq(grants.personId, personId), eq(grants.role, role))
  const samePlace = placeIs(place)
  const isOpen = or(isNull(grants.endsAt), gt(grants.endsAt, now))
  const [held] = await tx
    .select({ id: grants.id })
    .from(grants)
    .where(and(sameRole, samePlace, isOpen))
  return Boolean(held)
}

const placeIs = ({ areaId, storeId, organizationId }: Pick<NewGrant, 'areaId' | 'storeId' | 'organizationId'>) =>
  organizationId
    ? eq(grants.organizationId, organizationId)
    : storeId
      ? eq(grants.storeId, storeId)
      : eq(grants.areaId, areaId ?? '')

/**
 * Ends a role now. The row stays, with who ended it.
 *
 * @throws Refusal `grant_missing`, `grant_too_wide`, `grant_to_yourself`, `grant_ended`
 */
export async function endRole(
  tx: Tx,
  { grantId, actor, now }: { grantId: string; actor: Actor; now: Date },
): Promise<void> {
  const grant = await grantById(tx, grantId)
  assertMayGrant(actor, grant.personId, await placeOf(tx, grant))
  // One that has not begun yet ends where it would have begun.
  const endsAt = grant.startsAt > now ? grant.startsAt : now
  const [ended] = await tx
    .update(grants)
    .set({ endsAt, endedBy: actor.id })
    .where(and(eq(grants.id, grantId), isNull(grants.endedBy), or(isNull(grants.endsAt), gt(grants.endsAt, now))))
    .returning({ id: grants.id })
  if (!ended) throw new Refusal('conflict', 'grant_ended')
  await note(tx, { personId: grant.personId, what: `ended_${grant.role}`, subjectId: grantId, byId: actor.id, now })
}
