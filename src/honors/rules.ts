import type { Criteria, MeritGrade, NominationState } from '../../db/schema/honors.ts'
import { type Actor, type Place, type Standing, standingOf } from '../kit/actor.ts'
import type { Flow } from '../kit/flow.ts'
import { Refusal } from '../kit/refusal.ts'

/** What somebody can be to a nomination besides their standing in its area. */
export type Part = Standing | 'nominator' | 'nominee' | 'member' | 'chair'

/**
 * nominated → eligible → voting → reviewed → noticed → decided → issued → revoked → appealed → upheld | issued again, with
 * the ways out: declined, withdrawn, ineligible, not_supported, rejected. Who nominated, who judged and who decides are
 * three different people; `assertApart` sees to that.
 */
export const nominationFlow: Flow<NominationState, Part> = {
  nominated: {
    confirm: { to: 'eligible', by: ['clerk', 'admin'] },
    fail: { to: 'ineligible', by: ['clerk', 'admin'], needs: ['why'] },
    decline: { to: 'declined', by: ['nominee'] },
    withdraw: { to: 'withdrawn', by: ['nominator'] },
  },
  eligible: {
    convene: { to: 'voting', by: ['admin'], needs: ['panelId'] },
    decline: { to: 'declined', by: ['nominee'] },
    withdraw: { to: 'withdrawn', by: ['nominator'] },
  },
  voting: {
    support: { to: 'reviewed', by: ['chair', 'admin'] },
    dismiss: { to: 'not_supported', by: ['chair', 'admin'] },
    decline: { to: 'declined', by: ['nominee'] },
  },
  reviewed: {
    publish: { to: 'noticed', by: ['clerk', 'admin'], needs: ['noticeText'] },
    decline: { to: 'declined', by: ['nominee'] },
  },
  noticed: {
    decide: { to: 'decided', by: ['admin'] },
    stop: { to: 'rejected', by: ['reviewer', 'admin'], needs: ['why'] },
    decline: { to: 'declined', by: ['nominee'] },
  },
  decided: { issue: { to: 'issued', by: ['clerk', 'admin'] } },
  issued: { revoke: { to: 'revoked', by: ['admin'], needs: ['why'] } },
  revoked: { appeal: { to: 'appealed', by: ['nominee'], needs: ['why'] } },
  appealed: {
    uphold: { to: 'upheld', by: ['reviewer', 'admin'], needs: ['why'] },
    restore: { to: 'issued', by: ['reviewer', 'admin'], needs: ['why'] },
  },
  upheld: {},
  declined: {},
  withdrawn: {},
  ineligible: {},
  not_supported: {},
  rejected: {},
}

/** On its way: somebody can be on the way to one class only once. */
export const underWay = ['nominated', 'eligible', 'voting', 'reviewed', 'noticed', 'decided'] as const

export type Involved = {
  nominatedBy: string
  nomineeIds: readonly string[]
  /** Everybody close to the household or merchant it is about. */
  tiedIds: readonly string[]
  /** Everybody with a seat on its panel now, and everybody who voted. */
  panelIds: readonly string[]
  chairId?: string | undefined
}

/** Everything the actor is to a nomination. */
export function partsOf(actor: Actor, place: Place, involved: Involved): ReadonlySet<Part> {
  const parts = new Set<Part>(standingOf(actor, place))
  if (involved.nominatedBy === actor.id) parts.add('nominator')
  if (involved.nomineeIds.includes(actor.id)) parts.add('nominee')
  if (involved.panelIds.includes(actor.id)) parts.add('member')
  if (involved.chairId === actor.id) parts.add('chair')
  return parts
}

/** Steps that staff take about somebody else, and whether the panel's members have to keep away from them. */
const apart: Record<string, { panel: boolean }> = {
  record: { panel: false },
  confirm: { panel: false },
  fail: { panel: false },
  convene: { panel: false },
  support: { panel: false },
  dismiss: { panel: false },
  publish: { panel: false },
  decide: { panel: true },
  stop: { panel: true },
  issue: { panel: false },
  revoke: { panel: false },
  uphold: { panel: true },
  restore: { panel: true },
}

