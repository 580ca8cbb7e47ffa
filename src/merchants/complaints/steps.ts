import type { Db, Tx } from '../../../db/database.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { follow } from '../../kit/flow.ts'
import { found, Refusal, sameVersion } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { deadline } from '../deadline.ts'
import { type Merchant, merchantById, merchantForStaff } from '../queries.ts'
import { assertActs } from '../rules.ts'
import { keepScore } from '../score/actions.ts'
import { tellOwner } from '../tell.ts'
import { writeComplaint } from './move.ts'
import { type Complaint, complaintById, eventsOfComplaint } from './queries.ts'
import { assertHeard, assertUninvolved, complaintFlow } from './rules.ts'

type MerchantStep = { complaintId: string; text: string; actor: Actor; now: Date }

/** The merchant answers. @throws Refusal `complaint_missing`, `step_unknown`, `complaint_moved` */
export async function answerComplaint(tx: Tx, { complaintId, text, actor, now }: MerchantStep): Promise<void> {
  const { complaint } = await ownComplaint(tx, complaintId, actor)
  const state = follow(complaintFlow, complaint.state, 'answer', new Set(['merchant']))
  const act = { complaint, step: 'answer', byId: actor.id, now }
  await writeComplaint(tx, act, { state, answer: text, answeredAt: now })
}

/** The merchant appeals, once and in time. @throws Refusal `complaint_missing`, `step_unknown`, `complaint_appeal_late` */
export async function appealComplaint(tx: Tx, { complaintId, text, actor, now }: MerchantStep): Promise<void> {
  const { complaint } = await ownComplaint(tx, complaintId, actor)
  const state = follow(complaintFlow, complaint.state, 'appeal', new Set(['merchant']))
  if (complaint.appealUntil && complaint.appealUntil <= now) throw new Refusal('conflict', 'complaint_appeal_late')
  const { terms } = await documentInForce(tx, 'MERCHANTS', now)
  const appealDueAt = await deadline(tx, now, terms.disputeDays)
  const act = { complaint, step: 'appeal', byId: actor.id, now }
  await writeComplaint(tx, act, { state, appealWhy: text, appealedAt: now, appealDueAt })
}

/** A complaint about one's own shop. @throws Refusal `complaint_missing` */
export async function ownComplaint(db: Db, complaintId: string, actor: Actor) {
  const complaint = await complaintById(db, complaintId)
  const merchant = await merchantById(db, complaint.merchantId)
  return { complaint: found(merchant.ownerId === actor.id ? complaint : undefined, 'complaint_missing'), merchant }
}

type Inspecting = { complaintId: string; version: number; text: string; actor: Actor; now: Date }

/**
 * Staff went there and write down what they saw. From then on an anonymous complaint can count.
 *
 * @throws Refusal `complaint_missing`, `complaint_own`, `stale_version`, `complaint_inspected`
 */
export async function inspectComplaint(tx: Tx, { complaintId, version, text, actor, now }: Inspecting): Promise<void> {
  const complaint = await complaintById(tx, complaintId)
  const { merchant, standing } = await merchantForStaff(tx, complaint.merchantId, actor)
  assertActs(standing)
  if (complaint.personId === actor.id) throw new Refusal('forbidden', 'complaint_own')
  sameVersion(complaint.version, version, { yours: { inspection: text }, theirs: await shown(tx, complaint) })
  const isOver = ['merged', 'unfounded', 'overturned'].includes(complaint.state)
  if (complaint.inspectedAt || isOver) throw new Refusal('conflict', 'complaint_inspected')
  const act = { complaint, step: 'inspect', byId: actor.id, now }
  await writeComplaint(tx, act, { inspection: text, inspectedBy: actor.id, inspectedAt: now })
  await keepScore(tx, merchant.id, now)
}

export const decisionSteps = ['uphold', 'reject', 'merge', 'confirm', 'overturn'] as const

export type ComplaintDecision = Inspecting & {
  step: (typeof decisionSteps)[number]
  /** The complaint of the same merchant that this one repeats. */
  mergedInto?: string | undefined
}

/**
 * Staff who are not involved decide a complaint, or the appeal against a decision.
 *
 * @throws Refusal `complaint_missing`, `merchant_own`, `complaint_own`, `merchant_same_person`, `stale_version`,
 *   `complaint_unheard`, `complaint_merge_into`
 */
export async function decideComplaint(tx: Tx, decision: ComplaintDecision): Promise<void> {
  const { complaintId, version, step, text, actor, now } = decision
  const complaint = await complaintById(tx, complaintId)
  const { merchant } = await merchantForStaff(tx, complaint.merchantId, actor)
  sameVersion(complaint.version, version, { yours: { step, text }, theirs: await shown(tx, complaint) })
  const state = follow(complaintFlow, complaint.state, step, standingOf(actor, { areaPath: merchant.areaPath }))
  assertUninvolved(step, actor.id, complaint)
  if (step === 'uphold') assertHeard(complaint, now)
  const act = { complaint, step, byId: actor.id, now }
  const decided = await writeComplaint(tx, act, { state, ...(await resultOf(tx, decision, complaint)) })
  await keepScore(tx, merchant.id, now)
  await tell(tx, merchant, decided, decision)
}

async function resultOf(tx: Tx, decision: ComplaintDecision, complaint: Complaint): Promise<Partial<Complaint>> {
  const { step, text, actor, now, mergedInto } = decision
  if (step === 'confirm' || step === 'overturn')
    return { appealAnswer: text, appealDecidedBy: actor.id, appealDecidedAt: now }
  const decided = { decision: text, decidedBy: actor.id, decidedAt: now }
  if (step === 'merge') return { ...decided, mergedInto: await firstOf(tx, complaint, mergedInto) }
  if (step === 'reject') return decided
  const { terms } = await documentInForce(tx, 'MERCHANTS', now)
  return { ...decided, appealUntil: await deadline(tx, now, terms.appealDays) }
}

async function firstOf(tx: Tx, { id, merchantId }: Complaint, mergedInto = ''): Promise<string> {
  const first = mergedInto && mergedInto !== id ? await complaintById(tx, mergedInto) : undefined
  if (!first || first.merchantId !== merchantId || first.state === 'merged')
    throw new Refusal('invalid', 'complaint_merge_into', { field: 'mergedInto' })
  return first.id
}

/** How a complaint stands now, for whoever acted on an older version of it. */
async function shown(tx: Tx, { id, state, answer, inspection, decision, appealWhy, appealAnswer }: Complaint) {
  const step = (await eventsOfComplaint(tx, id)).at(-1)?.event.step ?? ''
  return { state, step, text: appealAnswer || decision, answer, inspection, ...(appealWhy ? { appealWhy } : {}) }
}

async function tell(tx: Tx, merchant: Merchant, complaint: Complaint, { step, text, now }: ComplaintDecision) {
  const href = `/merchants/mine/${merchant.id}/complaints/${complaint.id}`
  const what = step === 'uphold' ? 'upheld' : step === 'reject' ? 'unfounded' : 'appeal'
  if (step !== 'merge')
    await tellOwner(tx, { merchant, occasion: `${step}-${complaint.id}`, what, why: text, href, now })
  if (!complaint.personId) return
  await notify(tx, {
    ...{ personId: complaint.personId, key: `complaint-${complaint.id}-${step}`, now },
    title: { zh: `您的投诉 ${complaint.number} 已有结果`, en: `Your complaint ${complaint.number} was decided` },
    body: { zh: text, en: text },
    href: '/merchants/complaints',
  })
}
