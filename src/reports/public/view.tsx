import type { Ground } from '../../areas/map/draw.ts'
import { PlaceMap } from '../../areas/map/place.tsx'
import type { Area } from '../../areas/queries.ts'
import type { Standing } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Facts, LinkButton, Time, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { positionOf } from '../filing/rules.ts'
import type { Follow } from '../follow/queries.ts'
import type { Category, Report, ReportPhoto, Whistle } from '../queries.ts'
import { type RefusalReason, refusalReasons } from '../rules.ts'
import { standingShown } from './labels.ts'
import { OthersSteps } from './others-steps.tsx'
import { OwnSteps } from './own-steps.tsx'
import { placeShown } from './place/rules.ts'
import type { Sight } from './sight.ts'
import type { Told } from './timeline.ts'

type Other = { id: string; number: string } | undefined

export type ReportView = {
  report: Report
  sight: Sight
  category: Category
  area: Area
  grounds: readonly Ground[]
  /** The calls of the present round, and who is called by their ids. */
  calls: readonly Whistle[]
  names: ReadonlyMap<string, string>
  photos: readonly ReportPhoto[]
  timeline: readonly Told[]
  /** What staff asked the reporter and still wait for. */
  question: { id: string; question: string } | undefined
  standing: ReadonlySet<Standing>
  follow: Follow | undefined
  isSignedIn: boolean
  /** What joining has just counted as. */
  joined: string | undefined
  into: Other
  again: Other
  from: Other
  formId: string
  tried: Tried | undefined
  now: Date
}

/** A report as residents see it: what it shows, where it stands, who is on duty until when, and what they may do. */
export function ReportPage(view: ReportView) {
  const { report, category, sight } = view
  const [t, lang] = [useT(), useLang()]
  const standing = standingShown(report)
  return (
    <>
      <header class="stack-tight">
        <p class="row">
          <Chip tone={standing.tone}>{standing.word[lang]}</Chip>
          {!report.isPublic && sight !== 'public' && <Chip>{t('未公开', 'Not public')}</Chip>}
          {report.channel === 'device' && <Chip>{t('设备自动上报', 'By a device')}</Chip>}
          <span class="muted">{report.number}</span>
        </p>
        <h1>{category.name[lang]}</h1>
        <p class="lead">{standing.next[lang]}</p>
      </header>
      <Said {...view} />
      <OwnSteps {...view} />
      <Pictures report={report} photos={view.photos} of={['near', 'far', 'more']} />
      <Words {...view} />
      <Duty {...view} />
      <After {...view} />
      <OthersSteps {...view} />
      <Story timeline={view.timeline} />
      {sight === 'staff' && (
        <p class="actions">
          <LinkButton href={`/desk/reports/${report.id}`} look="quiet">
            {t('到工作台处理', 'Work on it at the desk')}
          </LinkButton>
        </p>
      )}
    </>
  )
}

/** What has just happened, and how this report is tied to others. */
function Said({ joined, report, sight, into, again, from }: ReportView) {
  const [t, lang] = [useT(), useLang()]
  const reason = refusalReasons[report.refusalReason as RefusalReason]?.[lang]
  return (
    <>
      {joined === 'confirmed' && (
        <Alert tone="good">
          {t('已算您现场确认。解决后按规则记分。', 'Counted as confirmed on the spot; it earns a little once solved.')}
        </Alert>
      )}
      {joined === 'me_too' && (
        <Alert tone="good">
          {t(
            '已加上您，有进展会告诉您。在现场拍照加入才记分。',
            'You are counted and will hear of it. Joining on the spot with a photo earns.',
          )}
        </Alert>
      )}
      {report.status === 'refused' && sight !== 'public' && reason && (
        <Alert tone="info">
          {t('原因：', 'Why: ')}
          {reason}
        </Alert>
      )}
      <Tie label={t('已经并入', 'It is one with')} other={into} />
      <Tie label={t('以前修过，又出现了：', 'It was solved before:')} other={again} />
      <Tie label={t('由这一条拆分出来：', 'It was split off')} other={from} />
    </>
  )
}

function Tie({ label, other }: { label: string; other: Other }) {
  return other ? (
    <p>
      {label} <a href={`/reports/${other.id}`}>{other.number}</a>
    </p>
  ) : null
}

type PicturesProps = {
  report: Report
  photos: readonly ReportPhoto[]
  of: readonly ReportPhoto['role'][]
}

const roleNames: Record<ReportPhoto['role'], [zh: string, en: string]> = {
  near: ['近处', 'Close up'],
  far: ['远处', 'From afar'],
  more: ['现场', 'On the spot'],
  after: ['处理后', 'Afterwards'],
  verdict: ['上报人看到的', 'As the reporter saw it'],
  answer: ['补充', 'Added'],
}

