import type { Child } from 'hono/jsx'
import type { Organization } from '../../areas/organizations/queries.ts'
import type { Area } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { redactors } from '../../photos/redaction/rules.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Facts, LinkButton, Time, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { deviceOfReport } from '../devices/queries.ts'
import { CallCard } from '../duty/call-card.tsx'
import type { originOf } from '../imports/queries.ts'
import {
  escalationLabels,
  matterLabels,
  reportStatusLabels,
  reportTones,
  stepLabels,
  urgencyLabels,
  verdictLabels,
  whistleStatusLabels,
} from '../labels.ts'
import { reportStanding } from '../move.ts'
import { mayBePassed } from '../passing/rules.ts'
import type { Category, questionsOf, Report, ReportPhoto } from '../queries.ts'
import { ProposalCard } from '../routing/proposal.tsx'
import type { Proposal } from '../routing/queries.ts'
import type { Names } from '../routing/said.ts'
import { refusalReasons, reportFlow, suitsKind } from '../rules.ts'
import { isOwnWork, letGo } from '../whistles/rules.ts'
import type { nearbyReports } from './nearby.ts'
import type { callsWithNames, historyOf } from './queries.ts'
import { StepForms } from './steps.tsx'
import { ReportVersions } from './versions.tsx'

export type CaseProps = {
  report: Report
  category: Category | undefined
  categories: readonly Category[]
  area: Area
  photos: readonly ReportPhoto[]
  calls: Awaited<ReturnType<typeof callsWithNames>>
  questions: Awaited<ReturnType<typeof questionsOf>>
  device: Awaited<ReturnType<typeof deviceOfReport>>
  origin: Awaited<ReturnType<typeof originOf>>
  history: Awaited<ReturnType<typeof historyOf>>
  nearby: Awaited<ReturnType<typeof nearbyReports>>
  departments: readonly Organization[]
  proposal: Proposal | undefined
  names: Names
  actor: Actor
  now: Date
  formId: string
  tried: Tried | undefined
  /** The step whose form was tried, to show it open again. */
  triedStep: string | undefined
}

export function CasePage(props: CaseProps) {
  const [t, lang] = [useT(), useLang()]
  const { report, category, calls, actor, tried } = props
  const isTheirs = calls.some(({ whistle }) => isOwnWork(actor, whistle))
  const standing = reportStanding(actor, report)
  const steps = stepsFor(reportFlow, report.status, standing).filter(
    (step) => suitsKind(report.kind, step) && (step !== 'inspect' || !isTheirs),
  )
  const isUpper = standing.has('dispatcher') || standing.has('admin')
  const versions = tried?.refusal?.code === 'stale_version' ? tried.refusal.details.theirs : undefined
  const current = calls.filter(({ whistle }) => whistle.round === report.round)
  return (
    <>
      <header class="page-head">
        <h1>
          {category?.name[lang]} <small class="muted">{report.number}</small>
        </h1>
        <p class="row">
          {report.urgency === 'urgent' && <Chip tone="bad">{t('紧急', 'Urgent')}</Chip>}
          {report.escalation !== 'community' && <Chip tone="warn">{escalationLabels[report.escalation][lang]}</Chip>}
          <Chip tone={reportTones[report.status]}>{reportStatusLabels[report.status][lang]}</Chip>
        </p>
      </header>
      {versions !== undefined && (
        <Alert tone="warn">
          <p>{t('您打开以后，别人刚刚改过这一条。请对照后再办。', 'Somebody has changed this since you opened it.')}</p>
          <ReportVersions {...props} yours={tried?.values} theirs={versions} />
        </Alert>
      )}
      <div class="split">
        <What {...props} />
        <section class="stack">
          {current.map((call) => (
            <CallCard {...call} report={report} actor={actor} now={props.now} />
          ))}
          {props.triedStep === 'route' && tried?.alert && <Alert>{tried.alert}</Alert>}
          {isProposed(props, steps) && <ProposalCard {...props} />}
          <StepForms {...props} steps={steps} opens={current.length === 0} />
        </section>
      </div>
      {mayBePassed(report.status) && isUpper && (
        <p class="actions">
          <LinkButton href={`/desk/reports/${report.id}/pass`} look="quiet">
            {t('转给别的系统', 'Pass on to another system')}
          </LinkButton>
        </p>
      )}
      <Nearby {...props} />
      <History {...props} />
    </>
  )
}

/** Whoever may sort or call sees the proposal, until somebody is called or it was sorted otherwise. */
function isProposed(props: CaseProps, steps: readonly string[]): props is CaseProps & { proposal: Proposal } {
  const { report, proposal, calls } = props
  if (!proposal || calls.some(({ whistle }) => whistle.round === report.round && !letGo(whistle.status))) return false
  if (steps.includes('accept')) return true
  return report.status === 'accepted' && steps.includes('whistle') && report.matter === proposal.entry.terms.matter
}

