import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { type OrganizationKind, organizationEvents, organizations } from '../../../db/schema/areas.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { areaById } from '../queries.ts'
import { organizationById } from './queries.ts'

export type OrganizationFields = {
  kind: OrganizationKind
  name: string
  areaId: string
  phone?: string | undefined
  duties?: string | undefined
}

type AddOrganization = { id?: string; fields: OrganizationFields; actor: Actor; now: Date }

/**
 * Enters a department, team, merchant or bank. The same id again changes nothing.
 *
 * @returns its id
 * @throws Refusal `area_not_yours`, `organization_known`
 */
export async function addOrganization(tx: Tx, { id = newId(), fields, actor, now }: AddOrganization): Promise<string> {
  const { kind, name, areaId, phone = '', duties = '' } = fields
  const { path: areaPath } = await areaById(tx, areaId)
  assertAdmin(actor, areaPath)
  const row = { id, kind, name, areaId, areaPath, phone, duties, createdAt: now }
  const [fresh] = await tx.insert(organizations).values(row).onConflictDoNothing().returning()
  if (fresh) {
    await writeDown(tx, { organizationId: id, step: 'added', to: fields, actorId: actor.id, now })
    return id
  }
  const [same] = await tx.select().from(organizations).where(eq(organizations.id, id))
  if (same?.name !== name || same.areaId !== areaId) throw new Refusal('conflict', 'organization_known', { name })
  return id
}

type Change = {
  organizationId: string
  fields: Pick<OrganizationFields, 'name' | 'phone' | 'duties'>
  version: number
  actor: Actor
  now: Date
}

/**
 * A new name, phone or list of duties. Its kind and area stay: history hangs on them.
 *
 * @throws Refusal `organization_missing`, `area_not_yours`, `stale_version`, `organization_known`
 */
export async function changeOrganization(
  tx: Tx,
  { organizationId, fields, version, actor, now }: Change,
): Promise<void> {
  const organization = await organizationById(tx, organizationId)
  assertAdmin(actor, organization.areaPath)
  const { name, phone = '', duties = '' } = fields
  const from = { name: organization.name, phone: organization.phone, duties: organization.duties }
  const to = { name, phone, duties }
  sameVersion(organization.version, version, { yours: to, theirs: from })
  const { areaId, kind } = organization
  const [namesake] = await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(and(eq(organizations.areaId, areaId), eq(organizations.kind, kind), eq(organizations.name, name)))
  if (namesake && namesake.id !== organizationId)
    throw new Refusal('conflict', 'organization_known', { field: 'name', name })
  await put(tx, { organizationId, version, set: to })
  await writeDown(tx, { organizationId, step: 'changed', from, to, actorId: actor.id, now })
}

type EndOrResume = { organizationId: string; ends: boolean; version: number; actor: Actor; now: Date }

/**
 * Takes an organization out of work, or back into it.
 *
 * @throws Refusal `organization_missing`, `area_not_yours`, `stale_version`
 */
export async function endOrganization(
  tx: Tx,
  { organizationId, ends, version, actor, now }: EndOrResume,
): Promise<void> {
  const organization = await organizationById(tx, organizationId)
  assertAdmin(actor, organization.areaPath)
  sameVersion(organization.version, version)
  await put(tx, { organizationId, version, set: { endedAt: ends ? now : null } })
  await writeDown(tx, { organizationId, step: ends ? 'ended' : 'resumed', actorId: actor.id, now })
}

type Put = { organizationId: string; version: number; set: Partial<typeof organizations.$inferInsert> }

async function put(tx: Tx, { organizationId, version, set }: Put): Promise<void> {
  const [written] = await tx
    .update(organizations)
    .set({ ...set, version: sql`${organizations.version} + 1` })
    .where(and(eq(organizations.id, organizationId), eq(organizations.version, version)))
    .returning({ id: organizations.id })
  if (!written) throw new Refusal('conflict', 'stale_version', { given: version })
}

function assertAdmin(actor: Actor, areaPath: string): void {
  if (actor.id !== system.id && !standingOf(actor, { areaPath }).has('admin'))
    throw new Refusal('forbidden', 'area_not_yours')
}

type Event = Omit<typeof organizationEvents.$inferInsert, 'id' | 'at'> & { now: Date }

const writeDown = (tx: Tx, { now, ...event }: Event) =>
  tx.insert(organizationEvents).values({ id: newId(now), ...event, at: now })
