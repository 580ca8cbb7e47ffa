import type { Tx } from '../db/database.ts'
import { newId } from '../src/kit/ids.ts'
import { grantPoints } from '../src/points/actions.ts'
import { communityId } from './town.ts'

/** Four points for two hours of service, for something that never happened before. */
export function grantOnce(tx: Tx, personId: string, now = new Date()) {
  const id = newId()
  return grantPoints(tx, {
    id,
    personId,
    rule: 'R4',
    points: 4,
    budgetAreaId: communityId,
    cause: { kind: 'claim', id, zh: '打扫楼道', en: 'Cleaning the stairs' },
    actorId: 'system',
    now,
  })
}
