import type { Tx } from '../../../db/open.ts'
import { recordHours } from '../../hours/actions.ts'
import { uncounted } from '../../hours/queries.ts'
import { inQuarters, minutesOf } from '../../hours/rules.ts'
import type { Actor } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { personById } from '../../people/queries.ts'
import { grantPoints } from '../../points/grants/actions.ts'
import type { Cut } from '../../points/grants/rules.ts'
import { spendCommitted } from '../activities/actions.ts'
import type { Activity } from '../activities/queries.ts'
import { rewardEach, rewardRule } from '../activities/reward.ts'
import { moveClaim } from '../claims/move.ts'
import type { Claim } from '../claims/queries.ts'
import { presenceOf, staysOf } from '../presence/queries.ts'
import { gradeOf } from '../presence/rules.ts'
import { timeOf } from './queries.ts'
import type { Lowered } from './rules.ts'

export type Reviewed = {
  claim: Claim
  minutes: number | null
  points: number | null
  asked: number | null
  cuts: Cut[]
  lowered: Lowered | undefined
  /** Points an appeal did not give back, because their time is counted elsewhere. */
  withheld?: number
}

export const nothing = (claim: Claim): Reviewed => ({
  ...{ claim, minutes: null, points: null, asked: null, cuts: [], lowered: undefined },
})

/** What the evidence of a claim bears: minutes of volunteering that nothing else counts, or the points of a task. */
export async function evidenceOf(tx: Tx, claim: Claim, activity: Activity, now: Date): Promise<number> {
  if (activity.kind === 'point_task') return rewardEach(tx, activity, now)
  const presence = found(await presenceOf(tx, claim.id), 'check_in_first')
  const time = timeOf(await staysOf(tx, presence), activity)
  return inQuarters(minutesOf(await uncounted(tx, claim.personId, time)))
}

type Crediting = {
  claim: Claim
  activity: Activity
  /** Names what is credited: the claim, or what an appeal adds to it. */
  cause: string
  /** Less than the evidence bears. */
  lowered?: Lowered | undefined
  /** Of a task: what an appeal gives back of the points that were cut. */
  points?: number | undefined
  actor: Actor
  now: Date
}

/** Hours first, because they decide the points; then the points; then the claim is credited. Nothing of it pays twice. */
export async function credit(tx: Tx, crediting: Crediting): Promise<Reviewed> {
  const { claim, activity, lowered, actor, now } = crediting
  const isVolunteering = activity.kind === 'volunteer'
  const minutes = isVolunteering ? await recordService(tx, crediting) : null
  const granted = minutes === 0 ? { points: 0, asked: 0, cuts: [] } : await pay(tx, crediting, minutes)
  await spendCommitted(tx, { activityId: activity.id, points: granted.points, now })
  const credited = await moveClaim(tx, { claim, areaPath: activity.areaPath, step: 'credit', actor, now })
  const { points, asked, cuts } = granted
  return { claim: credited, minutes, points, asked, cuts, lowered }
}

async function recordService(tx: Tx, { claim, activity, cause, lowered, actor, now }: Crediting): Promise<number> {
  const presence = found(await presenceOf(tx, claim.id), 'check_in_first')
  const stays = await staysOf(tx, presence)
  const { title, areaId, place, beneficiary, description, publisherId } = activity
  const responsible = (await personById(tx, publisherId)).displayName
  const { minutes } = await recordHours(tx, {
    id: cause,
    personId: claim.personId,
    activityId: activity.id,
    grade: gradeOf(stays),
    intervals: timeOf(stays, activity),
    minutesMax: lowered?.to,
    evidence: stays.flatMap(({ inWay, outWay }) => [inWay, outWay ?? 'no_check_out']),
    ...{ title, areaId, place, beneficiary, content: description.slice(0, 300), responsible, recorder: actor.name },
    actorId: actor.id,
    now,
  })
  return minutes
}

async function pay(tx: Tx, { claim, activity, cause, lowered, points, actor, now }: Crediting, minutes: number | null) {
  const price =
    minutes === null
      ? { priceOf: activity.size ?? undefined, points: points ?? lowered?.to }
      : { units: minutes / 60, priceOf: 'hour' }
  return grantPoints(tx, {
    id: cause,
    personId: claim.personId,
    rule: await rewardRule(tx, activity, now),
    budgetAreaId: activity.areaId,
    ...price,
    cause: {
      kind: 'claim',
      id: claim.id,
      zh: minutes === null ? `完成任务「${activity.title}」` : `志愿服务「${activity.title}」${minutes / 60} 小时`,
      en: minutes === null ? `Task “${activity.title}” done` : `${minutes / 60} h of “${activity.title}”`,
    },
    evidence: [{ kind: 'claim', id: claim.id }],
    actorId: actor.id,
    now,
  })
}
