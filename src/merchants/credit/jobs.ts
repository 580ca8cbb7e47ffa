import { and, asc, eq, inArray, lte, ne, or } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Db } from '../../../db/database.ts'
import { creditLinks } from '../../../db/schema/credit.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import type { Job } from '../../jobs.ts'
import { day, later, minute } from '../../kit/clock.ts'
import { endLink } from './links/actions.ts'

const atOnce = 100
/** Asked for and never confirmed. */
const unconfirmed = 30 * day
const waiting = ['requested', 'previewed', 'consented'] as const

export const creditJobs: readonly Job[] = [
  {
    name: 'credit.end',
    everyMilliseconds: minute,
    async run({ db, atomically, now }) {
      const due = await linksToEnd(db, now)
      for (const { id, isOver } of due)
        await atomically(async (tx) => {
          const [link] = await locked(tx.select().from(creditLinks).where(eq(creditLinks.id, id)))
          const isOpen = link && link.state !== 'withdrawn' && link.state !== 'expired'
          if (isOpen) await endLink(tx, { link, step: isOver ? 'expire' : 'withdraw', now })
        })
      return due.length
    },
  },
]

/** Links whose time is over, and those of merchants who take part no longer. */
async function linksToEnd(db: Db, now: Date) {
  const over = or(
    and(eq(creditLinks.state, 'presented'), lte(creditLinks.expiresAt, now)),
    and(inArray(creditLinks.state, [...waiting]), lte(creditLinks.createdAt, later(now, -unconfirmed))),
  )
  const gone = and(inArray(creditLinks.state, [...waiting, 'presented']), ne(merchants.state, 'active'))
  const rows = await db
    .select({ id: creditLinks.id, expiresAt: creditLinks.expiresAt, merchantState: merchants.state })
    .from(creditLinks)
    .innerJoin(merchants, eq(merchants.id, creditLinks.merchantId))
    .where(or(over, gone))
    .orderBy(asc(creditLinks.id))
    .limit(atOnce)
  return rows.map(({ id, merchantState }) => ({ id, isOver: merchantState === 'active' }))
}
