import type { Tx } from '../../../db/database.ts'
import type { Actor } from '../../kit/actor.ts'
import { lastDayOf } from '../../kit/clock.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { notify } from '../../notices/actions.ts'
import {
  awardFields,
  commitPoints,
  correctMerit,
  countAgain,
  enterMerit,
  freePlace,
  recordMerit,
  revokeAward,
  signAward,
  takeQuota,
} from '../awards/actions.ts'
import { noticeEnd } from '../calendar.ts'
import type { AwardClass } from '../classes/queries.ts'
import { figuresOf } from '../figures.ts'
import { openObjections } from '../notices/queries.ts'
import { allowPhotos } from '../panels/photos.ts'
import { membersOf, panelById } from '../panels/queries.ts'
import { shortfall } from '../rules.ts'
import { mayMove, moveNomination } from './move.ts'
import { caseFor, type Nomination, nomineesOf } from './queries.ts'
import { assertStands } from './register.ts'
import { tellNominator, tellNominees } from './tell.ts'

export const deskSteps = [
  'confirm',
  'fail',
  'convene',
  'publish',
  'decide',
  'issue',
  'revoke',
  'uphold',
  'restore',
] as const
export type DeskStep = (typeof deskSteps)[number]

export type StepInput = {
  nominationId: string
  /** The version that was looked at. */
  version: number
  step: DeskStep
  why?: string | undefined
  panelId?: string | undefined
  noticeText?: string | undefined
  /** The city's address, under which it signs. */
  issuer: string
  actor: Actor
  now: Date
}

type Taking = Omit<StepInput, 'nominationId' | 'version' | 'step'> & {
  nomination: Nomination
  awardClass: AwardClass
  secrets: Secrets
}

/**
 * Staff take one step of a nomination.
 *
 * @throws Refusal `nomination_missing`, `stale_version`, those of `mayMove`, and of the step itself
 */
export async function takeDeskStep(tx: Tx, secrets: Secrets, input: StepInput): Promise<Nomination> {
  const { nominationId, version, step, ...rest } = input
  const { nomination, awardClass } = await caseFor(tx, nominationId, input.actor, input.now)
  sameVersion(nomination.version, version, { yours: { step }, theirs: { state: nomination.state } })
  await mayMove(tx, { nomination, step, why: input.why, actor: input.actor, now: input.now })
  return steps[step](tx, { ...rest, nomination, awardClass, secrets })
}

const steps: Record<DeskStep, (tx: Tx, taking: Taking) => Promise<Nomination>> = {
  confirm,
  fail: (tx, taking) => endHere(tx, taking, 'fail'),
  convene,
  publish,
  decide,
  issue,
  revoke,
  uphold,
  restore,
}

/** @throws Refusal `nomination_waits`, `honor_subject_gone`, `not_eligible` */
async function confirm(tx: Tx, { nomination, awardClass, actor, now }: Taking): Promise<Nomination> {
  const subjects = await nomineesOf(tx, nomination.id)
  const waits = subjects.filter(({ answer }) => answer === 'waiting').length
  if (waits > 0) throw new Refusal('conflict', 'nomination_waits', { count: waits })
  await assertStands(tx, nomination)
  const personIds = subjects.flatMap(({ personId, answer }) => (answer === 'agreed' ? [personId] : []))
  const shown = await figuresOf(tx, personIds, now)
  const missing = shortfall(shown, awardClass.criteria)
  if (Object.keys(missing).length > 0)
    throw new Refusal('conflict', 'not_eligible', { points: 0, hours: 0, merit: 0, ...missing })
  const figures = { ...shown, personIds, at: now.toISOString() }
  return moveNomination(tx, { nomination, step: 'confirm', actor, now }, { figures, checkedBy: actor.id })
}

/** @throws Refusal `panel_needed`, `panel_closed`, `panel_too_small` */
async function convene(tx: Tx, { nomination, awardClass, panelId, actor, now }: Taking): Promise<Nomination> {
  if (!panelId) throw new Refusal('invalid', 'panel_needed', { field: 'panelId' })
  const panel = await panelById(tx, panelId)
  if (!panel.isOpen || !nomination.areaPath.startsWith(panel.areaPath))
    throw new Refusal('conflict', 'panel_closed', { field: 'panelId' })
  const { involved } = await mayMove(tx, { nomination, step: 'convene', actor, now })
  const seats = await membersOf(tx, panelId, now)
  const free = seats.filter(
    ({ personId }) =>
      personId !== nomination.nominatedBy && ![...involved.nomineeIds, ...involved.tiedIds].includes(personId),
  )
  if (free.length < awardClass.quorum)
    throw new Refusal('conflict', 'panel_too_small', { free: free.length, quorum: awardClass.quorum, field: 'panelId' })
  const convened = await moveNomination(tx, { nomination, step: 'convene', actor, now }, { panelId })
  await allowPhotos(tx, { nominationId: nomination.id, personIds: free.map(({ personId }) => personId), now })
  for (const { personId } of free)
    await notify(tx, {
      ...{ personId, key: `nomination-${nomination.id}-vote`, href: `/honors/panel/${nomination.id}`, now },
      title: { zh: `请评议：${awardClass.zh}`, en: `Please vote: ${awardClass.en}` },
      body: {
        zh: '与被推荐人有亲属等利害关系的，请选择回避。',
        en: 'Step aside if you are related to whom it is about.',
      },
    })
  return convened
}

