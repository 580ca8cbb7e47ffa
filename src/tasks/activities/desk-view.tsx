import type { Db } from '../../../db/database.ts'
import { areaById } from '../../areas/queries.ts'
import { personById } from '../../people/queries.ts'
import { budgetOf } from '../../points/budgets/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Chip,
  Facts,
  Figure,
  Form,
  LinkButton,
  PostButton,
  Submit,
  Table,
  TextArea,
  Time,
  Timeline,
} from '../../web/ui.tsx'
import { type Say, useLang, useT } from '../../web/words.ts'
import { claimStatusLabels, claimTones } from '../claims/labels.ts'
import { claimsFor, peopleInLine, reliabilityOf } from '../claims/queries.ts'
import { activityStatusLabels, checkInLabels, fieldLabels, kindLabels, statusTones } from './labels.ts'
import { type Activity, eventsOfActivity } from './queries.ts'
import { rewardEach } from './reward.ts'
import { earnText, whenText } from './rows.ts'

export type Managed = Awaited<ReturnType<typeof manageOf>>

/** Everything the desk shows about an activity. */
export async function manageOf(db: Db, activity: Activity, now: Date) {
  const each = activity.status === 'draft' ? await rewardEach(db, activity, now) : activity.pointsEach
  const budget = await budgetOf(db, activity.areaId, now)
  const rows = await claimsFor(db, activity.id)
  return {
    activity: { ...activity, pointsEach: each },
    areaName: (await areaById(db, activity.areaId)).name,
    publisher: (await personById(db, activity.publisherId)).displayName,
    cost: each * activity.capacity,
    budgetLeft: budget.points - budget.committed,
    budgetArea: (await areaById(db, budget.areaId)).name,
    claims: rows,
    line: await peopleInLine(db, activity.id),
    missed: await reliabilityOf(
      db,
      rows.map(({ claim }) => claim.personId),
      now,
    ),
    events: await eventsOfActivity(db, activity.id),
  }
}

