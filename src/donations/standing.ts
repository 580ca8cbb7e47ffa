import type { Actor, Role } from '../kit/actor.ts'
import { standingOf } from '../kit/actor.ts'
import { Refusal } from '../kit/refusal.ts'

/** Who takes donations in: a store's keepers, and the clerks and administrators around it. */
export const handlers = ['keeper', 'clerk', 'admin'] as const satisfies readonly Role[]
/** Who may look at them, besides. */
export const lookers = [...handlers, 'auditor'] as const satisfies readonly Role[]

type Place = { id: string; areaPath: string }

const isOneOf = (actor: Actor, store: Place, roles: readonly Role[]) => {
  const standing = standingOf(actor, { storeId: store.id, areaPath: store.areaPath })
  return roles.some((role) => standing.has(role))
}

export const handles = (actor: Actor, store: Place) => isOneOf(actor, store, handlers)
export const looksAt = (actor: Actor, store: Place) => isOneOf(actor, store, lookers)

/** @throws Refusal `donation_not_yours` */
export function assertHandles(actor: Actor, store: Place): void {
  if (!handles(actor, store)) throw new Refusal('forbidden', 'donation_not_yours')
}
