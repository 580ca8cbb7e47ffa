import { isDeepStrictEqual } from 'node:util'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { routingEvents, routingRules, routingVersions } from '../../../db/schema/routing.ts'
import { type Organization, organizationById } from '../../areas/organizations/queries.ts'
import { areaById, theCity } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { categoryInUse } from '../categories/queries.ts'
import { entriesOf, type RoutingRow, routingVersionById, versionsOfRule } from './queries.ts'
import { hasBegun, routingFlow, type Terms } from './rules.ts'
import type { Trial } from './trials/rules.ts'

export type Wording = { name: string; position: number; terms: Terms; reason: string }

type Draft = Wording & {
  /** The form's id, which becomes the version's. */
  id: string
  /** A further version of this rule; a new rule where there is none. */
  ruleId?: string | undefined
  /** For which area a new rule holds. */
  areaId?: string | undefined
  actor: Actor
  now: Date
}

/**
 * Writes down what a rule shall say. Nothing changes until it was tried, and scheduled by somebody else.
 *
 * @returns the rule's id
 * @throws Refusal `routing_not_yours`, `routing_department_elsewhere`, `routing_area_elsewhere`,
 *   `routing_automatic_is_the_citys`, `department_ended`, `category_missing`, `same_id_other_content`
 */
export async function draftRouting(
  tx: Tx,
  { id, ruleId, areaId, reason, actor, now, ...wording }: Draft,
): Promise<string> {
  const [known] = await tx.select().from(routingVersions).where(eq(routingVersions.id, id))
  if (known) return sameDraft(known, wording)
  const rule = ruleId ? await ruleById(tx, ruleId) : await newRule(tx, areaId ?? '', id, actor, now)
  assertDispatches(actor, rule.areaPath)
  await assertSound(tx, wording.terms, rule.areaPath, actor)
  const [newest] = ruleId ? await versionsOfRule(tx, ruleId) : []
  await tx.insert(routingVersions).values({
    ...{ id, ruleId: rule.id, number: (newest?.number ?? 0) + 1, state: 'draft' as const },
    ...{ ...wording, createdBy: actor.id, createdAt: now },
  })
  await record(tx, { versionId: id, step: 'draft', from: null, to: 'draft', reason, actor, now })
  return rule.id
}

function sameDraft(
  known: typeof routingVersions.$inferSelect,
  { name, position, terms }: Omit<Wording, 'reason'>,
): string {
  const isSame = known.name === name && known.position === position && isDeepStrictEqual(known.terms, terms)
  if (!isSame) throw new Refusal('conflict', 'same_id_other_content')
  return known.ruleId
}

async function ruleById(tx: Tx, id: string) {
  const [rule] = await tx.select().from(routingRules).where(eq(routingRules.id, id))
  return found(rule, 'routing_missing', { id })
}

async function newRule(tx: Tx, areaId: string, id: string, actor: Actor, now: Date) {
  const area = await areaById(tx, areaId)
  assertDispatches(actor, area.path)
  const rule = { id: `rule-${id}`, areaId: area.id, areaPath: area.path, createdBy: actor.id, createdAt: now }
  await tx.insert(routingRules).values(rule)
  return rule
}

/** @throws Refusal `routing_not_yours` */
export function assertDispatches(actor: Actor, areaPath: string): void {
  const standing = standingOf(actor, { areaPath })
  if (!standing.has('dispatcher') && !standing.has('admin')) throw new Refusal('forbidden', 'routing_not_yours')
}

/** A new version names only what exists, answers for the rule's whole area, and lies within it. */
async function assertSound(tx: Tx, terms: Terms, areaPath: string, actor: Actor): Promise<void> {
  if (terms.matter === 'government' && terms.organizationIds.length === 0)
    throw new Refusal('invalid', 'departments_needed', { field: 'organizations' })
  for (const id of terms.organizationIds) assertDepartment(await organizationById(tx, id), areaPath)
  for (const clause of terms.clauses) {
    if (clause.kind === 'category') for (const id of clause.categoryIds) await categoryInUse(tx, id)
    if (clause.kind === 'area')
      for (const id of clause.areaIds) {
        const { path, name } = await areaById(tx, id)
        if (!path.startsWith(areaPath)) throw new Refusal('invalid', 'routing_area_elsewhere', { field: 'areas', name })
      }
  }
  if (terms.automatic && !standingOf(actor, { areaPath: (await theCity(tx)).path }).has('admin'))
    throw new Refusal('forbidden', 'routing_automatic_is_the_citys', { field: 'automatic' })
}

function assertDepartment({ kind, name, endedAt, areaPath }: Organization, rulePath: string): void {
  const details = { name, field: 'organizations' }
  if (kind !== 'department' || endedAt) throw new Refusal('conflict', 'department_ended', details)
  if (!rulePath.startsWith(areaPath)) throw new Refusal('invalid', 'routing_department_elsewhere', details)
}

