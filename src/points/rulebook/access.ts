import type { Db } from '../../../db/database.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'

/** The rule book is the whole city's: only who stands over the city may change it. */
export const standingInCity = async (db: Db, actor: Actor) => standingOf(actor, { areaPath: (await theCity(db)).path })