function Pictures({ report, photos, of }: PicturesProps) {
  const t = useT()
  const shown = photos.filter(({ role }) => of.includes(role))
  if (shown.length === 0) return null
  return (
    <ul class="report-pictures">
      {shown.map(({ photoId, role }) => (
        <li>
          <a href={`/reports/${report.id}/photos/${photoId}`}>
            <img
              src={`/reports/${report.id}/photos/${photoId}${shown.length > 1 ? '/small' : ''}`}
              alt={t(...roleNames[role])}
              loading="lazy"
            />
            <span>{t(...roleNames[role])}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function Words({ report, category, area, grounds, sight }: ReportView) {
  const [t, lang] = [useT(), useLang()]
  const words = sight === 'public' ? (report.publicWords ?? report.words) : report.words
  const seen = sight === 'public' ? placeShown(report, category) : report
  const answers = sight === 'public' ? [] : answersShown(report, category, lang)
  return (
    <section class="stack">
      {words && <p class="prose">{words}</p>}
      {sight === 'reporter' && report.publicWords !== null && report.publicWords !== report.words && (
        <details>
          <summary>{t('公开页上的文字（去掉了个人信息）', 'What the public reads, without what is personal')}</summary>
          <p class="prose">{report.publicWords}</p>
        </details>
      )}
      <Facts
        rows={[
          [t('地点', 'Where'), [area.name, seen.address].filter(Boolean).join(' · ')],
          [t('上报', 'Reported'), <Time at={report.filedAt} withYear />],
          ...(report.followers > 0
            ? [[t('也遇到', 'Also seen by'), t(`${report.followers} 人`, `${report.followers} people`)] as const]
            : []),
          ...answers,
        ]}
      />
      <PlaceMap at={positionOf(seen)} grounds={grounds} isRough={seen.latitude !== report.latitude} />
    </section>
  )
}

const answersShown = ({ answers }: Report, { questions }: Category, lang: 'zh' | 'en') =>
  questions.flatMap(({ code, label, values }) => {
    const given = answers[code]
    if (given === undefined) return []
    const texts = (Array.isArray(given) ? given : [given]).map(
      (key) => values?.find((value) => value.key === key)?.[lang] ?? key,
    )
    return [[label[lang], texts.join('、')] as const]
  })

/** Who is called, and both promised times. */
function Duty({ calls, names, report, now }: ReportView) {
  const t = useT()
  const shown = calls.filter(({ status }) => status !== 'released' && status !== 'withdrawn')
  if (shown.length === 0) return null
  return (
    <section class="stack">
      <h2>{t('谁在办', 'Who is on it')}</h2>
      <ul class="list">
        {shown.map((call) => (
          <li class="stack-tight">
            <strong>{names.get(call.id)}</strong>
            <CallState call={call} isStopped={report.status === 'waiting_for_resident'} now={now} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function CallState({ call, isStopped, now }: { call: Whistle; isStopped: boolean; now: Date }) {
  const t = useT()
  const { status, reportInDueAt, resolveDueAt, resolvedAt, reportedInAt } = call
  if (status === 'resolved' && resolvedAt)
    return (
      <p>
        <Chip tone="good">{t('已办结', 'Done')}</Chip> <Time at={resolvedAt} />
        {resolvedAt > resolveDueAt && <span class="muted"> {t('（超期办结）', '(late)')}</span>}
      </p>
    )
  if (isStopped)
    return <p class="muted">{t('等上报人补充，暂停计时。', 'Waiting for the reporter: the clocks stand still.')}</p>
  if (status === 'handed_back')
    return <p class="muted">{t('说不归其负责，等上级裁定。', 'Says it is not theirs; to be decided.')}</p>
  return (
    <>
      {reportedInAt ? (
        <p>
          {t('已报到', 'On duty since')} <Time at={reportedInAt} />
        </p>
      ) : (
        <DueBy label={t('应报到', 'To report in by')} at={reportInDueAt} now={now} />
      )}
      <DueBy label={t('承诺办结', 'To be solved by')} at={resolveDueAt} now={now} />
    </>
  )
}

function DueBy({ label, at, now }: { label: string; at: Date; now: Date }) {
  const t = useT()
  return (
    <p>
      {label} <Time at={at} /> {at < now && <Chip tone="bad">{t('已超期', 'Overdue')}</Chip>}
    </p>
  )
}

function After({ report, photos }: ReportView) {
  const t = useT()
  const of = ['after', 'verdict'] as const
  if (!photos.some(({ role }) => (of as readonly string[]).includes(role))) return null
  return (
    <section class="stack">
      <h2>{t('处理结果', 'How it was left')}</h2>
      <Pictures {...{ report, photos, of }} />
    </section>
  )
}

function Story({ timeline }: Pick<ReportView, 'timeline'>) {
  const [t, lang] = [useT(), useLang()]
  return (
    <section class="stack">
      <h2>{t('经过', 'What happened')}</h2>
      <Timeline events={timeline.map(({ at, what, words }) => ({ at, what: what[lang], note: words || undefined }))} />
    </section>
  )
}
