import { spoken } from '../../kit/ids.ts'
import type { Sentence } from '../../web/words.ts'
import { cityMinute } from '../rules.ts'
import type { Order } from './queries.ts'

type Message = { key: string; title: Sentence; body: Sentence; href: string }
type Place = { name: string }

const hrefOf = (order: Order) => `/orders/${order.id}`

export const orderReady = (order: Order, store: Place): Message => ({
  key: `order-${order.id}-ready`,
  title: { zh: '您兑换的东西可以领了', en: 'Your goods are ready' },
  body: {
    zh: `请在 ${cityMinute(order.pickupUntil)} 前到${store.name}领取，取货码 ${spoken(order.number)}。不是您兑换的？没领走之前可以随时取消，积分全部退回。`,
    en: `Collect them at ${store.name} before ${cityMinute(order.pickupUntil)}. Pickup number ${spoken(order.number)}. Not yours? Until it is collected you can cancel it, and all points come back.`,
  },
  href: hrefOf(order),
})

export const orderLapsesSoon = (order: Order, store: Place): Message => ({
  key: `order-${order.id}-lapses-${order.pickupUntil.getTime()}`,
  title: { zh: '还有东西没领', en: 'Something is waiting for you' },
  body: {
    zh: `${store.name}为您留到 ${cityMinute(order.pickupUntil)}，过时积分退回、东西放回货架。`,
    en: `${store.name} keeps it until ${cityMinute(order.pickupUntil)}. After that your points come back and the goods go back on the shelf.`,
  },
  href: hrefOf(order),
})

export const orderLapsed = (order: Order): Message => ({
  key: `order-${order.id}-lapsed`,
  title: { zh: '领取时间过了', en: 'The pickup time has passed' },
  body: {
    zh: `没有领的东西已放回货架，冻结的积分已退回您的账户。取货码 ${spoken(order.number)}。`,
    en: `What was not collected went back on the shelf and the points are yours again. Pickup number ${spoken(order.number)}.`,
  },
  href: hrefOf(order),
})

/** When somebody else than its owner gave it up. */
export const orderCanceled = (order: Order, reason: string): Message => ({
  key: `order-${order.id}-canceled`,
  title: { zh: '兑换单已代您取消', en: 'Your order was canceled for you' },
  body: {
    zh: `超市取消了取货码 ${spoken(order.number)}，原因：${reason}。没有领的部分，积分已退回您的账户。`,
    en: `The store canceled ${spoken(order.number)}: ${reason}. The points for what was not collected are back.`,
  },
  href: hrefOf(order),
})

/** @param by who collected instead of its owner */
export const orderHandedOver = (order: Order, store: Place, at: Date, by?: string): Message => ({
  key: `order-${order.id}-handed-over-${at.getTime()}`,
  title: { zh: '东西已领取', en: 'Collected' },
  body: {
    zh: `${cityMinute(at)} 在${store.name}${by ? `由${by}代为` : ''}领取。如果不是您或您托的人，请马上联系社区。`,
    en: `Collected at ${store.name} on ${cityMinute(at)}${by ? ` by ${by}` : ''}. If that was neither you nor somebody you sent, tell your community at once.`,
  },
  href: hrefOf(order),
})

export const orderRefunded = (order: Order, points: number): Message => ({
  key: `order-${order.id}-refunded-${order.acts}`,
  title: { zh: `退回 ${points} 分`, en: `${points} points are back` },
  body: {
    zh: `退货已登记，${points} 分回到您的账户，仍按原来的有效期。`,
    en: `Your return is recorded. ${points} points are back in your account with their old expiry.`,
  },
  href: hrefOf(order),
})

export const orderRecalled = (
  order: Order,
  { name, unit }: { name: string; unit: string },
  { pieces, points }: { pieces: number; points: number },
): Message => ({
  key: `order-${order.id}-recalled-${order.acts}`,
  title: { zh: `“${name}”被召回`, en: `“${name}” was recalled` },
  body: {
    zh: `您兑换的 ${pieces} ${unit}“${name}”正在召回，不再发放，${points} 分已退回您的账户。`,
    en: `The ${pieces} “${name}” you ordered are being recalled and are not handed out. ${points} points are back.`,
  },
  href: hrefOf(order),
})
