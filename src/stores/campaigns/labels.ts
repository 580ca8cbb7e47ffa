import type { CampaignState } from '../../../db/schema/campaigns.ts'
import type { Sentence } from '../../web/words.ts'
import type { Campaign } from './queries.ts'

type Shown = Sentence & { tone: 'plain' | 'good' | 'warn' | 'bad' | 'accent' }

export const campaignStateNames: Record<CampaignState, Shown> = {
  draft: { zh: '草稿', en: 'Draft', tone: 'plain' },
  published: { zh: '进行中', en: 'Open', tone: 'good' },
  frozen: { zh: '等待摇号', en: 'Waiting for the draw', tone: 'warn' },
  drawn: { zh: '已摇号', en: 'Drawn', tone: 'accent' },
  ended: { zh: '已结束', en: 'Over', tone: 'plain' },
  canceled: { zh: '已取消', en: 'Called off', tone: 'bad' },
}

/** What it is at this moment: one that is published may not have begun, or be closing. */
export function standingOfCampaign({ state, opensAt, closesAt, mode }: Campaign, now: Date): Shown {
  if (state !== 'published') return campaignStateNames[state]
  if (now < opensAt) return { zh: '即将开始', en: 'Coming', tone: 'plain' }
  if (now >= closesAt) return mode === 'draw' ? campaignStateNames.frozen : campaignStateNames.ended
  return mode === 'draw' ? { zh: '正在报名', en: 'Entries open', tone: 'good' } : campaignStateNames.published
}

export const modeNames = {
  queue: { zh: '先到先得', en: 'First come, first served' },
  draw: { zh: '摇号', en: 'By lot' },
} as const

export const campaignStepNames: Record<string, Sentence> = {
  draft: { zh: '起草', en: 'Drafted' },
  edit: { zh: '修改', en: 'Changed' },
  publish: { zh: '发布，物品已留出', en: 'Published, goods set aside' },
  freeze: { zh: '报名截止，名单公布', en: 'Entries closed, list published' },
  draw: { zh: '摇号', en: 'Drawn' },
  end: { zh: '结束', en: 'Over' },
  cancel: { zh: '取消', en: 'Called off' },
}

export const fieldLabels = {
  title: { zh: '名称', en: 'Title' },
  words: { zh: '说明', en: 'Words' },
  mode: { zh: '方式', en: 'How' },
  perPerson: { zh: '每人件数', en: 'For each person' },
  opensAt: { zh: '开始', en: 'Opens' },
  closesAt: { zh: '截止', en: 'Closes' },
  endsAt: { zh: '递补到', en: 'The line ends' },
} as const
