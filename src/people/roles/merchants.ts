import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { grants, people } from '../../../db/schema/people.ts'
import { Refusal } from '../../kit/refusal.ts'
import { note } from '../actions.ts'

type AtCounter = { personId: string; organizationId: string; byId: string; now: Date }

const inForce = ({ personId, organizationId, now }: Omit<AtCounter, 'byId'>) =>
  and(
    eq(grants.role, 'merchant'),
    eq(grants.organizationId, organizationId),
    eq(grants.personId, personId),
    or(isNull(grants.endsAt), gt(grants.endsAt, now)),
  )

/**
 * Lets somebody stand at a merchant's counter. No administrator's doing: the room that knows the merchant says who may, its
 * owner with the approval, others by the owner.
 *
 * @throws Refusal `grant_exists`
 */
export async function grantMerchantRole(tx: Tx, { id, ...given }: AtCounter & { id: string }): Promise<void> {
  const { personId, organizationId, byId, now } = given
  // Two who name the same person at once wait here for each other.
  await tx.update(people).set({ version: people.version }).where(eq(people.id, personId))
  const [held] = await tx.select({ id: grants.id }).from(grants).where(inForce(given))
  if (held) throw new Refusal('conflict', 'grant_exists')
  const [grant] = await tx
    .insert(grants)
    .values({ id, personId, role: 'merchant', organizationId, startsAt: now, grantedBy: byId, grantedAt: now })
    .onConflictDoNothing()
    .returning()
  if (!grant) throw new Refusal('conflict', 'grant_exists')
  await note(tx, { personId, what: 'granted_merchant', subjectId: id, byId, now })
}

/** Ends it for one person, now. */
export async function endMerchantRole(tx: Tx, { byId, ...given }: AtCounter): Promise<void> {
  const { personId, now } = given
  const ended = await tx
    .update(grants)
    .set({ endsAt: now, endedBy: byId })
    .where(inForce(given))
    .returning({ id: grants.id })
  for (const { id } of ended) await note(tx, { personId, what: 'ended_merchant', subjectId: id, byId, now })
}
