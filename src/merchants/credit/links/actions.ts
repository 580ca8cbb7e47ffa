import { randomBytes } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../../db/database.ts'
import { once } from '../../../../db/once.ts'
import { type CreditField, creditLinks } from '../../../../db/schema/credit.ts'
import { organizationById } from '../../../areas/organizations/queries.ts'
import { forgetToken, issueStatement, revokeCredential } from '../../../credentials/actions.ts'
import { credentialById, tokenOf } from '../../../credentials/queries.ts'
import { shownBy } from '../../../credentials/sd-jwt.ts'
import { type Actor, system } from '../../../kit/actor.ts'
import { day, later } from '../../../kit/clock.ts'
import { follow } from '../../../kit/flow.ts'
import { Refusal, sameVersion } from '../../../kit/refusal.ts'
import { type Secrets, sha256 } from '../../../kit/secrets.ts'
import { ownMerchant } from '../../queries.ts'
import { type CreditLink, namesOf, offerOf, ownLinkToChange } from '../queries.ts'
import { creditLinkFlow } from '../rules.ts'
import { endConsents, giveCreditConsent } from './consents.ts'
import { noteLink, tellOwnerOfLink } from './note.ts'

export type Wish = { bankId: string; purpose: string; fields: readonly CreditField[]; days: number }

type Request = { key: string; merchantId: string; wish: Wish; actor: Actor; now: Date }

/**
 * A merchant asks to show a bank something. Nothing is signed and nobody can see it yet.
 *
 * @returns the link's id; the same key again gives the first one's
 * @throws Refusal `merchant_missing`, `merchant_not_active`, `credit_record_short`, `credit_bank_missing`,
 *   `credit_fields_unknown`, `credit_link_open`
 */
export const requestLink = (tx: Tx, { key, merchantId, wish, actor, now }: Request): Promise<string> =>
  once(tx, { key, actorId: actor.id, content: ['creditLink', merchantId, wish], now }, async (): Promise<string> => {
    await ownMerchant(tx, merchantId, actor)
    const { claims, terms } = await offerOf(tx, merchantId, now)
    const fields = [...new Set<CreditField>(['merchant', ...wish.fields])]
    if (fields.length < 2 || fields.some((field) => claims[field] === undefined))
      throw new Refusal('invalid', 'credit_fields_unknown', { field: 'fields' })
    const { bankId, purpose } = wish
    const bank = await organizationById(tx, bankId)
    if (bank.kind !== 'bank' || bank.endedAt) throw new Refusal('invalid', 'credit_bank_missing', { field: 'bankId' })
    const row = { id: key, merchantId, ownerId: actor.id, bankId, purpose, fields, state: 'requested' as const }
    const [link] = await tx
      .insert(creditLinks)
      .values({ ...row, days: Math.min(wish.days, terms.daysMax), createdAt: now })
      .onConflictDoNothing()
      .returning()
    if (!link) throw new Refusal('conflict', 'credit_link_open', { field: 'bankId' })
    await noteLink(tx, { link, from: null, step: 'request', byId: actor.id, details: { fields }, now })
    return link.id
  })

/** What the bank will see, as the merchant reads it; `seen` names exactly these words. */
export async function previewOf(db: Db, link: CreditLink, now: Date) {
  const { claims } = await offerOf(db, link.merchantId, now)
  const { bank } = await namesOf(db, link)
  const shown = Object.fromEntries(
    link.fields.flatMap((field) => {
      const value = claims[field]
      return value === undefined ? [] : [[field, value] as const]
    }),
  )
  const open = { lender: bank, purpose: link.purpose }
  return { shown, open, bank, seen: sha256(JSON.stringify([shown, open, link.days])).slice(0, 32) }
}

type Presenting = {
  linkId: string
  /** From the preview that was on the screen. */
  seen: string
  /** Also agreed that the bank records how the loan goes. */
  allowsRecord: boolean
  issuer: string
  actor: Actor
  now: Date
}

/**
 * The merchant has read what the bank will see and agrees: the statement is signed, the link opens. Pressing twice opens one.
 *
 * @throws Refusal `credit_link_missing`, `credit_preview_changed`, `credit_link_over` and those of `offerOf`
 */
export async function presentLink(tx: Tx, secrets: Secrets, given: Presenting): Promise<void> {
  const { linkId, seen, allowsRecord, issuer, actor, now } = given
  const link = await ownLinkToChange(tx, linkId, actor)
  if (link.state === 'presented') return
  const self = new Set(['self'])
  const previewed = follow(creditLinkFlow, link.state, 'preview', self)
  const consented = follow(creditLinkFlow, previewed, 'consent', self)
  const preview = await previewOf(tx, link, now)
  if (preview.seen !== seen) throw new Refusal('conflict', 'credit_preview_changed')
  const expiresAt = later(now, link.days * day)
  const secret = randomBytes(18).toString('base64url')
  const credentialId = await sign(tx, secrets, { link, ...preview, issuer, expiresAt, actor, now })
  const [presented] = await tx
    .update(creditLinks)
    .set({
      ...{ state: follow(creditLinkFlow, consented, 'present', self), credentialId, expiresAt },
      ...{ secretHash: sha256(secret), secretSealed: secrets.seal(secret), version: sql`${creditLinks.version} + 1` },
    })
    .where(and(eq(creditLinks.id, linkId), eq(creditLinks.state, link.state)))
    .returning()
  if (!presented) throw new Refusal('conflict', 'credit_link_moved')
  await giveCreditConsent(tx, { link: presented, kind: 'present', now })
  if (allowsRecord) await giveCreditConsent(tx, { link: presented, kind: 'record', now })
  const at = { byId: actor.id, now }
  await noteLink(tx, {
    link: { ...link, state: previewed },
    from: link.state,
    step: 'preview',
    details: { seen },
    ...at,
  })
  await noteLink(tx, { link: { ...link, state: consented }, from: previewed, step: 'consent', ...at })
  await noteLink(tx, { link: presented, from: consented, step: 'present', details: { credentialId }, ...at })
}

