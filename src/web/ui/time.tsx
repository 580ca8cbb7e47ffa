import { useLang } from '../words.ts'

/** An instant in city time, in words of the reader's language. */
export function Time({ at, withYear }: { at: Date; withYear?: boolean }) {
  const lang = useLang()
  return <time datetime={at.toISOString()}>{timeText(at, lang, withYear)}</time>
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `3月1日 周日 09:30`, `Sun 1 Mar, 09:30`; with the year where asked. */
export function timeText(at: Date, lang: 'zh' | 'en', withYear = false): string {
  const key = `${lang}${withYear}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: 'Asia/Shanghai',
      month: lang === 'zh' ? 'long' : 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(withYear ? { year: 'numeric' } : {}),
    })
  formats.set(key, format)
  return format.format(at)
}
