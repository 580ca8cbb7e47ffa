import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/open.ts'
import { backEntries, backEntryEvents } from '../../../db/schema/hours.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { cityDay, day, later, minute } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { personById } from '../../people/queries.ts'
import { keepPhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { commitBudget, releaseBudget } from '../../points/budgets/actions.ts'
import { grantPoints } from '../../points/grants/actions.ts'
import { pointsFor } from '../../points/grants/rules.ts'
import { documentInForce, ruleInForce } from '../../points/rulebook/queries.ts'
import { changeUnit, recordHours } from '../actions.ts'
import { unitOf } from '../queries.ts'
import { assertShare } from '../rules.ts'
import { type BackEntry, backEntryById, backEntryFor, isTaken } from './queries.ts'
import { assertProposable, assertSecond, backEntryFlow, yearOf } from './rules.ts'

export type Proposal = {
  id: string
  personId: string
  title: string
  startsAt: Date
  /** Whole quarter hours. */
  minutes: number
  place: string
  beneficiary: string
  content: string
  reason: string
  areaId: string
  prepared: readonly PreparedPhoto[]
  actor: Actor
  now: Date
}

/**
 * A clerk proposes hours that no check-in proves. From now on they count towards the community's share.
 *
 * @throws Refusal `back_entry_area`, `back_entry_overlap`, `back_entry_share`, those of `assertProposable`
 */
export async function proposeBackEntry(tx: Tx, { prepared, actor, now, ...given }: Proposal): Promise<BackEntry> {
  const area = await areaById(tx, given.areaId)
  const standing = standingOf(actor, { areaPath: area.path })
  if (!standing.has('clerk') && !standing.has('admin'))
    throw new Refusal('forbidden', 'back_entry_area', { field: 'areaId' })
  const [known] = await tx.select().from(backEntries).where(eq(backEntries.id, given.id))
  if (known) return firstProposal(known, actor)
  const { terms } = await documentInForce(tx, 'TASKS', now)
  assertProposable(terms, { ...given, proposerId: actor.id }, now)
  await personById(tx, given.personId)
  const interval = { from: given.startsAt, to: later(given.startsAt, given.minutes * minute) }
  if (await isTaken(tx, given.personId, interval))
    throw new Refusal('conflict', 'back_entry_overlap', { field: 'startsAt' })
  const unitId = (await unitOf(tx, given.areaId)).id
  await addPending(tx, unitId, given, now)

  const rest = { areaPath: area.path, unitId, day: cityDay(given.startsAt), proposedBy: actor.id, createdAt: now }
  const [entry] = await tx
    .insert(backEntries)
    .values({ ...given, ...rest, state: 'proposed' })
    .returning()
  await note(tx, entry as BackEntry, { step: 'propose', from: null, byId: actor.id, why: given.reason, now })
  const use = { purpose: 'evidence' as const, subjectId: given.id, ownerId: actor.id, areaPath: area.path, now }
  await keepPhotos(tx, { prepared, ...use })
  return entry as BackEntry
}

function firstProposal(known: BackEntry, actor: Actor): BackEntry {
  if (known.proposedBy !== actor.id) throw new Refusal('conflict', 'same_id_other_content')
  return known
}

type Counted = Pick<BackEntry, 'startsAt' | 'minutes'>

/** The community's row stays locked until the commit, so two proposals cannot both take the last free hour. */
async function addPending(tx: Tx, unitId: string, { startsAt, minutes }: Counted, now: Date) {
  const unit = await changeUnit(tx, { unitId, year: yearOf(startsAt) }, { minutesPending: minutes })
  const { terms } = await ruleInForce(tx, 'R5', now)
  const before = { ...unit, minutesPending: unit.minutesPending - minutes }
  assertShare(before, minutes, terms.sharePercentMax ?? 100)
}

export type BackEntryDecision = {
  id: string
  /** The version that was looked at. */
  version: number
  step: 'approve' | 'refuse' | 'withdraw' | 'uphold' | 'dismiss'
  why?: string | undefined
  actor: Actor
  now: Date
}

/**
 * Staff decide about a back-entry.
 *
 * @throws Refusal `back_entry_missing`, `stale_version`, `reason_needed`, those of `assertSecond`, and on approval
 *   `back_entry_share`, `budget_exhausted`
 */
export async function decideBackEntry(tx: Tx, { id, version, step, why = '', actor, now }: BackEntryDecision) {
  const { entry, standing } = await backEntryFor(tx, id, actor)
  sameVersion(entry.version, version, { yours: { step }, theirs: { state: entry.state } })
  const state = follow(backEntryFlow, entry.state, step, standing)
  if (step !== 'withdraw') await assertOther(tx, entry, actor)
  if (why === '' && backEntryFlow[entry.state][step]?.needs?.includes('why'))
    throw new Refusal('invalid', 'back_entry_why', { field: 'why' })

  const isOn = state === 'noticed'
  const committedPoints = isOn ? await setAside(tx, entry, actor, now) : 0
  const notice = isOn ? { noticeEndsAt: await noticeEnd(tx, now), approvedBy: actor.id } : {}
  if (!isOn) await letGo(tx, entry, actor, now)
  return move(tx, entry, { step, state, why, actor, now }, { ...notice, committedPoints })
}

async function assertOther(tx: Tx, { proposedBy, personId, unitId }: BackEntry, actor: Actor) {
  const unit = await areaById(tx, unitId)
  const isFromAbove = actor.grants.some(
    ({ role, areaPath }) =>
      (role === 'reviewer' || role === 'admin') && areaPath && areaPath !== unit.path && unit.path.startsWith(areaPath),
  )
  const actorUnitId = (await unitOf(tx, (await personById(tx, actor.id)).areaId)).id
  const proposerUnitId = (await unitOf(tx, (await personById(tx, proposedBy)).areaId)).id
  assertSecond({ actorId: actor.id, proposerId: proposedBy, personId, actorUnitId, proposerUnitId, isFromAbove })
}

/** The points that the notice will pay at most; what was set aside before a dismissed objection stays set aside. */
async function setAside(tx: Tx, entry: BackEntry, actor: Actor, now: Date): Promise<number> {
  const { terms } = await ruleInForce(tx, 'R5', now)
  const unit = await changeUnit(tx, { unitId: entry.unitId, year: yearOf(entry.startsAt) }, {})
  assertShare(
    { ...unit, minutesPending: unit.minutesPending - entry.minutes },
    entry.minutes,
    terms.sharePercentMax ?? 100,
  )
  if (entry.state === 'objected') return entry.committedPoints
  const { asked } = pointsFor(terms, { units: entry.minutes / 60, kind: 'hour' }, now)
  await commitBudget(tx, {
    areaId: entry.unitId,
    points: asked,
    reason: `back-entry-${entry.id}`,
    actorId: actor.id,
    now,
  })
  return asked
}

async function noticeEnd(tx: Tx, now: Date): Promise<Date> {
  const { terms } = await ruleInForce(tx, 'R5', now)
  return later(now, (terms.noticeDays ?? 0) * day)
}

/** It will not count: its share and its points are free again. */
async function letGo(tx: Tx, { id, unitId, startsAt, minutes, committedPoints }: BackEntry, actor: Actor, now: Date) {
  await changeUnit(tx, { unitId, year: yearOf(startsAt) }, { minutesPending: -minutes })
  if (committedPoints > 0)
    await releaseBudget(tx, {
      areaId: unitId,
      points: committedPoints,
      reason: `back-entry-${id}`,
      actorId: actor.id,
      now,
    })
}

export type BackEntryObjection = { id: string; why: string; actor: Actor; now: Date }

/**
 * Anybody who is signed in may object while the notice runs; that stops it until somebody has looked.
 *
 * @throws Refusal `back_entry_missing`, `back_entry_objected_before`, `step_unknown` when the notice is over
 */
export async function objectToBackEntry(tx: Tx, { id, why, actor, now }: BackEntryObjection): Promise<BackEntry> {
  const entry = await backEntryById(tx, id)
  if (entry.state !== 'noticed' && entry.state !== 'objected') throw new Refusal('missing', 'back_entry_missing')
  const before = and(
    eq(backEntryEvents.backEntryId, id),
    eq(backEntryEvents.step, 'object'),
    eq(backEntryEvents.byId, actor.id),
  )
  const [mine] = await tx.select().from(backEntryEvents).where(before)
  if (mine) throw new Refusal('conflict', 'back_entry_objected_before')
  if (entry.state === 'objected') {
    await note(tx, entry, { step: 'object', from: 'objected', byId: actor.id, why, now })
    return entry
  }
  const state = follow(backEntryFlow, entry.state, 'object', standingOf(actor, {}))
  return move(tx, entry, { step: 'object', state, why, actor, now })
}

/** The notice is over and nobody objected: the hours are recorded as grade C, and paid by R5. */
export async function takeBackEntryIntoEffect(tx: Tx, { id, now }: { id: string; now: Date }): Promise<void> {
  const entry = await backEntryById(tx, id)
  const state = follow(backEntryFlow, entry.state, 'takeEffect', standingOf(system, {}))
  const { minutes } = await recordBackEntry(tx, entry, now)
  const granted = minutes === 0 ? { points: 0, cuts: [] } : await payBackEntry(tx, entry, minutes, now)
  await changeUnit(tx, { unitId: entry.unitId, year: yearOf(entry.startsAt) }, { minutesPending: -entry.minutes })
  const left = Math.max(0, entry.committedPoints - granted.points)
  await releaseBudget(tx, { areaId: entry.unitId, points: left, reason: `back-entry-${id}`, actorId: system.id, now })
  await move(tx, entry, { step: 'takeEffect', state, why: '', actor: system, now }, { committedPoints: 0 })
  await notify(tx, {
    personId: entry.personId,
    key: `back-entry-${id}-effective`,
    title: { zh: `补录生效：${entry.title}`, en: `Back-entry in effect: ${entry.title}` },
    body: {
      zh: [
        `公示期满，记时长 ${minutes / 60} 小时（丙级），得 ${granted.points} 分。`,
        ...granted.cuts.map(({ zh }) => `${zh}。`),
      ].join(''),
      en: [
        `The notice is over: ${minutes / 60} h (grade C), ${granted.points} points.`,
        ...granted.cuts.map(({ en }) => ` ${en}.`),
      ].join(''),
    },
    href: '/hours',
    now,
  })
}

async function recordBackEntry(tx: Tx, entry: BackEntry, now: Date) {
  const { id, personId, title, areaId, place, beneficiary, content, startsAt, proposedBy, approvedBy } = entry
  const recorder = (await personById(tx, proposedBy)).displayName
  const responsible = (await personById(tx, approvedBy ?? proposedBy)).displayName
  return recordHours(tx, {
    id: `back-entry-${id}`,
    ...{ personId, title, areaId, place, beneficiary, content, responsible, recorder },
    grade: 'C',
    intervals: [{ from: startsAt, to: later(startsAt, entry.minutes * minute) }],
    evidence: ['back_entry'],
    actorId: proposedBy,
    now,
  })
}

const payBackEntry = (tx: Tx, { id, personId, unitId, title }: BackEntry, minutes: number, now: Date) =>
  grantPoints(tx, {
    id: `back-entry-${id}`,
    personId,
    rule: 'R5',
    budgetAreaId: unitId,
    units: minutes / 60,
    priceOf: 'hour',
    cause: {
      kind: 'back_entry',
      id,
      zh: `补录「${title}」${minutes / 60} 小时`,
      en: `Back-entry “${title}”, ${minutes / 60} h`,
    },
    evidence: [{ kind: 'back_entry', id }],
    actorId: system.id,
    now,
  })

type Moving = { step: string; state: BackEntry['state']; why: string; actor: Actor; now: Date }
type Also = Partial<Pick<BackEntry, 'noticeEndsAt' | 'approvedBy' | 'committedPoints'>>

async function move(tx: Tx, entry: BackEntry, { step, state, why, actor, now }: Moving, also: Also = {}) {
  const [moved] = await tx
    .update(backEntries)
    .set({ ...also, state, version: sql`${backEntries.version} + 1` })
    .where(and(eq(backEntries.id, entry.id), eq(backEntries.version, entry.version)))
    .returning()
  if (!moved) throw new Refusal('conflict', 'back_entry_moved')
  await note(tx, moved, { step, from: entry.state, byId: actor.id, why, now })
  return moved
}

type Note = { step: string; from: BackEntry['state'] | null; byId: string; why: string; now: Date }

const note = (tx: Tx, entry: BackEntry, { step, from, byId, why, now }: Note) =>
  tx
    .insert(backEntryEvents)
    .values({ id: newId(now), backEntryId: entry.id, step, fromState: from, toState: entry.state, byId, why, at: now })
