import type { RoutingState } from '../../../db/schema/routing.ts'
import type { Sentence } from '../../web/words.ts'
import type { Clause, Problem } from './rules.ts'
import type { Finding } from './trials/rules.ts'

/** The names behind the ids of a rule, in the reader's language. */
export type Names = ReadonlyMap<string, string>

type Lang = 'zh' | 'en'

export const routingStateLabels: Record<RoutingState, Sentence> = {
  draft: { zh: '草稿', en: 'Draft' },
  tried: { zh: '已试跑', en: 'Tried' },
  scheduled: { zh: '已排期', en: 'Scheduled' },
  retired: { zh: '已停用', en: 'Retired' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
}

export const routingStepLabels: Record<string, Sentence> = {
  draft: { zh: '起草', en: 'Drafted' },
  change: { zh: '修改', en: 'Changed' },
  try: { zh: '试跑', en: 'Tried' },
  schedule: { zh: '启用', en: 'Put into force' },
  retire: { zh: '停用', en: 'Retired' },
  withdraw: { zh: '撤回', en: 'Withdrawn' },
}

export const findingLabels: Record<Finding, Sentence> = {
  same: { zh: '和人工派的一样', en: 'As people did' },
  differs: { zh: '和人工派的不一样', en: 'People did otherwise' },
  open: { zh: '还没有派单', en: 'Nobody called yet' },
  refused: { zh: '未受理或已合并', en: 'Refused or merged' },
  shadowed: { zh: '被前面的规则先接走', en: 'Caught by an earlier rule' },
}

const problemWords: Record<Problem['kind'], (name: string) => Sentence> = {
  organization_gone: (name) => ({ zh: `“${name}”已不再接单`, en: `“${name}” takes no calls any more` }),
  category_gone: (name) => ({ zh: `类别“${name}”已停用`, en: `Category “${name}” is gone` }),
  area_gone: (name) => ({ zh: `区域 ${name} 已不存在`, en: `Area ${name} is gone` }),
  condition_unreadable: () => ({ zh: '有读不懂的条件', en: 'A condition cannot be read' }),
  nobody_named: () => ({ zh: '没有写派给哪个部门', en: 'It names no department' }),
}

export const problemSaid = ({ kind, name }: Problem): Sentence => problemWords[kind](name)

export const weekdayNames: Record<Lang, string[]> = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

/** A condition as a short sentence: why a rule catches what it catches. */
export function clauseSaid(clause: Clause, names: Names, lang: Lang): string {
  const named = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(lang === 'zh' ? '、' : ', ')
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en)
  const { not } = clause
  if (clause.kind === 'category')
    return say(
      `类别${not ? '不是' : '是'}${named(clause.categoryIds)}`,
      `category ${not ? 'not ' : ''}${named(clause.categoryIds)}`,
    )
  if (clause.kind === 'area')
    return say(`地点${not ? '不在' : '在'}${named(clause.areaIds)}`, `${not ? 'not ' : ''}in ${named(clause.areaIds)}`)
  if (clause.kind === 'words') {
    const words = clause.words.map((word) => `“${word}”`).join(say('、', ', '))
    return say(`文字里${not ? '没有' : '有'}${words}`, `text ${not ? 'without' : 'with'} ${words}`)
  }
  if (clause.kind === 'days')
    return say(
      `${clause.from} 至 ${clause.to} ${not ? '以外' : '上报'}`,
      `filed ${not ? 'outside' : ''} ${clause.from} to ${clause.to}`,
    )
  const days =
    clause.weekdays.length === 7
      ? say('每天', 'daily')
      : clause.weekdays.map((day) => weekdayNames[lang][day - 1]).join(say('、', ', '))
  const span = clause.from === clause.to ? '' : ` ${clause.from}–${clause.to}`
  return say(`${days}${span}${not ? '以外' : ''}上报`, `filed ${not ? 'outside ' : ''}${days}${span}`)
}
