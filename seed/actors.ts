import type { Actor } from '../src/kit/actor.ts'
import { bankers, departmentOfficers, elders, helpers, keepers, type Neighbour, officers, residents } from './cast.ts'
import { places } from './places.ts'

/** The codes from the city down to an area, as area paths are written. */
export function pathOf(areaId: string): string {
  const { id, parentId } = places.find((place) => place.id === areaId) ?? { id: areaId }
  return `${parentId ? pathOf(parentId) : ''}${id}/`
}

const asActor = (person: Neighbour, grants: Actor['grants'] = []): Actor => ({
  id: person.id,
  name: person.name,
  grants,
})

/** Everybody of the cast as somebody who acts, by id. */
const actors = new Map<string, Actor>([
  ...[...residents, ...helpers, ...elders, ...keepers].map((person) => [person.id, asActor(person)] as const),
  ...officers.map(
    (officer) => [officer.id, asActor(officer, [{ role: officer.role, areaPath: pathOf(officer.over) }])] as const,
  ),
  ...bankers.map((banker) => [banker.id, asActor(banker, [{ role: 'banker', organizationId: banker.at }])] as const),
  ...departmentOfficers.map(
    (officer) => [officer.id, asActor(officer, [{ role: 'officer', organizationId: officer.at }])] as const,
  ),
])

export function actorOf(id: string): Actor {
  const actor = actors.get(id)
  if (!actor) throw new Error(`nobody in the demo town is called ${id}`)
  return actor
}

/** Somebody of the cast behind the counter of a store. */
export const keeperAt = (id: string, storeId: string): Actor => ({
  ...actorOf(id),
  grants: [{ role: 'keeper', storeId }],
})
