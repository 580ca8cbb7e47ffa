import type { PropsWithChildren } from 'hono/jsx'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { Alert, Card, Chip, Facts, PostButton, Time, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import { earnText, whenText } from '../activities/rows.ts'
import { needsSubmission } from '../presence/rules.ts'
import { causeLabels, claimStatusLabels, claimTones, doneSentence, nextSentences, stepLabels } from './labels.ts'
import type { Claim, ClaimEvent } from './queries.ts'
import { claimFlow, leavingStep, type PlaceTerms } from './rules.ts'

type ViewProps = {
  claim: Claim
  activity: Activity
  events: readonly ClaimEvent[]
  /** How many are in line before this one. */
  peopleBefore: number
  actor: Actor
  terms: PlaceTerms
  now: Date
}

/** One's own claim: where it stands, what to do next, and what has happened. */
export function ClaimView({
  claim,
  activity,
  events,
  peopleBefore,
  actor,
  terms,
  now,
  children,
}: PropsWithChildren<ViewProps>) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="stack">
        <p class="row">
          <Chip tone={claimTones[claim.status]}>{claimStatusLabels[claim.status][lang]}</Chip>
        </p>
        <h1>{activity.title}</h1>
        <p class="lead">{nextSentence(claim, activity, lang)}</p>
      </header>
      {children}
      <NextStep {...{ claim, activity, peopleBefore, actor, terms, now }} />
      <section>
        <Facts
          rows={[
            [t('时间', 'When'), whenText(activity, lang)],
            [t('地点', 'Where'), activity.place],
            [t('能得', 'You earn'), earnText(activity, lang)],
            [t('联系人', 'Contact'), activity.contact],
          ]}
        />
        <p>
          <a href={`/tasks/${activity.id}`}>{t('任务的全部说明', 'All about this task')}</a>
        </p>
      </section>
      <section>
        <h2>{t('经过', 'What happened')}</h2>
        <Timeline events={events.map((event) => eventShown(event, actor, lang)).reverse()} />
      </section>
    </>
  )
}

/** Who has nothing to hand in need not do anything more after leaving. */
const nextSentence = ({ status }: Claim, activity: Activity, lang: 'zh' | 'en') =>
  (status === 'checked_out' && !needsSubmission(activity) ? doneSentence : nextSentences[status])[lang]

const eventShown = ({ at, step, actorId, why }: ClaimEvent, actor: Actor, lang: 'zh' | 'en') => ({
  at,
  what: stepLabels[step]?.[lang] ?? step,
  who: who(actorId, actor)[lang],
  note: causeLabels[why]?.[lang] ?? why,
})

/** Residents see by which side something was done; a clerk's name is not theirs to know. */
function who(actorId: string, actor: Actor) {
  if (actorId === actor.id) return { zh: '您', en: 'you' }
  if (actorId === system.id) return { zh: '系统', en: 'the system' }
  return { zh: '工作人员', en: 'staff' }
}

function NextStep({ claim, activity, peopleBefore, actor, terms, now }: Omit<ViewProps, 'events'>) {
  const t = useT()
  const standing = standingOf(actor, { areaPath: activity.areaPath, ownerId: claim.personId })
  const steps = stepsFor(claimFlow, claim.status, standing)
  return (
    <>
      {claim.status === 'waitlisted' && (
        <Alert tone="info">
          {peopleBefore === 0
            ? t('您排在第一位。', 'You are the first in line.')
            : t(`您前面还有 ${peopleBefore} 人。`, `${peopleBefore} people are before you.`)}
        </Alert>
      )}
      {claim.status === 'offered' && <Offer claim={claim} />}
      {steps.includes('leave') && <Leaving {...{ claim, activity, terms, now }} />}
    </>
  )
}

function Offer({ claim }: { claim: Claim }) {
  const t = useT()
  return (
    <Card>
      {claim.offerUntil && (
        <p>
          {t('名额给您留到', 'The place is kept for you until')}{' '}
          <strong>
            <Time at={claim.offerUntil} />
          </strong>
        </p>
      )}
      <div class="actions">
        <PostButton action={`/claims/${claim.id}/accept`}>{t('我参加', 'I will come')}</PostButton>
        <PostButton action={`/claims/${claim.id}/decline`} look="quiet">
          {t('让给别人', 'Pass it on')}
        </PostButton>
      </div>
    </Card>
  )
}

function Leaving({ claim, activity, terms, now }: Pick<ViewProps, 'claim' | 'activity' | 'terms' | 'now'>) {
  const t = useT()
  const isLate = claim.status === 'claimed' && leavingStep(terms, activity, claim, now) === 'leaveLate'
  return (
    <details>
      <summary>{t('我来不了', 'I cannot come')}</summary>
      <div class="stack">
        <p>
          {isLate
            ? t(
                `离开始不到 ${terms.lateHours} 小时了，现在退出会记一次“临时取消”。有特殊情况，请先联系组织者请假。`,
                `It starts within ${terms.lateHours} hours, so leaving now is noted as late. If there is a reason, talk to the organiser first.`,
              )
            : t('现在退出没有影响，名额会让给候补的人。', 'Leaving now is fine: your place goes to the next in line.')}
        </p>
        <PostButton action={`/claims/${claim.id}/leave`} look="danger">
          {claim.status === 'waitlisted' ? t('退出候补', 'Leave the line') : t('退出报名', 'Give my place back')}
        </PostButton>
      </div>
    </details>
  )
}
