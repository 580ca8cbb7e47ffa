import { lastDayOf } from '../../kit/clock.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Facts,
  Form,
  FormVersion,
  Radios,
  Select,
  Submit,
  TextArea,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Complaint } from '../complaints/queries.ts'
import { complaintNames, complaintStateNames, complaintTones, complaintVersions, stepNames } from '../labels.ts'
import { Pictures } from '../pictures.tsx'
import type { Merchant } from '../queries.ts'
import { Stale } from '../stale.tsx'

export type ComplaintCase = {
  complaint: Complaint
  merchant: Merchant
  /** None for an anonymous one. */
  personName: string | undefined
  photos: readonly PhotoUse[]
  others: readonly { id: string; number: string; what: string }[]
  events: readonly { event: { step: string; byId: string; at: Date }; who: string | null }[]
  steps: readonly string[]
  mayInspect: boolean
  tried: Partial<Record<'inspect' | 'decide', Tried>>
}

/** A complaint with everything that was said, and what the reader may decide. */
export function ComplaintCasePage(props: ComplaintCase) {
  const { complaint, merchant, personName, photos, events, steps, mayInspect } = props
  const t = useT()
  const lang = useLang()
  const { number, state, kind, happenedOn, what, answer, inspection, decision, appealWhy, appealAnswer } = complaint
  const said = [
    [t('商户答复', 'The merchant’s answer'), answer],
    [t('现场核查', 'Inspection'), inspection],
    [t('决定', 'Decision'), decision],
    [t('商户申诉', 'The merchant’s appeal'), appealWhy],
    [t('申诉结果', 'On appeal'), appealAnswer],
  ] as const
  return (
    <>
      <h1>
        {number} <Chip tone={complaintTones[state]}>{complaintStateNames[state][lang]}</Chip>
      </h1>
      <Facts
        rows={[
          [t('商户', 'Merchant'), <a href={`/desk/merchants/${merchant.id}`}>{merchant.name}</a>],
          [t('类别', 'Kind'), complaintNames[kind][lang]],
          [t('发生日期', 'Happened on'), happenedOn],
          [t('投诉人（不告诉商户）', 'Complainant (never told to the merchant)'), personName ?? t('匿名', 'anonymous')],
          [t('商户答复期限', 'Answer due'), lastDayOf(complaint.answerDueAt)],
          [t('办结期限', 'Decision due'), lastDayOf(complaint.appealDueAt ?? complaint.decideDueAt)],
        ]}
      />
      {!complaint.personId && !complaint.inspectedAt && (
        <Alert tone="info">
          {t('匿名投诉，现场核查以后才计分。', 'Anonymous: counts to the score only after an inspection.')}
        </Alert>
      )}
      <Card>
        <p>{what}</p>
        <Pictures photos={photos} label={t('投诉照片', 'Photo of the complaint')} />
      </Card>
      {said.map(
        ([label, text]) =>
          text && (
            <Card>
              <h2>{label}</h2>
              <p>{text}</p>
            </Card>
          ),
      )}
      {mayInspect && <InspectForm {...props} />}
      {steps.length > 0 && <DecideForm {...props} />}
      <details class="card">
        <summary>{t('经过', 'History')}</summary>
        <Timeline
          events={events.map(({ event, who }) => ({
            ...{ at: event.at, what: stepNames[event.step]?.[lang] ?? event.step },
            who: who ?? t('匿名', 'anonymous'),
          }))}
        />
      </details>
    </>
  )
}

function InspectForm({ complaint: { id, version }, tried: { inspect: tried } }: ComplaintCase) {
  const t = useT()
  return (
    <Form action={`/desk/merchants/complaints/${id}/inspect`} class="card" scope="inspect" tried={tried}>
      <Stale tried={tried} words={complaintVersions} />
      <FormVersion version={version} />
      <TextArea
        name="text"
        label={t('现场核查看到了什么', 'What you saw on the spot')}
        help={t('核查的人不能再作决定。', 'Whoever inspects does not decide.')}
        maxlength={1000}
        tried={tried}
      />
      <Submit look="quiet">{t('记录核查', 'Record the inspection')}</Submit>
    </Form>
  )
}

function DecideForm({ complaint, others, steps, tried: { decide: tried } }: ComplaintCase) {
  const t = useT()
  const lang = useLang()
  return (
    <Form action={`/desk/merchants/complaints/${complaint.id}/decide`} class="card" scope="decide" tried={tried}>
      <Stale tried={tried} words={complaintVersions} />
      <FormVersion version={complaint.version} />
      <Radios
        name="step"
        label={t('决定', 'Decision')}
        choices={steps.map((step) => ({ value: step, label: stepNames[step]?.[lang] ?? step }))}
        tried={tried}
      />
      {steps.includes('merge') && others.length > 0 && (
        <Select
          name="mergedInto"
          label={t('合并到', 'Merge into')}
          choices={others.map(({ id, number, what }) => ({ value: id, label: `${number} ${what.slice(0, 30)}` }))}
          empty={t('不合并', 'none')}
          required={false}
          tried={tried}
        />
      )}
      <TextArea
        name="text"
        label={t('理由（商户和投诉人都会看到）', 'Reason (merchant and complainant read it)')}
        maxlength={1000}
        tried={tried}
      />
      <Submit>{t('决定', 'Decide')}</Submit>
    </Form>
  )
}
