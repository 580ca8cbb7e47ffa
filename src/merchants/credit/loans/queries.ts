import { asc, eq } from 'drizzle-orm'
import { locked } from '../../../../db/columns.ts'
import type { Db } from '../../../../db/database.ts'
import { creditDisputes, creditLoanEvents, creditLoans, creditLoanWords } from '../../../../db/schema/credit.ts'
import { people } from '../../../../db/schema/people.ts'

export type CreditLoan = typeof creditLoans.$inferSelect

/** The loan record of a link, if there is one. */
export async function loanOf(db: Db, linkId: string): Promise<CreditLoan | undefined> {
  const [loan] = await locked(db.select().from(creditLoans).where(eq(creditLoans.linkId, linkId)))
  return loan
}

/** A loan record with what happened to it and what was disputed; both sides read the same. */
export async function loanStory(db: Db, linkId: string) {
  const loan = await loanOf(db, linkId)
  if (!loan) return undefined
  const events = await db
    .select({ event: creditLoanEvents, who: people.displayName, why: creditLoanWords.words })
    .from(creditLoanEvents)
    .leftJoin(people, eq(people.id, creditLoanEvents.byId))
    .leftJoin(creditLoanWords, eq(creditLoanWords.eventId, creditLoanEvents.id))
    .where(eq(creditLoanEvents.loanId, loan.id))
    .orderBy(asc(creditLoanEvents.at), asc(creditLoanEvents.id))
  const disputes = await db
    .select()
    .from(creditDisputes)
    .where(eq(creditDisputes.loanId, loan.id))
    .orderBy(asc(creditDisputes.at), asc(creditDisputes.id))
  return { loan, events, disputes, isDisputed: disputes.some(({ answeredAt }) => !answeredAt) }
}

export type LoanStory = NonNullable<Awaited<ReturnType<typeof loanStory>>>
