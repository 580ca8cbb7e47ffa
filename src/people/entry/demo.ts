import { and, asc, eq, inArray, notInArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas } from '../../../db/schema/areas.ts'
import { grants, people } from '../../../db/schema/people.ts'
import type { GrantedRole } from '../roles/rules.ts'

export type DemoPerson = { id: string; displayName: string; areaName: string; roles: GrantedRole[] }

const residentsShown = 12

/** Everybody who holds a role now, and the first residents of the town. */
export async function demoPeople(db: Db, now: Date): Promise<DemoPerson[]> {
  const rows = await db.select().from(grants).orderBy(asc(grants.grantedAt), asc(grants.id))
  const current = rows.filter(({ startsAt, endsAt }) => startsAt <= now && (!endsAt || endsAt > now))
  const staffIds = [...new Set(current.map(({ personId }) => personId))]
  const isActive = eq(people.status, 'active')
  const staff = staffIds.length ? await listed(db).where(and(isActive, inArray(people.id, staffIds))) : []
  const others = staffIds.length ? and(isActive, notInArray(people.id, staffIds)) : isActive
  const residents = await listed(db).where(others).orderBy(asc(people.createdAt), asc(people.id)).limit(residentsShown)

  const rolesOf = (id: string) => current.filter(({ personId }) => personId === id).map(({ role }) => role)
  const inOrder = staffIds.flatMap((id) => staff.filter((person) => person.id === id))
  return [...residents, ...inOrder].map((person) => ({ ...person, roles: rolesOf(person.id) }))
}

const listed = (db: Db) =>
  db
    .select({ id: people.id, displayName: people.displayName, areaName: areas.name })
    .from(people)
    .innerJoin(areas, eq(areas.id, people.areaId))
