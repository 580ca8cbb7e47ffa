import { spoken } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Facts, Figure, Form, LinkButton, PostButton, Submit, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { paymentNames, paymentTones } from '../labels.ts'
import type { Payment } from './queries.ts'

type PayerProps = { payment: Payment; merchantName: string; now: Date; tried: Tried | undefined }

/** The amount and the shop, before whoever pays; nothing moves until they say so. */
export function PayerPage({ payment, merchantName, now, tried }: PayerProps) {
  const t = useT()
  const lang = useLang()
  const { id, number, points, state, askedAt, expiresAt } = payment
  const isOpen = state === 'asked' && expiresAt > now
  const shown = state === 'asked' && !isOpen ? 'expired' : state
  return (
    <>
      <h1>{merchantName}</h1>
      <div class="figures">
        <Figure value={points} label={t('分', 'points')} />
      </div>
      <p>
        <Chip tone={paymentTones[shown]}>{paymentNames[shown][lang]}</Chip>
      </p>
      <Facts
        rows={[
          [t('编号', 'No.'), spoken(number)],
          [t('时间', 'Asked at'), <Time at={askedAt} />],
        ]}
      />
      {tried?.alert && !isOpen && <Alert>{tried.alert}</Alert>}
      {isOpen && (
        <>
          <Form action={`/merchants/payments/${id}/confirm`} tried={tried}>
            <Submit look="big">{t(`确认付 ${points} 分`, `Pay ${points} points`)}</Submit>
          </Form>
          <div class="actions">
            <PostButton action={`/merchants/payments/${id}/decline`} look="quiet">
              {t('不对，不付', 'No, this is wrong')}
            </PostButton>
          </div>
        </>
      )}
      {state === 'paid' && (
        <p class="muted">{t('商户当天可以全部退还。', 'The merchant can give all of it back on the same day.')}</p>
      )}
      <p class="actions">
        <LinkButton href="/merchants/payments" look="quiet">
          {t('我在商户用的积分', 'My points at merchants')}
        </LinkButton>
      </p>
    </>
  )
}

type ListProps = { rows: readonly { payment: Payment; merchantName: string }[] }

export function PayerList({ rows }: ListProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('我在商户用的积分', 'My points at merchants')}</h1>
      {rows.length === 0 && (
        <Empty title={t('还没有用过', 'None yet')}>
          <p>{t('在收积分的诚信商户出示“我的码”。', 'Show your code at a merchant that accepts points.')}</p>
        </Empty>
      )}
      <div class="list">
        {rows.map(({ payment: { id, points, state, askedAt }, merchantName }) => (
          <Card href={`/merchants/payments/${id}`}>
            <p>
              {merchantName} · <strong>{points}</strong> {t('分', 'points')}{' '}
              <Chip tone={paymentTones[state]}>{paymentNames[state][lang]}</Chip>
            </p>
            <Time at={askedAt} />
          </Card>
        ))}
      </div>
    </>
  )
}
