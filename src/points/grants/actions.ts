import type { Tx } from '../../../db/database.ts'
import { emptyGrants } from '../../../db/schema/points.ts'
import { day, hour, later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { budgetAreaOf } from '../budgets/rules.ts'
import { declinedSince } from '../choices/queries.ts'
import { transfer } from '../ledger/actions.ts'
import { accounts, type Cause } from '../ledger/rules.ts'
import { matureLot } from '../life/actions.ts'
import { openLot } from '../lots/actions.ts'
import { expiryOf } from '../lots/rules.ts'
import { cityTermsInForce, type InForce, ruleInForce } from '../rulebook/queries.ts'
import type { CityTerms, RuleCode, Terms } from '../rulebook/rules.ts'
import { addToCaps, takePlace } from './caps.ts'
import { grantById } from './queries.ts'
import { type CapKey, type Cut, capKeys, declinedSentence, placeSentence, pointsFor, withinCaps } from './rules.ts'

export type NewGrant = {
  /** Names the cause: the same id never pays twice. The transfer is called `grant:<id>`. */
  id: string
  personId: string
  rule: RuleCode
  /** Whose budget pays. What lies below a community draws on the community's; it was committed at publishing. */
  budgetAreaId: string
  /** Points a task or a panel names; else the rule's price for `units` of `priceOf`. */
  points?: number | undefined
  units?: number | undefined
  priceOf?: string | undefined
  /** Where it happened, for rules that pay a place once in some days. */
  place?: string | undefined
  cause: Cause
  /** What it rests on, shown under "why": `[{ kind: 'photo', id }]` or the like. */
  evidence?: unknown
  actorId: string
  now: Date
}

export type Granted = { transferId?: string; points: number; asked: number; cuts: Cut[] }

/**
 * Pays by a rule of the rule book, within its caps. The points are pending until the objection window has passed.
 *
 * @returns what was paid and what was cut; the first answer when the id has been granted before
 * @throws Refusal `rule_not_in_force`, `rule_never_pays`, `rule_ended`, `points_below_rule`, `same_id_other_content`
 */
export async function grantPoints(tx: Tx, input: NewGrant): Promise<Granted> {
  const { personId, now } = input
  const rule = await ruleInForce(tx, input.rule, now)
  const city = await cityTermsInForce(tx, now)
  const { asked, cuts } = pointsFor(rule.terms, { ...input, kind: input.priceOf }, now)
  const keys = capKeys(input.rule, rule.terms, city.terms, now)

  const first = await firstAnswer(tx, input)
  if (first) return first
  if (await declinedSince(tx, personId))
    return keepEmpty(tx, input, rule, { points: 0, asked, cuts: [declinedSentence] })
  // Counting locks this person's counters. Whoever grants the same id beside us has answered when we look again.
  const before = await addToCaps(tx, personId, keys, { points: asked, times: 1 })
  const capped = withinCaps(asked, keys, before)
  const granted: Granted = { ...capped, asked, cuts: [...cuts, ...capped.cuts] }
  if (granted.points > 0 && !(await placePays(tx, input, rule.terms))) {
    granted.points = 0
    granted.cuts.push(placeSentence(rule.terms.placeDays as number))
  }
  await giveBack(tx, personId, keys, asked, granted.points)
  return granted.points > 0
    ? pay(tx, input, granted, { rule, city: city.terms, keys })
    : keepEmpty(tx, input, rule, granted)
}

const placePays = async (tx: Tx, { personId, rule, place, now }: NewGrant, { placeDays }: Terms) =>
  !place || !placeDays || takePlace(tx, { ownerId: personId, rule, place }, placeDays, now)

async function giveBack(tx: Tx, personId: string, keys: readonly CapKey[], asked: number, paid: number) {
  if (paid === asked && paid > 0) return
  await addToCaps(tx, personId, keys, { points: paid - asked, times: paid > 0 ? 0 : -1 })
}

const grantId = (input: NewGrant) => `grant:${input.id}`

async function firstAnswer(tx: Tx, input: NewGrant): Promise<Granted | undefined> {
  const first = await grantById(tx, grantId(input))
  if (!first) return undefined
  if (first.personId !== input.personId) throw new Refusal('conflict', 'same_id_other_content', { id: input.id })
  const { points, asked, cuts } = first
  return points > 0 ? { transferId: first.id, points, asked, cuts } : { points, asked, cuts }
}

const detailsOf = (input: NewGrant, { asked, cuts }: Granted) => ({
  rule: input.rule,
  asked,
  cuts,
  units: input.units,
  priceOf: input.priceOf,
  place: input.place,
  evidence: input.evidence,
})

type Basis = { rule: InForce<Terms>; city: CityTerms; keys: readonly CapKey[] }

async function pay(tx: Tx, input: NewGrant, granted: Granted, { rule, city, keys }: Basis): Promise<Granted> {
  const { personId, now } = input
  const transferId = grantId(input)
  const effectiveAt = later(now, rule.terms.objectionHours * hour)
  const moved = await transfer(tx, {
    id: transferId,
    debitId: accounts.budget(budgetAreaOf(input.budgetAreaId)),
    creditId: accounts.pending(personId),
    points: granted.points,
    kind: 'grant',
    cause: input.cause,
    ruleVersionId: rule.id,
    details: detailsOf(input, granted),
    appealUntil: later(now, city.appealDays * day),
    actorId: input.actorId,
    now,
  })
  if (!moved) {
    await addToCaps(tx, personId, keys, { points: -granted.points, times: -1 })
    return (await firstAnswer(tx, input)) as Granted
  }
  const expiresAt = expiryOf(effectiveAt, city.lotMonths)
  const lot = { id: transferId, ownerId: personId, points: granted.points, ruleVersionId: rule.id }
  await openLot(tx, { ...lot, transferId, into: 'pending', effectiveAt, expiresAt })
  if (effectiveAt <= now) await matureLot(tx, { lotId: transferId, now })
  return { transferId, ...granted }
}

/** Nothing was left to pay. The row shows it to the person, lets them appeal, and answers a repetition. */
async function keepEmpty(tx: Tx, input: NewGrant, rule: InForce<Terms>, granted: Granted): Promise<Granted> {
  await tx
    .insert(emptyGrants)
    .values({
      id: grantId(input),
      ownerId: input.personId,
      ruleVersionId: rule.id,
      budgetAreaId: budgetAreaOf(input.budgetAreaId),
      asked: granted.asked,
      causeKind: input.cause.kind,
      causeId: input.cause.id,
      zh: input.cause.zh,
      en: input.cause.en,
      details: JSON.stringify(detailsOf(input, granted)),
      actorId: input.actorId,
      at: input.now,
    })
    .onConflictDoNothing()
  return granted
}
