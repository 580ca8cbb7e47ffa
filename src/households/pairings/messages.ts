import type { Message } from '../homes/messages.ts'
import type { Household } from '../homes/queries.ts'
import type { Pairing } from './queries.ts'

const hrefOf = ({ id }: Pairing) => `/pairings/${id}`

export const pairingAsked = (pairing: Pairing, { name }: Pick<Household, 'name'>): Message => ({
  key: `pairing-${pairing.id}-asked`,
  title: { zh: '请您确认结对', en: 'A support pairing waits for your word' },
  body: {
    zh: `社区提议与“${name}”结对帮扶，从 ${pairing.startsOn} 到 ${pairing.endsOn}。请看清楚再决定，不同意也没有关系。`,
    en: `The community proposes a support pairing with “${name}” from ${pairing.startsOn} to ${pairing.endsOn}. Read it and decide; saying no is fine.`,
  },
  href: hrefOf(pairing),
})

export const pairingApproved = (pairing: Pairing, { name }: Pick<Household, 'name'>): Message => ({
  key: `pairing-${pairing.id}-approved`,
  title: { zh: '结对已开始', en: 'The support pairing has begun' },
  body: {
    zh: `与“${name}”的结对到 ${pairing.endsOn} 为止。走访后请记一笔：哪天、做了什么。`,
    en: `The pairing with “${name}” lasts until ${pairing.endsOn}. Note each visit: the day and what was done.`,
  },
  href: hrefOf(pairing),
})

export const pairingRefused = (pairing: Pairing): Message => ({
  key: `pairing-${pairing.id}-refused`,
  title: { zh: '结对没有成立', en: 'The support pairing did not come about' },
  body: { zh: '有一方没有同意，或者社区没有批准。', en: 'Somebody did not agree, or the community did not approve.' },
  href: hrefOf(pairing),
})

export const pairingEnded = (pairing: Pairing): Message => ({
  key: `pairing-${pairing.id}-ended`,
  title: { zh: '结对已结束', en: 'The support pairing has ended' },
  body: {
    zh: '走访记录还可以看。已经接受的赠送不变，没有接受的退回。',
    en: 'The visits can still be read. Accepted gifts stay; those not answered come back.',
  },
  href: hrefOf(pairing),
})
