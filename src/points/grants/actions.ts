import { type Tx, together } from '../../../db/database.ts'
import { emptyGrants } from '../../../db/schema/points.ts'
import { cityDay, day, hour, later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { budgetAreaOf } from '../budgets/rules.ts'
import { transferActs } from '../ledger/actions.ts'
import type { Purse } from '../ledger/purses.ts'
import { accounts, type Cause } from '../ledger/rules.ts'
import { matureLot } from '../life/actions.ts'
import { newLot } from '../lots/actions.ts'
import { expiryOf } from '../lots/rules.ts'
import { cityTermsInForce, type InForce, ruleInForce } from '../rulebook/queries.ts'
import type { CityTerms, RuleCode, Terms } from '../rulebook/rules.ts'
import { takePlace } from './places.ts'
import { type FirstGrant, purseForGrant } from './queries.ts'
import { type Cut, declinedSentence, type Earned, earnedAfter, placeSentence, pointsFor, withinCaps } from './rules.ts'

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

  const { purse, first, declined } = await purseForGrant(tx, { id: grantId(input), ownerId: personId }, now)
  if (first) return firstAnswer(input, first)
  if (declined) return keepEmpty(tx, input, rule, { points: 0, asked, cuts: [declinedSentence] })

  const capped = withinCaps(asked, input.rule, rule.terms, city.terms, purse.earned as Earned, cityDay(now))
  const granted: Granted = { points: capped.points, asked, cuts: [...cuts, ...capped.cuts] }
  if (granted.points > 0 && !(await placePays(tx, input, rule.terms))) {
    granted.points = 0
    granted.cuts.push(placeSentence(rule.terms.placeDays as number))
  }
  return granted.points > 0
    ? pay(tx, input, granted, { rule, city: city.terms, purse })
    : keepEmpty(tx, input, rule, granted)
}

const placePays = async (tx: Tx, { personId, rule, place, now }: NewGrant, { placeDays }: Terms) =>
  !place || !placeDays || takePlace(tx, { ownerId: personId, rule, place }, placeDays, now)

const grantId = (input: NewGrant) => `grant:${input.id}`

function firstAnswer(input: NewGrant, { id, personId, points, asked, cuts }: FirstGrant): Granted {
  if (personId !== input.personId) throw new Refusal('conflict', 'same_id_other_content', { id: input.id })
  return points > 0 ? { transferId: id, points, asked, cuts } : { points, asked, cuts }
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

type Basis = { rule: InForce<Terms>; city: CityTerms; purse: Purse }

async function pay(tx: Tx, input: NewGrant, granted: Granted, { rule, city, purse }: Basis): Promise<Granted> {
  const { personId, now } = input
  const { points } = granted
  const transferId = grantId(input)
  const effectiveAt = later(now, rule.terms.objectionHours * hour)
  const transfer = {
    id: transferId,
    debitId: accounts.budget(budgetAreaOf(input.budgetAreaId)),
    creditId: accounts.pending(personId),
    points,
    kind: 'grant',
    cause: input.cause,
    ruleVersionId: rule.id,
    details: detailsOf(input, granted),
    appealUntil: later(now, city.appealDays * day),
    actorId: input.actorId,
    now,
  } as const
  const lot = { id: transferId, ownerId: personId, transferId, points, ruleVersionId: rule.id }
  const earned = earnedAfter(purse.earned as Earned, input.rule, rule.terms, points, cityDay(now))
  await together(tx, [
    ...transferActs(transfer, new Map([[personId, purse]]), earned),
    newLot({ ...lot, into: 'pending', effectiveAt, expiresAt: expiryOf(effectiveAt, city.lotMonths) }),
  ])
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