type Step = { versionId: string; version: number; actor: Actor; now: Date }

/** Another wording of what is not in force yet; it has to be tried anew. */
export async function changeRouting(tx: Tx, { reason, ...step }: Step & Wording): Promise<void> {
  const { name, position, terms } = step
  const before = await routingVersionById(tx, step.versionId)
  assertDispatches(step.actor, before.areaPath)
  await assertSound(tx, terms, before.areaPath, step.actor)
  await move(tx, { ...step, step: 'change', reason }, { name, position, terms, trial: null })
}

/** Keeps what the past month said. */
export const keepRoutingTrial = (tx: Tx, { trial, ...step }: Step & { trial: Trial }): Promise<void> =>
  move(tx, { ...step, step: 'try', reason: '' }, { trial })

/**
 * Puts a tried version into force, at the earliest today: by somebody who wrote none of it, and for one that calls by
 * itself by an administrator of the city.
 *
 * @throws Refusal `routing_second_person`, `routing_starts_too_soon`, `routing_broken`, `routing_automatic_is_the_citys`
 */
export async function scheduleRouting(
  tx: Tx,
  { startsOn, reason, ...step }: Step & { startsOn: string; reason: string },
) {
  const { versionId, actor, now } = step
  if (startsOn < cityDay(now)) throw new Refusal('invalid', 'routing_starts_too_soon', { field: 'startsOn' })
  const row = await routingVersionById(tx, versionId)
  assertDispatches(actor, row.areaPath)
  if ((await writersOf(tx, versionId)).has(actor.id)) throw new Refusal('forbidden', 'routing_second_person')
  const [entry] = await entriesOf(tx, [row])
  if (entry?.problems.length) throw new Refusal('conflict', 'routing_broken', { name: row.name })
  if (entry?.terms.automatic && !standingOf(actor, { areaPath: (await theCity(tx)).path }).has('admin'))
    throw new Refusal('forbidden', 'routing_automatic_is_the_citys')
  await move(tx, { ...step, step: 'schedule', reason }, { startsOn })
}

/** Everybody who wrote a part of it. */
async function writersOf(tx: Tx, versionId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ actorId: routingEvents.actorId })
    .from(routingEvents)
    .where(and(eq(routingEvents.versionId, versionId), inArray(routingEvents.step, ['draft', 'change'])))
  return new Set(rows.map(({ actorId }) => actorId))
}

/**
 * It holds no longer from today on, and no older version comes back.
 *
 * @throws Refusal `step_unknown` for one that has not begun: that is withdrawn
 */
export async function retireRouting(tx: Tx, step: Step & { reason: string }): Promise<void> {
  const row = await routingVersionById(tx, step.versionId)
  const today = cityDay(step.now)
  if (!hasBegun(row, today)) throw new Refusal('conflict', 'step_unknown', { state: row.state, step: 'retire' })
  await move(tx, { ...step, step: 'retire' }, { endsOn: today })
}

/** What has not begun never does. */
export async function withdrawRouting(tx: Tx, step: Step & { reason: string }): Promise<void> {
  const row = await routingVersionById(tx, step.versionId)
  if (hasBegun(row, cityDay(step.now)))
    throw new Refusal('conflict', 'step_unknown', { state: row.state, step: 'withdraw' })
  await move(tx, { ...step, step: 'withdraw' }, {})
}

type Move = Step & { step: string; reason: string }

async function move(
  tx: Tx,
  { versionId, version, step, reason, actor, now }: Move,
  set: Partial<typeof routingVersions.$inferInsert>,
) {
  const before = await routingVersionById(tx, versionId)
  assertDispatches(actor, before.areaPath)
  sameVersion(before.version, version, { yours: set, theirs: shown(before) })
  const state = follow(routingFlow, before.state, step, standingOf(actor, { areaPath: before.areaPath }))
  const [moved] = await tx
    .update(routingVersions)
    .set({ ...set, state, version: sql`${routingVersions.version} + 1` })
    .where(and(eq(routingVersions.id, versionId), eq(routingVersions.version, version)))
    .returning({ id: routingVersions.id })
  if (!moved) throw new Refusal('conflict', 'stale_version', {})
  await record(tx, { versionId, step, from: before.state, to: state, reason, actor, now })
}

const shown = ({ name, position, state, startsOn, terms }: RoutingRow) => ({
  ...{ name, position, state, startsOn, terms: JSON.stringify(terms) },
})

type Recorded = {
  versionId: string
  step: string
  from: string | null
  to: string
  reason: string
  actor: Actor
  now: Date
}

const record = async (tx: Tx, { actor, now, ...event }: Recorded) =>
  void (await tx.insert(routingEvents).values({ id: newId(now), ...event, actorId: actor.id, at: now }))
