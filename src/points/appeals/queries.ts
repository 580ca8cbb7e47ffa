import { and, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { emptyGrants, pointAppeals, transfers } from '../../../db/schema/points.ts'
import { day, later } from '../../kit/clock.ts'
import { found } from '../../kit/refusal.ts'
import type { GrantDetails } from '../grants/queries.ts'
import { isDeclined } from '../grants/rules.ts'
import { accountOf, accounts } from '../ledger/rules.ts'
import { reversalOf } from '../reversals/queries.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'

export type Appeal = typeof pointAppeals.$inferSelect

/** @throws Refusal `appeal_missing` */
export async function appealById(db: Db, id: string): Promise<Appeal> {
  const [appeal] = await db.select().from(pointAppeals).where(eq(pointAppeals.id, id))
  return found(appeal, 'appeal_missing', { id })
}

/** What can be appealed against: who decided, for whom, how many points, until when. */
export type Appealable = {
  subject: 'reversal' | 'cut'
  subjectId: string
  ownerId: string
  areaId: string
  firstActorId: string
  points: number
  until: Date
}

/** The decision behind a grant's id that its owner may appeal against: its reversal, or else what was cut from it. */
export async function appealableOf(db: Db, grantId: string): Promise<Appealable | undefined> {
  const reversal = await reversalOf(db, grantId)
  if (reversal) {
    const { terms } = await cityTermsInForce(db, reversal.at)
    const points = reversal.taken + reversal.debt
    const until = later(reversal.at, terms.appealDays * day)
    return {
      subject: 'reversal',
      subjectId: reversal.id,
      ...of(reversal),
      firstActorId: reversal.actorId,
      points,
      until,
    }
  }
  const grant = (await paidGrant(db, grantId)) ?? (await emptyGrant(db, grantId))
  return grant && grant.points > 0 ? grant : undefined
}

const of = ({ ownerId, areaId }: { ownerId: string; areaId: string }) => ({ ownerId, areaId })

async function paidGrant(db: Db, id: string): Promise<Appealable | undefined> {
  const [grant] = await db
    .select()
    .from(transfers)
    .where(and(eq(transfers.id, id), eq(transfers.kind, 'grant')))
  if (!grant?.appealUntil) return undefined
  const { asked } = JSON.parse(grant.details) as GrantDetails
  return {
    ...{ subject: 'cut', subjectId: id, ownerId: accountOf(grant.creditId).ownerId },
    areaId: grant.debitId.slice(accounts.budget('').length),
    ...{ firstActorId: grant.actorId, points: asked - grant.points, until: grant.appealUntil },
  }
}

async function emptyGrant(db: Db, id: string): Promise<Appealable | undefined> {
  const [grant] = await db.select().from(emptyGrants).where(eq(emptyGrants.id, id))
  if (!grant || isDeclined(JSON.parse(grant.details) as GrantDetails)) return undefined
  const { terms } = await cityTermsInForce(db, grant.at)
  const until = later(grant.at, terms.appealDays * day)
  const { ownerId, budgetAreaId: areaId, actorId: firstActorId, asked: points } = grant
  return { subject: 'cut', subjectId: id, ownerId, areaId, firstActorId, points, until }
}

export async function appealAbout(db: Db, { subject, subjectId }: Pick<Appealable, 'subject' | 'subjectId'>) {
  const [appeal] = await db
    .select()
    .from(pointAppeals)
    .where(and(eq(pointAppeals.subject, subject), eq(pointAppeals.subjectId, subjectId)))
  return appeal as Appeal | undefined
}
