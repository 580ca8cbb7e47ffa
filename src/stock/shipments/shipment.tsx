import { Card, Chip, Facts, Form, Submit, Table, TextField, Time, Timeline } from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import type { TriedHere } from './pages.tsx'
import { BackToList, stateNames } from './parts.tsx'
import type { eventsOfShipment, ShipmentLineRow, ShipmentRow } from './queries.ts'

const stepNames: Record<string, Sentence> = {
  send: { zh: '发出', en: 'Sent' },
  receive: { zh: '点收', en: 'Counted in' },
  callBack: { zh: '撤回', en: 'Called back' },
}

type ShipmentProps = {
  shipment: ShipmentRow
  lines: ShipmentLineRow[]
  events: Awaited<ReturnType<typeof eventsOfShipment>>
  steps: string[]
  /** The viewer sent it, and so somebody else counts it. */
  isOwn: boolean
  tried: TriedHere
}

export function ShipmentPage(props: ShipmentProps) {
  const { shipment, events, steps, isOwn } = props
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
        <ShipmentFacts shipment={shipment} />
        <div class="stack">
          {steps.includes('receive') && (isOwn ? <SomebodyElseCounts /> : <Receive {...props} />)}
          {steps.includes('callBack') && <CallBack {...props} />}
        </div>
      </div>
      <h2>{t('物品', 'Goods')}</h2>
      <Lines {...props} />
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

function SomebodyElseCounts() {
  const t = useT()
  return (
    <Card>
      <h2>{t('等另一个人点收', 'Somebody else counts it in')}</h2>
      <p class="help">
        {t(
          '这批货是您发出的。请收货超市的另一位店长、社区工作人员或管理员来点收。',
          'You sent it. Another keeper of the receiving store, a clerk or an administrator of its area counts it in.',
        )}
      </p>
    </Card>
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
