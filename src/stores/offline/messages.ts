import { spoken } from '../../kit/ids.ts'
import type { Order } from '../orders/queries.ts'
import { cityMinute } from '../rules.ts'

/** Tells somebody that goods handed over without network were ordered for them afterwards. */
export const orderCharged = (order: Order, claimedAt: Date) => ({
  key: `order-${order.id}-charged`,
  title: { zh: `补记一笔领取，${order.points} 分`, en: `Recorded later: ${order.points} points` },
  body: {
    zh: `${cityMinute(claimedAt)} 柜台断网时发给您的东西没有对应的兑换单，现已补记，取货码 ${spoken(order.number)}。如果您没有领过，请找社区核对，可以退回。`,
    en: `On ${cityMinute(claimedAt)} a counter without network gave you goods that no order covered. They are now recorded as ${spoken(order.number)}. If you did not take them, ask your community: it can be undone.`,
  },
  href: `/orders/${order.id}`,
})
