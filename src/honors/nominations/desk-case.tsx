import { cityDay, lastDayOf } from '../../kit/clock.ts'
import { stepsFor } from '../../kit/flow.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Facts,
  Form,
  FormVersion,
  LinkButton,
  Select,
  Submit,
  Table,
  TextArea,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { doneName, gradeNames, hoursOfMinutes, stateNames, stateTones, stepNames, voteNames } from '../labels.ts'
import { Objections } from '../notices/desk.tsx'
import type { objectionsTo } from '../notices/queries.ts'
import type { membersOf, Panel } from '../panels/queries.ts'
import { nominationFlow, type Shown, shortfall } from '../rules.ts'
import type { ballotsOf } from '../votes/queries.ts'
import { Answers } from './desk-answers.tsx'
import type { Case, eventsOfNomination, Nominee } from './queries.ts'
import { deskSteps } from './steps.ts'
import { Photos } from './story.tsx'

export type CaseProps = Case & {
  subjects: readonly Nominee[]
  figuresNow: Shown
  photos: readonly PhotoUse[]
  events: Awaited<ReturnType<typeof eventsOfNomination>>
  objections: Awaited<ReturnType<typeof objectionsTo>>
  ballots: Awaited<ReturnType<typeof ballotsOf>>
  panels: readonly Panel[]
  members: Awaited<ReturnType<typeof membersOf>>
  newId: () => string
  actorId: string
  now: Date
  tried: Tried | undefined
}

/** One nomination on the desk: the facts, the figures against the criteria, the votes, the objections, the next step. */
export function CaseDesk(props: CaseProps) {
  const { nomination, awardClass, photos, events, objections } = props
  const t = useT()
  const lang = useLang()
  return (
    <>
      <a class="back" href="/desk/honors">
        {t('‹ 荣誉评选', '‹ Honours')}
      </a>
      <div class="page-head">
        <h1>
          {awardClass[lang]} · {nomination.number}
        </h1>
        <Chip tone={stateTones[nomination.state]}>{stateNames[nomination.state][lang]}</Chip>
      </div>
      <div class="split">
        <div class="stack">
          <Facts rows={factsOf(props, t, lang)} />
          <RegisterLink nomination={nomination} />
          {photos.length > 0 && <Photos photos={photos} />}
          <Answers {...props} />
          <Figures {...props} />
          <Votes {...props} />
          {objections.length > 0 && <Objections {...props} />}
        </div>
        <div class="stack">
          <NextStep {...props} />
          <h2>{t('经过', 'What happened')}</h2>
          <Timeline
            events={events
              .map(({ event, why, displayName }) => ({
                at: event.at,
                what: doneName(event.step, lang),
                who: displayName ?? t('系统', 'the system'),
                note: why ?? '',
              }))
              .reverse()}
          />
        </div>
      </div>
    </>
  )
}

function factsOf({ nomination, subjects }: CaseProps, t: (zh: string, en: string) => string, lang: 'zh' | 'en') {
  const { groupName, facts, grade, points, noticeText, noticeEndsAt, awardNumber, validUntil } = nomination
  const rows: (readonly [string, string | undefined])[] = [
    [t('对象', 'About'), groupName ?? subjects.map(({ displayName }) => displayName).join('、')],
    [t('事迹', 'What was done'), facts],
    [t('记功', 'Merit'), grade ? gradeNames[grade][lang] : undefined],
    [t('积分（R10）', 'Points (R10)'), points > 0 ? String(points) : undefined],
    [t('公示内容', 'Public text'), noticeText ?? undefined],
    [t('公示到', 'Notice until'), noticeEndsAt ? lastDayOf(noticeEndsAt) : undefined],
    [t('证书编号', 'Certificate'), awardNumber ?? undefined],
    [t('有效期至', 'Valid until'), validUntil ? cityDay(validUntil) : undefined],
  ]
  return rows.flatMap(([label, value]) => (value ? [[label, <span class="prose">{value}</span>] as const] : []))
}

/** Where the register tells more about a household or merchant: for a merchant its score and complaints. */
function RegisterLink({ nomination: { householdId, merchantId } }: Pick<CaseProps, 'nomination'>) {
  const t = useT()
  if (merchantId)
    return (
      <p>
        <a href={`/desk/merchants/${merchantId}`}>
          {t('商户档案：诚信分、检查和投诉', 'The merchant: score, checks, complaints')}
        </a>
      </p>
    )
  return householdId ? (
    <p>
      <a href={`/desk/households/${householdId}`}>{t('家庭档案', 'The household')}</a>
    </p>
  ) : null
}

