import { eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { emptyGrants, transfers } from '../../../db/schema/points.ts'
import { accountOf } from '../ledger/rules.ts'
import type { Cut } from './rules.ts'

/** What a grant says about itself, in its transfer's `details`. */
export type GrantDetails = {
  rule: string
  asked: number
  cuts: Cut[]
  units?: number
  priceOf?: string
  place?: string
  evidence?: unknown
}

const byId = prepared('grant_by_id', (tx) =>
  tx
    .select({ account: transfers.creditId, points: transfers.points, details: transfers.details })
    .from(transfers)
    .where(eq(transfers.id, sql.placeholder('id')))
    .unionAll(
      tx
        .select({ account: emptyGrants.ownerId, points: sql<number>`0`.mapWith(Number), details: emptyGrants.details })
        .from(emptyGrants)
        .where(eq(emptyGrants.id, sql.placeholder('id'))),
    ),
)

/** A grant by its transfer's id, also one of which the caps left nothing. */
export async function grantById(db: Db, id: string) {
  const [row] = await byId(db, { id })
  if (!row) return undefined
  const { asked, cuts } = JSON.parse(row.details) as GrantDetails
  return { id, personId: accountOf(row.account).ownerId, points: Number(row.points), asked, cuts }
}
