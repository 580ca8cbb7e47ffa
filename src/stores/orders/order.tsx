import { standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId, spoken } from '../../kit/ids.ts'
import type { RedemptionTerms } from '../../points/redemption/rules.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Facts, LinkButton, Points, PostButton, Time, Timeline } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { DoorBox, DoorCode, type DoorView } from '../deliveries/resident.tsx'
import { OpenNow } from '../parts.tsx'
import { cityMinute } from '../rules.ts'
import { Lines, PickupCode, StateChip, stepName } from './parts.tsx'
import type { Line, Order, OrderEvent } from './queries.ts'
import { orderFlow } from './rules.ts'

type OrderProps = {
  order: Order
  lines: Line[]
  store: Store
  events: OrderEvent[]
  svg: string
  proxyName: string | null
  isOwner: boolean
  /** How it may come to the owner's door. */
  door: DoorView | undefined
  tried?: Tried | undefined
  /** The redemption terms the order was placed under. */
  version: { number: number; terms: RedemptionTerms }
  now: Date
}

/** What to show at the counter, and in plain words what, where and until when. */
export function OrderPage({ order, lines, store, events, svg, proxyName, isOwner, door, ...rest }: OrderProps) {
  const { version, tried, now } = rest
  const t = useT()
  const isWaiting = order.state === 'ready' || order.state === 'partly_collected'
  // At the counter it is refused while somebody brings it: the code of the door is the one to show.
  const isOut = isWaiting && door?.delivery?.state === 'taken'
  return (
    <>
      <header class="page-head">
        <h1>{isWaiting && !isOut ? t('凭码领取', 'Show this to collect') : t('兑换单', 'Order')}</h1>
        <StateChip state={order.state} />
      </header>
      {isWaiting && !isOut && <PickupCode svg={svg} number={order.number} />}
      {!isWaiting && <Ended order={order} />}
      {isOut && <DoorBox {...door} tried={tried} />}
      {isWaiting && order.points > version.terms.proofAbovePoints && (
        <Alert tone="info">
          {t(
            '领取时管理员会问手机号后四位或荣誉卡密码。',
            'The keeper will ask for the last four digits of your phone, or your card’s PIN.',
          )}
        </Alert>
      )}
      <section class="card">
        <Lines lines={lines} />
        <Facts
          rows={[
            [t('在哪里领', 'Where'), <StoreLine store={store} now={now} />],
            ...(isWaiting ? [[t('最晚', 'Until'), <Time at={order.pickupUntil} />] as const] : []),
            [t('积分', 'Points'), <Points points={order.points} />],
            ...(proxyName && isOwner ? [[t('代领人', 'Collected by'), proxyName] as const] : []),
            [t('按哪一版规则', 'By the terms'), <TermsLink number={version.number} />],
          ]}
        />
      </section>
      {isWaiting && door && !isOut && <DoorBox {...door} tried={tried} />}
      {!isOut && <Steps {...{ order, isOwner, version }} isBrought={Boolean(door?.door)} />}
      <details>
        <summary>{t('办理记录', 'What happened')}</summary>
        <Timeline events={events.map(({ at, step, reason }) => ({ at, what: stepName(t, step), note: reason }))} />
      </details>
    </>
  )
}

function TermsLink({ number }: { number: number }) {
  const t = useT()
  return <a href="/rules#REDEEM">{t(`兑换规则第 ${number} 版`, `Redemption terms no. ${number}`)}</a>
}

function StoreLine({ store, now }: { store: Store; now: Date }) {
  return (
    <>
      <a href={`/stores/${store.id}`}>{store.name}</a> {store.address}
      <br />
      <OpenNow store={store} now={now} />
    </>
  )
}

function Ended({ order }: { order: Order }) {
  const t = useT()
  const when = cityMinute(order.closedAt ?? order.pickupUntil)
  if (order.state === 'collected') return <Alert tone="good">{t(`${when} 已领取。`, `Collected on ${when}.`)}</Alert>
  if (order.state === 'canceled')
    return <Alert tone="info">{t(`${when} 已取消，积分已退回。`, `Canceled on ${when}. Your points are back.`)}</Alert>
  if (order.state === 'refunded')
    return (
      <Alert tone="info">
        {t('已退货，积分已退回原来的批次。', 'Returned. Your points are back, with their old expiry.')}
      </Alert>
    )
  return (
    <Alert tone="warn">
      {t(
        `${when} 前没有领取，积分已退回，东西放回了货架。`,
        `Not collected before ${when}. Your points are back and the goods are on the shelf again.`,
      )}
    </Alert>
  )
}

