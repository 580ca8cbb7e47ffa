import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { supportPairings } from '../../../db/schema/households.ts'
import { writeEvent } from '../events.ts'
import type { Pairing } from './queries.ts'

type Move = {
  step: string
  to: Pairing['state']
  actorId: string
  reason?: string | undefined
  set?: Partial<typeof supportPairings.$inferInsert>
  now: Date
}

/** Takes a locked pairing into its next state and writes down who did it. */
export async function movePairing(tx: Tx, pairing: Pairing, { step, to, set, ...why }: Move): Promise<Pairing> {
  const [moved] = await tx
    .update(supportPairings)
    .set({ ...set, state: to, version: sql`${supportPairings.version} + 1` })
    .where(and(eq(supportPairings.id, pairing.id), eq(supportPairings.state, pairing.state)))
    .returning()
  if (!moved) throw new Error(`pairing ${pairing.id} was moved while it was locked`)
  const about = { subject: 'pairing' as const, subjectId: pairing.id, householdId: pairing.householdId }
  await writeEvent(tx, { ...about, step, from: pairing.state, to, ...why })
  return moved
}
