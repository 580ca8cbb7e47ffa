import { day, fromCityTime, hour } from './clock.ts'

/** What comes first where only the year's place is plain: `03/04/2020`. */
export type DayOrder = 'month' | 'day'

const time = String.raw`(?:[T\s]*(上午|下午)?\s*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:\.\d+)?秒?|分)?\s*([AaPp][Mm])?)?`
const zone = /(Z|[+-]\d{2}:?\d{2})$/
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${time}$`)
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${time}$`)
const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/

/**
 * A moment as people, spreadsheets and other systems write it: `2019/2/28 9:05`, `2019年2月28日 下午3:00`,
 * `02/17/2020 12:19:00 PM`, ISO 8601 with a zone, `20190228`, and the day numbers of spreadsheets. Without a zone it is the
 * city's time.
 *
 * @returns undefined for anything else, days that do not exist included
 */
export function readMoment(text: string, order: DayOrder = 'month'): Date | undefined {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ')
  if (/^\d{4}-\d{2}-\d{2}T/.test(plain) && zone.test(plain)) return fromIso(plain)
  const [, year, month, dayOfMonth, ...rest] = yearFirst.exec(plain) ?? []
  if (year) return momentOf(year, month, dayOfMonth, rest)
  const [, one, two, lastYear, ...after] = yearLast.exec(plain) ?? []
  if (lastYear) {
    const isMonthFirst = Number(two) > 12 || (order === 'month' && Number(one) <= 12)
    return momentOf(lastYear, isMonthFirst ? one : two, isMonthFirst ? two : one, after)
  }
  const [, y, m, d, hours, minutes, seconds] = compact.exec(plain) ?? []
  if (y) return momentOf(y, m, d, [undefined, hours, minutes, seconds, undefined])
  return fromSerial(plain)
}

type Parts = readonly (string | undefined)[]

function momentOf(year: string, month = '', dayOfMonth = '', [half, hours, minutes, seconds, meridiem]: Parts) {
  const clock = hours === undefined ? 0 : hoursOf(Number(hours), half, meridiem)
  const two = (value: string | number | undefined) => String(value ?? 0).padStart(2, '0')
  const days = `${year}-${two(month)}-${two(dayOfMonth)}`
  const at = fromCityTime(`${days}T${two(clock)}:${two(minutes)}:${two(seconds)}`)
  // The 30th of February would become the 1st of March.
  return at && new Date(at.getTime() + 8 * hour).toISOString().startsWith(days) ? at : undefined
}

function hoursOf(hours: number, half: string | undefined, meridiem: string | undefined): number {
  const isAfternoon = half === '下午' || /^p/i.test(meridiem ?? '')
  const isMorning = half === '上午' || /^a/i.test(meridiem ?? '')
  if (isAfternoon && hours < 12) return hours + 12
  return isMorning && hours === 12 ? 0 : hours
}

function fromIso(text: string): Date | undefined {
  const at = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Days since 1899-12-30 with the time as a fraction, as a spreadsheet hands them out: from 1990 on. */
function fromSerial(text: string): Date | undefined {
  const days = Number(text)
  if (!/^\d{5}(\.\d+)?$/.test(text) || days < 32_874 || days > 80_000) return undefined
  const midnight = fromCityTime('1899-12-30T00:00') as Date
  return new Date(midnight.getTime() + Math.round(days * 86_400) * (day / 86_400))
}
