import type { Child } from 'hono/jsx'
import { Alert, Chip, Facts, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { activityStatusLabels, categoryLabels, checkInLabels, kindLabels, statusTones } from './labels.ts'
import type { Activity } from './queries.ts'
import { earnText, whenText } from './rows.ts'

export type ActivityViewProps = {
  activity: Activity
  areaName: string
  /** Hours from the approval until the points can be spent. */
  objectionHours: number
  /** Why it was called off. */
  reason?: string | undefined
}

/** An activity as residents read it: what, when, where, what for, and what if. */
export function ActivityView({
  activity,
  areaName,
  objectionHours,
  reason,
  children,
}: ActivityViewProps & { children?: Child }) {
  const [t, lang] = [useT(), useLang()]
  const { status, kind, category, title, number } = activity
  return (
    <article>
      <header class="stack">
        <p class="row">
          {status !== 'published' && <Chip tone={statusTones[status]}>{activityStatusLabels[status][lang]}</Chip>}
          <Chip>{kindLabels[kind][lang]}</Chip>
          <Chip>{categoryLabels[category][lang]}</Chip>
        </p>
        <h1>{title}</h1>
      </header>
      {status === 'canceled' && (
        <Alert>
          {t('活动已取消。', 'This was called off. ')}
          {reason && t(`原因：${reason}`, `Reason: ${reason}`)}
        </Alert>
      )}
      <Facts rows={essentials(activity, areaName, t, lang)} />
      {children}
      <section>
        <h2>{t('做什么', 'What it is')}</h2>
        <p class="prose">{activity.description}</p>
        <Facts rows={particulars(activity, t)} />
      </section>
      {activity.riskNotice && (
        <Alert tone="warn">
          <strong>{t('安全提示', 'Please mind')}</strong>
          <p class="prose">{activity.riskNotice}</p>
        </Alert>
      )}
      <section>
        <h2>{t('怎么参加，能得什么', 'How it works')}</h2>
        <HowItWorks activity={activity} objectionHours={objectionHours} />
      </section>
      <p class="muted">
        {t('编号', 'Number')} <span class="code">{number}</span>
      </p>
    </article>
  )
}

type T = ReturnType<typeof useT>

const essentials = (activity: Activity, areaName: string, t: T, lang: 'zh' | 'en'): [string, Child][] => [
  [t('时间', 'When'), whenText(activity, lang)],
  [t('地点', 'Where'), `${areaName} · ${activity.place}`],
  [t('能得', 'You earn'), <strong>{earnText(activity, lang)}</strong>],
  [t('名额', 'Places'), placesText(activity, t)],
  [t('报名截止', 'Sign up until'), <Time at={activity.signUpUntil} />],
]

function placesText({ capacity, taken, waitlist }: Activity, t: T): string {
  const left = capacity - taken
  if (left > 0) return t(`共 ${capacity} 个，还剩 ${left} 个`, `${left} of ${capacity} left`)
  return waitlist
    ? t(`共 ${capacity} 个，已满，可以候补`, `All ${capacity} taken; you can join the wait list`)
    : t(`共 ${capacity} 个，已满`, `All ${capacity} taken`)
}

function particulars(activity: Activity, t: T): [string, Child][] {
  const { beneficiary, requirements, minAge, localsOnly, contact } = activity
  const rows: [string, Child][] = []
  if (beneficiary) rows.push([t('服务对象', 'Whom it serves'), beneficiary])
  if (requirements) rows.push([t('要求', 'Requirements'), <span class="prose">{requirements}</span>])
  if (minAge) rows.push([t('年龄', 'Age'), t(`须满 ${minAge} 周岁`, `${minAge} or older`)])
  if (localsOnly) rows.push([t('范围', 'For'), t('只限本区域的居民', 'Residents of this area only')])
  rows.push([t('联系人', 'Contact'), contact])
  return rows
}

function HowItWorks({ activity, objectionHours }: { activity: Activity; objectionHours: number }) {
  const [t, lang] = [useT(), useLang()]
  const days = Math.round(objectionHours / 24)
  const settled = t(
    `审核通过后公示 ${days} 天，没有异议就到账。`,
    `After approval the points wait ${days} days for objections, then they are yours.`,
  )
  const paid =
    activity.kind === 'volunteer'
      ? t(
          '按实际服务时间计分，不含路上和吃饭的时间；时长记入志愿服务台账，永不过期。',
          'Paid by the time you really serve, travel and meals not included. The hours go on your volunteer record for good.',
        )
      : t('按任务大小计分，成果审核通过才有。', 'Paid by the size of the task, once your result is approved.')
  return (
    <ul>
      <li>{checkInLabels[activity.checkIn][lang]}</li>
      {evidenceText(activity, t) && <li>{evidenceText(activity, t)}</li>}
      <li>{paid}</li>
      <li>{settled}</li>
      <li>{cannotCome(activity, t)}</li>
    </ul>
  )
}

function evidenceText({ evidencePhotosMin, evidenceText: text, evidenceUnit }: Activity, t: T): string {
  const wanted = [
    evidencePhotosMin > 0 && t(`照片至少 ${evidencePhotosMin} 张`, `${evidencePhotosMin} photos or more`),
    text && t('简短的文字说明', 'a few words'),
    evidenceUnit && t(`数量（${evidenceUnit}）`, `the number (${evidenceUnit})`),
  ].filter(Boolean)
  return wanted.length ? t(`完成后提交：${wanted.join('、')}。`, `Afterwards hand in: ${wanted.join(', ')}.`) : ''
}

const cannotCome = ({ checkIn }: Activity, t: T) =>
  checkIn === 'none'
    ? t(
        '来不及做，截止前退出就行，不影响您。',
        'If you cannot do it, leave before the end; nothing is held against you.',
      )
    : t(
        '来不了请提前 24 小时退出，名额会让给候补的人。24 小时内退出会记一次“临时取消”；有特殊情况请联系组织者。',
        'If you cannot come, leave at least 24 hours ahead, and your place goes to the next in line. Later than that is noted as a late cancellation; tell the organiser if there is a good reason.',
      )
