import { checkKinds, checkResults } from '../../../db/schema/merchants.ts'
import type { Standing } from '../../kit/actor.ts'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { Chip, Form, FormId, PhotoField, Radios, Select, Submit, Table, TextArea } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Dispute } from '../checks/queries.ts'
import { checkNames, resultNames, resultTones } from '../labels.ts'
import { Pictures } from '../pictures.tsx'
import type { Merchant } from '../queries.ts'
import type { CaseProps } from './case.tsx'

/** What staff found at a shop, what its owner says against it, and the form for the next check. */
export function Checks({ merchant, checks, standing, tried }: CaseProps) {
  const t = useT()
  const lang = useLang()
  const mayCheck = ['clerk', 'reviewer', 'admin'].some((role) => standing.has(role as Standing))
  const isOpen = ['active', 'suspended', 'lapsed'].includes(merchant.state)
  return (
    <section>
      <h2>{t('检查记录', 'Checks')}</h2>
      {checks.length > 0 && (
        <Table
          head={[t('日期', 'Day'), t('项目', 'What'), t('结果', 'Result'), t('说明', 'Note'), t('异议', 'Dispute')]}
          rows={checks.map(({ check, note, dispute, photos }) => [
            cityDay(check.at),
            checkNames[check.kind][lang],
            <Chip tone={resultTones[check.result]}>{resultNames[check.result][lang]}</Chip>,
            <>
              {note}
              <Pictures photos={photos} label={checkNames[check.kind][lang]} />
            </>,
            dispute ? <DisputeCell merchant={merchant} dispute={dispute} tried={tried.dispute} /> : '–',
          ])}
        />
      )}
      {mayCheck && isOpen && <CheckForm id={merchant.id} tried={tried.check} />}
    </section>
  )
}

function DisputeCell({ merchant, dispute, tried }: { merchant: Merchant; dispute: Dispute; tried: Tried | undefined }) {
  const t = useT()
  if (dispute.outcome)
    return (
      <>
        <Chip tone={dispute.outcome === 'upheld' ? 'good' : 'plain'}>
          {dispute.outcome === 'upheld'
            ? t('异议成立，不计分', 'Upheld: counts no longer')
            : t('异议不成立', 'Dismissed')}
        </Chip>
        <p class="muted">{dispute.answer}</p>
      </>
    )
  const mine = tried?.values.disputeId === dispute.id ? tried : undefined
  return (
    <details open={Boolean(mine)}>
      <summary>
        {t('有异议，期限 ', 'Disputed, due ')}
        {lastDayOf(dispute.dueAt)}
      </summary>
      <p>{dispute.why}</p>
      <Form action={`/desk/merchants/${merchant.id}/disputes`} scope={dispute.id} tried={mine}>
        <input type="hidden" name="disputeId" value={dispute.id} />
        <Radios
          name="outcome"
          label={t('决定', 'Decision')}
          choices={[
            { value: 'upheld', label: t('异议成立', 'Uphold') },
            { value: 'dismissed', label: t('异议不成立', 'Dismiss') },
          ]}
          tried={mine}
        />
        <TextArea name="answer" label={t('答复', 'Answer')} maxlength={500} rows={2} tried={mine} />
        <Submit look="quiet">{t('决定', 'Decide')}</Submit>
      </Form>
    </details>
  )
}

function CheckForm({ id, tried }: { id: string; tried: Tried | undefined }) {
  const t = useT()
  const lang = useLang()
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('记录一次检查', 'Record a check')}</summary>
      <Form action={`/desk/merchants/${id}/checks`} upload scope="check" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <Select
          name="kind"
          label={t('项目', 'What')}
          choices={checkKinds.map((value) => ({ value, label: checkNames[value][lang] }))}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <Radios
          name="result"
          label={t('结果', 'Result')}
          choices={checkResults.map((value) => ({ value, label: resultNames[value][lang] }))}
          tried={tried}
        />
        <TextArea name="note" label={t('看到了什么', 'What you saw')} maxlength={500} rows={3} tried={tried} />
        <PhotoField
          name="photos"
          label={t('现场照片', 'Photos')}
          help={t('纳税记录可以不附。', 'Not needed for the tax standing.')}
          multiple
          max={3}
          tried={tried}
        />
        <Submit>{t('记录', 'Record')}</Submit>
      </Form>
    </details>
  )
}
