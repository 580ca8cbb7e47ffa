import { cityDay, lastDayOf } from '../../kit/clock.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Facts, Form, Submit, TextArea } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { ToldComplaint } from '../complaints/queries.ts'
import { complaintNames, complaintStateNames, complaintTones } from '../labels.ts'

type Props = { complaint: ToldComplaint; now: Date; tried: Tried | undefined }

/** A complaint as the merchant reads it: what happened, never who said so. */
export function OwnComplaintPage({ complaint, now, tried }: Props) {
  const t = useT()
  const lang = useLang()
  const { number, kind, state, happenedOn, what, answer, answerDueAt, decision, appealWhy, appealAnswer } = complaint
  const said = [
    [t('您的答复', 'Your answer'), answer],
    [t('决定', 'Decision'), decision],
    [t('您的申诉', 'Your appeal'), appealWhy],
    [t('申诉结果', 'On appeal'), appealAnswer],
  ] as const
  return (
    <>
      <h1>
        {number} <Chip tone={complaintTones[state]}>{complaintStateNames[state][lang]}</Chip>
      </h1>
      <Facts
        rows={[
          [t('关于', 'About'), complaintNames[kind][lang]],
          [t('发生日期', 'Happened on'), happenedOn],
          [t('收到日期', 'Received on'), cityDay(complaint.at)],
        ]}
      />
      <Card>
        <p>{what}</p>
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
      {state === 'filed' && (
        <Reply
          complaint={complaint}
          step="answer"
          label={t('您的答复', 'Your answer')}
          help={
            answerDueAt > now
              ? t(`请在 ${lastDayOf(answerDueAt)} 前答复。`, `Please answer by ${lastDayOf(answerDueAt)}.`)
              : t('答复期限已过，决定前仍可答复。', 'The time to answer is over; until it is decided you still can.')
          }
          button={t('答复', 'Answer')}
          tried={tried}
        />
      )}
      {state === 'upheld' && complaint.appealUntil && complaint.appealUntil > now && (
        <Reply
          complaint={complaint}
          step="appeal"
          label={t('为什么申诉', 'Why you appeal')}
          help={t(
            `可在 ${lastDayOf(complaint.appealUntil)} 前申诉一次，由另一个人决定。`,
            `Once, by ${lastDayOf(complaint.appealUntil)}; somebody else decides.`,
          )}
          button={t('申诉', 'Appeal')}
          tried={tried}
        />
      )}
      {state === 'unfounded' && <Alert tone="good">{t('这条投诉不计分。', 'This counts to no score.')}</Alert>}
    </>
  )
}

type ReplyProps = {
  complaint: ToldComplaint
  step: 'answer' | 'appeal'
  label: string
  help: string
  button: string
  tried: Tried | undefined
}

function Reply({ complaint: { id, merchantId }, step, label, help, button, tried }: ReplyProps) {
  return (
    <Form action={`/merchants/mine/${merchantId}/complaints/${id}/${step}`} class="card" tried={tried}>
      <TextArea name="text" label={label} help={help} maxlength={1000} tried={tried} />
      <Submit>{button}</Submit>
    </Form>
  )
}
