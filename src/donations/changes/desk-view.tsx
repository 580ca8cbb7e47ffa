import type { Area } from '../../areas/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Card,
  Checkbox,
  Form,
  FormId,
  PhotoField,
  PostButton,
  Select,
  Submit,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { Purpose } from '../intake/purpose.tsx'
import type { Line } from '../intake/queries.ts'
import { type UseChange, useNow } from './queries.ts'
import { ChangeRecord } from './views.tsx'

export type TriedHere = { ask?: Tried; paper?: Tried }

type Props = {
  line: Line
  changes: UseChange[]
  open: UseChange | undefined
  number: string
  mayAsk: boolean
  isAnonymous: boolean
  hasPhone: boolean
  steps: string[]
  isMine: boolean
  areas: Area[]
  tried: TriedHere
  id: string
}

export function UsePage(props: Props) {
  const { line, changes, open, number, mayAsk, isAnonymous } = props
  const t = useT()
  return (
    <>
      <a class="back" href={`/desk/donations/${line.donationId}`}>
        {number}
      </a>
      <h1>{t(`“${line.name}”的用途`, `What “${line.name}” is for`)}</h1>
      <p class="lead">
        {t('现在：', 'Now: ')}
        <Purpose line={useNow(line, changes)} />
      </p>
      <p class="help">
        {t(
          '没有捐赠人同意，不能改作他用。不同意或没有答复，都仍按原来的用途。',
          'Without the donor’s consent it is used for nothing else. No answer is no consent.',
        )}
      </p>
      {open && <Open {...props} open={open} />}
      {!open && mayAsk && <Ask {...props} />}
      {isAnonymous && <p class="note">{t('匿名捐赠无法询问捐赠人。', 'An anonymous donor cannot be asked.')}</p>}
      {changes.some((change) => change !== open) && (
        <>
          <h2>{t('以前的询问', 'Asked before')}</h2>
          {changes
            .filter((change) => change !== open)
            .map((change) => (
              <Card>
                <ChangeRecord change={change} />
                <Scan change={change} />
              </Card>
            ))}
        </>
      )}
    </>
  )
}

function Scan({ change }: { change: UseChange }) {
  const t = useT()
  if (!change.paperPhotoId) return null
  return (
    <a href={`/photos/${change.paperPhotoId}`}>
      <img class="photo" src={`/photos/${change.paperPhotoId}`} alt={t('签字的同意书', 'The signed paper')} />
    </a>
  )
}

function Open({ line, open, steps, isMine, hasPhone, tried }: Props & { open: UseChange }) {
  const t = useT()
  const here = `/desk/donations/${line.donationId}/lines/${line.id}/use/${open.id}`
  return (
    <Card>
      <ChangeRecord change={open} />
      <Scan change={open} />
      {open.state === 'asked' && (
        <p class="help">
          {hasPhone
            ? t(
                '已发短信请捐赠人答复：用凭证上的二维码和短信验证码，或登录。',
                'A text message asks for the answer: by the receipt’s code and a code to the phone, or signed in.',
              )
            : t('捐赠人没有留手机号，只能签纸质同意书。', 'The donor left no phone: only signed paper will do.')}
        </p>
      )}
      {steps.includes('takeDown') && (
        <details class="fold" open={Boolean(tried.paper)}>
          <summary>{t('捐赠人签了纸质同意书', 'The donor signed on paper')}</summary>
          <Form action={`${here}/paper`} upload tried={tried.paper}>
            <PhotoField
              name="photos"
              label={t('同意书的照片或扫描件', 'A picture or scan of the paper')}
              help={t('签字、日期、物品和新用途要看得清。', 'Signature, date, goods and new use must be legible.')}
              required
              tried={tried.paper}
            />
            <Submit>{t('登记，交另一人核对', 'Take down; another person confirms')}</Submit>
          </Form>
        </details>
      )}
      {steps.includes('confirm') && isMine && (
        <p class="note">{t('请另一位工作人员核对同意书。', 'Another member of staff has to confirm it.')}</p>
      )}
      <div class="actions">
        {steps.includes('confirm') && !isMine && (
          <PostButton action={`${here}/confirm`}>{t('核对无误，变更用途', 'It is right: change the use')}</PostButton>
        )}
        {steps.includes('sendBack') && (
          <PostButton action={`${here}/send-back`} look="quiet">
            {t('同意书不行，退回', 'The paper will not do')}
          </PostButton>
        )}
        {steps.includes('withdraw') && (
          <PostButton action={`${here}/withdraw`} look="quiet">
            {t('不再询问', 'No longer ask')}
          </PostButton>
        )}
      </div>
    </Card>
  )
}

function Ask({ line, areas, tried: { ask: tried }, id }: Props) {
  const t = useT()
  const choices = areas.filter(({ kind }) => !['compound', 'grid'].includes(kind))
  const depth = ({ path: areaPath }: Area) => '　'.repeat(areaPath.split('/').length - 2)
  return (
    <Card>
      <h2>{t('问捐赠人能否改作他用', 'Ask the donor for another use')}</h2>
      <Form action={`/desk/donations/${line.donationId}/lines/${line.id}/use`} tried={tried}>
        <FormId id={id} tried={tried} />
        <TextArea
          name="reason"
          label={t('为什么要改', 'Why')}
          help={t('捐赠人会看到这句话。', 'The donor reads this.')}
          maxlength={200}
          rows={2}
          tried={tried}
        />
        <Select
          name="forAreaId"
          label={t('改为只给这里的居民', 'Only for people of')}
          choices={choices.map((area) => ({ value: area.id, label: depth(area) + area.name }))}
          empty={t('不限', 'Anywhere')}
          required={false}
          tried={tried}
        />
        <Checkbox name="forNeed" label={t('只给困难家庭', 'Only for households in need')} tried={tried} />
        <TextField name="purpose" label={t('新用途', 'The new use')} maxlength={200} required={false} tried={tried} />
        <Submit>{t('询问捐赠人', 'Ask')}</Submit>
      </Form>
    </Card>
  )
}
