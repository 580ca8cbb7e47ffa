import { type OrderState, orderStates } from '../../../db/schema/stores.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { groupBy } from '../../kit/group.ts'
import { newId, spoken } from '../../kit/ids.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Checkbox,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  LinkButton,
  More,
  Points,
  Submit,
  Table,
  TextField,
  Time,
  Timeline,
} from '../../web/ui.tsx'
import { sentenceOf, useLang, useT, type Words } from '../../web/words.ts'
import type { ScanAt } from '../counter/queries.ts'
import { isGood } from '../counter/rules.ts'
import { Lines, StateChip, stateName, stepName } from '../orders/parts.tsx'
import type { Line, Order, OrderEvent } from '../orders/queries.ts'
import { keptOf, orderFlow } from '../orders/rules.ts'

type OrdersProps = {
  store: Store
  orders: Order[]
  lines: Line[]
  scans: ScanAt[]
  next: string | undefined
  state: OrderState | undefined
  day: string | undefined
  today: string
  words: Words
}

export function DeskOrders({ store, orders, lines, scans, next, state, day, today, words }: OrdersProps) {
  const t = useT()
  const goods = groupBy(lines, ({ orderId }) => orderId)
  const filter = new URLSearchParams({ ...(state ? { state } : {}), ...(day ? { day } : {}) })
  return (
    <>
      <header class="page-head">
        <h1>
          {store.name} · {t('兑换单', 'Orders')}
        </h1>
        <LinkButton href={`/desk/stores/${store.id}`} look="quiet">
          {t('超市资料', 'The store')}
        </LinkButton>
      </header>
      <div>
        <form method="get" class="filters">
          <div class="field">
            <label for="state">{t('状态', 'State')}</label>
            <select id="state" name="state">
              <option value="">{t('全部', 'All')}</option>
              {orderStates.map((each) => (
                <option value={each} selected={each === state}>
                  {stateName(t, each)}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="day">{t('下单日期', 'Placed on')}</label>
            <input id="day" name="day" type="date" value={day ?? ''} max={today} />
          </div>
          <Submit look="quiet">{t('筛选', 'Filter')}</Submit>
        </form>
      </div>
      {orders.length === 0 ? (
        <Empty title={t('没有这样的兑换单', 'No such orders')} />
      ) : (
        <Table
          head={[
            t('取货码', 'Number'),
            t('物品', 'Goods'),
            t('积分', 'Points'),
            t('状态', 'State'),
            t('下单', 'Placed'),
            t('最晚领取', 'Until'),
          ]}
          rows={orders.map((order) => [
            <a class="whole" href={`/desk/orders/${order.id}`}>
              {spoken(order.number)}
            </a>,
            <span class="goods-name">
              {(goods.get(order.id) ?? []).map(({ name, quantity }) => `${name} × ${quantity}`).join(t('、', ', '))}
            </span>,
            order.points,
            <StateChip state={order.state} />,
            <Time at={order.placedAt} />,
            <Time at={order.pickupUntil} />,
          ])}
        />
      )}
      <More href={next && `?${new URLSearchParams([...filter, ['before', next]])}`} />
      <Scans scans={scans} words={words} />
    </>
  )
}

/** The last things read at the counter, refused ones too. */
function Scans({ scans, words }: { scans: ScanAt[]; words: Words }) {
  const [t, lang] = [useT(), useLang()]
  const good: Record<string, string> = {
    shown: t('查看', 'Looked up'),
    person_shown: t('查看居民', 'Looked up a person'),
    handed_over: t('已发放', 'Handed over'),
  }
  if (scans.length === 0) return null
  return (
    <section>
      <h2>{t('最近扫码', 'Latest scans')}</h2>
      <Table
        head={[t('时间', 'When'), t('结果', 'What came of it'), t('取货码', 'Number'), t('管理员', 'Keeper')]}
        rows={scans.map(({ scan, keeper, number }) => [
          <ScanTime scan={scan} />,
          isGood(scan) ? (
            <Chip tone={scan.outcome === 'handed_over' ? 'good' : 'plain'}>{good[scan.outcome]}</Chip>
          ) : (
            sentenceOf(words, scan.outcome, scan.details, lang)
          ),
          number && (
            <a class="whole" href={`/desk/orders/${scan.orderId}`}>
              {spoken(number)}
            </a>
          ),
          keeper,
        ])}
      />
    </section>
  )
}

/** When it was received; and when the device says it was, where it had no network. */
function ScanTime({ scan: { at, claimedAt } }: { scan: ScanAt['scan'] }) {
  const t = useT()
  if (!claimedAt) return <Time at={at} />
  return (
    <>
      <Time at={claimedAt} />
      <br />
      <span class="muted">
        {t('断网，补交于', 'No network, sent')} <Time at={at} />
      </span>
    </>
  )
}

type OrderProps = {
  order: Order
  lines: Line[]
  store: Store
  events: OrderEvent[]
  actor: Actor
  tried: Tried | undefined
}

export function DeskOrder({ order, lines, store, events, actor, tried }: OrderProps) {
  const t = useT()
  const steps = stepsFor(orderFlow, order.state, standingOf(actor, { storeId: store.id, areaPath: store.areaPath }))
  return (
    <>
      <header class="page-head">
        <h1>
          {t('兑换单', 'Order')} {spoken(order.number)}
        </h1>
        <StateChip state={order.state} />
        <LinkButton href={`/orders/${order.id}/paper`} look="quiet">
          {t('打印取货单', 'Print the slip')}
        </LinkButton>
      </header>
      <div class="split">
        <section class="card">
          <Lines lines={lines} />
          <Facts
            rows={[
              [t('超市', 'Store'), <a href={`/desk/stores/${store.id}/orders`}>{store.name}</a>],
              [t('积分', 'Points'), <Points points={order.points} />],
              [t('下单', 'Placed'), <Time at={order.placedAt} withYear />],
              [t('最晚领取', 'Until'), <Time at={order.pickupUntil} withYear />],
            ]}
          />
          <Timeline events={events.map(({ at, step, reason }) => ({ at, what: stepName(t, step), note: reason }))} />
        </section>
        <div class="stack">
          {steps.includes('refund') && <ReturnForm {...{ order, lines, tried }} />}
          {steps.includes('cancel') && <CancelForm order={order} tried={tried} />}
        </div>
      </div>
    </>
  )
}

function ReturnForm({ order, lines, tried }: { order: Order; lines: Line[]; tried: Tried | undefined }) {
  const t = useT()
  return (
    <section class="card">
      <h2>{t('退货退分', 'Take goods back')}</h2>
      <p class="help">
        {t(
          '积分退回原来的批次，退货和原因都会留下记录。',
          'Points go back where they came from. The return and its reason stay on record.',
        )}
      </p>
      <Form action={`/desk/orders/${order.id}/return`} tried={tried}>
        <FormId id={newId()} tried={tried} />
        {lines
          .filter((line) => keptOf(line) > 0)
          .map((line) => (
            <TextField
              name={`pieces.${line.itemId}`}
              type="number"
              min={0}
              max={keptOf(line)}
              label={t(`${line.name}，退几${line.unit}`, `${line.name}: how many come back`)}
              value={keptOf(line)}
              tried={tried}
            />
          ))}
        <Checkbox
          name="damaged"
          label={t('已损坏，不能再发放', 'Damaged: do not put it back on the shelf')}
          tried={tried}
        />
        <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} tried={tried} />
        <Submit look="danger">{t('确认退货', 'Take back')}</Submit>
      </Form>
    </section>
  )
}

function CancelForm({ order, tried }: { order: Order; tried: Tried | undefined }) {
  const t = useT()
  return (
    <section class="card">
      <h2>{t('代居民取消', 'Cancel for the resident')}</h2>
      <Form action={`/desk/orders/${order.id}/cancel`} tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} tried={tried} />
        <Submit look="danger">{t('取消，积分退回', 'Cancel, points go back')}</Submit>
      </Form>
    </section>
  )
}
