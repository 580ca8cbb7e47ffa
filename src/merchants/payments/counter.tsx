import { toCityTime } from '../../kit/clock.ts'
import { spoken } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Empty,
  Figure,
  Form,
  FormId,
  LinkButton,
  PostButton,
  Submit,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { paymentNames, paymentTones } from '../labels.ts'
import type { Merchant } from '../queries.ts'
import type { Payment } from './queries.ts'

export type CounterProps = {
  merchant: Merchant
  formId: string
  /** Why nothing is accepted at the moment. */
  closed: 'off' | 'paused' | 'inactive' | undefined
  accepted: number
  cap: number
  max: number
  payments: readonly Payment[]
  isOwner: boolean
  month: string
  tried: Tried | undefined
}

/** The counter of a shop: ask for points, see whether they came, give them back. */
export function CounterPage(props: CounterProps) {
  const { merchant, closed, accepted, cap, payments, isOwner, month } = props
  const t = useT()
  const reasons = {
    off: t('本市暂未开放在商户使用积分。', 'The city does not let points be spent at merchants at present.'),
    paused: t('物资保障率红灯，暂停在商户使用积分。', 'Coverage is red: points cannot be spent at merchants now.'),
    inactive: t('这家店现在不能收积分。', 'This shop cannot accept points now.'),
  }
  return (
    <>
      <h1>{t(`${merchant.name} 收积分`, `Points at ${merchant.name}`)}</h1>
      {closed ? <Alert tone="info">{reasons[closed]}</Alert> : <AskForm {...props} />}
      <div class="figures">
        <Figure
          value={accepted}
          label={t('本月已收（分）', 'Accepted this month')}
          note={t(`最多 ${cap}`, `at most ${cap}`)}
        />
      </div>
      <section>
        <h2>{t('今天', 'Today')}</h2>
        {payments.length === 0 && (
          <Empty title={t('今天还没有', 'Nothing yet today')}>
            <p>{t('收到的积分会列在这里。', 'What you accept is listed here.')}</p>
          </Empty>
        )}
        {payments.map((payment) => (
          <PaymentRow payment={payment} merchant={merchant} />
        ))}
      </section>
      {isOwner && (
        <p class="actions">
          <LinkButton href={`/merchants/counter/${merchant.id}/statement.csv?month=${month}`} look="quiet">
            {t('下载本月对账单', 'This month’s statement')}
          </LinkButton>
        </p>
      )}
    </>
  )
}

function AskForm({ merchant, formId, max, tried }: CounterProps) {
  const t = useT()
  return (
    <Form action={`/merchants/counter/${merchant.id}`} class="card" tried={tried}>
      <FormId id={formId} />
      <TextField
        name="points"
        label={t('收多少分', 'How many points')}
        inputmode="numeric"
        help={t(`一次最多 ${max} 分。`, `At most ${max} at once.`)}
        tried={tried}
      />
      <TextField
        name="code"
        label={t('顾客的码', 'The customer’s code')}
        help={t(
          '扫顾客手机上“我的码”，或输入码下的 16 位数字、荣誉卡卡号。',
          'Scan their code, or type the 16 digits under it or the card number.',
        )}
        autocomplete="off"
      />
      <TextField
        name="pin"
        type="password"
        label={t('荣誉卡密码', 'PIN of the card')}
        help={t('用手机码的不填，由顾客在手机上确认。', 'Not for a code on a phone: that is confirmed there.')}
        inputmode="numeric"
        autocomplete="off"
        required={false}
        tried={tried}
      />
      <Submit look="big">{t('请顾客确认', 'Ask for it')}</Submit>
    </Form>
  )
}

function PaymentRow({ payment, merchant }: { payment: Payment; merchant: Merchant }) {
  const t = useT()
  const lang = useLang()
  const { id, number, points, state, askedAt } = payment
  return (
    <Card>
      <p>
        <strong>{points}</strong> {t('分', 'points')} · {spoken(number)} · {toCityTime(askedAt).slice(11)}{' '}
        <Chip tone={paymentTones[state]}>{paymentNames[state][lang]}</Chip>
      </p>
      {state === 'paid' && (
        <div class="actions">
          <PostButton action={`/merchants/counter/${merchant.id}/payments/${id}/refund`} look="quiet">
            {t('全部退还', 'Give all of it back')}
          </PostButton>
        </div>
      )}
      {state === 'asked' && (
        <div class="actions">
          <PostButton action={`/merchants/counter/${merchant.id}/payments/${id}/cancel`} look="quiet">
            {t('取消', 'Cancel')}
          </PostButton>
        </div>
      )}
    </Card>
  )
}

type AskedProps = { payment: Payment; merchant: Merchant }

/** What the merchant sees while the customer reads the amount; it looks again by itself. */
export function AskedPage({ payment, merchant }: AskedProps) {
  const t = useT()
  const lang = useLang()
  const { number, points, state, id } = payment
  return (
    <>
      <h1>{merchant.name}</h1>
      <div class="figures">
        <Figure value={points} label={t('分', 'points')} />
      </div>
      <p class="lead">
        <Chip tone={paymentTones[state]}>{paymentNames[state][lang]}</Chip> {spoken(number)}
      </p>
      {state === 'asked' && (
        <Alert tone="info">
          {t(
            '请顾客在手机上打开“消息”，核对金额后确认。',
            'The customer opens their messages and confirms the amount.',
          )}
        </Alert>
      )}
      {state === 'paid' && <Alert tone="good">{t('收到了。', 'Received.')}</Alert>}
      <div class="actions">
        <LinkButton href={`/merchants/counter/${merchant.id}`} look={state === 'asked' ? 'quiet' : 'primary'}>
          {t('回柜台', 'Back to the counter')}
        </LinkButton>
        {state === 'asked' && (
          <PostButton action={`/merchants/counter/${merchant.id}/payments/${id}/cancel`} look="quiet">
            {t('取消', 'Cancel')}
          </PostButton>
        )}
      </div>
    </>
  )
}
