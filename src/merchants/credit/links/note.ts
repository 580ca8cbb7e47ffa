import type { Tx } from '../../../../db/database.ts'
import { creditLinkEvents } from '../../../../db/schema/credit.ts'
import { newId } from '../../../kit/ids.ts'
import { notify } from '../../../notices/actions.ts'
import type { Sentence } from '../../../web/words.ts'
import type { CreditLink } from '../queries.ts'

type Note = {
  link: Pick<CreditLink, 'id' | 'state'>
  from: CreditLink['state'] | null
  step: string
  byId: string
  details?: Record<string, unknown>
  now: Date
}

export const noteLink = (tx: Tx, { link, from, step, byId, details, now }: Note) =>
  tx.insert(creditLinkEvents).values({
    ...{ id: newId(now), linkId: link.id, step, fromState: from, toState: link.state, byId },
    ...{ details: details ?? null, at: now },
  })

const occasions = {
  opened: {
    title: { zh: '银行打开了您的诚信声明', en: 'The bank opened your statement' },
    body: { zh: '谁在什么时候看过，都列在链接页上。', en: 'Who opened it and when stands on the page of the link.' },
  },
  withdraw: {
    title: { zh: '诚信声明已停止出示', en: 'Your statement is shown no longer' },
    body: { zh: '商户状态有变化，链接已失效。', en: 'The state of your shop changed; the link has stopped.' },
  },
  expire: {
    title: { zh: '诚信声明已到期', en: 'Your statement has expired' },
    body: { zh: '链接已失效。需要的话可以重新出示。', en: 'The link has stopped. You can present a new one.' },
  },
  loan: {
    title: { zh: '银行更新了贷款记录', en: 'The bank updated your loan record' },
    body: { zh: '记错了可以提出异议。', en: 'You can dispute what is wrong.' },
  },
  answer: {
    title: { zh: '银行答复了您的异议', en: 'The bank answered your dispute' },
    body: { zh: '请到链接页查看。', en: 'Read it on the page of the link.' },
  },
} as const satisfies Record<string, { title: Sentence; body: Sentence }>

type Telling = {
  link: Pick<CreditLink, 'id' | 'ownerId'>
  occasion: keyof typeof occasions
  /** Tells several of one kind apart. */
  of?: string
  now: Date
}

export const tellOwnerOfLink = (tx: Tx, { link, occasion, of = '', now }: Telling): Promise<void> =>
  notify(tx, {
    ...{ personId: link.ownerId, key: `credit-${link.id}-${occasion}${of}`, href: `/merchants/credit/${link.id}`, now },
    ...occasions[occasion],
  })
