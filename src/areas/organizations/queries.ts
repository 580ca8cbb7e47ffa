import { and, asc, desc, eq, getTableColumns, isNull, like, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas, type OrganizationKind, organizationEvents, organizations } from '../../../db/schema/areas.ts'
import { people } from '../../../db/schema/people.ts'
import { type Actor, system } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'

export type Organization = typeof organizations.$inferSelect

/** @throws Refusal `organization_missing` */
export async function organizationById(db: Db, id: string): Promise<Organization> {
  const [organization] = await db.select().from(organizations).where(eq(organizations.id, id))
  return found(organization, 'organization_missing', { id })
}

/** Organizations that take work, of one kind or all, in the order of the tree. */
export const organizationsAtWork = (db: Db, kind?: OrganizationKind) =>
  db
    .select()
    .from(organizations)
    .where(and(isNull(organizations.endedAt), kind && eq(organizations.kind, kind)))
    .orderBy(asc(organizations.areaPath), asc(organizations.name), asc(organizations.id))

/** The organizations within the areas whose staff the actor is, with the area's name. */
export async function organizationsOf(db: Db, actor: Actor) {
  const paths = actor.id === system.id ? [''] : actor.grants.flatMap(({ areaPath }) => areaPath ?? [])
  if (paths.length === 0) return []
  return db
    .select({ organization: organizations, areaName: areas.name })
    .from(organizations)
    .innerJoin(areas, eq(areas.id, organizations.areaId))
    .where(or(...paths.map((path) => like(organizations.areaPath, `${path}%`))))
    .orderBy(asc(organizations.areaPath), asc(organizations.kind), asc(organizations.name), asc(organizations.id))
}

/** What happened to an organization and by whom, newest first. */
export const eventsOfOrganization = (db: Db, organizationId: string) =>
  db
    .select({ ...getTableColumns(organizationEvents), who: people.displayName })
    .from(organizationEvents)
    .leftJoin(people, eq(people.id, organizationEvents.actorId))
    .where(eq(organizationEvents.organizationId, organizationId))
    .orderBy(desc(organizationEvents.id))
    .limit(50)
