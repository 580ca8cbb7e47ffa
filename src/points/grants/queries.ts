import { eq, sql } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import { prepared, type Tx } from '../../../db/database.ts'
import { emptyGrants, purses, transfers } from '../../../db/schema/points.ts'
import { openPurse, type Purse, purseColumns } from '../ledger/purses.ts'
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

const purseAndGrant = prepared('purse_and_grant', (tx) =>
  locked(
    tx
      .select({
        ...purseColumns,
        paidTo: transfers.creditId,
        paid: transfers.points,
        details: transfers.details,
        emptyFor: emptyGrants.ownerId,
        emptyDetails: emptyGrants.details,
      })
      .from(purses)
      .leftJoin(transfers, eq(transfers.id, sql.placeholder('id')))
      .leftJoin(emptyGrants, eq(emptyGrants.id, sql.placeholder('id')))
      .where(eq(purses.ownerId, sql.placeholder('ownerId'))),
    { of: purses },
  ),
)

/** A grant made before, also one of which the caps left nothing. */
export type FirstGrant = { id: string; personId: string; points: number; asked: number; cuts: Cut[] }

/**
 * A person's purse, locked until the commit, and what this id was granted before. Whoever grants the same id at the very
 * same moment is not seen, and is refused by the key of `transfers`; `atomically` then looks again.
 */
export async function purseForGrant(tx: Tx, { id, ownerId }: { id: string; ownerId: string }, now: Date) {
  const [row] = await purseAndGrant(tx, { id, ownerId })
  if (!row) {
    await openPurse(tx, { ownerId, kind: 'person' }, now)
    return purseForGrant(tx, { id, ownerId }, now)
  }
  return { purse: row as Purse, first: firstGrant(id, row) }
}

type Row = Record<'paidTo' | 'details' | 'emptyFor' | 'emptyDetails', string | null> & { paid: number | null }

function firstGrant(id: string, { paidTo, paid, details, emptyFor, emptyDetails }: Row): FirstGrant | undefined {
  const account = paidTo ?? emptyFor
  if (!account) return undefined
  const { asked, cuts } = JSON.parse(details ?? emptyDetails ?? '{}') as GrantDetails
  return { id, personId: accountOf(account).ownerId, points: paid ?? 0, asked, cuts }
}
