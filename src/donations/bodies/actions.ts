import { eq } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Tx } from '../../../db/database.ts'
import { type LegalKind, receivingBodies } from '../../../db/schema/donations.ts'
import { organizationById } from '../../areas/organizations/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { isCreditCode } from '../../kit/credit-code.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { writeDown } from '../events.ts'

export type NewBody = {
  organizationId: string
  legalKind: LegalKind
  creditCode: string
  /** The disaster for which a government takes donations. */
  emergency?: string | undefined
  /** Of what somebody saw and corrects; none where it is named for the first time. */
  version?: number | undefined
  actor: Actor
  now: Date
}

/**
 * Names an organization that may take donations, and as what; or says it anew from the version somebody saw, and
 * receipts written before keep what was said then. Sent twice, it is said once.
 *
 * @throws Refusal `organization_missing`, `body_not_yours`, `credit_code_wrong`, `body_government`, `body_named` when it
 *   is named without a version already, `stale_version`
 */
export async function nameReceivingBody(tx: Tx, given: NewBody): Promise<void> {
  const { organizationId, legalKind, creditCode, emergency = '', version, actor, now } = given
  const organization = await organizationById(tx, organizationId)
  const standing = standingOf(actor, { areaPath: organization.areaPath })
  if (actor.id !== system.id && !standing.has('admin')) throw new Refusal('forbidden', 'body_not_yours')
  if (!isCreditCode(creditCode)) throw new Refusal('invalid', 'credit_code_wrong', { field: 'creditCode' })
  if (legalKind === 'government' && !emergency) throw new Refusal('conflict', 'body_government', { field: 'emergency' })

  const to = { legalKind, creditCode, emergency }
  const by = { enteredBy: actor.id, enteredAt: now }
  const [fresh] = await tx
    .insert(receivingBodies)
    .values({ organizationId, ...to, ...by })
    .onConflictDoNothing()
    .returning()
  if (!fresh && (await sayAnew(tx, { organizationId, to, by, version })) === 'same') return
  await writeDown(tx, { subjectId: organizationId, step: 'body_named', to, actorId: actor.id, now })
}

type Said = { legalKind: LegalKind; creditCode: string; emergency: string }
type Anew = {
  organizationId: string
  to: Said
  by: { enteredBy: string; enteredAt: Date }
  version: number | undefined
}

async function sayAnew(tx: Tx, { organizationId, to, by, version }: Anew): Promise<'same' | 'anew'> {
  const isIt = eq(receivingBodies.organizationId, organizationId)
  const [present] = await locked(tx.select().from(receivingBodies).where(isIt))
  const { version: stored, legalKind, creditCode, emergency } = found(present, 'body_missing')
  if (legalKind === to.legalKind && creditCode === to.creditCode && emergency === to.emergency) return 'same'
  if (version === undefined) throw new Refusal('conflict', 'body_named', { field: 'organizationId' })
  sameVersion(stored, version, { yours: to, theirs: { legalKind, creditCode, emergency } })
  await tx
    .update(receivingBodies)
    .set({ ...to, ...by, version: stored + 1 })
    .where(isIt)
  return 'anew'
}
