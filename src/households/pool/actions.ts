import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { poolDecisions } from '../../../db/schema/households.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityMonth } from '../../kit/clock.ts'
import { follow } from '../../kit/flow.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { notify } from '../../notices/actions.ts'
import { tiesOf } from '../../people/ties.ts'
import { givePoints } from '../../points/gifts/actions.ts'
import { poolIdOf } from '../../points/ledger/rules.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { writeEvent } from '../events.ts'
import { receivedIn } from '../gifts/queries.ts'
import { assertMayReceive } from '../gifts/rules.ts'
import { householdForStaff, lockedHousehold, partsIn } from '../homes/queries.ts'
import { assertImpartial } from '../rules.ts'
import { poolPaid } from './messages.ts'
import { lockedDecision, type PoolDecision, poolDecisionById, poolOf } from './queries.ts'
import { poolFlow } from './rules.ts'

type Proposing = { id: string; householdId: string; points: number; reason: string; actor: Actor; now: Date }

/**
 * Staff propose that the pool of a household's area gives it points.
 *
 * @throws Refusal `household_missing`, `household_closed`, `pool_decision_known`, and those of `assertImpartial`
 */
export async function proposePoolGrant(tx: Tx, { actor, now, ...asked }: Proposing): Promise<PoolDecision> {
  await householdForStaff(tx, asked.householdId, actor, ['clerk', 'admin'])
  const household = await lockedHousehold(tx, asked.householdId)
  if (household.state !== 'active') throw new Refusal('conflict', 'household_closed')
  assertImpartial(actor.id, await tiesOf(tx, household.id))
  const row = { ...asked, areaId: household.areaId, state: 'proposed' as const, proposedBy: actor.id, at: now }
  const [made] = await tx.insert(poolDecisions).values(row).onConflictDoNothing().returning()
  if (!made) return sameProposal(await poolDecisionById(tx, asked.id), row)
  await note(tx, made, { step: 'propose', from: null, actorId: actor.id, reason: asked.reason, now })
  return made
}

function sameProposal(
  before: PoolDecision,
  { householdId, points, reason, proposedBy }: Pick<PoolDecision, 'householdId' | 'points' | 'reason' | 'proposedBy'>,
) {
  const isSame =
    before.householdId === householdId &&
    before.points === points &&
    before.reason === reason &&
    before.proposedBy === proposedBy
  if (!isSame) throw new Refusal('conflict', 'same_id_other_content')
  return before
}

type Note = {
  step: string
  from: PoolDecision['state'] | null
  actorId: string
  reason?: string | undefined
  now: Date
}

const note = (tx: Tx, { id, householdId, state }: PoolDecision, about: Note) =>
  writeEvent(tx, { subject: 'pool', subjectId: id, householdId, to: state, ...about })

type Deciding = {
  id: string
  step: 'approve' | 'refuse'
  answer?: string | undefined
  version: number
  actor: Actor
  now: Date
}

/**
 * Another member of staff decides; approved points go to the household at once.
 *
 * @throws Refusal `pool_decision_missing`, `stale_version`, `pool_two`, `household_closed`, `gift_limit_household`,
 *   `pool_short`, and those of `assertImpartial`
 */
export async function decidePoolGrant(
  tx: Tx,
  { id, step, answer, version, actor, now }: Deciding,
): Promise<PoolDecision> {
  const { householdId } = await poolDecisionById(tx, id)
  const household = await lockedHousehold(tx, householdId)
  const parts = await partsIn(tx, household, actor)
  if (!['clerk', 'reviewer', 'admin'].some((role) => parts.has(role as 'clerk')))
    throw new Refusal('missing', 'pool_decision_missing')
  const decision = await lockedDecision(tx, id)
  sameVersion(decision.version, version)
  const to = follow(poolFlow, decision.state, step, parts)
  if (decision.proposedBy === actor.id) throw new Refusal('forbidden', 'pool_two')
  assertImpartial(actor.id, await tiesOf(tx, householdId))
  if (step === 'refuse' && !answer) throw new Refusal('invalid', 'household_reason', { field: 'answer' })

  const month =
    step === 'approve'
      ? await pay(tx, decision, { isOpen: household.state === 'active', actorId: actor.id, now })
      : null
  const set = { state: to, decidedBy: actor.id, decidedAt: now, answer: answer ?? null, receivedIn: month }
  const [decided] = await tx
    .update(poolDecisions)
    .set({ ...set, version: sql`${poolDecisions.version} + 1` })
    .where(and(eq(poolDecisions.id, id), eq(poolDecisions.state, decision.state)))
    .returning()
  const done = decided as PoolDecision
  await note(tx, done, { step, from: decision.state, actorId: actor.id, reason: answer, now })
  if (step === 'approve') await notify(tx, { personId: household.headId, ...poolPaid(done), now })
  return done
}

type Paying = { isOpen: boolean; actorId: string; now: Date }

/** @returns the month in which the household's limit counts it */
async function pay(
  tx: Tx,
  { id, areaId, householdId, points }: PoolDecision,
  { isOpen, actorId, now }: Paying,
): Promise<string> {
  if (!isOpen) throw new Refusal('conflict', 'household_closed')
  const month = cityMonth(now)
  const { terms } = await documentInForce(tx, 'CHARITY', now)
  assertMayReceive(points, { limit: terms.receivedPerMonth, received: await receivedIn(tx, householdId, month) })
  const left = await poolOf(tx, areaId)
  if (points > left) throw new Refusal('conflict', 'pool_short', { left })
  const cause = { kind: 'charity', id, zh: '爱心池拨付', en: 'From the charity pool' }
  await givePoints(tx, { id: `paid-${id}`, fromId: poolIdOf(areaId), toId: householdId, points, cause, actorId, now })
  return month
}