/** One activity at the desk: its numbers, what can be done now, who takes part, and what happened. */
export function ManagePage({ formId, tried, ...managed }: Managed & { formId: string; tried?: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  const { activity, areaName, publisher, line } = managed
  return (
    <>
      <header class="page-head">
        <h1>{activity.title}</h1>
        <Chip tone={statusTones[activity.status]}>{activityStatusLabels[activity.status][lang]}</Chip>
      </header>
      <Steps activity={activity} formId={formId} />
      {tried?.alert && (
        <div class="alert bad" role="alert">
          {tried.alert}
        </div>
      )}
      <section class="figures">
        <Figure value={`${activity.taken}/${activity.capacity}`} label={t('名额', 'Places taken')} />
        <Figure value={line} label={t('候补', 'In line')} />
        <Figure value={activity.pointsEach} label={t('每人最多得分', 'Points each, at most')} />
        <Figure
          value={activity.status === 'draft' ? managed.cost : activity.committedPoints}
          label={
            activity.status === 'draft' ? t('发布将预留', 'To be set aside') : t('还预留着的积分', 'Still set aside')
          }
          note={t(
            `${managed.budgetArea}今年还剩 ${managed.budgetLeft} 分`,
            `${managed.budgetArea} has ${managed.budgetLeft} left`,
          )}
        />
      </section>
      <Facts
        rows={[
          [t('编号', 'Number'), <span class="code">{activity.number}</span>],
          [t('类型', 'Kind'), `${kindLabels[activity.kind][lang]} · ${earnText(activity, lang)}`],
          [t('时间', 'When'), whenText(activity, lang)],
          [t('地点', 'Where'), `${areaName} · ${activity.place}`],
          [t('报名截止', 'Sign up until'), <Time at={activity.signUpUntil} />],
          [t('签到方式', 'Check-in'), checkInLabels[activity.checkIn][lang]],
          [t('发布人', 'Publisher'), publisher],
        ]}
      />
      <Claimants {...managed} />
      <Canceling activity={activity} tried={tried} />
      <section>
        <h2>{t('经过', 'What happened')}</h2>
        <Timeline events={managed.events.map((event) => eventShown(event, t, lang)).reverse()} />
      </section>
    </>
  )
}

function Steps({ activity, formId }: { activity: Activity; formId: string }) {
  const t = useT()
  const at = `/desk/tasks/${activity.id}`
  const isOn = activity.status === 'published' || activity.status === 'ongoing'
  return (
    <div class="actions">
      {activity.status === 'draft' && <PostButton action={`${at}/publish`}>{t('发布', 'Publish')}</PostButton>}
      {isOn && activity.checkIn !== 'none' && activity.checkIn !== 'staff' && (
        <LinkButton href={`${at}/check-in`}>{t('签到码大屏', 'Check-in screen')}</LinkButton>
      )}
      {isOn && activity.checkIn !== 'none' && (
        <LinkButton href={`${at}/roll`} look="quiet">
          {t('点名与扫码', 'Roll and scanning')}
        </LinkButton>
      )}
      <LinkButton href={`${at}/preview`} look="quiet">
        {t('预览', 'Preview')}
      </LinkButton>
      {(activity.status === 'draft' || isOn) && (
        <LinkButton href={`${at}/edit`} look="quiet">
          {t('修改', 'Change')}
        </LinkButton>
      )}
      <PostButton action={`${at}/copy`} look="quiet" fields={{ id: formId }}>
        {t('复制一份', 'Copy')}
      </PostButton>
      {activity.seriesId ? (
        <LinkButton href={`/desk/series/${activity.seriesId}`} look="quiet">
          {t('所属长期活动', 'Its series')}
        </LinkButton>
      ) : (
        <LinkButton href={`${at}/repeat`} look="quiet">
          {t('设为长期活动', 'Make it recurring')}
        </LinkButton>
      )}
    </div>
  )
}

function Claimants({ claims, missed }: Pick<Managed, 'claims' | 'missed'>) {
  const [t, lang] = [useT(), useLang()]
  if (claims.length === 0) return null
  return (
    <section>
      <h2>{t('报名的人', 'Who signed up')}</h2>
      <Table
        head={[
          t('显示名', 'Name'),
          t('状态', 'State'),
          t('候补序号', 'In line'),
          t('报名时间', 'Since'),
          t('90 天内未到或临时取消', 'Missed or left late in 90 days'),
        ]}
        rows={claims.map(({ claim, displayName }) => [
          displayName,
          <Chip tone={claimTones[claim.status]}>{claimStatusLabels[claim.status][lang]}</Chip>,
          claim.queueNumber ?? '',
          <Time at={claim.createdAt} />,
          missed.get(claim.personId) ?? 0,
        ])}
      />
    </section>
  )
}

function Canceling({ activity, tried }: { activity: Activity; tried?: Tried | undefined }) {
  const t = useT()
  if (!['draft', 'published', 'ongoing'].includes(activity.status)) return null
  const isDraft = activity.status === 'draft'
  return (
    <details open={Boolean(tried?.errors.why)}>
      <summary>{isDraft ? t('不要这份草稿了', 'Discard this draft') : t('取消活动', 'Call it off')}</summary>
      <Form action={`/desk/tasks/${activity.id}/cancel`}>
        {!isDraft && (
          <TextArea
            name="why"
            tried={tried}
            rows={2}
            maxlength={300}
            label={t('原因', 'Reason')}
            help={t(
              '会发给每一位报名的居民，预留的积分退回社区。',
              'Sent to everybody who signed up; the points go back to the budget.',
            )}
          />
        )}
        <p>
          <Submit look="danger">{isDraft ? t('放弃草稿', 'Discard') : t('确定取消', 'Call it off')}</Submit>
        </p>
      </Form>
    </details>
  )
}

const stepLabels: Record<string, { zh: string; en: string }> = {
  draft: { zh: '写了草稿', en: 'Drafted' },
  publish: { zh: '发布', en: 'Published' },
  edit: { zh: '修改', en: 'Changed' },
  start: { zh: '开始', en: 'Started' },
  end: { zh: '结束', en: 'Ended' },
  settle: { zh: '结清', en: 'Settled' },
  cancel: { zh: '取消', en: 'Called off' },
}

type Event = Awaited<ReturnType<typeof eventsOfActivity>>[number] & { actorName: string | null }

const eventShown = ({ at, step, actorName, why, changes }: Event, t: Say, lang: 'zh' | 'en') => ({
  at,
  what: stepLabels[step]?.[lang] ?? step,
  who: actorName ?? t('系统', 'the system'),
  note: changes
    ? Object.keys(changes)
        .map((name) => fieldLabels[name]?.[lang] ?? name)
        .join('、')
    : why,
})
