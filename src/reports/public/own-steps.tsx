import { day, later } from '../../kit/clock.ts'
import { stepsFor } from '../../kit/flow.ts'
import { Form, FormVersion, PhotoField, PostButton, Submit, TextArea } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { objectionDays, reportFlow, suitsKind } from '../rules.ts'
import type { ReportView } from './view.tsx'

/** What the reporter may do now, drawn from the life cycle: judge, answer, object, take back. */
export function OwnSteps(view: ReportView) {
  const { report, standing, sight } = view
  if (sight !== 'reporter') return null
  const steps = new Set(stepsFor(reportFlow, report.status, standing).filter((step) => suitsKind(report.kind, step)))
  return (
    <>
      {steps.has('answer') && <Answer {...view} />}
      {steps.has('confirm') && <Judge {...view} />}
      {!steps.has('confirm') && steps.has('reopen') && isRecent(view) && <NotFixed {...view} isClosed />}
      {steps.has('object') && report.refusalReason !== 'withdrawn' && isRecent(view) && <Objection {...view} />}
      {steps.has('withdraw') && <TakeBack {...view} />}
    </>
  )
}

const isRecent = ({ report, now }: ReportView) =>
  report.closedAt !== null && later(report.closedAt, objectionDays * day) >= now

function Answer({ report, question, tried }: ReportView) {
  const t = useT()
  return (
    <section class="card">
      <h2>{t('想请您补充', 'A question for you')}</h2>
      {question && <p class="lead">{question.question}</p>}
      <Form action={`/reports/${report.id}/answer`} upload class="stack" tried={tried}>
        <FormVersion version={report.version} />
        <TextArea name="answer" label={t('您的回答', 'Your answer')} maxlength={1000} rows={3} tried={tried} />
        <PhotoField name="photos" label={t('照片', 'Photos')} multiple tried={tried} />
        <Submit>{t('回答', 'Answer')}</Submit>
      </Form>
    </section>
  )
}

/** Fixed with one tap; half or not with words, and a photo if there is one. */
function Judge(view: ReportView) {
  const t = useT()
  const { report, tried } = view
  return (
    <section class="card stack">
      <h2>{t('修好了吗？您说了算', 'Is it fixed? You decide')}</h2>
      <PostButton action={`/reports/${report.id}/confirm`} look="big" fields={{ version: String(report.version) }}>
        {t('修好了', 'Fixed')}
      </PostButton>
      <details open={Boolean(tried)}>
        <summary>{t('没有完全修好', 'Not, or only half')}</summary>
        <Verdict {...view} />
      </details>
    </section>
  )
}

function NotFixed(view: ReportView & { isClosed: true }) {
  const t = useT()
  return (
    <details class="card" open={Boolean(view.tried)}>
      <summary>{t('没修好，或者又坏了', 'Not fixed, or broken again')}</summary>
      <Verdict {...view} />
    </details>
  )
}

function Verdict({ report, tried, isClosed = false }: ReportView & { isClosed?: boolean }) {
  const t = useT()
  return (
    <Form action={`/reports/${report.id}/not-fixed`} upload class="stack" tried={tried}>
      <FormVersion version={report.version} />
      <TextArea
        name="words"
        label={t('哪里没有修好', 'What is still wrong')}
        help={t('会转给负责的单位，请他们再去。', 'It goes to those who are responsible, who are called again.')}
        maxlength={1000}
        rows={3}
        tried={tried}
      />
      <PhotoField name="photos" label={t('拍一张现在的样子', 'A photo of how it looks now')} multiple tried={tried} />
      <p class="actions">
        {!isClosed && (
          <Submit look="quiet" name="verdict" value="half">
            {t('修好一半', 'Half fixed')}
          </Submit>
        )}
        <Submit look="quiet" name="verdict" value="not">
          {t('没有修好', 'Not fixed')}
        </Submit>
      </p>
    </Form>
  )
}

function Objection({ report, tried }: ReportView) {
  const t = useT()
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('我有异议', 'I do not agree')}</summary>
      <Form action={`/reports/${report.id}/object`} class="stack" tried={tried}>
        <FormVersion version={report.version} />
        <TextArea
          name="words"
          label={t('为什么应该受理', 'Why it should be taken on')}
          help={t('只能提一次，会重新审看。', 'Once only; it will be looked at again.')}
          maxlength={1000}
          rows={3}
          tried={tried}
        />
        <Submit look="quiet">{t('提出异议', 'Object')}</Submit>
      </Form>
    </details>
  )
}

function TakeBack({ report }: ReportView) {
  const t = useT()
  return (
    <details>
      <summary>{t('不报了', 'Take it back')}</summary>
      <p class="help">
        {t('还没有受理，可以撤回，不影响以后上报。', 'It is not accepted yet, so you may take it back.')}
      </p>
      <PostButton action={`/reports/${report.id}/withdraw`} look="danger" fields={{ version: String(report.version) }}>
        {t('撤回这条上报', 'Take it back')}
      </PostButton>
    </details>
  )
}
