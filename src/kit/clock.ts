/** The clock is a value: the server passes the real one, tests pass one they can move. */
export type Clock = () => Date

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** China keeps UTC+8 the whole year (no summer time since 1991), so a city day is plain arithmetic. */
const cityOffset = 8 * hour

/** The calendar day in Asia/Shanghai: `'2026-03-01'`. */
export const cityDay = (at: Date) => new Date(at.getTime() + cityOffset).toISOString().slice(0, 10)

/** The calendar month in Asia/Shanghai: `'2026-03'`. */
export const cityMonth = (at: Date) => cityDay(at).slice(0, 7)

/** The instant at which a city day begins. */
export const startOfCityDay = (calendarDay: string) => new Date(Date.parse(`${calendarDay}T00:00:00Z`) - cityOffset)

/** `'2026-03-01'` and 1 give `'2026-03-02'`. */
export const addDays = (calendarDay: string, days: number) =>
  new Date(Date.parse(`${calendarDay}T00:00:00Z`) + days * day).toISOString().slice(0, 10)

/** The last day of a term for people to read: one that ends at a midnight has its last day before it. */
export const lastDayOf = (endsAt: Date) => cityDay(later(endsAt, -1))

export const later = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)

/** A `datetime-local` value (`'2026-03-01T09:30'`, city time) as an instant; undefined when it is none. */
export function fromCityTime(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return undefined
  const at = new Date(Date.parse(`${text}${text.length === 16 ? ':00' : ''}Z`) - cityOffset)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** An instant as a `datetime-local` value in city time: `'2026-03-01T09:30'`. */
export const toCityTime = (at: Date) => new Date(at.getTime() + cityOffset).toISOString().slice(0, 16)