function What({ report, category, area, photos, questions, origin, device, actor, now }: CaseProps) {
  const [t, lang] = [useT(), useLang()]
  const standing = reportStanding(actor, report)
  const mayCover = redactors.some((role) => standing.has(role))
  const answers = Object.entries(report.answers).map(([code, answer]) => {
    const question = category?.questions.find((each) => each.code === code)
    const texts = (Array.isArray(answer) ? answer : [answer]).map(
      (key) => question?.values?.find((value) => value.key === key)?.[lang] ?? key,
    )
    return [question?.label[lang] ?? code, texts.join('、')] as const
  })
  const rows: (readonly [string, Child])[] = [
    [t('地点', 'Place'), <Where report={report} area={area} />],
    [t('上报时间', 'Filed'), <Time at={report.filedAt} withYear />],
    [
      t('上报人', 'Reporter'),
      device
        ? t(`设备：${device.name}`, `Device: ${device.name}`)
        : report.reporterId
          ? t('已登录居民（不显示）', 'Signed in (not shown)')
          : t('匿名', 'Anonymous'),
    ],
    ...(origin
      ? [[t('导入自', 'Imported from'), `${origin.source} ${origin.sourceId.replace(/^sha256-.*/, '')}`] as const]
      : []),
    ...answers,
    ...(report.matter ? [[t('分流', 'Sorted as'), matterLabels[report.matter][lang]] as const] : []),
    [t('紧急程度', 'Urgency'), urgencyLabels[report.urgency][lang]],
    ...(report.promisedAt
      ? [
          [
            t('承诺办结', 'Promised by'),
            <Due at={report.promisedAt} now={now} done={report.closedAt !== null} />,
          ] as const,
        ]
      : []),
    ...(report.verdict ? [[t('评价', 'Verdict'), verdictLabels[report.verdict][lang]] as const] : []),
    ...(report.refusalReason && report.refusalReason in refusalReasons
      ? [[t('未受理理由', 'Refused for'), refusalReasons[report.refusalReason as 'other'][lang]] as const]
      : []),
    ...(report.mergedInto
      ? [[t('已并入', 'Merged into'), <a href={`/desk/reports/${report.mergedInto}`}>{t('查看', 'Open')}</a>] as const]
      : []),
    [t('首报', 'First'), report.isFirst === null ? '–' : report.isFirst ? t('是', 'Yes') : t('否', 'No')],
    [t('也遇到的人', 'Followers'), String(report.followers)],
  ]
  return (
    <section class="stack">
      <p class="prose">{report.words || t('（只有照片）', '(photo only)')}</p>
      {report.publicWords !== null && (
        <p class="muted">
          {t('公开显示：', 'Shown in public: ')}
          {report.publicWords}
        </p>
      )}
      <div class="report-photos">
        {photos.map(({ photoId, role }) => (
          <figure>
            <a href={`/photos/${photoId}`}>
              <img src={`/photos/${photoId}/small`} alt={photoRoles[role][lang]} loading="lazy" />
            </a>
            <figcaption>
              {photoRoles[role][lang]}
              {mayCover && (
                <>
                  {' · '}
                  <a href={`/photos/${photoId}/redact`}>{t('遮挡人脸、车牌', 'Cover a face or plate')}</a>
                </>
              )}
            </figcaption>
          </figure>
        ))}
      </div>
      <Facts rows={rows} />
      {questions.map((each) => (
        <Facts
          rows={[
            [t('问居民', 'Asked'), each.question],
            [t('居民答', 'Answered'), each.answer ?? t('还没有回答', 'not yet')],
          ]}
        />
      ))}
    </section>
  )
}

export const photoRoles: Record<ReportPhoto['role'], { zh: string; en: string }> = {
  near: { zh: '近景', en: 'Close' },
  far: { zh: '远景', en: 'From afar' },
  more: { zh: '补充', en: 'More' },
  after: { zh: '处理后', en: 'Afterwards' },
  verdict: { zh: '居民评价', en: 'With the verdict' },
  answer: { zh: '居民补充', en: 'With the answer' },
}

function Where({ report, area }: { report: Report; area: Area }) {
  const position =
    report.latitude === null ? '' : `${report.latitude.toFixed(5)}, ${(report.longitude as number).toFixed(5)}`
  return (
    <>
      {area.name}
      {report.address && ` · ${report.address}`}
      {position && <span class="muted"> ({position})</span>}
    </>
  )
}

/** A due time, and in words whether it has passed. */
export function Due({ at, now, done }: { at: Date; now: Date; done: boolean }) {
  const t = useT()
  return (
    <>
      <Time at={at} /> {!done && at < now && <Chip tone="bad">{t('超期', 'Late')}</Chip>}
    </>
  )
}

function Nearby({ nearby }: CaseProps) {
  const [t, lang] = [useT(), useLang()]
  if (nearby.length === 0) return null
  return (
    <details class="card">
      <summary>{t(`附近的上报（${nearby.length}）`, `Close by (${nearby.length})`)}</summary>
      <ul class="plain-list">
        {nearby.map(({ report, meters }) => (
          <li>
            <a href={`/desk/reports/${report.id}`}>{report.number}</a> {reportStatusLabels[report.status][lang]}
            {meters !== undefined && ` · ${meters} m`} · {report.words.slice(0, 60)}
          </li>
        ))}
      </ul>
    </details>
  )
}

function History({ history, report }: CaseProps) {
  const [t, lang] = [useT(), useLang()]
  const stateOf = (state: string) =>
    reportStatusLabels[state as Report['status']]?.[lang] ?? whistleStatusLabels[state as 'whistled']?.[lang] ?? state
  const nameOf = ({ event, who, department }: CaseProps['history'][number]) => {
    if (department) return who ? `${department} ${who}` : department
    if (event.actorId === 'system') return t('系统', 'system')
    return who ?? (event.actorId === report.reporterId || event.actorId === 'nobody' ? t('居民', 'resident') : '')
  }
  return (
    <details class="card">
      <summary>{t('全部记录', 'Everything that happened')}</summary>
      <Timeline
        events={history.map((row) => ({
          at: row.event.at,
          what: (
            <>
              {stepLabels[row.event.step]?.[lang] ?? row.event.step}
              {row.event.from !== row.event.to && <span class="muted"> → {stateOf(row.event.to)}</span>}
            </>
          ),
          who: nameOf(row),
          note: [row.event.words, row.event.why].filter(Boolean).join(' · ') || undefined,
        }))}
      />
    </details>
  )
}
