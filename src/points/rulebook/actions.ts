import { isDeepStrictEqual } from 'node:util'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { ruleEvents, rules, ruleVersions } from '../../../db/schema/points.ts'
import { type Actor, type Standing, system } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { cityStaff, standingInCity } from './access.ts'
import { type DocumentCode, defaultsOf, documents } from './documents/rules.ts'
import { type RuleVersion, ruleByCode, ruleVersionById } from './queries.ts'
import {
  type CityTerms,
  defaultCityTerms,
  defaultRules,
  fromTheBeginning,
  isSettledIn,
  overall,
  secondAfterDays,
  type Terms,
  versionFlow,
} from './rules.ts'
import type { Trial } from './trials/rules.ts'

const overallTitle = { zh: '总则：总上限、有效期、额度、参考价', en: 'For all rules: caps, expiry, budgets, rate' }

/** Lays down the first version of every rule, in force from the beginning. A rule that is there already stays as it is. */
export async function installDefaultRules(tx: Tx, now: Date): Promise<void> {
  const all = [
    ...Object.entries(defaultRules),
    [overall, { ...overallTitle, terms: defaultCityTerms }] as const,
    ...Object.entries(documents).map(
      ([code, { zh, en }]) => [code, { zh, en, terms: defaultsOf(code as DocumentCode) }] as const,
    ),
  ]
  for (const [position, [code, { zh, en, terms }]] of all.entries()) {
    await tx.insert(rules).values({ code, zh, en, position }).onConflictDoNothing()
    const id = `${code}-1`
    const [fresh] = await tx
      .insert(ruleVersions)
      .values({
        id,
        rule: code,
        number: 1,
        terms,
        state: 'scheduled',
        startsOn: fromTheBeginning,
        reason: '规则手册默认值',
        createdBy: system.id,
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: ruleVersions.id })
    if (fresh) await installed(tx, id, now)
  }
}

const installed = async (tx: Tx, ruleVersionId: string, now: Date) =>
  void (await tx.insert(ruleEvents).values({
    id: `${ruleVersionId}-installed`,
    ruleVersionId,
    to: 'scheduled',
    actorId: system.id,
    reason: '规则手册默认值',
    at: now,
  }))

export type AnyTerms = Terms | CityTerms | Record<string, number>

type Draft = { id: string; rule: string; terms: AnyTerms; reason: string; actor: Actor; now: Date }

/**
 * Writes down what a rule shall say next. Nothing changes until it was tried and scheduled.
 *
 * @throws Refusal `not_allowed`, `rule_missing`, `same_id_other_content`
 */
export async function draftVersion(tx: Tx, { id, rule, terms, reason, actor, now }: Draft): Promise<void> {
  if (!(await standingInCity(tx, actor)).has('admin')) throw new Refusal('forbidden', 'not_allowed')
  const { versions } = await ruleByCode(tx, rule)
  const number = (versions[0]?.number ?? 0) + 1
  const [fresh] = await tx
    .insert(ruleVersions)
    .values({ id, rule, number, terms, state: 'draft', reason, createdBy: actor.id, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: ruleVersions.id })
  if (!fresh) return sameDraft(await ruleVersionById(tx, id), rule, terms)
  await recorded(tx, { id, from: null, to: 'draft', reason, actorId: actor.id, now })
}

function sameDraft(first: RuleVersion, rule: string, terms: AnyTerms): void {
  const isSame = first.rule === rule && isDeepStrictEqual(first.terms, JSON.parse(JSON.stringify(terms)))
  if (!isSame) throw new Refusal('conflict', 'same_id_other_content')
}

type VersionStep = { versionId: string; version: number; actor: Actor; now: Date }

type Tried = { versionId: string; version: number; trial: Trial; actorId: string; now: Date }

/** Keeps what a trial on the ledger gave. Whether `actorId` might ask for it was looked at when they did. */
export async function keepTrial(tx: Tx, { trial, actorId, ...step }: Tried): Promise<void> {
  const standing: ReadonlySet<Standing> = new Set(['system'])
  await moveVersion(tx, { ...step, standing, actorId, step: 'try', reason: '', set: { trial } })
}

type Proposal = VersionStep & { startsOn: string; reason: string }

/**
 * Names the later day from which a tried version shall hold. It does so once somebody else has confirmed it: days that
 * have begun keep their rules, and no single password changes what points are worth.
 *
 * @throws Refusal `rule_starts_too_soon` { today }
 */
export async function proposeVersion(tx: Tx, { startsOn, reason, ...step }: Proposal): Promise<void> {
  const today = cityDay(step.now)
  if (startsOn <= today) throw new Refusal('invalid', 'rule_starts_too_soon', { field: 'startsOn', today })
  const set = { startsOn, proposedBy: step.actor.id }
  const version = await stepVersion(tx, { ...step, step: 'propose', reason, set })
  await tellStaff(tx, { changed: version, ...step }, 'proposed', {
    title: {
      zh: `规则 ${version.rule} 第 ${version.number} 版等您确认`,
      en: `Rule ${version.rule}: confirm no. ${version.number}?`,
    },
    body: { zh: `提请 ${startsOn} 起生效。${reason}`, en: `Proposed from ${startsOn}. ${reason}` },
  })
}

type Second = VersionStep & { reason: string }

/**
 * The second person agrees: the version holds from the day that was proposed, and everybody reads so at `/rules`.
 *
 * @throws Refusal `rule_same_person`, `rule_second_too_new` { days }, `rule_proposal_late` { startsOn }
 */
