import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../../../db/database.ts'
import { yearlyNumber } from '../../../../db/once.ts'
import { creditConsents } from '../../../../db/schema/credit.ts'
import type { Actor } from '../../../kit/actor.ts'
import { cityDay } from '../../../kit/clock.ts'
import { newId } from '../../../kit/ids.ts'
import { Refusal } from '../../../kit/refusal.ts'
import { type CreditConsentKind, consentVersion } from '../consent-texts.ts'
import { dropDispute } from '../loans/actions.ts'
import { type CreditLink, consentNow, namesOf, ownLinkToChange } from '../queries.ts'
import { noteLink } from './note.ts'

type Consenting = { link: CreditLink; kind: CreditConsentKind; now: Date }

/** Writes down a consent with the words that were read and what they were about, under the number of its receipt. */
export async function giveCreditConsent(tx: Tx, { link, kind, now }: Consenting): Promise<void> {
  const { merchant, bank } = await namesOf(tx, link)
  const number = await yearlyNumber(tx, 'CC', now)
  const { purpose, fields, expiresAt } = link
  await tx.insert(creditConsents).values({
    ...{ id: newId(now), number, linkId: link.id, personId: link.ownerId, kind, textVersion: consentVersion, at: now },
    content: { merchant, bank, purpose, fields, until: cityDay(expiresAt ?? now) },
  })
}

export async function endConsents(
  tx: Tx,
  { linkId, kind, now }: { linkId: string; kind: CreditConsentKind; now: Date },
): Promise<void> {
  const open = and(eq(creditConsents.linkId, linkId), eq(creditConsents.kind, kind), isNull(creditConsents.withdrawnAt))
  await tx.update(creditConsents).set({ withdrawnAt: now }).where(open)
}

type Recording = { linkId: string; allows: boolean; actor: Actor; now: Date }

/**
 * The merchant agrees that the bank records how the loan goes, or takes that back. A consent that stands stays as it is;
 * for a link that has ended it can only be taken back.
 *
 * @throws Refusal `credit_link_missing`, `credit_link_over`
 */
export async function allowRecord(tx: Tx, { linkId, allows, actor, now }: Recording): Promise<void> {
  const link = await ownLinkToChange(tx, linkId, actor)
  const stands = Boolean(await consentNow(tx, linkId, 'record'))
  if (stands === allows) return
  if (allows && link.state !== 'presented') throw new Refusal('conflict', 'credit_link_over')
  if (allows) await giveCreditConsent(tx, { link, kind: 'record', now })
  else {
    await endConsents(tx, { linkId, kind: 'record', now })
    await dropDispute(tx, { linkId, byId: actor.id, now })
  }
  const step = allows ? 'allowRecord' : 'stopRecord'
  await noteLink(tx, { link, from: link.state, step, byId: actor.id, now })
}
