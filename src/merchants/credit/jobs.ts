import { and, asc, eq, exists, inArray, lte, ne, or } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Db } from '../../../db/database.ts'
import { creditLinks, creditViewers } from '../../../db/schema/credit.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import type { Job } from '../../jobs.ts'
import { cityMonth, day, hour, later, minute, startOfCityDay } from '../../kit/clock.ts'
import { addMonths } from '../../points/lots/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
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
  {
    // What was shown, how often and when stays with the link; who at the bank looked does not.
    name: 'credit.viewers',
    everyMilliseconds: hour,
    async run({ db, atomically, now }) {
      const ids = await linksToForget(db, now)
      if (ids.length > 0) await atomically((tx) => tx.delete(creditViewers).where(inArray(creditViewers.linkId, ids)))
      return ids.length
    },
  },
]

/** Links that ended so long ago that nobody needs to know any more who opened them. */
async function linksToForget(db: Db, now: Date): Promise<string[]> {
  const { terms } = await documentInForce(db, 'CREDIT', now)
  const before = startOfCityDay(`${addMonths(cityMonth(now), -terms.viewerMonths)}-01`)
  const theirs = db
    .select({ viewId: creditViewers.viewId })
    .from(creditViewers)
    .where(eq(creditViewers.linkId, creditLinks.id))
  const rows = await db
    .select({ id: creditLinks.id })
    .from(creditLinks)
    .where(and(lte(creditLinks.endedAt, before), exists(theirs)))
    .orderBy(asc(creditLinks.endedAt), asc(creditLinks.id))
    .limit(atOnce)
  return rows.map(({ id }) => id)
}

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
