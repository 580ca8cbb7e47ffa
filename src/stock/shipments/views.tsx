import type { ShipmentState } from '../../../db/schema/shipments.ts'
import type { Tried } from '../../web/form.ts'
import {
  Card,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  LinkButton,
  More,
  Select,
  Submit,
  Table,
  TextField,
  Time,
  Timeline,
} from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import type { Store } from '../queries.ts'
import type { TriedHere } from './pages.tsx'
import type { eventsOfShipment, LotToSend, ShipmentLineRow, ShipmentRow } from './queries.ts'

const stateNames: Record<ShipmentState, Sentence & { tone: 'accent' | 'good' | 'plain' }> = {
  sent: { zh: '在途', en: 'On its way', tone: 'accent' },
  received: { zh: '已点收', en: 'Counted in', tone: 'good' },
  called_back: { zh: '已撤回', en: 'Called back', tone: 'plain' },
}

const stepNames: Record<string, Sentence> = {
  send: { zh: '发出', en: 'Sent' },
  receive: { zh: '点收', en: 'Counted in' },
  callBack: { zh: '撤回', en: 'Called back' },
}

type ListProps = { onTheWay: ShipmentRow[]; ended: ShipmentRow[]; next: string | undefined; maySend: boolean }

export function ShipmentList({ onTheWay, ended, next, maySend }: ListProps) {
  const t = useT()
  return (
    <>
      <a class="back" href="/desk">
        {t('工作台', 'Desk')}
      </a>
      <header class="page-head">
        <h1>{t('调拨', 'Shipments')}</h1>
        {maySend && <LinkButton href="/desk/shipments/new">{t('新调拨', 'New shipment')}</LinkButton>}
      </header>
      <h2>{t('在途', 'On their way')}</h2>
      {onTheWay.length === 0 ? (
        <Empty title={t('现在没有在途的货', 'Nothing is on its way')} />
      ) : (
        <ShipmentTable rows={onTheWay} />
      )}
      {ended.length > 0 && (
        <>
          <h2>{t('已结束', 'Ended')}</h2>
          <ShipmentTable rows={ended} />
          <More href={next && `/desk/shipments?before=${next}`} />
        </>
      )}
    </>
  )
}

