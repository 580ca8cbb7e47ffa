import type { Db } from '../../db/database.ts'
import { theCity } from '../areas/queries.ts'
import { type Actor, type Role, standingOf } from '../kit/actor.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Store, storesIn } from './queries.ts'

const isOneOf = (actor: Actor, place: { areaPath: string; storeId?: string }, roles: readonly Role[]) => {
  const standing = standingOf(actor, place)
  return roles.some((role) => standing.has(role))
}

const placeOf = (store: Store) => ({ areaPath: store.areaPath, storeId: store.id })

/** Whether somebody may change what lies in a store: its keepers, and administrators over its area. */
export const keeps = (actor: Actor, store: Store) => isOneOf(actor, placeOf(store), ['keeper', 'admin'])

/** @throws Refusal `store_not_yours` */
export function assertKeeps(actor: Actor, store: Store): void {
  if (!keeps(actor, store)) throw new Refusal('forbidden', 'store_not_yours', { name: store.name })
}

/** @throws Refusal `store_not_yours` for anybody but its keepers and those who administer or audit its area */
export function assertSees(actor: Actor, store: Store): void {
  if (!isOneOf(actor, placeOf(store), ['keeper', 'admin', 'auditor']))
    throw new Refusal('forbidden', 'store_not_yours', { name: store.name })
}

/** Who sends goods from store to store: clerks arrange it for their keepers. */
export const senders = ['keeper', 'clerk', 'admin'] as const
/** Who follows them. */
export const followers = [...senders, 'auditor'] as const

const ships = (actor: Actor, store: Store) => isOneOf(actor, placeOf(store), senders)

/** @throws Refusal `store_not_yours` */
export function assertShips(actor: Actor, store: Store): void {
  if (!ships(actor, store)) throw new Refusal('forbidden', 'store_not_yours', { name: store.name })
}

/** The stores from which somebody may send goods, by number. */
export const storesShippedFrom = async (db: Db, actor: Actor): Promise<Store[]> =>
  (await storesIn(db, '')).filter((store) => ships(actor, store))

/** Whether somebody sees what is on its way from or to a store. */
export const followsShipments = (actor: Actor, store: Store) => isOneOf(actor, placeOf(store), followers)

/** The stores whose stock the actor may look at, by number. */
export async function storesSeenBy(db: Db, actor: Actor): Promise<Store[]> {
  const all = await storesIn(db, '')
  return all.filter((store) => isOneOf(actor, placeOf(store), ['keeper', 'admin', 'auditor']))
}

/** The catalogue and its prices are the whole city's: only its administrators change them. */
export async function keepsCatalogue(db: Db, actor: Actor): Promise<boolean> {
  return isOneOf(actor, { areaPath: (await theCity(db)).path }, ['admin'])
}

/** @throws Refusal `catalogue_not_yours` */
export async function assertKeepsCatalogue(db: Db, actor: Actor): Promise<void> {
  if (!(await keepsCatalogue(db, actor))) throw new Refusal('forbidden', 'catalogue_not_yours')
}
