import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { organizations } from '../../../db/schema/areas.ts'
import {
  creditConsents,
  creditDisputes,
  creditLinks,
  creditLoans,
  creditLoanWords,
  creditViewers,
  creditViews,
} from '../../../db/schema/credit.ts'
import { people } from '../../../db/schema/people.ts'
import { ownRows, type PersonalRoom } from '../../web/personal.ts'
import { endLink } from './links/actions.ts'
import { isOver } from './rules.ts'

export const creditPersonal: PersonalRoom = {
  room: 'credit',
  title: { zh: '兑信用', en: 'Credit' },
  held: [
    {
      title: { zh: '您出示给银行的', en: 'What you showed to banks' },
      tables: ['credit_links', 'credit_loans'],
      rows: ({ db }, personId) =>
        db
          .select({
            at: creditLinks.createdAt,
            bank: organizations.name,
            purpose: creditLinks.purpose,
            fields: creditLinks.fields,
            state: creditLinks.state,
            expiresAt: creditLinks.expiresAt,
            loan: creditLoans.state,
            amountYuan: creditLoans.amountYuan,
          })
          .from(creditLinks)
          .innerJoin(organizations, eq(organizations.id, creditLinks.bankId))
          .leftJoin(creditLoans, eq(creditLoans.linkId, creditLinks.id))
          .where(eq(creditLinks.ownerId, personId))
          .orderBy(creditLinks.createdAt, creditLinks.id),
    },
    {
      title: { zh: '谁看过，和您自己看过的', en: 'Who looked, and what you looked at' },
      tables: ['credit_views', 'credit_viewers'],
      rows: ({ db }, personId) =>
        db
          .select({ at: creditViews.at, by: people.displayName, bank: organizations.name, what: creditViews.what })
          .from(creditViews)
          .innerJoin(creditLinks, eq(creditLinks.id, creditViews.linkId))
          .innerJoin(organizations, eq(organizations.id, creditLinks.bankId))
          .leftJoin(creditViewers, eq(creditViewers.viewId, creditViews.id))
          .leftJoin(people, eq(people.id, creditViewers.personId))
          .where(or(eq(creditLinks.ownerId, personId), eq(creditViewers.personId, personId)))
          .orderBy(creditViews.at, creditViews.id),
    },
    ownRows({
      title: { zh: '您同意过的', en: 'What you agreed to' },
      table: creditConsents,
      of: creditConsents.personId,
      show: {
        at: creditConsents.at,
        number: creditConsents.number,
        kind: creditConsents.kind,
        version: creditConsents.textVersion,
        withdrawnAt: creditConsents.withdrawnAt,
      },
      by: [creditConsents.at, creditConsents.id],
    }),
  ],
  /** Links end, consents are taken back, and what was written in free words goes. Views and sums stay without a name. */
  async forget(tx, { personId, now }) {
    const links = await tx.select().from(creditLinks).where(eq(creditLinks.ownerId, personId))
    for (const link of links)
      if (!isOver(link.state)) await endLink(tx, { link, step: 'withdraw', byId: personId, standing: 'self', now })
    await tx.update(creditLinks).set({ purpose: '' }).where(eq(creditLinks.ownerId, personId))
    for (const { id, content } of await tx.select().from(creditConsents).where(eq(creditConsents.personId, personId)))
      await tx
        .update(creditConsents)
        .set({ content: { ...content, purpose: '' } })
        .where(eq(creditConsents.id, id))
    await forgetLoanWords(tx, personId)
    const standing = and(eq(creditConsents.personId, personId), isNull(creditConsents.withdrawnAt))
    await tx.update(creditConsents).set({ withdrawnAt: now }).where(standing)
  },
}

/** The record of a loan stays for the sums; what was said about it does not. */
async function forgetLoanWords(tx: Tx, personId: string): Promise<void> {
  const theirs = tx
    .select({ id: creditLoans.id })
    .from(creditLoans)
    .innerJoin(creditLinks, eq(creditLinks.id, creditLoans.linkId))
    .where(eq(creditLinks.ownerId, personId))
  await tx.delete(creditLoanWords).where(inArray(creditLoanWords.loanId, theirs))
  const silent = { why: '', answer: '', answeredAt: sql`coalesce(${creditDisputes.answeredAt}, ${creditDisputes.at})` }
  await tx.update(creditDisputes).set(silent).where(inArray(creditDisputes.loanId, theirs))
}