type Signing = Pick<Awaited<ReturnType<typeof previewOf>>, 'shown' | 'open'> & {
  link: CreditLink
  issuer: string
  expiresAt: Date
  actor: Actor
  now: Date
}

/** More digests than there are things to show: how many were withheld stays unsaid. */
const digests = 16

async function sign(tx: Tx, secrets: Secrets, { link, shown, open, ...given }: Signing): Promise<string> {
  const { issuer, expiresAt, actor, now } = given
  const statement = { type: 'urn:rongyu:merchant-statement', open, shown, digests }
  const whose = { subjectId: link.id, personId: link.ownerId, issuer, expiresAt }
  const { id } = await issueStatement(tx, secrets, { ...whose, statement, actorId: actor.id, now })
  return id
}

type Narrowing = {
  linkId: string
  drop: readonly CreditField[]
  version: number
  issuer: string
  actor: Actor
  now: Date
}

/**
 * Takes single things back. What is left is signed anew and the statement up to now revoked: leaving disclosures out alone
 * would leave the bank's copy of the old one valid. Values and expiry stay as they were agreed to.
 *
 * @throws Refusal `credit_link_missing`, `stale_version`, `credit_narrow_nothing`, `step_unknown`
 */
export async function narrowLink(tx: Tx, secrets: Secrets, given: Narrowing): Promise<void> {
  const { linkId, drop, version, issuer, actor, now } = given
  const link = await ownLinkToChange(tx, linkId, actor)
  follow(creditLinkFlow, link.state, 'narrow', new Set(['self']))
  const fields = link.fields.filter((field) => field === 'merchant' || !drop.includes(field))
  sameVersion(link.version, version, { yours: { fields }, theirs: { fields: link.fields } })
  if (fields.length === link.fields.length || fields.length < 2)
    throw new Refusal('invalid', 'credit_narrow_nothing', { field: 'drop' })
  const oldId = link.credentialId as string
  const token = tokenOf(secrets, await credentialById(tx, oldId)) as string
  const left = Object.entries(shownBy(token)).filter(([name]) => (fields as string[]).includes(name))
  const open = { lender: (await namesOf(tx, link)).bank, purpose: link.purpose }
  const signing = { link, shown: Object.fromEntries(left), open, issuer, expiresAt: link.expiresAt as Date, actor, now }
  const credentialId = await sign(tx, secrets, signing)
  await endStatement(tx, { credentialId: oldId, why: 'narrow', actorId: actor.id, now })
  const [narrowed] = await tx
    .update(creditLinks)
    .set({ fields, credentialId, version: version + 1 })
    .where(and(eq(creditLinks.id, linkId), eq(creditLinks.version, version), eq(creditLinks.state, 'presented')))
    .returning()
  if (!narrowed) throw new Refusal('conflict', 'credit_link_moved')
  await noteLink(tx, { link: narrowed, from: link.state, step: 'narrow', byId: actor.id, details: { drop }, now })
}

type Ending = { credentialId: string; why: string; actorId: string; now: Date }

async function endStatement(tx: Tx, ending: Ending): Promise<void> {
  await revokeCredential(tx, ending)
  await forgetToken(tx, ending)
}

type Withdrawing = { linkId: string; actor: Actor; now: Date }

/**
 * The merchant takes everything back: the link is dead with the commit, the status list shows it within a minute. Again
 * changes nothing.
 *
 * @throws Refusal `credit_link_missing`
 */
export async function withdrawLink(tx: Tx, { linkId, actor, now }: Withdrawing): Promise<void> {
  const link = await ownLinkToChange(tx, linkId, actor)
  if (link.state === 'withdrawn' || link.state === 'expired') return
  await endLink(tx, { link, step: 'withdraw', byId: actor.id, standing: 'self', now })
}

type End = { link: CreditLink; step: 'withdraw' | 'expire'; byId?: string; standing?: 'self' | 'system'; now: Date }

/** Ends a link for good, its consents with it, except that to records of what has happened. */
export async function endLink(
  tx: Tx,
  { link, step, byId = system.id, standing = 'system', now }: End,
): Promise<boolean> {
  const state = follow(creditLinkFlow, link.state, step, new Set([standing]))
  const [ended] = await tx
    .update(creditLinks)
    .set({ state, secretHash: null, secretSealed: null, endedAt: now, version: sql`${creditLinks.version} + 1` })
    .where(and(eq(creditLinks.id, link.id), eq(creditLinks.state, link.state)))
    .returning()
  if (!ended) return false
  const { credentialId } = ended
  if (credentialId) await endStatement(tx, { credentialId, why: step, actorId: byId, now })
  await endConsents(tx, { linkId: link.id, kind: 'present', now })
  await noteLink(tx, { link: ended, from: link.state, step, byId, now })
  if (standing === 'system') await tellOwnerOfLink(tx, { link: ended, occasion: step, now })
  return true
}
