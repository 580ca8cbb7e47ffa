import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { passings, passingUpdates } from '../../../db/schema/passing.ts'
import { reports } from '../../../db/schema/reports.ts'
import type { Actor } from '../../kit/actor.ts'
import { day, later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { categoryById } from '../categories/queries.ts'
import type { Answers } from '../categories/rules.ts'
import { assertSeen, holdReport, noteReport, reportStanding } from '../move.ts'
import { reportById } from '../queries.ts'
import { type Passing, passingById, peerById } from './queries.ts'
import {
  followDays,
  isEndThere,
  leaseMilliseconds,
  mayBePassed,
  type Outcome,
  positionSent,
  reference,
  waits,
} from './rules.ts'

type Pass = {
  id: string
  reportId: string
  version: number
  peerId: string
  words: string
  address: string
  answers: Answers
}

/**
 * Passes a report on to another system. Nothing leaves yet: the row is what the clockwork sends. The report does not
 * move; staff decide what its stay elsewhere means.
 *
 * @throws Refusal `stale_version`, `step_not_yours`, `passing_not_now`, `passed_already`, `peer_missing`, `peer_ended`,
 *   `peer_takes_none`
 */
export async function passOn(tx: Tx, { actor, now, ...given }: Pass & { actor: Actor; now: Date }): Promise<void> {
  const { id, reportId, peerId, address, answers } = given
  const report = await holdReport(tx, reportId)
  assertUpper(actor, report)
  const [known] = await tx.select({ peerId: passings.peerId }).from(passings).where(eq(passings.id, id))
  if (known) return
  assertSeen(report, given.version)
  if (!mayBePassed(report.status)) throw new Refusal('conflict', 'passing_not_now')
  const peer = await peerById(tx, peerId)
  if (peer.endedAt) throw new Refusal('conflict', 'peer_ended')
  const serviceCode = peer.mapping[report.categoryId]
  if (!serviceCode) throw new Refusal('conflict', 'peer_takes_none', { name: peer.name, field: 'peerId' })
  const category = await categoryById(tx, report.categoryId)
  const words = `${given.words} ${reference(report.number)}`
  const row = { id, reportId, peerId, serviceCode, words, address, answers, position: positionSent(report, category) }
  if (!row.position && !address) throw new Refusal('invalid', 'place_needed', { field: 'address' })
  const [fresh] = await tx
    .insert(passings)
    .values({ ...row, state: 'waiting', nextAt: now, passedBy: actor.id, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: passings.id })
  if (!fresh) throw new Refusal('conflict', 'passed_already', { name: peer.name, field: 'peerId' })
  await noteReport(tx, {
    ...{ report, from: report.status, step: 'passOn', actorId: actor.id, why: peer.name, now },
    details: { peer: peer.name },
  })
}

/** @throws Refusal `step_not_yours` */
function assertUpper(actor: Actor, report: Parameters<typeof reportStanding>[1]): void {
  const standing = reportStanding(actor, report)
  if (!standing.has('dispatcher') && !standing.has('admin')) throw new Refusal('forbidden', 'step_not_yours')
}

type Decide = { id: string; version: number; actor: Actor; now: Date }

/** Sends again what failed, or what nobody knows of: staff have looked at the other side and it is not there. */
export const tryAgain = (tx: Tx, decide: Decide) =>
  settle(tx, decide, 'passAgain', { state: 'waiting', attempts: 0, nextAt: decide.now, error: '' })

/** Staff have found it at the other side, under this id. */
export const foundThere = (tx: Tx, { theirId, ...decide }: Decide & { theirId: string }) =>
  settle(tx, decide, 'passFound', { state: 'received', theirId, sentAt: decide.now, nextAt: null, error: '' })

/** It is not passed on after all. */
export const giveUp = (tx: Tx, decide: Decide) =>
  settle(tx, decide, 'passDropped', { state: 'ended', endedAt: decide.now, nextAt: null })

async function settle(tx: Tx, { id, version, actor, now }: Decide, step: string, set: Partial<Passing>) {
  const before = await passingById(tx, id)
  const report = await holdReport(tx, before.reportId)
  assertUpper(actor, report)
  if (set.theirId && (await isOthers(tx, before, set.theirId)))
    throw new Refusal('conflict', 'passing_theirs_taken', { field: 'theirId' })
  const [moved] = await tx
    .update(passings)
    .set({ ...set, version: sql`${passings.version} + 1` })
    .where(and(eq(passings.id, id), eq(passings.version, version), inArray(passings.state, ['failed', 'uncertain'])))
    .returning({ id: passings.id })
  if (!moved) throw new Refusal('conflict', 'stale_version', { theirs: { state: before.state, error: before.error } })
  await noteReport(tx, { report, from: report.status, step, actorId: actor.id, why: set.theirId ?? '', now })
}

/** Whether another report of ours has this id over there. */
async function isOthers(tx: Tx, { id, peerId }: Passing, theirId: string): Promise<boolean> {
  const theirs = and(eq(passings.peerId, peerId), eq(passings.theirId, theirId), ne(passings.id, id))
  return (await tx.$count(passings, theirs)) > 0
}

/** Takes a passing to send it: whoever else looks at it meanwhile leaves it alone. `was` says whether somebody died on it. */
export async function claim(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ passing: Passing; was: Passing['state'] } | undefined> {
  const before = await passingById(tx, id)
  const isDue = before.nextAt !== null && before.nextAt <= now
  if (!isDue || !['waiting', 'sending'].includes(before.state)) return undefined
  const [passing] = await tx
    .update(passings)
    .set({
      ...{ state: 'sending', nextAt: later(now, leaseMilliseconds) },
      ...{ attempts: sql`${passings.attempts} + 1`, version: sql`${passings.version} + 1` },
    })
    .where(and(eq(passings.id, id), eq(passings.version, before.version)))
    .returning()
  return passing && { passing, was: before.state }
}

/** Writes down how a try went, unless somebody else has meanwhile. */
export async function record(
  tx: Tx,
  passing: Passing,
  outcome: Outcome | { kind: 'uncertain'; why: string },
  now: Date,
) {
  const isTaken = outcome.kind === 'received' && (await isOthers(tx, passing, outcome.theirId))
  const set = stateAfter(passing, isTaken ? { kind: 'uncertain', why: `taken: ${outcome.theirId}` } : outcome, now)
  const [moved] = await tx
    .update(passings)
    .set({ ...set, version: sql`${passings.version} + 1` })
    .where(and(eq(passings.id, passing.id), eq(passings.version, passing.version)))
    .returning()
  if (!moved) return
  const report = await reportById(tx, passing.reportId)
  const { state } = moved
  if (state === 'waiting' || state === passing.state) return
  const peer = await peerById(tx, passing.peerId)
  await noteReport(tx, {
    ...{ report, from: report.status, step: `pass_${state}`, actorId: 'system', now },
    why: [peer.name, moved.theirId ?? moved.error].filter(Boolean).join(' '),
  })
  if (state === 'failed' || state === 'uncertain')
    await notify(tx, {
      ...{ personId: passing.passedBy, key: `passing-${passing.id}-${moved.version}`, href: '/desk/passings', now },
      title: { zh: `${report.number} 没能转给${peer.name}`, en: `${report.number} did not reach ${peer.name}` },
      body:
        state === 'failed'
          ? { zh: `原因：${moved.error}`, en: `Why: ${moved.error}` }
          : { zh: '不知道对方收到没有，请核对后处理。', en: 'It is not known whether it arrived. Please look there.' },
    })
}

function stateAfter(
  passing: Passing,
  outcome: Outcome | { kind: 'uncertain'; why: string },
  now: Date,
): Partial<Passing> {
  switch (outcome.kind) {
    case 'received':
      return { state: 'received', theirId: outcome.theirId, sentAt: now, nextAt: null, error: '', attempts: 0 }
    case 'token':
      return {
        state: 'token',
        token: outcome.token,
        sentAt: now,
        nextAt: later(now, waits[0] ?? 0),
        error: '',
        attempts: 0,
      }
    case 'refused':
      return { state: 'failed', nextAt: null, error: outcome.why }
    case 'uncertain':
      return { state: 'uncertain', nextAt: null, error: outcome.why }
    default: {
      const wait = waits[passing.attempts - 1]
      const again = passing.state === 'token' ? 'token' : 'waiting'
      if (wait === undefined)
        return { state: passing.state === 'token' ? 'uncertain' : 'failed', nextAt: null, error: outcome.why }
      return { state: again, nextAt: later(now, wait), error: outcome.why }
    }
  }
}

type Said = { updateId: string; status: string; description: string; at: Date }

/**
 * Writes down what the other side says. It moves nothing here: staff read it and decide.
 *
 * @returns whether it was new
 */
export async function takeForeign(tx: Tx, passing: Passing, { at, ...said }: Said, now: Date): Promise<boolean> {
  const row = { passingId: passing.id, ...said, at, seenAt: now }
  const [fresh] = await tx.insert(passingUpdates).values(row).onConflictDoNothing().returning()
  if (!fresh) return false
  const report = await holdReport(tx, passing.reportId)
  const peer = await peerById(tx, passing.peerId)
  await noteReport(tx, {
    ...{ report, from: report.status, step: 'foreignUpdate', actorId: `peer:${peer.id}`, now },
    why: [said.status, said.description].filter(Boolean).join('：'),
    details: { status: said.status, from: peer.name },
  })
  await tx.update(reports).set({ updatedAt: now }).where(eq(reports.id, report.id))
  const isEnd = isEndThere(said.status)
  const { endedAt } = await passingById(tx, passing.id)
  if (said.status !== 'unchanged')
    await tx
      .update(passings)
      .set({ theirStatus: said.status, endedAt: isEnd ? now : null })
      .where(eq(passings.id, passing.id))
  // Several words for one end are one notice.
  if (isEnd && !endedAt)
    await notify(tx, {
      ...{ personId: passing.passedBy, key: `passing-${passing.id}-${said.updateId}`, now },
      href: `/desk/reports/${report.id}`,
      title: { zh: `${peer.name}办完了 ${report.number}`, en: `${peer.name} is done with ${report.number}` },
      body: { zh: said.description || said.status, en: said.description || said.status },
    })
  return true
}

/** Those that were closed there long ago are followed no more. */
export const stopFollowing = (tx: Tx, passing: Passing, now: Date) =>
  passing.endedAt && passing.endedAt <= later(now, -followDays * day)
    ? tx.update(passings).set({ state: 'ended' }).where(eq(passings.id, passing.id))
    : undefined
