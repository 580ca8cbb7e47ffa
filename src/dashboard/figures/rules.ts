import { addDays } from '../../kit/clock.ts'

/** The Monday of a calendar day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -weekday)
}

export type DayPoints = { day: string; issued: number; redeemed: number }
export type WeekPoints = { monday: string; issued: number; redeemed: number }

/** Days added up into the last `weeks` weeks, oldest first; a quiet week is there with zeros. */
export function byWeek(days: readonly DayPoints[], today: string, weeks: number): WeekPoints[] {
  const first = addDays(mondayOf(today), -7 * (weeks - 1))
  const all = Array.from({ length: weeks }, (_, at) => ({ monday: addDays(first, 7 * at), issued: 0, redeemed: 0 }))
  const found = new Map(all.map((week) => [week.monday, week]))
  for (const { day, issued, redeemed } of days) {
    const week = found.get(mondayOf(day))
    if (!week) continue
    week.issued += issued
    week.redeemed += redeemed
  }
  return all
}
