import type { Db } from '../../../db/database.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { staffSince } from '../../people/roles/queries.ts'

/** The rule book is the whole city's: only who stands over the city may change it. */
export const standingInCity = async (db: Db, actor: Actor) => standingOf(actor, { areaPath: (await theCity(db)).path })

/** Those who watch over the whole city, person id → since when: one of them confirms what another proposed. */
export const cityStaff = async (db: Db, now: Date) => staffSince(db, ['auditor', 'admin'], now, (await theCity(db)).id)
