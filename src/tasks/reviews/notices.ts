import type { Tx } from '../../../db/open.ts'
import { notify } from '../../notices/actions.ts'
import { staffOver } from '../../people/roles/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Sentence } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import type { Claim } from '../claims/queries.ts'
import type { Reviewed } from './credits.ts'

type Told = {
  claim: Claim
  activity: Activity
  decision: 'approve' | 'return' | 'reject' | 'revoke' | 'uphold' | 'overturn'
  reason: string
  reviewed: Reviewed
  now: Date
}

/** What somebody gets for a claim, cuts included: `1.5 小时，7 分，公示期满后可用`. */
export function rewardWords({ minutes, points, cuts }: Pick<Reviewed, 'minutes' | 'points' | 'cuts'>): Sentence {
  const hours = minutes === null ? undefined : minutes / 60
  return {
    zh: [
      hours === undefined ? '' : `记志愿时长 ${hours} 小时，`,
      `得 ${points ?? 0} 分。`,
      points ? '公示期满后可用。' : '',
      ...cuts.map(({ zh }) => `${zh}。`),
    ].join(''),
    en: [
      hours === undefined ? '' : `${hours} h of service, `,
      `${points ?? 0} points.`,
      points ? ' They can be used after the objection window.' : '',
      ...cuts.map(({ en }) => ` ${en}.`),
    ].join(''),
  }
}

const titles = {
  approve: { zh: '通过了', en: 'Approved' },
  return: { zh: '需要补充', en: 'Needs something more' },
  reject: { zh: '没有通过', en: 'Not approved' },
  revoke: { zh: '认定被撤回', en: 'Your approval was taken back' },
  uphold: { zh: '申诉没有改变结果', en: 'The appeal changed nothing' },
  overturn: { zh: '申诉成功', en: 'Your appeal was right' },
} satisfies Record<Told['decision'], Sentence>

async function tell(tx: Tx, { claim, activity, decision, now }: Told, body: Sentence) {
  const { zh, en } = titles[decision]
  await notify(tx, {
    personId: claim.personId,
    key: `claim-${claim.id}-${decision}-${claim.version}`,
    title: { zh: `${zh}：${activity.title}`, en: `${en}: ${activity.title}` },
    body,
    href: `/claims/${claim.id}`,
    now,
  })
}

/** Less than the evidence bears is said first, with the reason and the way to object. */
function approvalWords({ activity, reviewed, reason }: Told, appealDays: number): Sentence {
  const { lowered } = reviewed
  const reward = rewardWords(reviewed)
  if (!lowered) return reward
  const isVolunteering = activity.kind === 'volunteer'
  const [from, to] = [lowered.from, lowered.to].map((figure) => (isVolunteering ? figure / 60 : figure))
  return {
    zh: `审核员认定 ${to} ${isVolunteering ? '小时' : '分'}（凭据是 ${from}）。原因：${reason}。${reward.zh}不同意的话，${appealDays} 天内可以申诉。`,
    en: `The reviewer allowed ${to} ${isVolunteering ? 'h' : 'points'} of ${from}. Reason: ${reason} ${reward.en} If you disagree, appeal within ${appealDays} days.`,
  }
}

function revokedWords({ reviewed: { minutes, points }, reason }: Told, appealDays: number): Sentence {
  return {
    zh: `${minutes ? `更正志愿时长 ${minutes / 60} 小时，` : ''}${points ? `收回 ${points} 分。` : ''}原因：${reason}。不同意的话，${appealDays} 天内可以申诉，由另一位审核员决定。`,
    en: `${minutes ? `${minutes / 60} h of service and ` : ''}${points ?? 0} points were taken back. Reason: ${reason} If you disagree, appeal within ${appealDays} days; another reviewer will decide.`,
  }
}

export async function tellDecided(tx: Tx, told: Told): Promise<void> {
  const { appealDays } = (await documentInForce(tx, 'TASKS', told.now)).terms
  if (told.decision === 'approve') return tell(tx, told, approvalWords(told, appealDays))
  if (told.decision === 'return')
    return tell(tx, told, {
      zh: `审核员说：${told.reason}。补充后再提交一次就行。`,
      en: `The reviewer says: ${told.reason} Add it and hand it in again.`,
    })
  if (told.decision === 'revoke') return tell(tx, told, revokedWords(told, appealDays))
  return tell(tx, told, {
    zh: `原因：${told.reason}。不同意的话，${appealDays} 天内可以申诉，由另一位审核员决定。`,
    en: `Reason: ${told.reason} If you disagree, appeal within ${appealDays} days; another reviewer will decide.`,
  })
}

export function tellAppealed(tx: Tx, told: Told): Promise<void> {
  if (told.decision !== 'overturn')
    return tell(tx, told, { zh: `说明：${told.reason}`, en: `What was said: ${told.reason}` })
  const { withheld } = told.reviewed
  const reward = rewardWords(told.reviewed)
  if (!withheld) return tell(tx, told, reward)
  return tell(tx, told, {
    zh: `${reward.zh}这段时间里有一部分已经记在别的服务上，所以另外 ${withheld} 分没有恢复，已请监督员核对。`,
    en: `${reward.en} Part of this time is counted for another service by now, so ${withheld} points did not come back; the auditors were asked to look.`,
  })
}

type Withheld = Pick<Told, 'claim' | 'activity' | 'now'> & { withheld: number }

export async function tellAuditors(tx: Tx, { claim, activity, withheld, now }: Withheld): Promise<void> {
  for (const personId of await staffOver(tx, 'auditor', activity.areaPath, now)) {
    if (personId === claim.personId) continue
    await notify(tx, {
      ...{ personId, key: `claim-${claim.id}-withheld`, href: '/desk/points', now },
      title: { zh: `请核对：${activity.title}`, en: `Please look: ${activity.title}` },
      body: {
        zh: `申诉成立，但时间已部分记在别的服务上，${withheld} 分没有自动恢复。`,
        en: `An appeal was right, but part of its time is counted elsewhere by now: ${withheld} points did not come back by themselves.`,
      },
    })
  }
}