export async function confirmVersion(tx: Tx, { reason, ...step }: Second): Promise<void> {
  const { actor, now } = step
  const since = (await cityStaff(tx, now)).get(actor.id)
  const version = await stepVersion(tx, { ...step, step: 'confirm', reason, set: {} }, (before) => {
    assertSecond(before, actor)
    if (!isSettledIn(since, now)) throw new Refusal('forbidden', 'rule_second_too_new', { days: secondAfterDays })
    const { startsOn } = before
    if (startsOn && startsOn <= cityDay(now)) throw new Refusal('conflict', 'rule_proposal_late', { startsOn })
  })
  await tellStaff(tx, { changed: version, ...step }, 'scheduled', {
    title: {
      zh: `规则 ${version.rule} 将改为第 ${version.number} 版`,
      en: `Rule ${version.rule} changes to no. ${version.number}`,
    },
    body: { zh: `${version.startsOn} 起生效。${reason}`, en: `From ${version.startsOn}. ${reason}` },
  })
}

/**
 * The second person does not agree: it is as it was before the proposal.
 *
 * @throws Refusal `rule_same_person`
 */
export async function sendBackVersion(tx: Tx, { reason, ...step }: Second): Promise<void> {
  let proposedBy = null as string | null
  const set = { startsOn: null, proposedBy: null }
  const version = await stepVersion(tx, { ...step, step: 'sendBack', reason, set }, (before) => {
    assertSecond(before, step.actor)
    proposedBy = before.proposedBy
  })
  if (!proposedBy) return
  await notify(tx, {
    ...{ personId: proposedBy, key: keyOf(version, 'sent-back'), href: `/desk/rules/${version.rule}`, now: step.now },
    title: {
      zh: `规则 ${version.rule} 第 ${version.number} 版被退回`,
      en: `Rule ${version.rule} no. ${version.number} was sent back`,
    },
    body: { zh: reason, en: reason },
  })
}

function assertSecond({ state, proposedBy }: RuleVersion, actor: Actor): void {
  if (state === 'proposed' && proposedBy === actor.id) throw new Refusal('forbidden', 'rule_same_person')
}

const keyOf = ({ id, version }: RuleVersion, what: string) => `rule-${id}-${what}-${version}`

type Told = { changed: RuleVersion; actor: Actor; now: Date }
type Message = Pick<Parameters<typeof notify>[1], 'title' | 'body'>

/** Those who stand over the whole city learn of every change before it holds; whoever made it knows. */
async function tellStaff(tx: Tx, { changed, actor, now }: Told, what: string, message: Message) {
  for (const personId of (await cityStaff(tx, now)).keys()) {
    if (personId === actor.id) continue
    await notify(tx, { ...message, personId, key: keyOf(changed, what), href: `/desk/rules/${changed.rule}`, now })
  }
}

/** @throws Refusal `rule_has_begun` */
export async function withdrawVersion(tx: Tx, { reason, ...step }: VersionStep & { reason: string }): Promise<void> {
  const { state, startsOn } = await ruleVersionById(tx, step.versionId)
  if (state === 'scheduled' && startsOn && startsOn <= cityDay(step.now))
    throw new Refusal('conflict', 'rule_has_begun')
  const version = await stepVersion(tx, { ...step, step: 'withdraw', reason, set: {} })
  if (state !== 'scheduled' && state !== 'proposed') return
  await tellStaff(tx, { changed: version, ...step }, 'withdrawn', {
    title: {
      zh: `规则 ${version.rule} 第 ${version.number} 版已撤回`,
      en: `Rule ${version.rule} no. ${version.number} was withdrawn`,
    },
    body: { zh: `原定 ${startsOn} 起生效。${reason}`, en: `It was to hold from ${startsOn}. ${reason}` },
  })
}

type Step = { step: string; reason: string; set: Partial<Pick<RuleVersion, 'trial' | 'startsOn' | 'proposedBy'>> }

/** Looks at the version as it is when the step is taken, and throws. */
type Look = (before: RuleVersion) => void

const stepVersion = async (tx: Tx, { actor, ...step }: VersionStep & Step, look?: Look) =>
  moveVersion(tx, { ...step, actorId: actor.id, standing: await standingInCity(tx, actor) }, look)

type Move = Omit<VersionStep, 'actor'> & Step & { actorId: string; standing: ReadonlySet<Standing> }

async function moveVersion(
  tx: Tx,
  { versionId, version, step, reason, set, actorId, standing, now }: Move,
  look?: Look,
): Promise<RuleVersion> {
  const before = await ruleVersionById(tx, versionId)
  const state = follow(versionFlow, before.state, step, standing)
  sameVersion(before.version, version, { theirs: before })
  look?.(before)
  const [moved] = await tx
    .update(ruleVersions)
    .set({ ...set, state, version: sql`${ruleVersions.version} + 1` })
    .where(and(eq(ruleVersions.id, versionId), eq(ruleVersions.version, version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'stale_version')
  await recorded(tx, { id: versionId, from: before.state, to: state, reason, actorId, now })
  return moved
}

type Recorded = { id: string; from: string | null; to: string; reason: string; actorId: string; now: Date }

const recorded = async (tx: Tx, { id, from, to, reason, actorId, now }: Recorded) =>
  void (await tx.insert(ruleEvents).values({ id: newId(now), ruleVersionId: id, from, to, actorId, reason, at: now }))
