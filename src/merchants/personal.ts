import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db, Tx } from '../../db/database.ts'
import {
  merchantChecks,
  merchantComplaints,
  merchantDisputes,
  merchantEvents,
  merchantLicences,
  merchantPayments,
  merchants,
  merchantWords,
  refusedPayers,
  refusedPayments,
} from '../../db/schema/merchants.ts'
import type { Actor } from '../kit/actor.ts'
import { ownRows, type PersonalRoom } from '../web/personal.ts'
import { withdrawApplication } from './applications/actions.ts'
import { endClerk } from './clerks/actions.ts'
import { countersOf } from './clerks/queries.ts'
import { merchantsOf } from './queries.ts'
import { liveStates } from './rules.ts'
import { closeMerchant } from './standing/actions.ts'

export const merchantsPersonal: PersonalRoom = {
  room: 'merchants',
  title: { zh: '诚信商户', en: 'Honest merchants' },
  held: [
    ownRows({
      title: { zh: '您的店', en: 'Your shops' },
      table: merchants,
      of: merchants.ownerId,
      show: {
        at: merchants.createdAt,
        number: merchants.number,
        name: merchants.name,
        unifiedCode: merchants.unifiedCode,
        address: merchants.address,
        state: merchants.state,
        licenceUntil: merchants.licenceUntil,
        approvedAt: merchants.approvedAt,
        isListed: merchants.isListed,
      },
      by: [merchants.createdAt, merchants.id],
    }),
    {
      title: { zh: '写给您的店的话', en: 'What was written about your shops' },
      tables: ['merchant_words'],
      rows: ({ db }, personId) => wordsAbout(db, personId),
    },
    {
      title: { zh: '您的投诉', en: 'Your complaints' },
      tables: ['merchant_complaints'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: merchantComplaints.at,
            number: merchantComplaints.number,
            merchant: merchants.name,
            what: merchantComplaints.what,
            state: merchantComplaints.state,
            decision: merchantComplaints.decision,
          })
          .from(merchantComplaints)
          .innerJoin(merchants, eq(merchants.id, merchantComplaints.merchantId))
          .where(eq(merchantComplaints.personId, personId))
          .orderBy(asc(merchantComplaints.at), asc(merchantComplaints.id)),
    },
    {
      title: { zh: '您在商户用的积分', en: 'Your points at merchants' },
      // The sums of a month stand beside the payments they are made of.
      tables: ['merchant_payments', 'merchant_spenders'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: merchantPayments.askedAt,
            number: merchantPayments.number,
            merchant: merchants.name,
            points: merchantPayments.points,
            state: merchantPayments.state,
          })
          .from(merchantPayments)
          .innerJoin(merchants, eq(merchants.id, merchantPayments.merchantId))
          .where(eq(merchantPayments.personId, personId))
          .orderBy(asc(merchantPayments.askedAt), asc(merchantPayments.id)),
    },
    {
      title: { zh: '商户没有收成的积分', en: 'Points that merchants could not take' },
      tables: ['refused_payers'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: refusedPayments.at,
            merchant: merchants.name,
            points: refusedPayments.points,
            reason: refusedPayments.reason,
          })
          .from(refusedPayers)
          .innerJoin(refusedPayments, eq(refusedPayments.id, refusedPayers.refusedId))
          .innerJoin(merchants, eq(merchants.id, refusedPayments.merchantId))
          .where(eq(refusedPayers.personId, personId))
          .orderBy(asc(refusedPayments.at), asc(refusedPayments.id)),
    },
  ],
  async forget(tx, { personId, now }) {
    await tx.delete(refusedPayers).where(eq(refusedPayers.personId, personId))
    await tx
      .update(merchantPayments)
      .set({ state: 'declined' })
      .where(and(eq(merchantPayments.personId, personId), eq(merchantPayments.state, 'asked')))
    for (const merchant of await merchantsOf(tx, personId)) {
      await tx.update(merchants).set({ isListed: false }).where(eq(merchants.id, merchant.id))
      if (['applied', 'returned'].includes(merchant.state))
        await withdrawApplication(tx, { merchantId: merchant.id, actor: leaving(personId), now })
      else if (isLive(merchant.state))
        await closeMerchant(tx, { merchantId: merchant.id, why: '经营者注销账户', actor: leaving(personId), now })
      await forgetWords(tx, merchant.id)
    }
    for (const { id } of await countersOf(tx, personId, now))
      await endClerk(tx, { merchantId: id, personId, actor: leaving(personId), now })
  },
}

/** What was said with the steps of somebody's shops, and seen at their checks, the oldest first. */
async function wordsAbout(db: Db, ownerId: string) {
  const rows = await db
    .select({
      number: merchants.number,
      words: merchantWords.words,
      saidAt: merchantEvents.at,
      seenAt: merchantChecks.at,
    })
    .from(merchantWords)
    .innerJoin(merchants, eq(merchants.id, merchantWords.merchantId))
    .leftJoin(merchantEvents, eq(merchantEvents.id, merchantWords.ofId))
    .leftJoin(merchantChecks, eq(merchantChecks.id, merchantWords.ofId))
    .where(eq(merchants.ownerId, ownerId))
    .orderBy(asc(merchantWords.ofId))
  return rows
    .map(({ number, words, saidAt, seenAt }) => ({ at: saidAt ?? seenAt, number, words }))
    .sort((a, b) => Number(a.at) - Number(b.at))
}

/** The steps, checks and outcomes of a shop stay, and what they counted; what was written about it does not. */
async function forgetWords(tx: Tx, merchantId: string): Promise<void> {
  await tx.delete(merchantWords).where(eq(merchantWords.merchantId, merchantId))
  await tx.update(merchantLicences).set({ why: '' }).where(eq(merchantLicences.merchantId, merchantId))
  const theirs = eq(merchantDisputes.merchantId, merchantId)
  // A dispute that waits has nobody left to be answered.
  await tx.delete(merchantDisputes).where(and(theirs, isNull(merchantDisputes.outcome)))
  await tx.update(merchantDisputes).set({ why: '', answer: '' }).where(theirs)
}

const isLive = (state: string) => (liveStates as readonly string[]).includes(state)

/** Whoever deletes their account takes these last steps themselves. */
const leaving = (id: string): Actor => ({ id, name: '', grants: [] })
