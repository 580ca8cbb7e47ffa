import type { Lang } from '../web/words.ts'
import type { DayKind } from './rules.ts'

export const kindLabels: Record<DayKind, Record<Lang, string>> = {
  ordinary: { zh: '普通日', en: 'Ordinary' },
  holiday: { zh: '放假', en: 'Holiday' },
  workday: { zh: '调休上班', en: 'Make-up workday' },
}

/** `2月14日`, `14 Feb`; with its weekday where asked. */
export function dayText(day: string, lang: Lang, weekday = false): string {
  return new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    month: lang === 'zh' ? 'long' : 'short',
    day: 'numeric',
    ...(weekday ? { weekday: 'long', year: 'numeric' } : {}),
  }).format(new Date(`${day}T00:00:00Z`))
}
