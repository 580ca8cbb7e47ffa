/** Every role somebody can hold. `resident` comes with signing in; the others are granted for an area or a store. */
export const roles = [
  'resident',
  'clerk',
  'reviewer',
  'dispatcher',
  'officer',
  'keeper',
  'merchant',
  'banker',
  'auditor',
  'admin',
] as const
export type Role = (typeof roles)[number]

/** Who has something to do at the desk; shops and banks have places of their own. */
export const staffRoles = ['clerk', 'reviewer', 'dispatcher', 'officer', 'keeper', 'auditor', 'admin'] as const

/** A role held for an area and everything below it, for one store, or for one organization. */
export type Grant = {
  role: Role
  areaPath?: string | undefined
  storeId?: string | undefined
  organizationId?: string | undefined
}

/** Who is acting. `id` is a person's id, or `nobody`, or `system` for the city's own clockwork. */
export type Actor = { id: string; name: string; grants: readonly Grant[] }

export const nobody: Actor = { id: 'nobody', name: '', grants: [] }
export const system: Actor = { id: 'system', name: '系统', grants: [] }

export const isSignedIn = (actor: Actor) => actor.id !== nobody.id && actor.id !== system.id

/** Whether the actor holds one of the roles anywhere at all. Rows are checked with `standingOf`. */
export const holds = (actor: Actor, wanted: readonly Role[]) =>
  (isSignedIn(actor) && wanted.includes('resident')) || actor.grants.some((grant) => wanted.includes(grant.role))

/** The areas over which the actor holds one of the roles, for lists. Single rows are checked with `standingOf`. */
export const areasUnder = (actor: Actor, wanted: readonly Role[]): string[] =>
  actor.grants.flatMap(({ role, areaPath }) => (areaPath && wanted.includes(role) ? [areaPath] : []))

/** Where a row stands: its area, its store, the organization that is to act, and the person it belongs to. */
export type Place = {
  areaPath?: string | null
  storeId?: string | null
  organizationId?: string | null
  ownerId?: string | null
}

/** What somebody is to a row: a role that covers it, its `self`, or the `system`. */
export type Standing = Role | 'self' | 'system'

/**
 * What the actor is to a row. A grant for an area covers everything below it: area paths are codes joined
 * by `/` and end in `/`, so covering is a prefix.
 *
 * @example standingOf(clerkOfQingyun, { areaPath: task.areaPath, ownerId: claim.personId }) // Set { 'resident', 'clerk' }
 */
export function standingOf(actor: Actor, place: Place): ReadonlySet<Standing> {
  const standing = new Set<Standing>()
  if (actor.id === system.id) standing.add('system')
  if (!isSignedIn(actor)) return standing
  standing.add('resident')
  if (place.ownerId && place.ownerId === actor.id) standing.add('self')
  for (const grant of actor.grants) if (covers(grant, place)) standing.add(grant.role)
  return standing
}

function covers(grant: Grant, place: Place): boolean {
  if (grant.storeId) return grant.storeId === place.storeId
  if (grant.organizationId) return grant.organizationId === place.organizationId
  return Boolean(grant.areaPath && place.areaPath?.startsWith(grant.areaPath))
}