/** The records now, and as they were when it was checked, against what the class asks for. */
function Figures({ nomination: { figures }, figuresNow, awardClass: { criteria } }: CaseProps) {
  const t = useT()
  const missing = shortfall(figures ?? figuresNow, criteria)
  const row = (label: string, asked: number, now: number, then: number | undefined, left: number | undefined) => [
    label,
    asked,
    then ?? '–',
    now,
    left ? <Chip tone="bad">{t(`差 ${left}`, `${left} missing`)}</Chip> : <Chip tone="good">{t('达到', 'met')}</Chip>,
  ]
  return (
    <Table
      caption={t('资格：从记录逐笔加总', 'Eligibility: added up from the records')}
      head={[
        t('记录', 'Record'),
        t('要求', 'Asked'),
        t('核验时', 'When checked'),
        t('现在', 'Now'),
        t('结果', 'Result'),
      ]}
      rows={[
        row(t('累计积分', 'Points earned'), criteria.points, figuresNow.points, figures?.points, missing.points),
        row(
          t('服务小时', 'Hours'),
          criteria.hours,
          hoursOfMinutes(figuresNow.minutes),
          figures ? hoursOfMinutes(figures.minutes) : undefined,
          missing.hours,
        ),
        row(t('功', 'Merit'), criteria.merit, figuresNow.merit, figures?.merit, missing.merit),
      ]}
    />
  )
}

function Votes({ nomination, members, ballots, parts }: CaseProps) {
  const t = useT()
  const lang = useLang()
  if (!nomination.panelId) return null
  const mayRead = parts.has('admin') || parts.has('auditor') || nomination.state !== 'voting'
  return (
    <>
      <Table
        caption={t('评审组', 'Panel')}
        head={[t('成员', 'Member'), t('意见', 'Vote'), t('理由', 'Reason')]}
        rows={members.map(({ personId, displayName, isChair }) => {
          const ballot = ballots.find((one) => one.personId === personId)
          const vote = ballot && (mayRead ? voteNames[ballot.vote][lang] : t('已投', 'voted'))
          return [
            isChair ? `${displayName}（${t('组长', 'chair')}）` : displayName,
            vote
              ? `${vote}${ballot?.grade && mayRead ? ` · ${gradeNames[ballot.grade][lang]}` : ''}`
              : t('未投', 'not yet'),
            mayRead ? (ballot?.why ?? '') : '',
          ]
        })}
      />
      {nomination.state === 'voting' && parts.has('admin') && (
        <p>
          <LinkButton href={`/honors/panel/${nomination.id}`} look="quiet">
            {t('结束评议', 'Close the vote')}
          </LinkButton>
        </p>
      )}
    </>
  )
}

/** One form for each step the viewer may take. */
function NextStep(props: CaseProps) {
  const { nomination, parts, now, tried } = props
  const t = useT()
  const lang = useLang()
  const runs = nomination.noticeEndsAt !== null && nomination.noticeEndsAt > now
  const steps = stepsFor(nominationFlow, nomination.state, parts).filter((step) =>
    deskSteps.some((one) => one === step),
  )
  if (steps.length === 0) return tried?.alert ? <Alert>{tried.alert}</Alert> : null
  const tone = (step: string) =>
    ['fail', 'revoke', 'uphold'].includes(step) ? ('danger' as const) : ('primary' as const)
  return (
    <>
      {steps.map((step) => (
        <Card>
          <h2>{stepNames[step]?.[lang]}</h2>
          <Form action={`/desk/honors/${nomination.id}`} tried={tried?.values.step === step ? tried : undefined}>
            <FormVersion version={nomination.version} />
            <input type="hidden" name="step" value={step} />
            <StepFields {...props} step={step} tried={tried?.values.step === step ? tried : undefined} />
            {!(step === 'decide' && runs) && <Submit look={tone(step)}>{stepNames[step]?.[lang] ?? step}</Submit>}
          </Form>
        </Card>
      ))}
      {tried && !steps.includes(tried.values.step ?? '') && <Alert>{tried.alert ?? t('没有办成', 'Not done')}</Alert>}
    </>
  )
}

function StepFields({ step, nomination, panels, awardClass, now, tried }: CaseProps & { step: string }) {
  const t = useT()
  const needs = nominationFlow[nomination.state][step]?.needs ?? []
  return (
    <>
      {needs.includes('panelId') && (
        <Select
          name="panelId"
          label={t('评审组', 'Panel')}
          tried={tried}
          empty={t('请选择', 'Choose')}
          choices={panels.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {needs.includes('noticeText') && (
        <TextArea
          name="noticeText"
          label={t('公示内容', 'What the public reads')}
          help={t(
            '写在公示和证书上。不要写电话、住址和没有同意公开的姓名。',
            'Stands on the notice and the certificate. No phones, addresses, or names of those who did not agree.',
          )}
          rows={4}
          maxlength={600}
          tried={tried}
          value={nomination.noticeText ?? ''}
        />
      )}
      {needs.includes('why') && (
        <TextArea name="why" label={t('理由', 'Reason')} rows={2} maxlength={500} tried={tried} />
      )}
      {step === 'decide' && nomination.noticeEndsAt && nomination.noticeEndsAt > now && (
        <Alert tone="info">
          {t(
            `公示 ${awardClass.noticeDays} 个工作日，到 ${lastDayOf(nomination.noticeEndsAt)} 为止，期满才能决定。`,
            `On notice for ${awardClass.noticeDays} working days, until ${lastDayOf(nomination.noticeEndsAt)}; decided after that.`,
          )}
        </Alert>
      )}
    </>
  )
}
