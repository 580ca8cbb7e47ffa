import { addDays, cityDay, startOfCityDay, toCityTime } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'

/** From and to on one weekday, city time: `{ opens: '09:00', closes: '17:00' }`. */
export type Span = { opens: string; closes: string }

/** Seven lists, Monday first; an empty list is a day closed. */
export type Week = readonly (readonly Span[])[]

/** Open until, or closed until; `until` is undefined for a store without opening hours. */
export type Openness = { open: boolean; until: Date | undefined }

/** Whether a store with these hours is open, and until when it stays so. */
export function opennessAt(week: Week, at: Date): Openness {
  const today = cityDay(at)
  for (let ahead = 0; ahead <= 7; ahead++) {
    const calendarDay = addDays(today, ahead)
    for (const span of spansOn(week, calendarDay)) {
      if (at >= span.from && at < span.to) return { open: true, until: span.to }
      if (at < span.from) return { open: false, until: span.from }
    }
  }
  return { open: false, until: undefined }
}

function spansOn(week: Week, calendarDay: string) {
  const spans = week[weekday(calendarDay)] ?? []
  const midnight = startOfCityDay(calendarDay).getTime()
  return spans
    .map(({ opens, closes }) => ({
      from: new Date(midnight + sinceMidnight(opens)),
      to: new Date(midnight + sinceMidnight(closes)),
    }))
    .sort((a, b) => a.from.getTime() - b.from.getTime())
}

/** Monday is 0. */
export const weekday = (calendarDay: string) => (new Date(`${calendarDay}T00:00:00Z`).getUTCDay() + 6) % 7

const sinceMidnight = (clockTime: string) => {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}

/** `'17:00'` of an instant, in city time. */
export const clockTime = (at: Date) => toCityTime(at).slice(11)

/** `'2026-03-01 17:00'` of an instant, in city time: the way it stands in sentences of both languages. */
export const cityMinute = (at: Date) => toCityTime(at).replace('T', ' ')

const spanText = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/

/**
 * One weekday's hours as staff type them: `'09:00-12:00 14:00-17:30'`; empty for a day closed.
 *
 * @returns undefined when it cannot be read, or the spans overlap or run backwards
 */
export function readSpans(text: string): Span[] | undefined {
  const parts = text
    .trim()
    .replace(/[—–~～至]/g, '-')
    .replace(/：/g, ':')
    .split(/[\s,，、;；]+/)
    .filter(Boolean)
  const spans: Span[] = []
  for (const part of parts) {
    const [opens = '', closes = ''] = part.split('-')
    const isInOrder = opens < closes && (spans.at(-1)?.closes ?? '') <= opens
    if (!spanText.test(part) || closes > '24:00' || !isInOrder) return undefined
    spans.push({ opens, closes })
  }
  return spans
}

/**
 * Seven days as staff type them, Monday first.
 *
 * @throws Refusal `hours_unreadable` at the first field that cannot be read (`hours0` to `hours6`)
 */
export const readWeek = (days: readonly string[]): Span[][] =>
  days.map((text, place) => {
    const spans = readSpans(text)
    if (!spans) throw new Refusal('invalid', 'hours_unreadable', { field: `hours${place}` })
    return spans
  })

export const writeSpans = (spans: readonly Span[]) => spans.map(({ opens, closes }) => `${opens}-${closes}`).join(' ')
