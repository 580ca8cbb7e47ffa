import { cityDay, lastDayOf } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Card, Chip, Form, FormId, Submit, TextArea } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Check, Dispute } from '../checks/queries.ts'
import { checkNames, resultNames, resultTones } from '../labels.ts'
import { Pictures } from '../pictures.tsx'

export type OwnCheck = { check: Check; note: string | null; dispute: Dispute | null; photos: readonly PhotoUse[] }

/** The checks of a shop with a way to say that one is wrong. Who recorded it is no matter of the owner's. */
export function OwnChecks({ checks, tried }: { checks: readonly OwnCheck[]; tried: Tried | undefined }) {
  const t = useT()
  const lang = useLang()
  if (checks.length === 0) return null
  return (
    <section>
      <h2>{t('检查记录', 'Checks')}</h2>
      {checks.map(({ check, note, dispute, photos }) => (
        <Card>
          <p id={`fact-${check.id}`}>
            {cityDay(check.at)} · {checkNames[check.kind][lang]}{' '}
            <Chip tone={resultTones[check.result]}>{resultNames[check.result][lang]}</Chip>
          </p>
          {note && <p>{note}</p>}
          <Pictures photos={photos} label={checkNames[check.kind][lang]} />
          {dispute ? <Disputed dispute={dispute} /> : <DisputeForm check={check} tried={tried} />}
        </Card>
      ))}
    </section>
  )
}

function Disputed({ dispute }: { dispute: Dispute }) {
  const t = useT()
  const told = dispute.outcome
    ? {
        upheld: t('异议成立，这条不再计分。', 'Your dispute was upheld: this counts no longer.'),
        dismissed: t('异议不成立。', 'Your dispute was dismissed.'),
      }[dispute.outcome]
    : t(`已提异议，${lastDayOf(dispute.dueAt)} 前答复。`, `Disputed; an answer is due by ${lastDayOf(dispute.dueAt)}.`)
  return (
    <p class="muted">
      {told} {dispute.answer}
    </p>
  )
}

function DisputeForm({ check, tried }: { check: Check; tried: Tried | undefined }) {
  const t = useT()
  const mine = tried?.values.checkId === check.id ? tried : undefined
  return (
    <details open={Boolean(mine)}>
      <summary>{t('不认可，提出异议', 'This is wrong')}</summary>
      <Form action={`/merchants/mine/${check.merchantId}/disputes`} scope={check.id} tried={mine}>
        <FormId id={newId()} tried={mine} />
        <input type="hidden" name="checkId" value={check.id} />
        <TextArea
          name="why"
          label={t('哪里不对', 'What is wrong')}
          help={t('由另一位工作人员在工作日期限内决定。', 'Somebody else decides within working days.')}
          maxlength={500}
          rows={3}
          tried={mine}
        />
        <Submit look="quiet">{t('提出异议', 'Dispute it')}</Submit>
      </Form>
    </details>
  )
}
