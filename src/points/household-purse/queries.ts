import { and, eq, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { householdMembers, households } from '../../../db/schema/households.ts'
import { Refusal } from '../../kit/refusal.ts'
import { balancesOf } from '../ledger/queries.ts'

export type HouseholdPurse = { id: string; name: string; available: number }

const mayUse = (personId: string) =>
  and(
    eq(householdMembers.personId, personId),
    eq(householdMembers.state, 'joined'),
    eq(households.state, 'active'),
    or(eq(householdMembers.maySpend, true), eq(households.headId, personId)),
  )

/** The household's account somebody may order from: its head does, and whom the head allows. */
export async function householdPurseOf(db: Db, personId: string): Promise<HouseholdPurse | undefined> {
  const [row] = await db
    .select({ id: households.id, name: households.name })
    .from(householdMembers)
    .innerJoin(households, eq(households.id, householdMembers.householdId))
    .where(mayUse(personId))
  return row && { ...row, available: (await balancesOf(db, row.id)).available }
}

/**
 * Until the commit nobody else orders from this household's account, and its head takes nobody's leave away.
 *
 * @throws Refusal `household_purse_not_yours` for whoever is not of it, or has not the head's leave
 */
export async function lockHouseholdPurse(
  tx: Tx,
  { purseId, personId }: { purseId: string; personId: string },
): Promise<void> {
  await tx
    .update(households)
    .set({ version: sql`${households.version} + 1` })
    .where(eq(households.id, purseId))
  const purse = await householdPurseOf(tx, personId)
  if (purse?.id !== purseId) throw new Refusal('forbidden', 'household_purse_not_yours', { field: 'purseId' })
}
