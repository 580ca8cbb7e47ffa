import { aliasedTable, and, asc, desc, eq, gt, inArray, isNull, like, lte, ne, or } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas, organizations } from '../../../db/schema/areas.ts'
import { grants, people } from '../../../db/schema/people.ts'
import { stores } from '../../../db/schema/stock.ts'
import { reached } from '../../areas/reach.ts'
import type { Actor, Role } from '../../kit/actor.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { nameFingerprint, overPeople, type Person, personByPhone } from '../queries.ts'
import { readName, readPhone } from '../rules.ts'

export type GrantRow = typeof grants.$inferSelect

/** Every role somebody was ever given: where, from when to when, and by whom; newest first. */
export function grantsOf(db: Db, personId: string) {
  const granter = aliasedTable(people, 'granter')
  return db
    .select({
      grant: grants,
      areaName: areas.name,
      areaPath: areas.path,
      storeName: stores.name,
      organizationName: organizations.name,
      byName: granter.displayName,
    })
    .from(grants)
    .leftJoin(areas, eq(areas.id, grants.areaId))
    .leftJoin(stores, eq(stores.id, grants.storeId))
    .leftJoin(organizations, eq(organizations.id, grants.organizationId))
    .leftJoin(granter, eq(granter.id, grants.grantedBy))
    .where(eq(grants.personId, personId))
    .orderBy(desc(grants.startsAt), desc(grants.id))
}

/** Everybody who holds one of these roles at this moment, each once. */
export async function staffNow(db: Db, wanted: readonly string[], now: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ personId: grants.personId })
    .from(grants)
    .where(and(inArray(grants.role, wanted as GrantRow['role'][]), ...holdsNow(now)))
    .orderBy(asc(grants.personId))
  return rows.map(({ personId }) => personId)
}

const holdsNow = (now: Date) => [lte(grants.startsAt, now), or(isNull(grants.endsAt), gt(grants.endsAt, now))]

/** The same for one very area: person id → since when they have held one of the roles, as it was entered. */
export async function staffSince(db: Db, wanted: readonly string[], now: Date, areaId: string) {
  const rows = await db
    .select({ personId: grants.personId, grantedAt: grants.grantedAt })
    .from(grants)
    .where(and(inArray(grants.role, wanted as GrantRow['role'][]), eq(grants.areaId, areaId), ...holdsNow(now)))
    .orderBy(desc(grants.grantedAt), desc(grants.id))
  return new Map(rows.map(({ personId, grantedAt }) => [personId, grantedAt]))
}

/** Everybody whose role at this moment stands over an area, by its path; each once. */
export async function staffOver(db: Db, role: Role, path: string, now: Date): Promise<string[]> {
  const codes = path.split('/').slice(0, -1)
  const above = codes.map((_, index) => `${codes.slice(0, index + 1).join('/')}/`)
  const rows = await db
    .selectDistinct({ personId: grants.personId })
    .from(grants)
    .innerJoin(areas, eq(areas.id, grants.areaId))
    .where(
      and(
        eq(grants.role, role as GrantRow['role']),
        inArray(areas.path, above),
        lte(grants.startsAt, now),
        or(isNull(grants.endsAt), gt(grants.endsAt, now)),
      ),
    )
    .orderBy(asc(grants.personId))
  return rows.map(({ personId }) => personId)
}

/** Every auditor at this moment, with each area they watch over. */
export async function auditorsNow(db: Db, now: Date): Promise<{ personId: string; path: string }[]> {
  return db
    .select({ personId: grants.personId, path: areas.path })
    .from(grants)
    .innerJoin(areas, eq(areas.id, grants.areaId))
    .where(
      and(eq(grants.role, 'auditor'), lte(grants.startsAt, now), or(isNull(grants.endsAt), gt(grants.endsAt, now))),
    )
    .orderBy(asc(grants.personId), asc(areas.path))
}

/** @throws Refusal `grant_missing` */
export async function grantById(db: Db, id: string): Promise<GrantRow> {
  const [grant] = await db.select().from(grants).where(eq(grants.id, id))
  return found(grant, 'grant_missing')
}

