import { and, asc, desc, eq, gt, inArray, isNull, ne } from 'drizzle-orm'
import { locked } from '../../../db/columns.ts'
import type { Db } from '../../../db/database.ts'
import { organizations } from '../../../db/schema/areas.ts'
import {
  creditConsents,
  creditLinkEvents,
  creditLinks,
  creditLoans,
  creditViewers,
  creditViews,
} from '../../../db/schema/credit.ts'
import { merchants } from '../../../db/schema/merchants.ts'
import { people } from '../../../db/schema/people.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { sha256 } from '../../kit/secrets.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { runsShop } from '../clerks/queries.ts'
import { merchantById, merchantFacts, ownMerchant } from '../queries.ts'
import type { CreditConsentKind } from './consent-texts.ts'
import { claimsOf } from './rules.ts'

export type CreditLink = typeof creditLinks.$inferSelect
export type CreditConsent = typeof creditConsents.$inferSelect

/**
 * What a merchant could show a bank now, and the terms that hold.
 *
 * @throws Refusal `merchant_missing`, `merchant_not_active`, `credit_record_short`
 */
export async function offerOf(db: Db, merchantId: string, now: Date) {
  const facts = await merchantFacts(db, merchantId, now)
  const { terms } = await documentInForce(db, 'CREDIT', now)
  if (facts.state !== 'active') throw new Refusal('conflict', 'merchant_not_active')
  const { monthsMin } = terms
  if (facts.months < monthsMin)
    throw new Refusal('conflict', 'credit_record_short', { months: facts.months, needed: monthsMin })
  const complaints = facts.parts.find(({ part }) => part === 'complaints')?.facts ?? []
  const upheldDays = complaints.map(({ day }) => day)
  const known = { ...facts, sinceDay: cityDay(facts.since), today: cityDay(now), upheldDays }
  return { claims: claimsOf(known), terms }
}

/** A link of the actor's own. @throws Refusal `credit_link_missing` */
export async function ownLink(db: Db, id: string, actor: Actor): Promise<CreditLink> {
  const [link] = await db.select().from(creditLinks).where(eq(creditLinks.id, id))
  return found(link?.ownerId === actor.id ? link : undefined, 'credit_link_missing')
}

/** The same, with others kept off it until the commit. */
export async function ownLinkToChange(db: Db, id: string, actor: Actor): Promise<CreditLink> {
  const [link] = await locked(db.select().from(creditLinks).where(eq(creditLinks.id, id)))
  return found(link?.ownerId === actor.id ? link : undefined, 'credit_link_missing')
}

/** A merchant's links, the newest first. @throws Refusal `merchant_missing` for somebody else's */
export async function linksOf(db: Db, merchantId: string, actor: Actor) {
  await ownMerchant(db, merchantId, actor)
  return db
    .select({ link: creditLinks, bankName: organizations.name })
    .from(creditLinks)
    .innerJoin(organizations, eq(organizations.id, creditLinks.bankId))
    .where(eq(creditLinks.merchantId, merchantId))
    .orderBy(desc(creditLinks.createdAt), desc(creditLinks.id))
    .limit(100)
}

/** The banks whose clerk somebody is. */
export const banksOf = (actor: Actor) =>
  actor.grants.flatMap(({ role, organizationId }) => (role === 'banker' && organizationId ? [organizationId] : []))

/**
 * The link that an address opens, for a clerk of the bank it names. For anybody else it does not exist.
 *
 * @throws Refusal `credit_link_missing`, `credit_own_shop`
 */
export async function linkBySecret(db: Db, secret: string, actor: Actor, now: Date): Promise<CreditLink> {
  const [link] = await locked(
    db
      .select()
      .from(creditLinks)
      .where(eq(creditLinks.secretHash, sha256(secret))),
  )
  const theirs = found(link && banksOf(actor).includes(link.bankId) ? link : undefined, 'credit_link_missing')
  await assertNotOwnShop(db, theirs, actor, now)
  return theirs
}

/** No clerk deals with the shop they own, live off or work at. @throws Refusal `credit_own_shop` */
async function assertNotOwnShop(db: Db, { merchantId }: CreditLink, actor: Actor, now: Date): Promise<void> {
  if (await runsShop(db, await merchantById(db, merchantId), actor.id, now))
    throw new Refusal('forbidden', 'credit_own_shop')
}

/**
 * A link that the actor's bank has opened, ended or not: its receipt and the loan record hang on it.
 *
 * @throws Refusal `credit_link_missing`, `credit_own_shop`
 */
export async function linkForBank(db: Db, id: string, actor: Actor, now: Date): Promise<CreditLink> {
  const [link] = await locked(db.select().from(creditLinks).where(eq(creditLinks.id, id)))
  const isTheirs = link && link.views > 0 && banksOf(actor).includes(link.bankId)
  const theirs = found(isTheirs ? link : undefined, 'credit_link_missing')
  await assertNotOwnShop(db, theirs, actor, now)
  return theirs
}

/** The links that the actor's banks have opened, the newest first. */
export async function linksForBank(db: Db, actor: Actor) {
  const banks = banksOf(actor)
  if (banks.length === 0) return []
  return db
    .select({ link: creditLinks, merchantName: merchants.name, loan: creditLoans })
    .from(creditLinks)
    .innerJoin(merchants, eq(merchants.id, creditLinks.merchantId))
    .leftJoin(creditLoans, eq(creditLoans.linkId, creditLinks.id))
    .where(and(inArray(creditLinks.bankId, banks), gt(creditLinks.views, 0), ne(creditLinks.ownerId, actor.id)))
    .orderBy(desc(creditLinks.createdAt), desc(creditLinks.id))
    .limit(200)
}

export async function namesOf(db: Db, { merchantId, bankId }: Pick<CreditLink, 'merchantId' | 'bankId'>) {
  const [names] = await db
    .select({ merchant: merchants.name, bank: organizations.name, merchantState: merchants.state })
    .from(merchants)
    .innerJoin(organizations, eq(organizations.id, bankId))
    .where(eq(merchants.id, merchantId))
  return found(names, 'credit_link_missing')
}

/** Who opened a link, the newest first; nobody once the time is over for which it is kept. */
export const viewsOf = (db: Db, linkId: string) =>
  db
    .select({ view: creditViews, who: people.displayName })
    .from(creditViews)
    .leftJoin(creditViewers, eq(creditViewers.viewId, creditViews.id))
    .leftJoin(people, eq(people.id, creditViewers.personId))
    .where(eq(creditViews.linkId, linkId))
    .orderBy(desc(creditViews.at), desc(creditViews.id))
    .limit(200)

export const eventsOfLink = (db: Db, linkId: string) =>
  db
    .select()
    .from(creditLinkEvents)
    .where(eq(creditLinkEvents.linkId, linkId))
    .orderBy(asc(creditLinkEvents.at), asc(creditLinkEvents.id))

/** Every consent given for a link, in order. */
export const consentsOf = (db: Db, linkId: string): Promise<CreditConsent[]> =>
  db
    .select()
    .from(creditConsents)
    .where(eq(creditConsents.linkId, linkId))
    .orderBy(asc(creditConsents.at), asc(creditConsents.id))

export async function consentNow(db: Db, linkId: string, kind: CreditConsentKind): Promise<CreditConsent | undefined> {
  const mine = and(eq(creditConsents.linkId, linkId), eq(creditConsents.kind, kind), isNull(creditConsents.withdrawnAt))
  const [consent] = await db.select().from(creditConsents).where(mine)
  return consent
}
