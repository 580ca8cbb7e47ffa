import type { Lang, Say } from '../../web/words.ts'
import { accountOf, accounts, ownerKindOf } from '../ledger/rules.ts'
import type { StatementEntry } from './queries.ts'
import { changesOf, kindWords, sideWords } from './rules.ts'

/** A statement's line in plain words: what happened, why, and how it changed what the owner has. */
export function explained(line: StatementEntry, lang: Lang) {
  const { transfer, entries } = line
  const changes = changesOf(entries)
  const [main] = changes
  return {
    kind: kindWords[transfer.kind][lang],
    why: transfer[lang],
    points: main?.points ?? 0,
    side: main ? sideWords[main.side][lang] : '',
    changes,
  }
}

/** Where points came from or went to, as a resident may read it: never another person's name. */
export function accountText(id: string, ownerId: string, t: Say): string {
  if (id === accounts.spent) return t('已兑换', 'spent')
  if (id === accounts.expired) return t('已过期', 'expired')
  if (id.startsWith(accounts.budget(''))) return t('区域积分额度', 'the area’s budget')
  if (!id.endsWith(`:${ownerId}`)) return others[ownerKindOf(accountOf(id).ownerId)](t)
  if (id === accounts.pending(ownerId)) return t('我的待生效积分', 'my pending points')
  if (id === accounts.held(ownerId)) return t('我的冻结积分', 'my held points')
  if (id === accounts.debt(ownerId)) return t('我的待抵扣积分', 'my debt')
  return t('我的可用积分', 'my available points')
}

const others = {
  person: (t: Say) => t('另一位居民', 'another resident'),
  household: (t: Say) => t('家庭账户', 'a household’s account'),
  pool: (t: Say) => t('爱心池', 'the charity pool'),
}
