import { and, count, eq, isNull, lte, ne, or } from 'drizzle-orm'
import { counted, type Db } from '../../db/database.ts'
import { merchantComplaints, merchantDisputes, merchantLicences, merchants } from '../../db/schema/merchants.ts'
import { type Actor, holds } from '../kit/actor.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { coveredBy } from './queries.ts'

const reviewers = ['reviewer', 'admin'] as const

/** What a reviewer decides about merchants: who becomes one, complaints, disputes about checks, new licences. */
export const merchantsWaiting: WaitingRoom = async ({ db, actor, now }) => {
  if (!holds(actor, reviewers)) return []
  const theirs = and(coveredBy(actor, reviewers), ne(merchants.ownerId, actor.id))
  const [applied, complaints, disputes, licences] = await Promise.all([
    db.$count(merchants, and(eq(merchants.state, 'applied'), theirs)),
    complaintsToDecide(db, actor, now),
    counted(
      db
        .select({ rows: count() })
        .from(merchantDisputes)
        .innerJoin(merchants, eq(merchants.id, merchantDisputes.merchantId))
        .where(and(isNull(merchantDisputes.outcome), theirs)),
    ),
    counted(
      db
        .select({ rows: count() })
        .from(merchantLicences)
        .innerJoin(merchants, eq(merchants.id, merchantLicences.merchantId))
        // The first licence is part of the application.
        .where(and(eq(merchantLicences.state, 'sent'), ne(merchants.state, 'applied'), theirs)),
    ),
  ])
  const href = '/desk/merchants'
  return [
    { href: `${href}?state=applied`, value: applied, label: { zh: '家商户申请等待审核', en: 'merchants applying' } },
    {
      href: `${href}?waiting=complaints`,
      value: complaints,
      label: { zh: '件商户投诉等待处理', en: 'complaints about merchants' },
    },
    {
      href: `${href}?waiting=disputes`,
      value: disputes,
      label: { zh: '件检查异议等待答复', en: 'disputes about checks' },
    },
    { href: `${href}?waiting=licences`, value: licences, label: { zh: '份新执照等待认可', en: 'new licences' } },
  ]
}

/** Answered ones, and those whose time to answer is over; not one's own, and no appeal against one's own decision. */
function complaintsToDecide(db: Db, actor: Actor, now: Date): Promise<number> {
  const { state, personId, decidedBy, answerDueAt } = merchantComplaints
  const isDue = or(
    eq(state, 'answered'),
    and(eq(state, 'filed'), lte(answerDueAt, now)),
    and(eq(state, 'appealed'), ne(decidedBy, actor.id)),
  )
  return counted(
    db
      .select({ rows: count() })
      .from(merchantComplaints)
      .innerJoin(merchants, eq(merchants.id, merchantComplaints.merchantId))
      .where(and(isDue, or(isNull(personId), ne(personId, actor.id)), coveredBy(actor, reviewers))),
  )
}
