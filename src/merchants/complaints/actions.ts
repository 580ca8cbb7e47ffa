import type { Tx } from '../../../db/database.ts'
import { once, yearlyNumber } from '../../../db/once.ts'
import { type ComplaintKind, merchantComplaints } from '../../../db/schema/merchants.ts'
import { type Actor, isSignedIn, nobody } from '../../kit/actor.ts'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { keepPhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { deadline } from '../deadline.ts'
import { type Merchant, merchantById } from '../queries.ts'
import { tellOwner } from '../tell.ts'
import { noteComplaint } from './move.ts'
import { sameComplaint } from './queries.ts'

export type NewComplaint = {
  /** The sender's id, and the complaint's. */
  key: string
  merchantId: string
  kind: ComplaintKind
  what: string
  happenedOn: string
  anonymous: boolean
  prepared: readonly PreparedPhoto[]
  actor: Actor
  now: Date
}

/** States in which a shop is open to complaints. */
const heard: readonly string[] = ['active', 'suspended', 'lapsed']

/**
 * Somebody complains about a merchant. The same person about the same thing again is told of their first complaint.
 *
 * @returns the complaint's id and number
 * @throws Refusal `merchant_missing`, `complaint_about_own`, `complaint_day`
 */
export function complain(tx: Tx, complaint: NewComplaint): Promise<{ id: string; number: string }> {
  const { key, merchantId, kind, what, happenedOn, anonymous, actor, now } = complaint
  const content = ['complain', merchantId, kind, what, happenedOn, anonymous]
  const personId = anonymous || !isSignedIn(actor) ? null : actor.id
  // Not even the row that makes sending twice harmless may say who an anonymous one came from.
  return once(tx, { key, actorId: personId ?? nobody.id, content, now }, async () => {
    const merchant = await merchantById(tx, merchantId)
    if (!heard.includes(merchant.state)) throw new Refusal('missing', 'merchant_missing')
    if (merchant.ownerId === actor.id) throw new Refusal('forbidden', 'complaint_about_own')
    if (happenedOn > cityDay(now)) throw new Refusal('invalid', 'complaint_day', { field: 'happenedOn' })
    const first = await sameComplaint(tx, { merchantId, personId, kind, happenedOn })
    return first ? { id: first.id, number: first.number } : file(tx, complaint, merchant, personId)
  })
}

async function file(tx: Tx, complaint: NewComplaint, merchant: Merchant, personId: string | null) {
  const { key: id, merchantId, kind, what, happenedOn, prepared, now } = complaint
  const { terms } = await documentInForce(tx, 'MERCHANTS', now)
  const number = await yearlyNumber(tx, 'C', now)
  const answerDueAt = await deadline(tx, now, terms.answerDays)
  const decideDueAt = await deadline(tx, now, terms.decideDays)
  const [filed] = await tx
    .insert(merchantComplaints)
    .values({
      ...{ id, number, merchantId, personId, kind, what, happenedOn, state: 'filed', at: now },
      ...{ answerDueAt, decideDueAt },
    })
    .onConflictDoNothing()
    .returning()
  // Sent twice at the same moment under two ids: the second one finds the first.
  if (!filed) {
    const first = await sameComplaint(tx, { merchantId, personId, kind, happenedOn })
    return { id: first?.id ?? id, number: first?.number ?? number }
  }
  // An anonymous complaint keeps no trace of who sent it, in its events neither.
  await noteComplaint(tx, { complaint: filed, from: null, step: 'file', byId: personId ?? nobody.id, now })
  const use = { purpose: 'merchant' as const, subjectId: id, ownerId: personId ?? nobody.id, now }
  await keepPhotos(tx, { prepared, ...use, areaPath: merchant.areaPath })
  await tellOwner(tx, {
    ...{ merchant, occasion: `complaint-${id}`, what: 'complaint', why: lastDayOf(answerDueAt), now },
    href: `/merchants/mine/${merchantId}/complaints/${id}`,
  })
  return { id, number }
}
