import type { Actor } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { Chip, Facts, Form, FormVersion, PhotoField, PostButton, Submit, TextArea, Time } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import { whistleStatusLabels, whistleTones } from '../labels.ts'
import type { Report, Whistle } from '../queries.ts'
import { whistleFlow, whistleStanding } from '../whistles/rules.ts'

type Props = {
  report: Report
  whistle: Whistle
  name: string | null
  phone?: string | null
  actor: Actor
  now: Date
}

/** One department's call: both clocks, and the steps the actor may take with it. */
export function CallCard({ report, whistle, name, phone, actor, now }: Props) {
  const [t, lang] = [useT(), useLang()]
  const steps =
    report.status === 'waiting_for_resident' || whistle.round !== report.round
      ? []
      : stepsFor(whistleFlow, whistle.status, whistleStanding(actor, whistle, report.areaPath))
  return (
    <article class="card call">
      <header class="row">
        <strong>{name ?? t('社区自办', 'The community itself')}</strong>
        <Chip tone={whistleTones[whistle.status]}>{whistleStatusLabels[whistle.status][lang]}</Chip>
        {whistle.stoppedAt && <Chip tone="warn">{t('计时暂停', 'Clocks stopped')}</Chip>}
      </header>
      <p class="prose">{whistle.task}</p>
      <Facts
        rows={[
          [t('报到期限', 'Report in by'), <Clock due={whistle.reportInDueAt} done={whistle.reportedInAt} now={now} />],
          [t('办结期限', 'Solve by'), <Clock due={whistle.resolveDueAt} done={whistle.resolvedAt} now={now} />],
          ...(phone ? [[t('电话', 'Phone'), phone] as const] : []),
        ]}
      />
      {steps.includes('reportIn') && (
        <PostButton
          action={`/desk/calls/${whistle.id}/reportIn`}
          look="big"
          fields={{ version: String(whistle.version) }}
        >
          {t('报到', 'Report in')}
        </PostButton>
      )}
      {steps.includes('resolve') && <ResolveForm report={report} whistle={whistle} />}
      {(['handBack', 'insist', 'release', 'withdraw'] as const).map(
        (step) => steps.includes(step) && <WhyForm step={step} whistle={whistle} />,
      )}
    </article>
  )
}

function Clock({ due, done, now }: { due: Date; done: Date | null; now: Date }) {
  const t = useT()
  if (done)
    return (
      <>
        <Time at={done} />{' '}
        {done > due ? (
          <Chip tone="warn">{t('超期完成', 'Late')}</Chip>
        ) : (
          <Chip tone="good">{t('按时', 'In time')}</Chip>
        )}
      </>
    )
  return (
    <>
      <Time at={due} /> {due < now && <Chip tone="bad">{t('超期', 'Late')}</Chip>}
    </>
  )
}

function ResolveForm({ report, whistle }: { report: Report; whistle: Whistle }) {
  const t = useT()
  return (
    <details class="card step">
      <summary>{t('办结', 'Solve')}</summary>
      <Form action={`/desk/calls/${whistle.id}/resolve`} scope={`resolve-${whistle.id}`} upload>
        <FormVersion version={whistle.version} />
        <PhotoField
          name="photos"
          label={
            report.matter === 'neighbours'
              ? t('照片', 'Photos')
              : t('处理后的照片（在现场拍）', 'Photos of how it looks now')
          }
          required={report.matter !== 'neighbours'}
          multiple
        />
        <TextArea
          name="words"
          label={t('写给居民：怎么处理的', 'To the resident: what was done')}
          maxlength={1000}
          rows={3}
        />
        <Submit>{t('办结并请居民评价', 'Solved: ask the resident')}</Submit>
      </Form>
    </details>
  )
}

const whyTitles: Record<'handBack' | 'insist' | 'release' | 'withdraw', Sentence> = {
  handBack: { zh: '退回：不归我们', en: 'Hand back: not ours' },
  insist: { zh: '裁定：仍由该单位办理', en: 'Decide: it is theirs' },
  release: { zh: '裁定：免办', en: 'Decide: release them' },
  withdraw: { zh: '撤回派单', en: 'Take the call back' },
}

function WhyForm({ step, whistle }: { step: keyof typeof whyTitles; whistle: Whistle }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details class="card step">
      <summary>{whyTitles[step][lang]}</summary>
      <Form action={`/desk/calls/${whistle.id}/${step}`} scope={`${step}-${whistle.id}`}>
        <FormVersion version={whistle.version} />
        <TextArea
          name="why"
          label={
            step === 'handBack'
              ? t(
                  '为什么不归你们、应该归谁（会计数，由上级中心裁定）',
                  'Why, and whose it is (counted; one above decides)',
                )
              : t('理由', 'Why')
          }
          maxlength={500}
          rows={2}
        />
        <Submit look={step === 'handBack' || step === 'withdraw' ? 'danger' : 'primary'}>
          {whyTitles[step][lang]}
        </Submit>
      </Form>
    </details>
  )
}
