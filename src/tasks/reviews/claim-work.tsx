import type { Db } from '../../../db/open.ts'
import { photosOf } from '../../photos/queries.ts'
import { Alert, Card, Facts, LinkButton, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import { type Claim, claimById } from '../claims/queries.ts'
import { presenceOf, staysOf } from '../presence/queries.ts'
import { gradeOf, needsSubmission } from '../presence/rules.ts'
import { Cut, Forgotten } from './case.tsx'
import { decisionLabels } from './labels.ts'
import { appealUntil, workOf } from './queries.ts'
import { mayAppeal } from './rules.ts'
import { EvidencePhotos } from './views.tsx'

type Row = { claim: Claim; activity: Activity; now: Date }
export type ClaimWork = Row & Awaited<ReturnType<typeof claimWork>>

/** What the claimant sees of their own work: their time there, what they handed in, what was decided. */
export async function claimWork(db: Db, claimId: string) {
  const presence = await presenceOf(db, claimId)
  const photos = await photosOf(db, claimId)
  const stays = presence ? await staysOf(db, presence) : []
  const { claim } = await claimById(db, claimId)
  return { stays, photos, appealUntil: await appealUntil(db, claim), ...(await workOf(db, claimId)) }
}

/** The work part of one's own claim: what to do now, then what was done and decided. */
export function ClaimWorkView(work: ClaimWork) {
  return (
    <>
      <NextAct {...work} />
      <Decision {...work} />
      <Done {...work} />
    </>
  )
}

function NextAct({ claim, activity, now }: ClaimWork) {
  const t = useT()
  const mayComeBack = claim.status === 'checked_out' && now < activity.endsAt && !needsSubmission(activity)
  const mayCheckIn =
    activity.checkIn !== 'none' && (claim.status === 'claimed' || claim.status === 'checked_in' || mayComeBack)
  const maySubmit =
    claim.status === 'returned' ||
    (claim.status === 'checked_out' && needsSubmission(activity)) ||
    (claim.status === 'claimed' && activity.checkIn === 'none')
  if (maySubmit)
    return (
      <p class="actions">
        <LinkButton href={`/claims/${claim.id}/submission`} look="big">
          {claim.status === 'returned'
            ? t('补充后再提交', 'Add to it and hand in again')
            : t('提交成果', 'Hand in what you did')}
        </LinkButton>
      </p>
    )
  if (!mayCheckIn) return null
  return (
    <p class="actions">
      {activity.checkIn !== 'staff' && (
        <LinkButton href="/check-in" look="big">
          {claim.status === 'checked_in'
            ? t('签退', 'Check out')
            : mayComeBack
              ? t('回来了，再签到', 'I am back: check in again')
              : t('签到', 'Check in')}
        </LinkButton>
      )}
      {activity.checkIn !== 'rotating' && (
        <LinkButton href="/me/code" look="quiet">
          {t('出示我的码', 'Show my code')}
        </LinkButton>
      )}
    </p>
  )
}

function Decision({ claim, activity, decisions, appeal, appealUntil, now }: ClaimWork) {
  const t = useT()
  const lang = useLang()
  const last = decisions[0]?.review
  if (!last) return null
  const isGood = last.decision === 'approve' || last.decision === 'overturn'
  return (
    <section>
      <h2>{t('审核结果', 'The decision')}</h2>
      <Alert tone={isGood ? 'good' : last.decision === 'return' || last.decision === 'revoke' ? 'warn' : 'info'}>
        <strong>{decisionLabels[last.decision]?.[lang]}</strong> <Time at={last.at} />
        {last.reason !== '' && <p>{last.reason}</p>}
        {isGood && <Reward minutes={last.minutes} points={last.points} />}
        {last.decision === 'revoke' && <TakenBack minutes={last.minutes} points={last.points} />}
        <Cut review={last} isVolunteering={activity.kind === 'volunteer'} />
      </Alert>
      {mayAppeal(claim, last, { until: appealUntil, now }) && (
        <p class="actions">
          <LinkButton href={`/claims/${claim.id}/appeal`} look="quiet">
            {t('我要申诉', 'Appeal')}
          </LinkButton>
          <span class="muted">
            {t('截止', 'until')} <Time at={appealUntil} />
          </span>
        </p>
      )}
      {appeal && (
        <p class="note">
          {t('您的申诉：', 'Your appeal: ')}
          {appeal.text}
        </p>
      )}
    </section>
  )
}

function TakenBack({ minutes, points }: { minutes: number | null; points: number | null }) {
  const t = useT()
  return (
    <p>
      {minutes ? t(`更正志愿时长 ${minutes / 60} 小时，`, `${minutes / 60} h of service and `) : ''}
      <a href="/points">{t(`收回 ${points ?? 0} 分`, `${points ?? 0} points taken back`)}</a>
    </p>
  )
}

function Reward({ minutes, points }: { minutes: number | null; points: number | null }) {
  const t = useT()
  return (
    <p>
      {minutes !== null && (
        <a href="/hours">{t(`记志愿时长 ${minutes / 60} 小时`, `${minutes / 60} hours of service`)}</a>
      )}
      {minutes !== null && ' · '}
      <a href="/points">{t(`得 ${points ?? 0} 分`, `${points ?? 0} points`)}</a>
    </p>
  )
}

function Done({ activity, stays, submissions, photos }: ClaimWork) {
  const t = useT()
  const last = submissions[0]
  if (stays.length === 0 && !last) return null
  return (
    <section>
      <h2>{t('我做的', 'What I did')}</h2>
      <Card>
        <Facts
          rows={[
            ...stays.flatMap(({ inAt, outAt }) => [
              [t('签到', 'Checked in'), <Time at={inAt} />] as const,
              ...(outAt ? [[t('签退', 'Checked out'), <Time at={outAt} />] as const] : []),
            ]),
            ...(stays.at(-1)?.outAt
              ? [
                  [
                    t('凭据等级', 'Evidence'),
                    gradeOf(stays) === 'A' ? t('甲级', 'grade A') : t('乙级', 'grade B'),
                  ] as const,
                ]
              : []),
            ...(last?.count ? [[t('数量', 'Count'), `${last.count} ${activity.evidenceUnit}`] as const] : []),
            ...(last?.text ? [[t('说明', 'In my words'), last.text] as const] : []),
            ...(last?.forgottenAt ? [[t('说明', 'In my words'), <Forgotten />] as const] : []),
          ]}
        />
        <EvidencePhotos photos={photos} />
      </Card>
    </section>
  )
}
