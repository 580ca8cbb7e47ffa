import type { Sentence } from '../../web/words.ts'
import type { CampaignRow } from './queries.ts'

type Message = { key: string; title: Sentence; body: Sentence; href: string }

export const campaignCanceled = ({ id, title }: CampaignRow, reason: string): Message => ({
  key: `campaign-${id}-canceled`,
  title: { zh: `“${title}”取消了`, en: `“${title}” was called off` },
  body: {
    zh: `原因：${reason}。报名没有扣分，您什么都不用做。`,
    en: `Reason: ${reason}. Entering cost no points; there is nothing you have to do.`,
  },
  href: `/campaigns/${id}`,
})
