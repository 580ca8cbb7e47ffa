import type { Tone } from '../labels.ts'
import type { PassingState } from './rules.ts'

export const passingLabels: Record<PassingState, { zh: string; en: string; tone: Tone }> = {
  waiting: { zh: '等待转出', en: 'To be sent', tone: 'accent' },
  sending: { zh: '正在转出', en: 'Being sent', tone: 'accent' },
  token: { zh: '对方已收到，等编号', en: 'There, without a number yet', tone: 'accent' },
  received: { zh: '对方已收到', en: 'There', tone: 'good' },
  uncertain: { zh: '不知道对方收到没有', en: 'Nobody knows whether it arrived', tone: 'bad' },
  failed: { zh: '没能转出', en: 'Could not be sent', tone: 'bad' },
  ended: { zh: '已结束', en: 'Over', tone: 'plain' },
}
