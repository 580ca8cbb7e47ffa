import { lastDayOf } from '../../kit/clock.ts'
import type { Sentence } from '../../web/words.ts'
import type { StandIn } from './queries.ts'

type Message = { key: string; title: Sentence; body: Sentence; href: string }

const href = '/orders/proxies'

export const youMayCollect = ({ id, goodUntil, orderId }: StandIn, ownerName: string): Message => ({
  key: `proxy-${id}-named`,
  title: { zh: `${ownerName}请您代领`, en: `${ownerName} asks you to collect for them` },
  body: {
    zh: `${orderId ? '这一笔' : `${lastDayOf(goodUntil)} 前`}可以代领：到柜台出示您自己的码或荣誉卡，再报取货码。不方便就取消。`,
    en: `${orderId ? 'For one order' : `Until ${lastDayOf(goodUntil)}`}: show your own code or card at the counter and tell the pickup number. You may say no.`,
  },
  href,
})

export const theyMayCollect = ({ id }: StandIn, name: string): Message => ({
  key: `proxy-${id}-active`,
  title: { zh: `${name}可以代您领取`, en: `${name} may collect for you` },
  body: {
    zh: '每次代领都会告诉您。不是您的意思，可以马上取消。',
    en: 'You are told each time. If this is not your wish, end it at once.',
  },
  href,
})

export const proxyOver = ({ id }: StandIn): Message => ({
  key: `proxy-${id}-over`,
  title: { zh: '代领已取消', en: 'Collecting for somebody has ended' },
  body: { zh: '以后领取要由本人来，或另外委托。', en: 'The owner comes themselves now, or names somebody else.' },
  href,
})