/**
 * Nobody deals with their own nomination or their own honour, or their family's or shop's, and nobody decides about what they voted on.
 *
 * @throws Refusal `honor_own_nomination`, `honor_about_you`, `honor_panel_decides`
 */
export function assertApart(step: string, actorId: string, involved: Involved): void {
  const { nominatedBy, nomineeIds, tiedIds, panelIds } = involved
  const rule = apart[step]
  if (!rule) return
  if (nomineeIds.includes(actorId) || tiedIds.includes(actorId)) throw new Refusal('forbidden', 'honor_about_you')
  if (nominatedBy === actorId) throw new Refusal('forbidden', 'honor_own_nomination')
  if (rule.panel && panelIds.includes(actorId)) throw new Refusal('forbidden', 'honor_panel_decides')
}

/** What the records show, in points, minutes of service and merit. */
export type Shown = { points: number; minutes: number; merit: number }

/** What is missing to each criterion; nothing when all are met. */
export function shortfall({ points, minutes, merit }: Shown, criteria: Criteria): Partial<Criteria> {
  const missing = {
    points: criteria.points - points,
    hours: criteria.hours - minutes / 60,
    merit: criteria.merit - merit,
  }
  return Object.fromEntries(Object.entries(missing).filter(([, left]) => left > 0))
}

/** 三等功 1, 二等功 3, 一等功 9. */
export const meritOf: Record<MeritGrade, number> = { third: 1, second: 3, first: 9 }

/** From the lowest to the highest. */
const gradesUp: readonly MeritGrade[] = ['third', 'second', 'first']

export type Vote = { vote: 'for' | 'against' | 'abstain' | 'recused'; grade: MeritGrade | null }
export type VoteRule = { quorum: number; percentFor: number; gives: 'honor' | 'merit' }

/**
 * What the votes say. Who stepped aside does not count, an abstention counts as present and not in favour. Merit gets the
 * highest grade that enough members support: who votes for a higher one supports the lower ones too.
 *
 * @throws Refusal `quorum_missing`
 */
export function outcomeOf(votes: readonly Vote[], { quorum, percentFor, gives }: VoteRule) {
  const present = votes.filter(({ vote }) => vote !== 'recused')
  if (present.length < quorum) throw new Refusal('conflict', 'quorum_missing', { quorum, present: present.length })
  const inFavour = present.filter(({ vote }) => vote === 'for')
  const isEnough = (count: number) => count * 100 >= percentFor * present.length
  if (gives === 'honor') return { isSupported: isEnough(inFavour.length), grade: null }
  const supports = (grade: MeritGrade) =>
    inFavour.filter((vote) => vote.grade && gradesUp.indexOf(vote.grade) >= gradesUp.indexOf(grade)).length
  const grade = gradesUp.findLast((one) => isEnough(supports(one))) ?? null
  return { isSupported: grade !== null, grade }
}

/** R10: what a panel may grant together with merit. */
export const meritPoints = { min: 50, max: 200 }

/** @throws Refusal `merit_points_range`, `merit_points_unfit` */
export function assertPoints(points: number, gives: 'honor' | 'merit'): void {
  if (points === 0) return
  if (gives !== 'merit') throw new Refusal('invalid', 'merit_points_unfit', { field: 'points' })
  if (points < meritPoints.min || points > meritPoints.max)
    throw new Refusal('invalid', 'merit_points_range', { ...meritPoints, field: 'points' })
}

/** Figures about fewer than so many people are not told apart. */
export const fewest = 5

/** How many are not named, as it may be said in public: a number from five on, else only that there are some. */
export const hiddenCount = (count: number): number | 'few' | undefined =>
  count === 0 ? undefined : count < fewest ? 'few' : count

/** An honour that has a term ends at the same hour so many months later, on the last day of a shorter month. */
export function addMonths(at: Date, months: number): Date {
  const moved = new Date(at)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  if (moved.getUTCDate() !== at.getUTCDate()) moved.setUTCDate(0)
  return moved
}

/** A revocation can be appealed against for so long. */
export const appealDays = 60
