import type { Area } from '../../areas/queries.ts'
import type { Item, Store } from '../../stock/queries.ts'
import {
  Alert,
  Card,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  PostButton,
  Select,
  Submit,
  Table,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Donor } from '../donors/queries.ts'
import { donationStateNames, legalKindNames, money, stepNames, weight } from '../labels.ts'
import { nowhere, type Places, worthOf } from '../rules.ts'
import { Where } from '../where/views.tsx'
import { LineForm } from './line-form.tsx'
import type { TriedHere } from './pages.tsx'
import { Purpose } from './purpose.tsx'
import type { Donation, eventsOf, Line } from './queries.ts'

type Props = {
  donation: Donation
  store: Store
  donor: Donor
  name: string
  lines: Line[]
  places: Map<string, Places>
  items: Item[]
  picked: Item | undefined
  scanned: string | undefined
  areas: Area[]
  stores: Store[]
  events: Awaited<ReturnType<typeof eventsOf>>
  mayHandle: boolean
  tried: TriedHere
  newId: () => string
}

export function DonationPage(props: Props) {
  const { donation, donor, name, store, lines, mayHandle, tried, newId } = props
  const [t, lang] = [useT(), useLang()]
  const { tone, ...state } = donationStateNames[donation.state]
  return (
    <>
      <a class="back" href="/desk/donations">
        {t('捐赠', 'Donations')}
      </a>
      <header class="page-head">
        <h1>{donation.number ?? t('登记中的捐赠', 'A donation being entered')}</h1>
        <Chip tone={tone}>{state[lang]}</Chip>
      </header>
      <div class="split">
        <div class="stack">
          <Card>
            <Facts
              rows={[
                [t('捐赠人', 'Donor'), <a href={`/desk/donors/${donor.id}`}>{name || t('匿名', 'Anonymous')}</a>],
                [
                  t('接收单位', 'Receiving body'),
                  `${donation.bodyName}（${legalKindNames[donation.bodyLegalKind][lang]}）`,
                ],
                [t('接收地点', 'Received at'), store.name],
                [t('捐赠日期', 'Given on'), donation.givenOn],
                [t('价值合计', 'Worth'), money(worthOf(lines))[lang]],
                ...(donation.note ? [[t('备注', 'Note'), donation.note] as const] : []),
              ]}
            />
            {donation.number && (
              <p class="actions">
                {donation.receiptWaived && <Chip>{t('捐赠人不要凭证', 'No receipt wanted')}</Chip>}
                <LinkButton href={`/desk/donations/${donation.id}/receipt`} look="quiet">
                  {t('打印凭证', 'Print the receipt')}
                </LinkButton>
              </p>
            )}
          </Card>
          <Lines {...props} />
        </div>
        {mayHandle && (
          <div class="stack">
            {donation.state === 'draft' && <LineForm {...props} tried={tried.line} id={newId()} />}
            {donation.state === 'received' && <Inspect {...props} />}
            {donation.state !== 'voided' && <Void {...props} />}
          </div>
        )}
      </div>
      <History events={props.events} />
    </>
  )
}

function Lines(props: Props) {
  const { donation, lines, mayHandle } = props
  const [t, lang] = [useT(), useLang()]
  const isDraft = donation.state === 'draft'
  if (lines.length === 0) return <Empty title={t('还没有登记捐了什么', 'Nothing entered yet')} />
  return (
    <>
      <Table
        head={[
          t('物资', 'What'),
          t('数量', 'Quantity'),
          t('单价', 'Each'),
          t('合计', 'Together'),
          t('定向', 'For'),
          '',
        ]}
        rows={lines.map((line) => [
          line.name,
          `${line.quantity} ${line.unit}${line.grams ? `（${weight(line.grams)}）` : ''}`,
          <span class="whole">{money(line.unitValueFen)[lang]}</span>,
          <span class="whole">{money(worthOf([line]))[lang]}</span>,
          <>
            <Purpose line={line} />{' '}
            {line.kind === 'money' && donation.number && donation.state !== 'voided' && (
              <a class="whole" href={`/desk/donations/${donation.id}/lines/${line.id}/money`}>
                {t('使用情况', 'how it was used')}
              </a>
            )}{' '}
            {donation.number && donation.state !== 'voided' && (
              <a class="whole" href={`/desk/donations/${donation.id}/lines/${line.id}/use`}>
                {t('变更用途', 'change of use')}
              </a>
            )}
          </>,
          isDraft && mayHandle && (
            <PostButton action={`/desk/donations/${donation.id}/lines/${line.id}/drop`} look="row">
              {t('去掉', 'Take out')}
            </PostButton>
          ),
        ])}
      />
      {isDraft && mayHandle && (
        <PostButton action={`/desk/donations/${donation.id}/receive`} fields={{ version: String(donation.version) }}>
          {t('接收，出凭证编号', 'Receive it: it gets its number')}
        </PostButton>
      )}
      {!isDraft && lines.filter(({ kind }) => kind === 'goods').map((line) => <OnItsWay {...props} line={line} />)}
    </>
  )
}