type Named = { areaId?: string | null; storeId?: string | null; organizationId?: string | null }

/**
 * The path a role stands on: of its area, or of the area its store or organization stands in.
 *
 * @throws Refusal `grant_place_needed` when there is no such area, store or organization
 */
export async function placeOf(db: Db, named: Named) {
  const [place] = await standing(db, named)
  if (!place) throw new Refusal('invalid', 'grant_place_needed', { field: 'place' })
  return place
}

function standing(db: Db, { areaId, storeId, organizationId }: Named) {
  if (organizationId)
    return db
      .select({ areaPath: organizations.areaPath, kind: organizations.kind })
      .from(organizations)
      .where(eq(organizations.id, organizationId))
  if (storeId)
    return db
      .select({ areaPath: areas.path, kind: areas.kind })
      .from(stores)
      .innerJoin(areas, eq(areas.id, stores.areaId))
      .where(eq(stores.id, storeId))
  return db
    .select({ areaPath: areas.path, kind: areas.kind })
    .from(areas)
    .where(eq(areas.id, areaId ?? ''))
}

/** The areas, stores and organizations an administrator may grant roles for, in the order of the tree. */
export async function grantPlaces(db: Db, actor: Actor): Promise<{ value: string; label: string }[]> {
  const isWithin = reached(areas.path, actor, ['admin'])
  const within = await db
    .select({ id: areas.id, name: areas.name, path: areas.path })
    .from(areas)
    .where(and(isWithin, ne(areas.kind, 'grid')))
    .orderBy(asc(areas.path))
  const shops = await db
    .select({ id: stores.id, name: stores.name })
    .from(stores)
    .innerJoin(areas, eq(areas.id, stores.areaId))
    .where(isWithin)
    .orderBy(asc(stores.number), asc(stores.id))
  const bodies = await db
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .where(and(reached(organizations.areaPath, actor, ['admin']), isNull(organizations.endedAt)))
    .orderBy(asc(organizations.areaPath), asc(organizations.id))
  const depth = (path: string) => '　'.repeat(path.split('/').length - 2)
  return [
    ...within.map(({ id, name, path }) => ({ value: `area:${id}`, label: depth(path) + name })),
    ...shops.map(({ id, name }) => ({ value: `store:${id}`, label: name })),
    ...bodies.map(({ id, name }) => ({ value: `organization:${id}`, label: name })),
  ]
}

export type FoundPerson = { person: Person; areaName: string }

const foundMax = 50

/**
 * People within the areas the actor stands over (as clerk or admin, unless it is for others to search): by a whole
 * phone number, the number of their own code, a whole real name, or a part of the name they are shown by. An empty search
 * lists the newest.
 */
export async function searchPeople(
  db: Db,
  secrets: Secrets,
  { q, actor, as = overPeople }: { q: string; actor: Actor; as?: readonly Role[] },
): Promise<FoundPerson[]> {
  const isWithin = reached(areas.path, actor, as)
  return db
    .select({ person: people, areaName: areas.name })
    .from(people)
    .innerJoin(areas, eq(areas.id, people.areaId))
    .where(and(isWithin, ne(people.status, 'deleted'), q ? await meant(db, secrets, q) : undefined))
    .orderBy(desc(people.createdAt), desc(people.id))
    .limit(foundMax)
}

async function meant(db: Db, secrets: Secrets, q: string) {
  const phone = attempt(() => readPhone(q))
  if (phone) {
    const person = await personByPhone(db, secrets, phone)
    return inArray(people.id, person ? [person.id] : ['nobody'])
  }
  const number = q.replace(/[\s-]/g, '')
  if (/^\d{10}$/.test(number)) return eq(people.number, number)
  const name = attempt(() => readName(q))
  // `%` and `_` would mean anything in LIKE; nobody is called that.
  const part = like(people.displayName, `%${q.replace(/[%_\\]/g, '')}%`)
  return name ? or(part, eq(people.realNameFingerprint, nameFingerprint(secrets, name))) : part
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
