import { aliasedTable, asc, eq, inArray, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'
import { people } from '../../db/schema/people.ts'
import { areaById } from '../areas/queries.ts'
import { type Actor, type Role, standingOf } from '../kit/actor.ts'
import { found } from '../kit/refusal.ts'
import type { Secrets } from '../kit/secrets.ts'
import { maskPhone } from './rules.ts'

export type Person = typeof people.$inferSelect

const byId = prepared('person_by_id', (tx) =>
  tx
    .select()
    .from(people)
    .where(eq(people.id, sql.placeholder('id'))),
)

/** @throws Refusal `person_missing` */
export async function personById(db: Db, id: string): Promise<Person> {
  const [person] = await byId(db, { id })
  return found(person, 'person_missing')
}

/** @param phone eleven digits, from `readPhone` */
export async function personByPhone(db: Db, secrets: Secrets, phone: string): Promise<Person | undefined> {
  const [person] = await db
    .select()
    .from(people)
    .where(eq(people.phoneFingerprint, phoneFingerprint(secrets, phone)))
  return person
}

export const phoneFingerprint = (secrets: Secrets, phone: string) => secrets.fingerprint(`phone:${phone}`)
export const nameFingerprint = (secrets: Secrets, name: string) => secrets.fingerprint(`name:${name}`)

export const phoneOf = (secrets: Secrets, person: Person) => person.phoneSealed && secrets.unseal(person.phoneSealed)
export const realNameOf = (secrets: Secrets, person: Person) =>
  person.realNameSealed && secrets.unseal(person.realNameSealed)

/** The name for a paper that somebody keeps: the real one where staff have seen it, else the one they go by. */
export const paperNameOf = (secrets: Secrets, person: Person) => realNameOf(secrets, person) || person.displayName

/** `138****5678`, or null for somebody without a phone. */
export function maskedPhoneOf(secrets: Secrets, person: Person): string | null {
  const phone = phoneOf(secrets, person)
  return phone && maskPhone(phone)
}

/** Who keeps the register of people. */
export const overPeople: readonly Role[] = ['clerk', 'admin']

/**
 * A person as staff may see them: only within the areas the actor stands over, as clerk or admin unless it is for others
 * to see. Anybody else is `missing`, so that the desk does not tell who lives elsewhere.
 */
export async function personForStaff(db: Db, id: string, actor: Actor, as = overPeople): Promise<Person> {
  const person = await personById(db, id)
  const area = await areaById(db, person.areaId)
  const standing = standingOf(actor, { areaPath: area.path })
  const isSeen = as.some((role) => standing.has(role))
  return found(isSeen ? person : undefined, 'person_missing')
}

const homeKinds = ['community', 'village'] as const

export type HomeArea = { id: string; name: string; path: string; street: string | null }

/** The communities and villages somebody may say they live in, each with its street. */
export async function homeAreas(db: Db): Promise<HomeArea[]> {
  const street = aliasedTable(areas, 'street')
  return db
    .select({ id: areas.id, name: areas.name, path: areas.path, street: street.name })
    .from(areas)
    .leftJoin(street, eq(street.id, areas.parentId))
    .where(inArray(areas.kind, homeKinds))
    .orderBy(asc(areas.id))
}

const notHome: readonly string[] = ['city', 'street']

/** Whether somebody can live there: a community or village, or a compound or grid within one. */
export async function isHome(db: Db, areaId: string): Promise<boolean> {
  const [area] = await db.select({ kind: areas.kind }).from(areas).where(eq(areas.id, areaId))
  return area !== undefined && !notHome.includes(area.kind)
}