/** @throws Refusal `notice_text_needed` */
async function publish(tx: Tx, { nomination, awardClass, noticeText, actor, now }: Taking): Promise<Nomination> {
  if (!noticeText) throw new Refusal('invalid', 'notice_text_needed', { field: 'noticeText' })
  const noticeEndsAt = await noticeEnd(tx, awardClass.noticeDays, now)
  const noticed = await moveNomination(tx, { nomination, step: 'publish', actor, now }, { noticeText, noticeEndsAt })
  await tellNominees(tx, {
    ...{ nomination: noticed, awardClass, occasion: 'noticed', now },
    title: { zh: `进入公示：${awardClass.zh}`, en: `On public notice: ${awardClass.en}` },
    body: {
      zh: `公示 ${awardClass.noticeDays} 个工作日，没有成立的异议就可以决定。`,
      en: `It is shown for ${awardClass.noticeDays} working days, and decided unless an objection is right.`,
    },
  })
  return noticed
}

/** @throws Refusal `notice_running`, `objections_open`, `quota_used`, `budget_exhausted` */
async function decide(tx: Tx, taking: Taking): Promise<Nomination> {
  const { nomination, awardClass, actor, now } = taking
  const until = nomination.noticeEndsAt as Date
  if (now < until) throw new Refusal('conflict', 'notice_running', { until: lastDayOf(until) })
  const open = await openObjections(tx, nomination.id)
  if (open > 0) throw new Refusal('conflict', 'objections_open', { count: open })
  const year = await takeQuota(tx, awardClass, now)
  await commitPoints(tx, { nomination, awardClass, actorId: actor.id, now })
  return moveNomination(tx, { nomination, step: 'decide', actor, now }, { decidedBy: actor.id, year })
}

async function issue(tx: Tx, { nomination, awardClass, secrets, issuer, actor, now }: Taking): Promise<Nomination> {
  await assertStands(tx, nomination)
  const fields = await awardFields(tx, awardClass, now)
  const issued = await moveNomination(tx, { nomination, step: 'issue', actor, now }, fields)
  const awarding = { nomination: issued, awardClass, actorId: actor.id, now }
  await recordMerit(tx, awarding)
  await signAward(tx, secrets, { ...awarding, issuer })
  const telling = { nomination: issued, awardClass, occasion: 'issued', now }
  await tellNominees(tx, {
    ...telling,
    title: { zh: `恭喜：${awardClass.zh}`, en: `Congratulations: ${awardClass.en}` },
    body: { zh: '证书已经签发，可以查看和打印。', en: 'Your certificate is signed; you may print it.' },
  })
  await tellNominator(tx, {
    ...telling,
    title: { zh: `您推荐的已获授予：${awardClass.zh}`, en: `Whom you nominated was honoured: ${awardClass.en}` },
    body: { zh: '谢谢您发现身边的好人好事。', en: 'Thank you for noticing.' },
  })
  return issued
}

async function revoke(tx: Tx, { nomination, awardClass, why = '', actor, now }: Taking): Promise<Nomination> {
  const revoked = await moveNomination(tx, { nomination, step: 'revoke', why, actor, now }, { revokedBy: actor.id })
  const awarding = { nomination: revoked, awardClass, actorId: actor.id, now }
  await freePlace(tx, revoked)
  await revokeAward(tx, awarding, why)
  await correctMerit(tx, awarding, why)
  await tellNominees(tx, {
    ...{ nomination: revoked, awardClass, occasion: `revoked-${revoked.version}`, now },
    title: { zh: `已撤销：${awardClass.zh}`, en: `Revoked: ${awardClass.en}` },
    body: { zh: `原因：${why} 不同意的，可以申诉。`, en: `Reason: ${why} You may appeal.` },
  })
  return revoked
}

async function uphold(tx: Tx, taking: Taking): Promise<Nomination> {
  assertOtherThanRevoker(taking)
  return endHere(tx, taking, 'uphold')
}

async function restore(tx: Tx, taking: Taking): Promise<Nomination> {
  assertOtherThanRevoker(taking)
  const { nomination, awardClass, secrets, issuer, why = '', actor, now } = taking
  const restored = await moveNomination(tx, { nomination, step: 'restore', why, actor, now }, { revokedBy: null })
  const awarding = { nomination: restored, awardClass, actorId: actor.id, now }
  await countAgain(tx, restored)
  await enterMerit(tx, awarding)
  await signAward(tx, secrets, { ...awarding, issuer })
  await tellNominees(tx, {
    ...{ nomination: restored, awardClass, occasion: `restored-${restored.version}`, now },
    title: { zh: `申诉成立，已恢复：${awardClass.zh}`, en: `Restored: ${awardClass.en}` },
    body: { zh: '已重新签发证书，请用新的一份。', en: 'A new certificate was signed; please use that one.' },
  })
  return restored
}

/** @throws Refusal `appeal_other_person` */
function assertOtherThanRevoker({ nomination, actor }: Taking) {
  if (nomination.revokedBy === actor.id) throw new Refusal('forbidden', 'appeal_other_person')
}

/** A step after which nothing more happens: everybody is told why. */
async function endHere(tx: Tx, { nomination, awardClass, why = '', actor, now }: Taking, step: 'fail' | 'uphold') {
  const ended = await moveNomination(tx, { nomination, step, why, actor, now })
  const telling = {
    ...{ nomination: ended, awardClass, occasion: step, now },
    title: endings[step](awardClass),
    body: { zh: `原因：${why}`, en: `Reason: ${why}` },
  }
  await tellNominees(tx, telling)
  await tellNominator(tx, telling)
  return ended
}

const endings = {
  fail: ({ zh, en }: AwardClass) => ({ zh: `没有通过资格核验：${zh}`, en: `Not eligible: ${en}` }),
  uphold: ({ zh, en }: AwardClass) => ({ zh: `申诉后维持撤销：${zh}`, en: `The revocation was upheld: ${en}` }),
}
