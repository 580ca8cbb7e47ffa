import type { Db } from '../../db/database.ts'
import { theCity } from '../areas/queries.ts'
import { type Actor, standingOf } from '../kit/actor.ts'

/** Award classes hold for the whole city: only who stands over the city may write them. */
export const standingInCity = async (db: Db, actor: Actor) => standingOf(actor, { areaPath: (await theCity(db)).path })
