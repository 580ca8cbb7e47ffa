import type { Say, Sentence } from '../../web/words.ts'
import { fieldsOf, isDocument } from './documents/rules.ts'
import { type Cap, type CityTerms, cityWords, overall, type Terms } from './rules.ts'

/** What a version says, as rows of a label and a value; the same label twice is the same thing in two versions. */
export type Said = readonly (readonly [label: string, value: string])[]

/** A rule is called by its code and title; what holds for all of them has a title only. */
export const titleOf = ({ code, ...title }: Sentence & { code: string }, lang: 'zh' | 'en') =>
  code === overall || isDocument(code) ? title[lang] : `${code} ${title[lang]}`

/** Every number of a version in words. */
export function saidBy(rule: string, terms: unknown, t: Say): Said {
  if (isDocument(rule)) {
    const numbers = terms as Record<string, number>
    return Object.entries(fieldsOf(rule)).map(([name, one]) => [
      t(one.zh, one.en),
      String(numbers[name] ?? one.default),
    ])
  }
  if (rule === overall) {
    const { caps, ...numbers } = terms as CityTerms
    const rows = Object.entries(cityWords).map(([name, one]) => {
      const number = numbers[name as keyof typeof numbers]
      return [t(one.zh, one.en), String(number ?? '–')] as const
    })
    return [...rows, [t('总上限', 'Caps over all rules'), capsSaid(caps, t)]]
  }
  return saidByRule(terms as Terms, t)
}

function saidByRule(terms: Terms, t: Say): Said {
  const hours = t(`${terms.objectionHours} 小时`, `${terms.objectionHours} hours`)
  return [
    [t('分值', 'Pays'), priceSaid(terms, t)],
    [t('上限', 'Caps'), capsSaid(terms.caps, t)],
    [
      t('公示期', 'Objection window'),
      terms.noticeDays ? t(`${terms.noticeDays} 天`, `${terms.noticeDays} days`) : hours,
    ],
    ...(terms.placeDays
      ? [[t('同一地点', 'The same place'), t(`${terms.placeDays} 天一次`, `once in ${terms.placeDays} days`)] as const]
      : []),
    ...(terms.sharePercentMax
      ? [[t('占社区时长最多', 'Part of a community’s hours'), `${terms.sharePercentMax} %`] as const]
      : []),
    ...(terms.insideOverall ? [] : [[t('总上限', 'Caps over all rules'), t('不计入', 'do not count it')] as const]),
    ...(terms.endsOn ? [[t('到哪天为止', 'Until'), terms.endsOn] as const] : []),
  ]
}

const kinds: Record<string, Sentence> = {
  one: { zh: '', en: '' },
  hour: { zh: '每小时', en: 'an hour' },
  attended: { zh: '参加', en: 'attended' },
  adopted: { zh: '被采纳', en: 'adopted' },
}

/** `每小时 5 分`, `S 2 / M 5 分`, or from least to most where a panel decides. */
export function priceSaid({ prices, least, most }: Terms, t: Say): string {
  if (most === 0) return t('不计分', 'never pays')
  const { hour, ...others } = prices
  if (hour !== undefined && Object.keys(others).length === 0) return t(`每小时 ${hour} 分`, `${hour} points an hour`)
  const named = Object.entries(prices).map(([name, points]) => {
    const kind = kinds[name]
    return `${kind ? t(kind.zh, kind.en) : name} ${points}`.trim()
  })
  if (named.length === 0) return t(`${least}–${most} 分`, `${least}–${most} points`)
  return t(`${named.join(' / ')} 分`, `${named.join(' / ')} points`)
}

const perZh = { day: '每天', month: '每月', year: '每年' }

export const capsSaid = (caps: readonly Cap[], t: Say) =>
  caps
    .map(({ max, of, per }) => t(`${perZh[per]} ${max} ${of === 'times' ? '次' : '分'}`, `${max} ${of} a ${per}`))
    .join(t('，', ', ')) || '–'

/** A version in one line, for the list. */
export function summaryOf(rule: string, terms: unknown, t: Say): string {
  if (isDocument(rule)) {
    const first = saidBy(rule, terms, t).slice(0, 2)
    return first.map(([label, value]) => `${label} ${value}`).join(t('；', '; '))
  }
  if (rule !== overall) return priceSaid(terms as Terms, t)
  const { lotMonths, pointsPerResident } = terms as CityTerms
  return t(
    `${lotMonths} 个月到期，每位居民每年 ${pointsPerResident} 分额度`,
    `Points live ${lotMonths} months; ${pointsPerResident} points a resident and year`,
  )
}

/** What a version changes against another: label, before and after. */
export function changesSaid(before: Said, after: Said) {
  const old = new Map(before)
  const labels = [...new Set([...after, ...before].map(([label]) => label))]
  const now = new Map(after)
  return labels.flatMap((label) =>
    old.get(label) === now.get(label) ? [] : [{ label, from: old.get(label) ?? '–', to: now.get(label) ?? '–' }],
  )
}
