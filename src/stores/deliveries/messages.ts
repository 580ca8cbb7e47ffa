import type { Sentence } from '../../web/words.ts'
import type { Order } from '../orders/queries.ts'
import { cityMinute } from '../rules.ts'

type Message = { key: string; title: Sentence; body: Sentence; href: string }

export const deliveryTaken = (order: Order, carrier: string, acts: number): Message => ({
  key: `delivery-${order.id}-taken-${acts}`,
  title: { zh: '有人给您送货了', en: 'Somebody is bringing your goods' },
  body: {
    zh: `送货人：${carrier}。到门口请出示兑换单上的送货码，没拿到东西不要先报码。`,
    en: `By: ${carrier}. At the door, show the door code on your order; not before you have the goods.`,
  },
  href: `/orders/${order.id}`,
})

export const deliveryFailed = (order: Order, reason: string, acts: number): Message => ({
  key: `delivery-${order.id}-failed-${acts}`,
  title: { zh: '没有送到，东西回到超市了', en: 'Not delivered: it is back at the store' },
  body: {
    zh: `原因：${reason}。请在 ${cityMinute(order.pickupUntil)} 前到超市领取，或再约一次。`,
    en: `Reason: ${reason}. Collect it at the store before ${cityMinute(order.pickupUntil)}, or ask once more.`,
  },
  href: `/orders/${order.id}`,
})

/** Nobody took it in time: that is the store's failing, not the resident's. */
export const deliveryUnserved = (order: Order): Message => ({
  key: `delivery-${order.id}-unserved-${order.pickupUntil.getTime()}`,
  title: { zh: '对不起，这次没人能送', en: 'Sorry, nobody could bring it' },
  body: {
    zh: `东西为您留到 ${cityMinute(order.pickupUntil)}，请到超市领取，或托人代领。`,
    en: `It is kept until ${cityMinute(order.pickupUntil)}. Please collect it at the store, or send somebody.`,
  },
  href: `/orders/${order.id}`,
})

export const orderDelivered = (order: Order, at: Date): Message => ({
  key: `order-${order.id}-delivered`,
  title: { zh: '东西已送到', en: 'Delivered' },
  body: {
    zh: `${cityMinute(at)} 凭送货码交到门口。如果您没有收到，请马上联系社区。`,
    en: `Handed over at the door on ${cityMinute(at)} against the door code. If you have nothing, tell your community at once.`,
  },
  href: `/orders/${order.id}`,
})
