import { spoken } from '../../kit/ids.ts'
import type { Sentence } from '../../web/words.ts'
import type { CampaignRow } from '../campaigns/queries.ts'
import type { Order } from '../orders/queries.ts'
import { cityMinute } from '../rules.ts'
import type { Entry } from './queries.ts'

type Message = { key: string; title: Sentence; body: Sentence; href: string }
type Place = { name: string }

export const entryMade = (campaign: CampaignRow, { id, number, receipt }: Entry, drawnFrom: Date): Message => ({
  key: `entry-${id}-${receipt.slice(0, 8)}`,
  title: { zh: `已报名，您是 ${number} 号`, en: `You have entered: number ${number}` },
  body: {
    zh: `“${campaign.title}”预计 ${cityMinute(drawnFrom)} 摇号。报名不扣分；抽中时才冻结积分，请留够。`,
    en: `“${campaign.title}” is drawn at about ${cityMinute(drawnFrom)}. Entering costs nothing; points are held when you win, so keep enough.`,
  },
  href: `/campaigns/${campaign.id}`,
})

export const entryWon = ({ title }: CampaignRow, entry: Entry, order: Order, store: Place): Message => ({
  key: `entry-${entry.id}-won`,
  title: { zh: `抽中了：${title}`, en: `You were drawn: ${title}` },
  body: {
    zh: `请在 ${cityMinute(order.pickupUntil)} 前到${store.name}领取，取货码 ${spoken(order.number)}。过时不领，让给下一位。`,
    en: `Collect it at ${store.name} before ${cityMinute(order.pickupUntil)}, pickup number ${spoken(order.number)}. After that it goes to the next in line.`,
  },
  href: `/orders/${order.id}`,
})

export const entryInLine = ({ id, title }: CampaignRow, entry: Entry, ahead: number): Message => ({
  key: `entry-${entry.id}-in-line`,
  title: { zh: `候补第 ${ahead} 位：${title}`, en: `Number ${ahead} in line: ${title}` },
  body: {
    zh: '这次没有直接抽中。有人不领时按摇出的顺序往下递补，轮到您会马上通知。',
    en: 'You were not among the first. What somebody does not collect goes down the drawn order; you are told at once if it comes to you.',
  },
  href: `/campaigns/${id}`,
})

export const entryMissed = ({ id, title }: CampaignRow, entry: Entry): Message => ({
  key: `entry-${entry.id}-missed`,
  title: { zh: `这次没有抽中：${title}`, en: `Not drawn this time: ${title}` },
  body: {
    zh: '没有扣分。结果可以在活动页面上自己核算。',
    en: 'It cost no points. You can compute the result yourself on the campaign’s page.',
  },
  href: `/campaigns/${id}`,
})

/** It had come to them, and could not be theirs; the reason stands on the campaign's page. */
export const entryPassed = ({ id, title }: CampaignRow, entry: Entry): Message => ({
  key: `entry-${entry.id}-passed`,
  title: { zh: `轮到您了，但没能办成：${title}`, en: `It came to you but could not be yours: ${title}` },
  body: {
    zh: '可能是积分不够。已按顺序让给下一位，原因见活动页面。',
    en: 'Perhaps your points did not suffice. It went on to the next in line; the campaign’s page says why.',
  },
  href: `/campaigns/${id}`,
})
