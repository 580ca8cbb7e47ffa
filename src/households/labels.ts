import type { GiftState, MemberState, PairingState, PoolDecisionState } from '../../db/schema/households.ts'
import type { Sentence } from '../web/words.ts'

type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'
type Label = Sentence & { tone: Tone }

export const memberLabels: Record<MemberState, Label> = {
  invited: { zh: '待答复', en: 'asked', tone: 'warn' },
  joined: { zh: '成员', en: 'member', tone: 'good' },
  declined: { zh: '没有加入', en: 'declined', tone: 'plain' },
  left: { zh: '已退出', en: 'left', tone: 'plain' },
  removed: { zh: '已移出', en: 'taken out', tone: 'plain' },
}

export const pairingLabels: Record<PairingState, Label> = {
  proposed: { zh: '待同意和审批', en: 'proposed', tone: 'warn' },
  active: { zh: '结对中', en: 'running', tone: 'good' },
  refused: { zh: '没有成立', en: 'did not come about', tone: 'plain' },
  ended: { zh: '已结束', en: 'ended', tone: 'plain' },
}

export const giftLabels: Record<GiftState, Label> = {
  offered: { zh: '等待答复', en: 'waiting', tone: 'warn' },
  accepted: { zh: '已接受', en: 'accepted', tone: 'good' },
  declined: { zh: '没有接受', en: 'declined', tone: 'plain' },
  withdrawn: { zh: '已收回', en: 'taken back', tone: 'plain' },
  lapsed: { zh: '过期退回', en: 'lapsed', tone: 'plain' },
}

export const poolLabels: Record<PoolDecisionState, Label> = {
  proposed: { zh: '待决定', en: 'waits', tone: 'warn' },
  approved: { zh: '已拨付', en: 'paid', tone: 'good' },
  refused: { zh: '没有同意', en: 'refused', tone: 'plain' },
}
