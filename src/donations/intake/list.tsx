import { type DonationState, donationStates } from '../../../db/schema/donations.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Checkbox,
  Chip,
  Empty,
  Form,
  FormId,
  LinkButton,
  More,
  Select,
  Submit,
  Table,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Body } from '../bodies/queries.ts'
import type { Donor } from '../donors/queries.ts'
import { donationStateNames, legalKindNames } from '../labels.ts'
import type { Donation } from './queries.ts'

type ListProps = {
  rows: { donation: Donation; donor: string }[]
  mayHandle: boolean
  next: string | undefined
  state: DonationState | undefined
}

export function DonationList({ rows, mayHandle, next, state }: ListProps) {
  const [t, lang] = [useT(), useLang()]
  const href = state ? `/desk/donations?state=${state}` : '/desk/donations'
  return (
    <>
      <header class="page-head">
        <h1>{t('捐赠', 'Donations')}</h1>
        <p class="actions">
          {mayHandle && <LinkButton href="/desk/donors/new">{t('登记捐赠', 'Enter a donation')}</LinkButton>}
          <LinkButton href="/desk/donors" look="quiet">
            {t('捐赠人', 'Donors')}
          </LinkButton>
          <LinkButton href="/desk/receiving-bodies" look="quiet">
            {t('接收单位', 'Receiving bodies')}
          </LinkButton>
        </p>
      </header>
      <nav class="tabs" aria-label={t('按状态', 'By state')}>
        <a href="/desk/donations" aria-current={state ? undefined : 'page'}>
          {t('全部', 'All')}
        </a>
        {donationStates.map((name) => (
          <a href={`/desk/donations?state=${name}`} aria-current={state === name ? 'page' : undefined}>
            {donationStateNames[name][lang]}
          </a>
        ))}
      </nav>
      {rows.length === 0 && state ? (
        <Empty title={t('没有这样的捐赠', 'There is none')} />
      ) : rows.length === 0 ? (
        <Empty title={t('还没有捐赠', 'No donation yet')}>
          <p>{t('先登记捐赠人，再登记捐了什么。', 'Enter the donor first, then what was given.')}</p>
        </Empty>
      ) : (
        <Table
          head={[
            t('编号', 'Number'),
            t('捐赠人', 'Donor'),
            t('日期', 'Day'),
            t('接收单位', 'Receiving body'),
            t('状态', 'State'),
          ]}
          rows={rows.map(({ donation, donor }) => [
            <a class="whole" href={`/desk/donations/${donation.id}`}>
              {donation.number ?? t('登记中', 'being entered')}
            </a>,
            donor || t('匿名', 'Anonymous'),
            <span class="whole">{donation.givenOn}</span>,
            donation.bodyName,
            <Chip tone={donationStateNames[donation.state].tone}>{donationStateNames[donation.state][lang]}</Chip>,
          ])}
        />
      )}
      <More href={next && `${href}${state ? '&' : '?'}before=${next}`} />
    </>
  )
}

type NewProps = {
  donor: Donor
  name: string
  bodies: Body[]
  stores: Store[]
  today: string
  id: string
  tried: Tried | undefined
}

export function NewDonation({ donor, name, bodies, stores, today, id, tried }: NewProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <a class="back" href={`/desk/donors/${donor.id}`}>
        {name || t('匿名', 'Anonymous')}
      </a>
      <h1>{t('登记捐赠', 'A donation')}</h1>
      {bodies.length === 0 && (
        <Alert tone="warn">
          {t('还没有接收单位，请管理员先登记。', 'No receiving body yet: an administrator names one first.')}{' '}
          <a href="/desk/receiving-bodies">{t('接收单位', 'Receiving bodies')}</a>
        </Alert>
      )}
      <Form action="/desk/donations" tried={tried}>
        <FormId id={id} tried={tried} />
        <input type="hidden" name="donorId" value={donor.id} />
        <Select
          name="bodyId"
          label={t('接收单位', 'Receiving body')}
          value={bodies.length === 1 ? bodies[0]?.id : undefined}
          choices={bodies.map((body) => ({
            value: body.id,
            label: `${body.name}（${legalKindNames[body.legalKind][lang]}）`,
          }))}
          empty={t('请选择', 'Choose')}
          tried={tried}
        />
        <Select
          name="storeId"
          label={t('经哪家超市', 'Through which store')}
          value={stores.length === 1 ? stores[0]?.id : undefined}
          choices={stores.map((store) => ({ value: store.id, label: store.name }))}
          empty={t('请选择', 'Choose')}
          tried={tried}
        />
        <TextField
          name="givenOn"
          label={t('捐赠日期', 'Given on')}
          type="date"
          value={today}
          max={today}
          tried={tried}
        />
        <TextArea name="note" label={t('备注', 'Note')} maxlength={500} rows={2} required={false} tried={tried} />
        <Checkbox name="receiptWaived" label={t('捐赠人表示不要凭证', 'The donor wants no receipt')} tried={tried} />
        <Submit>{t('下一步：登记物资', 'Next: the goods')}</Submit>
      </Form>
    </>
  )
}
