import type { Tx } from '../../../db/database.ts'
import { type LegalKind, receivingBodies } from '../../../db/schema/donations.ts'
import { organizationById } from '../../areas/organizations/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { isCreditCode } from '../../kit/credit-code.ts'
import { Refusal } from '../../kit/refusal.ts'
import { writeDown } from '../events.ts'

export type NewBody = {
  organizationId: string
  legalKind: LegalKind
  creditCode: string
  /** The disaster for which a government takes donations. */
  emergency?: string | undefined
  actor: Actor
  now: Date
}

/**
 * Names an organization that may take donations, and as what; again: says it anew, and receipts written before keep
 * what was said then.
 *
 * @throws Refusal `organization_missing`, `body_not_yours`, `credit_code_wrong`, `body_government`
 */
export async function nameReceivingBody(tx: Tx, given: NewBody): Promise<void> {
  const { organizationId, legalKind, creditCode, emergency = '', actor, now } = given
  const organization = await organizationById(tx, organizationId)
  const standing = standingOf(actor, { areaPath: organization.areaPath })
  if (actor.id !== system.id && !standing.has('admin')) throw new Refusal('forbidden', 'body_not_yours')
  if (!isCreditCode(creditCode)) throw new Refusal('invalid', 'credit_code_wrong', { field: 'creditCode' })
  if (legalKind === 'government' && !emergency) throw new Refusal('conflict', 'body_government', { field: 'emergency' })

  const said = { legalKind, creditCode, emergency, enteredBy: actor.id, enteredAt: now }
  await tx
    .insert(receivingBodies)
    .values({ organizationId, ...said })
    .onConflictDoUpdate({ target: receivingBodies.organizationId, set: said })
  const to = { legalKind, creditCode, emergency }
  await writeDown(tx, { subjectId: organizationId, step: 'body_named', to, actorId: actor.id, now })
}
