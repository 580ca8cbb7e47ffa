import { groupBy } from '../../kit/group.ts'
import { Card, Empty, LinkButton, More, Points, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { StateChip } from './parts.tsx'
import type { Line, Order } from './queries.ts'

type ListProps = { orders: Order[]; lines: Line[]; names: Map<string, string>; next: string | undefined }

export function OrderList({ orders, lines, names, next }: ListProps) {
  const t = useT()
  const goods = groupBy(lines, ({ orderId }) => orderId)
  return (
    <>
      <header class="page-head">
        <h1>{t('我的兑换单', 'My orders')}</h1>
        <LinkButton href="/stores" look="quiet">
          {t('去兑换', 'Redeem points')}
        </LinkButton>
      </header>
      {orders.length === 0 && (
        <Empty title={t('还没有兑换过', 'No orders yet')}>
          <p>
            {t(
              '选一家荣誉超市，用积分换些用得上的东西。',
              'Choose a store and redeem your points for something useful.',
            )}
          </p>
        </Empty>
      )}
      <div class="cards">
        {orders.map((order) => (
          <Card href={`/orders/${order.id}`}>
            <p class="row">
              <StateChip state={order.state} />
              <Points points={order.points} />
            </p>
            <h2>
              {(goods.get(order.id) ?? []).map(({ name, quantity }) => `${name} × ${quantity}`).join(t('、', ', '))}
            </h2>
            <p class="muted">
              {names.get(order.storeId)} · <Time at={order.placedAt} />
            </p>
          </Card>
        ))}
      </div>
      <More href={next && `/orders?before=${next}`} />
    </>
  )
}