function OnItsWay({ donation, line, places, stores, tried, newId, mayHandle }: Props & { line: Line }) {
  const t = useT()
  const at = places.get(line.id) ?? nowhere
  const mine = tried.shelve?.lineId === line.id ? tried.shelve.tried : undefined
  return (
    <Card>
      <h3>{line.name}</h3>
      <Where places={at} unit={line.unit} quantity={line.quantity} />
      {donation.state === 'inspected' && at.waiting > 0 && stores.length > 0 && (
        <Form
          action={`/desk/donations/${donation.id}/lines/${line.id}/shelve`}
          tried={mine}
          class="filters"
          scope={line.id}
        >
          <FormId id={newId()} tried={mine} />
          <Select
            name="storeId"
            label={t('放到', 'To')}
            choices={stores.map((store) => ({ value: store.id, label: store.name }))}
            tried={mine}
          />
          <TextField
            name="quantity"
            label={t('件数', 'Pieces')}
            type="number"
            min={1}
            max={at.waiting}
            value={at.waiting}
            tried={mine}
          />
          <Submit>{t('上架', 'Put on the shelf')}</Submit>
        </Form>
      )}
      {mayHandle && at.onShelf + at.collected + at.inTransit > 0 && <Recall {...{ donation, line, tried, newId }} />}
    </Card>
  )
}

function Recall({ donation, line, tried, newId }: Pick<Props, 'donation' | 'tried' | 'newId'> & { line: Line }) {
  const t = useT()
  const mine = tried.recall?.lineId === line.id ? tried.recall.tried : undefined
  return (
    <details class="fold" open={Boolean(mine)}>
      <summary>{t('召回这一批', 'Recall this lot')}</summary>
      <p class="help">
        {t(
          '各家超市立即停止发放；已预约的退分并通知，已领走的通知本人带回。',
          'Every store stops handing it out. Orders get their points back, and who took some home is told.',
        )}
      </p>
      <Form action={`/desk/donations/${donation.id}/lines/${line.id}/recall`} tried={mine} scope={`recall-${line.id}`}>
        <FormId id={newId()} tried={mine} />
        <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} tried={mine} />
        <Submit look="danger">{t('召回', 'Recall')}</Submit>
      </Form>
    </details>
  )
}

function Inspect({ donation, lines, tried }: Props) {
  const t = useT()
  return (
    <Card>
      <h2>{t('验收', 'Inspection')}</h2>
      <p class="help">
        {t(
          '物资要安全、卫生、能用。不合格的写件数，不会上架。',
          'Goods must be safe, clean and usable. What is not never reaches a shelf.',
        )}
      </p>
      <Form action={`/desk/donations/${donation.id}/inspect`} tried={tried.inspect}>
        <FormVersion version={donation.version} />
        {lines
          .filter(({ kind }) => kind === 'goods')
          .map((line) => (
            <TextField
              name={`rejected-${line.id}`}
              label={t(
                `“${line.name}”不合格件数（共 ${line.quantity}）`,
                `“${line.name}”: not fit, of ${line.quantity}`,
              )}
              type="number"
              min={0}
              max={line.quantity}
              value={0}
              tried={tried.inspect}
            />
          ))}
        <TextField name="why" label={t('不合格的原因', 'Why')} maxlength={200} required={false} tried={tried.inspect} />
        <Submit>{t('验收完成', 'Inspected')}</Submit>
      </Form>
    </Card>
  )
}

function Void({ donation, tried }: Props) {
  const t = useT()
  return (
    <details class="card" open={Boolean(tried.void)}>
      <summary>{t('登记错了，作废', 'Entered by mistake: void it')}</summary>
      <Alert tone="warn">
        {t(
          '编号不会再用。已经有物资上架的不能作废。',
          'Its number stays used. Not possible once goods are on a shelf.',
        )}
      </Alert>
      <Form action={`/desk/donations/${donation.id}/void`} tried={tried.void}>
        <FormVersion version={donation.version} />
        <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} tried={tried.void} />
        <Submit look="danger">{t('作废', 'Void')}</Submit>
      </Form>
    </details>
  )
}

function History({ events }: Pick<Props, 'events'>) {
  const [t, lang] = [useT(), useLang()]
  if (events.length === 0) return null
  return (
    <>
      <h2>{t('记录', 'History')}</h2>
      <Timeline
        events={events.map(({ at, step, who, reason }) => ({
          at,
          what: stepNames[step]?.[lang] ?? step,
          who: who ?? t('系统', 'system'),
          note: reason,
        }))}
      />
    </>
  )
}