function ShipmentTable({ rows }: { rows: ShipmentRow[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Table
      head={[
        t('单号', 'Number'),
        t('调出', 'From'),
        t('调入', 'To'),
        t('发出时间', 'Sent'),
        t('发出人', 'By'),
        t('状态', 'State'),
      ]}
      rows={rows.map((row) => [
        <a class="whole" href={`/desk/shipments/${row.id}`}>
          {row.number}
        </a>,
        <span class="goods-name">{row.fromName}</span>,
        <span class="goods-name">{row.toName}</span>,
        <Time at={row.sentAt} />,
        row.sender ?? t('系统', 'System'),
        <Chip tone={stateNames[row.state].tone}>{stateNames[row.state][lang]}</Chip>,
      ])}
    />
  )
}

export function ChooseStore({ stores }: { stores: Store[] }) {
  const t = useT()
  return (
    <>
      <BackToList />
      <h1>{t('从哪家超市调出', 'From which store')}</h1>
      {stores.length === 0 && <Empty title={t('您名下没有超市', 'No store is yours')} />}
      <div class="cards">
        {stores.map((store) => (
          <Card href={`/desk/shipments/new?from=${store.id}`}>
            <h2>{store.name}</h2>
            <p class="muted">{store.address || t(`${store.number} 号店`, `Store ${store.number}`)}</p>
          </Card>
        ))}
      </div>
    </>
  )
}

type NewProps = { from: Store; others: Store[]; lots: LotToSend[]; tried: Tried | undefined; id: string }

export function NewShipment({ from, others, lots, tried, id }: NewProps) {
  const t = useT()
  return (
    <>
      <BackToList />
      <h1>{t(`从${from.name}调出`, `From ${from.name}`)}</h1>
      <p class="lead">
        {t(
          '发出以后就不在货架上了，对方点收前谁也兑换不到。',
          'Once sent it is on no shelf, and nobody can order it before it is counted there.',
        )}
      </p>
      {lots.length === 0 ? (
        <Empty title={t('没有可以调拨的货', 'Nothing here can be sent')}>
          <p>{t('已预留、过期和召回的不能调拨。', 'What is reserved, expired or recalled stays.')}</p>
        </Empty>
      ) : (
        <Form action="/desk/shipments" tried={tried}>
          <FormId id={id} tried={tried} />
          <input type="hidden" name="fromStoreId" value={from.id} />
          <Select
            name="toStoreId"
            label={t('调到', 'To')}
            empty={t('请选择', 'Choose')}
            choices={others.map((store) => ({ value: store.id, label: store.name }))}
            tried={tried}
          />
          <TextField name="note" label={t('备注', 'Note')} maxlength={200} required={false} tried={tried} />
          <h2>{t('调多少', 'How many')}</h2>
          <div class="cards">
            {lots.map((lot) => (
              <LotToSendCard lot={lot} tried={tried} />
            ))}
          </div>
          <Submit>{t('发出', 'Send')}</Submit>
        </Form>
      )}
    </>
  )
}

function LotToSendCard({ lot, tried }: { lot: LotToSend; tried: Tried | undefined }) {
  const t = useT()
  const free = lot.onHand - lot.reserved
  const until = lot.expiresOn ? t(`保质期至 ${lot.expiresOn}`, `good until ${lot.expiresOn}`) : t('不限保质期', 'keeps')
  return (
    <Card>
      <TextField
        name={`send-${lot.id}`}
        label={lot.name}
        help={`${t(`可调 ${free} ${lot.unit}`, `${free} ${lot.unit} free`)} · ${until} · ${lot.sourceNote}`}
        type="number"
        min={0}
        max={free}
        required={false}
        tried={tried}
      />
    </Card>
  )
}

type ShipmentProps = {
  shipment: ShipmentRow
  lines: ShipmentLineRow[]
  events: Awaited<ReturnType<typeof eventsOfShipment>>
  steps: string[]
  tried: TriedHere
}

export function ShipmentPage(props: ShipmentProps) {
  const { shipment, events, steps } = props
  const [t, lang] = [useT(), useLang()]
  const { tone, ...state } = stateNames[shipment.state]
  return (
    <>
      <BackToList />
      <header class="page-head">
        <h1>{shipment.number}</h1>
        <Chip tone={tone}>{state[lang]}</Chip>
      </header>
      <div class="split">
        <div class="stack">
          <ShipmentFacts shipment={shipment} />
          <Lines {...props} />
        </div>
        <div class="stack">
          {steps.includes('receive') && <Receive {...props} />}
          {steps.includes('callBack') && <CallBack {...props} />}
        </div>
      </div>
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

function ShipmentFacts({ shipment }: Pick<ShipmentProps, 'shipment'>) {
  const t = useT()
  return (
    <Card>
      <Facts
        rows={[
          [t('调出', 'From'), shipment.fromName],
          [t('调入', 'To'), shipment.toName],
          [t('发出', 'Sent'), <Time at={shipment.sentAt} withYear />],
          [t('发出人', 'Sent by'), shipment.sender ?? t('系统', 'System')],
          ...(shipment.note ? [[t('备注', 'Note'), shipment.note] as const] : []),
        ]}
      />
    </Card>
  )
}

function Lines({ shipment, lines }: ShipmentProps) {
  const t = useT()
  const isCounted = shipment.state === 'received'
  return (
    <Table
      head={[
        t('物品', 'Item'),
        t('发出', 'Sent'),
        ...(isCounted ? [t('实收', 'Arrived'), t('少了的原因', 'Why fewer')] : []),
        t('保质期至', 'Good until'),
        t('来源', 'Source'),
      ]}
      rows={lines.map((line) => [
        <span class="goods-name">
          {line.name} {line.quarantined && <Chip tone="bad">{t('暂停发放', 'Recalled')}</Chip>}
        </span>,
        <span class="num">{`${line.quantity} ${line.unit}`}</span>,
        ...(isCounted ? [<span class="num">{`${line.arrived} ${line.unit}`}</span>, line.missingWhy] : []),
        <span class="whole">{line.expiresOn ?? t('不限', 'Keeps')}</span>,
        <span class="goods-name">{line.sourceNote}</span>,
      ])}
    />
  )
}

/** The counting hand fills in every number itself: none is suggested. */
function Receive({ shipment, lines, tried: { receive: tried } }: ShipmentProps) {
  const t = useT()
  return (
    <Card>
      <h2>{t('到货点收', 'Count it in')}</h2>
      <p class="help">
        {t(
          '一种一种数，写实际收到的件数，没到的写 0。少了的写明原因，会报损并让捐赠人看到。',
          'Count each: 0 for what did not arrive. What is missing is written off with its reason, and its donor sees so.',
        )}
      </p>
      <Form action={`/desk/shipments/${shipment.id}/receive`} tried={tried}>
        {lines.map((line) => (
          <fieldset class="field">
            <legend>
              {t(`${line.name}（发出 ${line.quantity} ${line.unit}）`, `${line.name} (${line.quantity} sent)`)}
            </legend>
            <TextField
              name={`arrived-${line.id}`}
              label={t('实收件数', 'Arrived')}
              type="number"
              min={0}
              max={line.quantity}
              tried={tried}
            />
            <TextField
              name={`why-${line.id}`}
              label={t('少了的原因', 'Why fewer')}
              maxlength={200}
              required={false}
              tried={tried}
            />
          </fieldset>
        ))}
        <Submit>{t('确认点收', 'Count in')}</Submit>
      </Form>
    </Card>
  )
}

function CallBack({ shipment, tried: { callBack: tried } }: ShipmentProps) {
  const t = useT()
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('没有送出，撤回', 'It never left: call it back')}</summary>
      <Form action={`/desk/shipments/${shipment.id}/call-back`} tried={tried}>
        <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} tried={tried} />
        <Submit look="danger">{t('撤回，放回货架', 'Back to the shelf')}</Submit>
      </Form>
    </details>
  )
}

function BackToList() {
  const t = useT()
  return (
    <a class="back" href="/desk/shipments">
      {t('调拨', 'Shipments')}
    </a>
  )
}
