import type { Db } from '../../../db/open.ts'
import { day, later } from '../../kit/clock.ts'
import { photosOf } from '../../photos/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import { Alert, Card, Facts, LinkButton, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import { type Claim, claimById } from '../claims/queries.ts'
import { presenceOf } from '../presence/queries.ts'
import { gradeOf, needsSubmission } from '../presence/rules.ts'
import { decisionLabels } from './labels.ts'
import { workOf } from './queries.ts'
import { EvidencePhotos } from './views.tsx'

type Row = { claim: Claim; activity: Activity }
export type ClaimWork = Row & Awaited<ReturnType<typeof claimWork>>

/** What the claimant sees of their own work: their time there, what they handed in, what was decided. */
export async function claimWork(db: Db, claimId: string) {
  const presence = await presenceOf(db, claimId)
  const photos = await photosOf(db, claimId)
  const { claim } = await claimById(db, claimId)
  const { terms } = await documentInForce(db, 'TASKS', claim.updatedAt)
  const appealUntil = later(claim.updatedAt, terms.appealDays * day)
  return { presence, photos, appealUntil, ...(await workOf(db, claimId)) }
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

function NextAct({ claim, activity }: Row) {
  const t = useT()
  const mayCheckIn = activity.checkIn !== 'none' && (claim.status === 'claimed' || claim.status === 'checked_in')
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
          {claim.status === 'claimed' ? t('签到', 'Check in') : t('签退', 'Check out')}
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

function Decision({ claim, decisions, appeal, appealUntil }: ClaimWork) {
  const t = useT()
  const lang = useLang()
  const last = decisions[0]?.review
  if (!last) return null
  const isGood = last.decision === 'approve' || last.decision === 'overturn'
  return (
    <section>
      <h2>{t('审核结果', 'The decision')}</h2>
      <Alert tone={isGood ? 'good' : last.decision === 'return' ? 'warn' : 'info'}>
        <strong>{decisionLabels[last.decision]?.[lang]}</strong> <Time at={last.at} />
        {last.reason !== '' && <p>{last.reason}</p>}
        {isGood && <Reward minutes={last.minutes} points={last.points} />}
      </Alert>
      {claim.status === 'rejected' && (
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

function Done({ activity, presence, submissions, photos }: ClaimWork) {
  const t = useT()
  const last = submissions[0]
  if (!presence && !last) return null
  return (
    <section>
      <h2>{t('我做的', 'What I did')}</h2>
      <Card>
        <Facts
          rows={[
            ...(presence ? [[t('签到', 'Checked in'), <Time at={presence.inAt} />] as const] : []),
            ...(presence?.outAt ? [[t('签退', 'Checked out'), <Time at={presence.outAt} />] as const] : []),
            ...(presence?.outAt
              ? [
                  [
                    t('凭据等级', 'Evidence'),
                    gradeOf(presence) === 'A' ? t('甲级', 'grade A') : t('乙级', 'grade B'),
                  ] as const,
                ]
              : []),
            ...(last?.count ? [[t('数量', 'Count'), `${last.count} ${activity.evidenceUnit}`] as const] : []),
            ...(last?.text ? [[t('说明', 'In my words'), last.text] as const] : []),
          ]}
        />
        <EvidencePhotos photos={photos} />
      </Card>
    </section>
  )
}
