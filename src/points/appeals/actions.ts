import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { pointAppealEvents, pointAppeals } from '../../../db/schema/points.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { lastDayOf } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { commitBudget } from '../budgets/actions.ts'
import { transfer } from '../ledger/actions.ts'
import { accounts } from '../ledger/rules.ts'
import { openLot } from '../lots/actions.ts'
import { expiryOf } from '../lots/rules.ts'
import { overturnReversal } from '../reversals/actions.ts'
import { reversalById, reversalOf } from '../reversals/queries.ts'
import { cityTermsInForce } from '../rulebook/queries.ts'
import { type Appeal, appealAbout, appealableOf, appealById } from './queries.ts'
import { appealFlow } from './rules.ts'

type NewAppeal = { id: string; grantId: string; words: string; actor: Actor; now: Date }

/**
 * Objects to what was decided about one's own grant: its reversal, or what the caps cut from it.
 *
 * @returns the appeal; the first one when there is one already
 * @throws Refusal `nothing_to_appeal`, `appeal_too_late` { until }
 */
export async function fileAppeal(tx: Tx, { id, grantId, words, actor, now }: NewAppeal): Promise<Appeal> {
  const against = await appealableOf(tx, grantId)
  const { until, ...subject } = found(against?.ownerId === actor.id ? against : undefined, 'nothing_to_appeal')
  if (until < now) throw new Refusal('conflict', 'appeal_too_late', { until: lastDayOf(until) })
  const [fresh] = await tx
    .insert(pointAppeals)
    .values({ id, ...subject, words, state: 'filed', at: now })
    .onConflictDoNothing()
    .returning()
  if (!fresh) return (await appealAbout(tx, subject)) as Appeal
  await record(tx, { appealId: id, from: null, to: 'filed', actorId: actor.id, reason: words, now })
  return fresh
}

type Decision = {
  appealId: string
  step: 'uphold' | 'overturn'
  reason: string
  version: number
  actor: Actor
  now: Date
}

/**
 * Decides an appeal. Whoever decided the first time, or whom it concerns, cannot.
 *
 * @throws Refusal `same_decider`, `own_grant`, `grant_was_reversed`, `budget_exhausted`, `stale_version`
 */
export async function decideAppeal(tx: Tx, { appealId, step, reason, version, actor, now }: Decision): Promise<void> {
  const appeal = await appealById(tx, appealId)
  const { path } = await areaById(tx, appeal.areaId)
  const state = follow(appealFlow, appeal.state, step, standingOf(actor, { areaPath: path }))
  if (appeal.ownerId === actor.id) throw new Refusal('forbidden', 'own_grant')
  if (appeal.firstActorId === actor.id) throw new Refusal('forbidden', 'same_decider')
  sameVersion(appeal.version, version, { theirs: appeal })

  if (step === 'overturn' && appeal.subject === 'cut') await assertStands(tx, appeal.subjectId)

  await move(tx, appeal, state)
  await record(tx, { appealId, from: appeal.state, to: state, actorId: actor.id, reason, now })
  if (step === 'overturn' && appeal.subject === 'reversal') {
    await overturnReversal(tx, { reversalId: appeal.subjectId, actorId: actor.id, now })
  } else if (step === 'overturn') await payWhatWasCut(tx, appeal, actor, now)
  await notify(tx, await decisionNotice(tx, appeal, step, reason, now))
}

/** What was cut from a grant that has meanwhile been taken back as wrong is not paid on top of it. */
async function assertStands(tx: Tx, grantId: string): Promise<void> {
  const reversal = await reversalOf(tx, grantId)
  if (reversal && !reversal.overturnedAt) throw new Refusal('conflict', 'grant_was_reversed')
}

/** Takes one's appeal back. */
export async function withdrawAppeal(tx: Tx, { appealId, actor, now }: { appealId: string; actor: Actor; now: Date }) {
  const appeal = await appealById(tx, appealId)
  const standing = standingOf(actor, { ownerId: appeal.ownerId })
  if (!standing.has('self')) throw new Refusal('missing', 'appeal_missing')
  const state = follow(appealFlow, appeal.state, 'withdraw', standing)
  await move(tx, appeal, state)
  await record(tx, { appealId, from: appeal.state, to: state, actorId: actor.id, reason: '', now })
}

async function move(tx: Tx, { id, version }: Appeal, state: Appeal['state']): Promise<void> {
  const [moved] = await tx
    .update(pointAppeals)
    .set({ state, version: sql`${pointAppeals.version} + 1` })
    .where(and(eq(pointAppeals.id, id), eq(pointAppeals.version, version)))
    .returning({ id: pointAppeals.id })
  if (!moved) throw new Refusal('conflict', 'stale_version')
}

/** A person found that the cap should not have cut this: the rest is paid, outside the caps but inside the budget. */
async function payWhatWasCut(tx: Tx, { id, subjectId, ownerId, areaId, points }: Appeal, actor: Actor, now: Date) {
  await commitBudget(tx, { areaId, points, reason: '申诉补发', actorId: actor.id, now })
  const transferId = `restore:${id}`
  await transfer(tx, {
    ...{ id: transferId, debitId: accounts.budget(areaId), creditId: accounts.available(ownerId), points },
    cause: { kind: 'appeal', id, zh: '申诉成立，补发被截去的积分', en: 'Appeal upheld: the points that were cut' },
    ...{ kind: 'restore', reverses: subjectId, actorId: actor.id, now },
  })
  const { terms } = await cityTermsInForce(tx, now)
  const lot = {
    id: transferId,
    ownerId,
    transferId,
    points,
    effectiveAt: now,
    expiresAt: expiryOf(now, terms.lotMonths),
  }
  await openLot(tx, { ...lot, into: 'available' })
}

async function decisionNotice(tx: Tx, appeal: Appeal, step: string, reason: string, now: Date) {
  const { subject, subjectId, ownerId: personId } = appeal
  const transferId = subject === 'reversal' ? (await reversalById(tx, subjectId)).transferId : subjectId
  const title =
    step === 'overturn'
      ? { zh: '您的积分申诉成立', en: 'Your appeal was upheld' }
      : { zh: '您的积分申诉已答复', en: 'Your appeal was answered' }
  const href = `/points/${encodeURIComponent(transferId)}`
  return { personId, key: `appeal-${appeal.id}-${step}`, title, body: { zh: reason, en: reason }, href, now }
}

type Recorded = { appealId: string; from: string | null; to: string; actorId: string; reason: string; now: Date }

const record = async (tx: Tx, { now, ...event }: Recorded) =>
  void (await tx.insert(pointAppealEvents).values({ id: newId(now), ...event, at: now }))
