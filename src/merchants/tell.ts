import type { Tx } from '../../db/database.ts'
import { notify } from '../notices/actions.ts'
import type { Sentence } from '../web/words.ts'
import type { Merchant } from './queries.ts'

/** What an owner is told, by occasion. `{name}` is the shop, `{why}` what staff wrote. */
const sentences = {
  approve: {
    title: { zh: '{name} 已成为诚信商户', en: '{name} is an honest merchant now' },
    body: { zh: '可以查看诚信分、打印门牌。', en: 'See the honesty score and print the plate for the door.' },
  },
  ask: {
    title: { zh: '{name} 的申请需要补充', en: 'Your application for {name} needs more' },
    body: { zh: '{why}', en: '{why}' },
  },
  refuse: {
    title: { zh: '{name} 的申请没有通过', en: 'Your application for {name} was refused' },
    body: { zh: '{why}', en: '{why}' },
  },
  suspend: {
    title: { zh: '{name} 已暂停', en: '{name} is suspended' },
    body: { zh: '{why}', en: '{why}' },
  },
  restore: {
    title: { zh: '{name} 已恢复', en: '{name} is active again' },
    body: { zh: '{why}', en: '{why}' },
  },
  licenceRefused: {
    title: { zh: '{name} 的新营业执照没有通过', en: 'The new licence of {name} was not accepted' },
    body: { zh: '{why}', en: '{why}' },
  },
  licenceTaken: {
    title: { zh: '{name} 的营业执照已更新', en: 'The licence of {name} is renewed' },
    body: { zh: '谢谢。', en: 'Thank you.' },
  },
  licenceEnds: {
    title: { zh: '{name} 的营业执照快到期了', en: 'The licence of {name} runs out soon' },
    body: {
      zh: '有效期到 {why}。请在此之前上传新执照，到期会暂停。',
      en: 'It holds until {why}. Please send the new one before; the shop is suspended when it is over.',
    },
  },
  reviewDue: {
    title: { zh: '{name} 快到年审时间了', en: 'The yearly review of {name} is due' },
    body: { zh: '请在 {why} 前联系社区办理。', en: 'Please see your community before {why}.' },
  },
  lapse: {
    title: { zh: '{name} 的年审已过期', en: 'The yearly review of {name} has lapsed' },
    body: { zh: '不再显示等级，年审通过后恢复。', en: 'No level is shown until the review is passed.' },
  },
  renew: {
    title: { zh: '{name} 通过了年审', en: '{name} has passed the yearly review' },
    body: { zh: '下次年审：{why}', en: 'Next review: {why}' },
  },
  close: {
    title: { zh: '{name} 已退出诚信商户', en: '{name} takes part no longer' },
    body: { zh: '{why}', en: '{why}' },
  },
  check: {
    title: { zh: '{name} 有一条新的检查记录', en: 'A new check of {name}' },
    body: { zh: '不认可的，可以提出异议。', en: 'If you think it is wrong, you can dispute it.' },
  },
  disputed: {
    title: { zh: '{name} 的异议已有结果', en: 'Your dispute for {name} was decided' },
    body: { zh: '{why}', en: '{why}' },
  },
  complaint: {
    title: { zh: '{name} 收到一条投诉', en: 'A complaint about {name}' },
    body: { zh: '请在 {why} 之前（含当天）答复。', en: 'Please answer by {why}.' },
  },
  upheld: {
    title: { zh: '对 {name} 的投诉查实', en: 'A complaint about {name} was upheld' },
    body: { zh: '{why} 不认可的，可以申诉。', en: '{why} If you think it is wrong, you can appeal.' },
  },
  unfounded: {
    title: { zh: '对 {name} 的投诉不成立', en: 'A complaint about {name} was unfounded' },
    body: { zh: '{why}', en: '{why}' },
  },
  appeal: {
    title: { zh: '{name} 的申诉已有结果', en: 'Your appeal for {name} was decided' },
    body: { zh: '{why}', en: '{why}' },
  },
} as const satisfies Record<string, { title: Sentence; body: Sentence }>

export type Told = keyof typeof sentences

type Telling = {
  merchant: Pick<Merchant, 'id' | 'name' | 'ownerId'>
  /** Names the occasion: told once for each. */
  occasion: string
  what: Told
  why: string
  href?: string
  now: Date
}

export async function tellOwner(tx: Tx, { merchant, occasion, what, why, href, now }: Telling): Promise<void> {
  const filled = ({ zh, en }: Sentence): Sentence => ({ zh: fill(zh), en: fill(en) })
  const fill = (text: string) => text.replace('{name}', merchant.name).replace('{why}', why)
  const { title, body } = sentences[what]
  await notify(tx, {
    ...{ personId: merchant.ownerId, key: `merchant-${merchant.id}-${occasion}`, now },
    ...{ title: filled(title), body: filled(body), href: href ?? `/merchants/mine/${merchant.id}` },
  })
}
