import type { PropsWithChildren } from 'hono/jsx'
import { Checkbox, Form, FormId, FormVersion, Radios, Select, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import { matterLabels, urgencyLabels } from '../labels.ts'
import { refusalReasons } from '../rules.ts'
import { letGo } from '../whistles/rules.ts'
import type { CaseProps } from './case.tsx'

type Props = CaseProps & {
  steps: readonly string[]
  /** Whether the first form stands open by itself. */
  opens: boolean
}

/** The key that opens each form, with Alt on most systems: a long queue needs no mouse. */
const keys: Record<string, string> = { accept: 'a', thank: 'a', refuse: 'r', merge: 'm', ask: 'q', whistle: 'w' }

const titles: Record<string, Sentence> = {
  accept: { zh: '受理并分流', en: 'Accept and sort' },
  thank: { zh: '公开并致谢', en: 'Publish with thanks' },
  whistle: { zh: '吹哨', en: 'Whistle' },
  ask: { zh: '请居民补充', en: 'Ask the resident' },
  merge: { zh: '合并到另一条', en: 'Merge into another' },
  refuse: { zh: '不予受理', en: 'Refuse' },
  goOn: { zh: '不再等待，继续办理', en: 'Go on without an answer' },
  inspect: { zh: '现场核查：已修好', en: 'Inspected: fixed' },
  reopen: { zh: '没修好，重新办理', en: 'Not fixed: reopen' },
  reconsider: { zh: '重新审看', en: 'Reconsider' },
  unmerge: { zh: '取消合并', en: 'Take apart again' },
  falsify: { zh: '核实为不实，追回积分', en: 'False: take the points back' },
}

const order = Object.keys(titles)

/** A form for each step the actor may take; the first is open, and the one that was tried. */
export function StepForms(props: Props) {
  const steps = order.filter((step) => props.steps.includes(step))
  const mayEdit = props.steps.some((step) => ['accept', 'whistle', 'ask', 'unmerge', 'goOn'].includes(step))
  const t = useT()
  return (
    <>
      {steps.map((step, place) => (
        <StepForm
          {...props}
          step={step}
          open={props.triedStep ? props.triedStep === step : props.opens && place === 0}
        />
      ))}
      {props.steps.includes('whistle') && <SplitForm {...props} />}
      {mayEdit && <PublicWordsForm {...props} />}
      {steps.length === 0 && <p class="muted">{t('现在没有要您办的。', 'There is nothing for you to do now.')}</p>}
    </>
  )
}

function Fold(
  props: PropsWithChildren<
    Pick<Props, 'report' | 'tried' | 'triedStep'> & { step: string; title: string; open: boolean }
  >,
) {
  const { report, step, title, open, tried, triedStep, children } = props
  return (
    <details class="card step" open={open}>
      <summary accesskey={keys[step]}>
        {title} {keys[step] && <kbd>{keys[step].toUpperCase()}</kbd>}
      </summary>
      <Form action={`/desk/reports/${report.id}/${step}`} scope={step} tried={triedStep === step ? tried : undefined}>
        <FormVersion version={report.version} />
        {children}
      </Form>
    </details>
  )
}

function StepForm(props: Props & { step: string; open: boolean }) {
  const lang = useLang()
  const title = titles[props.step]?.[lang] ?? props.step
  return (
    <Fold {...props} title={title}>
      <Fields {...props} tried={props.triedStep === props.step ? props.tried : undefined} />
      <Submit look={['refuse', 'falsify'].includes(props.step) ? 'danger' : 'primary'}>{title}</Submit>
    </Fold>
  )
}

function Fields(props: Props & { step: string }) {
  const [t, lang] = [useT(), useLang()]
  const { step, tried } = props
  if (step === 'accept') return <AcceptFields {...props} />
  if (step === 'whistle') return <WhistleFields {...props} />
  if (step === 'thank') return null
  if (step === 'merge')
    return (
      <TextField
        name="into"
        label={t('并入的编号', 'Number of the other one')}
        placeholder="R-2026-000123"
        maxlength={40}
        value={props.nearby[0]?.report.number}
        tried={tried}
      />
    )
  if (step === 'ask')
    return <TextArea name="question" label={t('问什么', 'What to ask')} maxlength={500} rows={3} tried={tried} />
  return (
    <>
      {step === 'refuse' && (
        <Select
          name="reason"
          label={t('理由', 'Reason')}
          choices={Object.entries(refusalReasons).map(([value, label]) => ({ value, label: label[lang] }))}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
      )}
      <TextArea
        name="words"
        label={t('写给居民的话', 'What the resident reads')}
        maxlength={1000}
        rows={3}
        tried={tried}
      />
    </>
  )
}

function AcceptFields({ report, category, categories, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const fitting = categories.filter(({ kind, endedAt }) => kind === report.kind && !endedAt)
  return (
    <>
      <Radios
        name="matter"
        label={t('三事分流', 'Whose matter is it?')}
        choices={Object.entries(matterLabels).map(([value, label]) => ({ value, label: label[lang] }))}
        value={category?.matter}
        tried={tried}
      />
      <Select
        name="categoryId"
        label={t('类别', 'Category')}
        choices={fitting.map(({ id, name }) => ({ value: id, label: name[lang] }))}
        value={report.categoryId}
        tried={tried}
      />
      <Radios
        name="urgency"
        label={t('紧急程度', 'Urgency')}
        choices={Object.entries(urgencyLabels).map(([value, label]) => ({ value, label: label[lang] }))}
        value={report.urgency}
        tried={tried}
      />
    </>
  )
}

function WhistleFields({ report, departments, calls, tried }: Props) {
  const t = useT()
  const called = new Set(
    calls.flatMap(({ whistle }) =>
      whistle.round === report.round && !letGo(whistle.status) ? [whistle.organizationId] : [],
    ),
  )
  // The city's departments, and those of the places that the report lies in.
  const near = departments.filter(({ areaPath, id }) => report.areaPath.startsWith(areaPath) && !called.has(id))
  const chosen = new Set((tried?.values.organizations ?? '').split(','))
  return (
    <>
      {report.matter === 'government' ? (
        <fieldset class="field">
          <legend>{t('吹哨给', 'Whistle for')}</legend>
          {tried?.errors.organizations?.[0] && (
            <p class="error" role="alert">
              {tried.errors.organizations[0]}
            </p>
          )}
          {near.map(({ id, name, duties }) => (
            <Checkbox
              name="organizations"
              value={id}
              checked={chosen.has(id)}
              label={
                <>
                  {name} <small class="muted">{duties}</small>
                </>
              }
            />
          ))}
        </fieldset>
      ) : (
        <p class="muted">{t('由所在社区办理，社区工作人员会收到通知。', 'The community itself is called.')}</p>
      )}
      <TextArea
        name="task"
        label={t('要办什么（给经办单位看）', 'What is to be done (for those called)')}
        maxlength={500}
        rows={3}
        tried={tried}
      />
    </>
  )
}

function SplitForm(props: Props) {
  const [t, lang] = [useT(), useLang()]
  const tried = props.triedStep === 'split' ? props.tried : undefined
  return (
    <Fold {...props} step="split" title={t('拆出另一件事', 'Split off another job')} open={props.triedStep === 'split'}>
      <FormId id={props.formId} tried={tried} />
      <Select
        name="categoryId"
        label={t('类别', 'Category')}
        choices={props.categories
          .filter(({ kind, endedAt }) => kind === 'problem' && !endedAt)
          .map(({ id, name }) => ({ value: id, label: name[lang] }))}
        tried={tried}
      />
      <TextArea name="words" label={t('什么事', 'What it is')} maxlength={1000} rows={2} tried={tried} />
      <Submit look="quiet">{t('拆出', 'Split off')}</Submit>
    </Fold>
  )
}

function PublicWordsForm(props: Props) {
  const t = useT()
  const { report, triedStep } = props
  const tried = triedStep === 'redact' ? props.tried : undefined
  return (
    <Fold {...props} step="redact" title={t('编辑公开文字', 'Edit the public text')} open={triedStep === 'redact'}>
      <TextArea
        name="publicWords"
        label={t('公开显示的文字', 'What the public reads')}
        help={t(
          '原文里有姓名等个人信息时改写；留空就显示自动去掉电话和门牌的原文。上报人看到的仍是原文。',
          'Rewrite where the words tell of a person. Left empty, the original is shown without phones and doors. The reporter reads the original.',
        )}
        maxlength={4000}
        rows={3}
        required={false}
        value={report.publicWords ?? report.words}
        tried={tried}
      />
      <Submit look="quiet">{t('保存', 'Save')}</Submit>
    </Fold>
  )
}