type StepsProps = Pick<OrderProps, 'order' | 'isOwner' | 'version'> & { isBrought: boolean }

/** The buttons that the life cycle gives the owner. */
function Steps({ order, isOwner, version, isBrought }: StepsProps) {
  const t = useT()
  const { extensionHours } = version.terms
  const owner = { id: order.personId, name: '', grants: [] }
  const steps = isOwner ? stepsFor(orderFlow, order.state, standingOf(owner, { ownerId: order.personId })) : []
  const isWaiting = order.state === 'ready' || order.state === 'partly_collected'
  return (
    <div class="actions">
      {steps.includes('extend') && !order.extendedAt && (
        <PostButton action={`/orders/${order.id}/extend`} look="quiet" fields={{ id: newId() }}>
          {t(`来不及，延长 ${extensionHours} 小时`, `Keep it ${extensionHours} hours longer`)}
        </PostButton>
      )}
      {isWaiting && !isBrought && (
        <LinkButton href={`/orders/${order.id}/paper`} look="quiet">
          {t('打印取货单', 'Print')}
        </LinkButton>
      )}
      {steps.includes('cancel') && (
        <PostButton action={`/orders/${order.id}/cancel`} look="danger" fields={{ id: newId() }}>
          {order.state === 'ready' ? t('取消兑换', 'Cancel') : t('剩下的不要了', 'Give up the rest')}
        </PostButton>
      )}
    </div>
  )
}

/** What somebody without a phone keeps at hand until their goods are at the door. It opens no counter. */
export function DoorSlip({
  order,
  lines,
  door,
}: Pick<OrderProps, 'order' | 'lines'> & { door: NonNullable<DoorView['door']> }) {
  const t = useT()
  return (
    <article class="slip">
      <h1>{t('送货单', 'Door slip')}</h1>
      <DoorCode door={door} />
      <Lines lines={lines} />
      <Facts
        rows={[
          [t('兑换单', 'Order'), spoken(order.number)],
          [t('最晚', 'Until'), <Time at={order.pickupUntil} withYear />],
          [t('积分', 'Points'), <Points points={order.points} />],
        ]}
      />
      <p>
        {t(
          '东西拿到手，再把这个码给送货人看。没拿到，谁要都不要给。',
          'Show this code to whoever brings the goods once you hold them. Without the goods, give it to nobody.',
        )}
      </p>
    </article>
  )
}

/** Above a slip, on the screen alone: the way back, and how it comes onto paper. */
export function AboveSlip({ href }: { href: string }) {
  const t = useT()
  return (
    <p class="no-print actions">
      <a class="back" href={href}>
        {t('← 回兑换单', '← The order')}
      </a>
      <span class="help">{t('按 Ctrl+P，或用浏览器菜单打印。', 'Print with Ctrl+P or from the browser’s menu.')}</span>
    </p>
  )
}

/** The same on paper, for somebody without a phone. */
export function OrderSlip({ order, lines, store, svg }: Pick<OrderProps, 'order' | 'lines' | 'store' | 'svg'>) {
  const t = useT()
  return (
    <article class="slip">
      <h1>{t('荣誉超市取货单', 'Pickup slip')}</h1>
      <PickupCode svg={svg} number={order.number} />
      <Lines lines={lines} />
      <Facts
        rows={[
          [t('在哪里领', 'Where'), `${store.name} ${store.address}`],
          [t('最晚', 'Until'), <Time at={order.pickupUntil} withYear />],
          [t('积分', 'Points'), <Points points={order.points} />],
        ]}
      />
      <p>
        {t(
          `请把这张纸交给柜台扫码，或报取货码 ${spoken(order.number)}。过期不领，积分自动退回。`,
          `Show this at the counter, or read out ${spoken(order.number)}. If it lapses, the points go back by themselves.`,
        )}
      </p>
    </article>
  )
}
