import { cityDay } from '../../kit/clock.ts'
import type { Message } from '../homes/messages.ts'
import type { Household } from '../homes/queries.ts'
import type { Gift } from './queries.ts'

const whatOf = ({ kind, points, goods }: Gift) =>
  kind === 'goods'
    ? {
        zh: (goods ?? []).map(({ name, quantity }) => `${name} ×${quantity}`).join('、'),
        en: (goods ?? []).map(({ name, quantity }) => `${name} ×${quantity}`).join(', '),
      }
    : { zh: `${points} 分`, en: `${points} points` }

export const giftOffered = (gift: Gift): Message => ({
  key: `gift-${gift.id}-offered`,
  title: { zh: '有人想送您一份心意', en: 'Somebody offers you a gift' },
  body: {
    zh: `${whatOf(gift).zh}，${cityDay(gift.lapsesAt)} 前答复。接受或不接受都可以，对方只会知道结果。`,
    en: `${whatOf(gift).en}. Answer before ${cityDay(gift.lapsesAt)}. Either answer is fine.`,
  },
  href: '/household',
})

export const giftAccepted = (gift: Gift, { name }: Pick<Household, 'name'>): Message => ({
  key: `gift-${gift.id}-accepted`,
  title: { zh: '您的心意已被接受', en: 'Your gift was accepted' },
  body: { zh: `“${name}”接受了${whatOf(gift).zh}。`, en: `“${name}” accepted ${whatOf(gift).en}.` },
  href: '/charity/mine',
})

export const giftReturned = (gift: Gift): Message => ({
  key: `gift-${gift.id}-returned`,
  title: { zh: `${gift.points} 分已退回`, en: `${gift.points} points are back` },
  body: {
    zh: `您提出赠送的${whatOf(gift).zh}没有成行，冻结的积分已退回您的账户。`,
    en: `What you offered (${whatOf(gift).en}) did not come about; the held points are yours again.`,
  },
  href: '/charity/mine',
})
