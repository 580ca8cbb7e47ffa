import type { Tone } from '../../points/figures/rules.ts'
import type { Sentence } from '../../web/words.ts'

type Notice = { title: Sentence; body: Sentence }

/** What each light is called. */
export const lightNames: Record<Tone, Sentence> = {
  green: { zh: '绿灯：物资充足', en: 'Green: goods are ample' },
  amber: { zh: '黄灯：物资偏紧', en: 'Amber: goods are tight' },
  red: { zh: '红灯：物资不足', en: 'Red: goods are short' },
}

/** What each light means for a resident. */
export const lightMeanings: Record<Tone, Sentence> = {
  green: { zh: '积分照常记、照常兑换。', en: 'Points are earned and redeemed as usual.' },
  amber: {
    zh: '基本规则照常记分，暂停各种加倍；社区正在联系捐赠。',
    en: 'The base rules go on, nothing pays extra, and the communities ask for donations.',
  },
  red: {
    zh: '基本规则照常记分，暂停新的专项活动；物价冻结，您的积分不会悄悄贬值。',
    en: 'The base rules go on and new campaigns stop. Prices are frozen: your points lose nothing of their worth.',
  },
}

/** What those who have to act are told when the light changes. */
export const lightNotices: Record<Tone, (ratio: string) => Notice> = {
  green: (ratio) => ({
    title: { zh: `物资保障率回到绿灯（${ratio}）`, en: `Coverage is green again (${ratio})` },
    body: { zh: '专项活动、加倍和调价可以照常进行。', en: 'Campaigns, multipliers and price changes go on.' },
  }),
  amber: (ratio) => ({
    title: { zh: `物资保障率黄灯（${ratio}）`, en: `Coverage is amber (${ratio})` },
    body: {
      zh: '暂停各种加倍。请在社区内部联系捐赠单位补充物资，不要在网上公开募捐。',
      en: 'Nothing pays extra for now. Please ask donors inside your community for goods; no appeal on the internet.',
    },
  }),
  red: (ratio) => ({
    title: { zh: `物资保障率红灯（${ratio}）`, en: `Coverage is red (${ratio})` },
    body: {
      zh: '暂停新的专项活动，价目表冻结，基本规则照常记分。公告已经发布。',
      en: 'New campaigns stop and the price list is frozen; base rules go on. The notice is published.',
    },
  }),
}
