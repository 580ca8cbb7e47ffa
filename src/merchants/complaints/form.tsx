import { cityDay } from '../../kit/clock.ts'
import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Checkbox,
  Chip,
  Empty,
  Form,
  FormId,
  LinkButton,
  PhotoField,
  Select,
  Submit,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { complaintNames, complaintStateNames, complaintTones } from '../labels.ts'
import { Pictures } from '../pictures.tsx'
import type { Merchant } from '../queries.ts'
import type { Complaint } from './queries.ts'

type FormProps = { merchant: Merchant; formId: string; isSignedIn: boolean; now: Date; tried: Tried | undefined }

export function ComplaintForm({ merchant, formId, isSignedIn, now, tried }: FormProps) {
  const t = useT()
  const lang = useLang()
  const kinds = Object.entries(complaintNames).map(([value, name]) => ({ value, label: name[lang] }))
  return (
    <>
      <h1>{t(`投诉“${merchant.name}”`, `Complain about “${merchant.name}”`)}</h1>
      <p class="lead">
        {t('商户只看到内容，看不到是谁投诉的。', 'The merchant reads what happened, never who complained.')}
      </p>
      {!isSignedIn && (
        <Alert tone="info">
          {t(
            '您没有登录，这会是一条匿名投诉：工作人员先到现场核查，查实后才计分，结果也没法通知您。',
            'You are not signed in, so this is anonymous: it counts only after staff have looked, and nobody can tell you the outcome.',
          )}
        </Alert>
      )}
      <Form action={`/merchants/${merchant.number}/complain`} upload tried={tried}>
        <FormId id={formId} tried={tried} />
        <Select
          name="kind"
          label={t('关于什么', 'What about')}
          choices={kinds}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <TextField
          name="happenedOn"
          label={t('哪一天', 'On which day')}
          type="date"
          value={cityDay(now)}
          max={cityDay(now)}
          tried={tried}
        />
        <TextArea name="what" label={t('发生了什么', 'What happened')} maxlength={1000} tried={tried} />
        <PhotoField name="photos" label={t('照片', 'Photos')} multiple max={3} tried={tried} />
        {isSignedIn && (
          <Checkbox
            name="anonymous"
            label={t('匿名投诉（先核查再计分，收不到结果）', 'Anonymous (counts after an inspection, no word back)')}
            {...(tried ? { tried } : {})}
          />
        )}
        <Submit>{t('提交投诉', 'Send the complaint')}</Submit>
      </Form>
    </>
  )
}

export function ComplainedPage({ number, merchant }: { number: string; merchant: Merchant }) {
  const t = useT()
  return (
    <>
      <h1>{t('已收到您的投诉', 'Your complaint was received')}</h1>
      <Alert tone="good">{t(`编号 ${number}，请记下。`, `Its number is ${number}.`)}</Alert>
      <p>
        {t(
          '商户在规定的工作日内答复，再由没有牵连的工作人员决定。',
          'The merchant answers within working days, then somebody who is not involved decides.',
        )}
      </p>
      <p class="actions">
        <LinkButton href={`/merchants/${merchant.number}`} look="quiet">
          {merchant.name}
        </LinkButton>
      </p>
    </>
  )
}

type MineProps = { rows: readonly { complaint: Complaint; merchantName: string; photos: readonly PhotoUse[] }[] }

export function MyComplaints({ rows }: MineProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('我的投诉', 'My complaints')}</h1>
      {rows.length === 0 && (
        <Empty title={t('您没有投诉过', 'You have not complained')}>
          <p>{t('扫店门口的码，就能投诉那家店。', 'Scan the code at a shop’s door to complain about it.')}</p>
        </Empty>
      )}
      {rows.map(({ complaint, merchantName, photos }) => (
        <Card>
          <h2>
            {merchantName}{' '}
            <Chip tone={complaintTones[complaint.state]}>{complaintStateNames[complaint.state][lang]}</Chip>
          </h2>
          <p class="muted">
            {complaint.number} · {complaintNames[complaint.kind][lang]} · {complaint.happenedOn}
          </p>
          <p>{complaint.what}</p>
          <Pictures photos={photos} label={t('照片', 'Photo')} />
          {complaint.decision && (
            <p>
              <strong>{t('决定：', 'Decision: ')}</strong>
              {complaint.decision}
            </p>
          )}
          {complaint.appealAnswer && (
            <p>
              <strong>{t('申诉结果：', 'On appeal: ')}</strong>
              {complaint.appealAnswer}
            </p>
          )}
        </Card>
      ))}
    </>
  )
}
