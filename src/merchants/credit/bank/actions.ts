import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../../db/database.ts'
import { creditLinks, creditViewers, creditViews } from '../../../../db/schema/credit.ts'
import type { Actor } from '../../../kit/actor.ts'
import { newId } from '../../../kit/ids.ts'
import { Refusal } from '../../../kit/refusal.ts'
import { tellOwnerOfLink } from '../links/note.ts'
import { type CreditLink, linkBySecret, namesOf } from '../queries.ts'

type Viewing = { secret: string; what: 'page' | 'file'; actor: Actor; now: Date }

/**
 * A clerk of the named bank opens a link. The view is written down before anything is shown; of a view and a withdrawal at
 * the same moment, either the view came first and is listed, or nothing is seen.
 *
 * @throws Refusal `credit_link_missing` for anybody else, and once the link has ended; `credit_own_shop`, `credit_link_over`
 */
export async function viewLink(tx: Tx, { secret, what, actor, now }: Viewing): Promise<CreditLink> {
  const link = await linkBySecret(tx, secret, actor, now)
  const { merchantState } = await namesOf(tx, link)
  const isOpen = link.expiresAt && link.expiresAt > now && merchantState === 'active'
  if (!isOpen) throw new Refusal('conflict', 'credit_link_over')
  const [seen] = await tx
    .update(creditLinks)
    .set({ views: sql`${creditLinks.views} + 1` })
    .where(and(eq(creditLinks.id, link.id), eq(creditLinks.state, 'presented')))
    .returning()
  if (!seen) throw new Refusal('missing', 'credit_link_missing')
  const [viewId, linkId] = [newId(now), seen.id]
  await tx.insert(creditViews).values({ id: viewId, linkId, what, fields: seen.fields, at: now })
  await tx.insert(creditViewers).values({ viewId, linkId, personId: actor.id })
  if (seen.views === 1) await tellOwnerOfLink(tx, { link: seen, occasion: 'opened', now })
  return seen
}
