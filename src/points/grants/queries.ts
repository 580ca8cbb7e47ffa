import { eq, sql } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import { type Db, prepared, type Tx } from '../../../db/database.ts'
import { emptyGrants, pointsDeclined, purses, transfers } from '../../../db/schema/points.ts'
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
export async function grantById(db: Db, id: string): Promise<FirstGrant | undefined> {
  const [row] = await byId(db, { id })
  return row && grantOf(id, row)
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
        declinedAt: pointsDeclined.at,
      })
      .from(purses)
      .leftJoin(transfers, eq(transfers.id, sql.placeholder('id')))
      .leftJoin(emptyGrants, eq(emptyGrants.id, sql.placeholder('id')))
      .leftJoin(pointsDeclined, eq(pointsDeclined.ownerId, purses.ownerId))
      .where(eq(purses.ownerId, sql.placeholder('ownerId'))),
    { of: purses },
  ),
)

/** A grant made before, also one of which the caps left nothing. */
export type FirstGrant = { id: string; personId: string; points: number; asked: number; cuts: Cut[] }

export type BeforeGrant = { purse: Purse; first?: FirstGrant; declined: boolean }

/**
 * All that a grant asks about a person: the purse, locked until the commit, what this id was granted before, and whether
 * they want points at all. Whoever grants the same id at the very same moment is not seen, and is refused by the key of
 * `transfers`; `atomically` then looks again.
 */
export async function purseForGrant(
  tx: Tx,
  { id, ownerId }: { id: string; ownerId: string },
  now: Date,
): Promise<BeforeGrant> {
  const [row] = await purseAndGrant(tx, { id, ownerId })
  if (!row) {
    await openPurse(tx, { ownerId, kind: 'person' }, now)
    return purseForGrant(tx, { id, ownerId }, now)
  }
  const { paidTo, paid, details, emptyFor, emptyDetails } = row
  const before = { purse: row as Purse, declined: row.declinedAt !== null }
  if (paidTo) return { ...before, first: grantOf(id, { account: paidTo, points: paid, details }) }
  if (emptyFor) return { ...before, first: grantOf(id, { account: emptyFor, points: 0, details: emptyDetails }) }
  return before
}

type Row = { account: string; points: number | null; details: string | null }

function grantOf(id: string, { account, points, details }: Row): FirstGrant {
  const { asked, cuts } = JSON.parse(details ?? '{}') as GrantDetails
  return { id, personId: accountOf(account).ownerId, points: Number(points), asked, cuts }
}
