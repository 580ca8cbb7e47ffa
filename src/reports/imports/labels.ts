import type { Tone } from '../labels.ts'
import type { ReportImport } from './queries.ts'
import type { Field } from './rules.ts'

export const stateLabels: Record<ReportImport['state'], { zh: string; en: string; tone: Tone }> = {
  reading: { zh: '正在读取', en: 'Being read', tone: 'accent' },
  preview: { zh: '等待确认', en: 'To be confirmed', tone: 'warn' },
  running: { zh: '正在导入', en: 'Coming in', tone: 'accent' },
  done: { zh: '已完成', en: 'Done', tone: 'good' },
  dropped: { zh: '已停止', en: 'Stopped', tone: 'plain' },
}

export const fieldLabels: Record<Field, { zh: string; en: string }> = {
  id: { zh: '编号', en: 'Id' },
  filedAt: { zh: '上报时间', en: 'Filed at' },
  closedAt: { zh: '办结时间', en: 'Closed at' },
  status: { zh: '状态', en: 'State' },
  title: { zh: '标题', en: 'Title' },
  words: { zh: '内容', en: 'Words' },
  reply: { zh: '答复', en: 'Reply' },
  category: { zh: '类别', en: 'Category' },
  area: { zh: '区域', en: 'Area' },
  address: { zh: '地址', en: 'Address' },
  latitude: { zh: '纬度', en: 'Latitude' },
  longitude: { zh: '经度', en: 'Longitude' },
}
