import type { KnownDay } from '../src/calendar/rules.ts'
import { addDays } from '../src/kit/clock.ts'

/**
 * Holidays and make-up working days as the General Office of the State Council published them: for 2025 on 2024-11-12
 * (国办发明电〔2024〕12号), for 2026 on 2025-11-04. For 2027 only what the statute itself says (全国年节及纪念日放假办法,
 * 2024): the notice, with its make-up days, comes in the autumn before.
 */
export const holidays: readonly KnownDay[] = [
  ...off('元旦', '2025-01-01'),
  ...off('春节', '2025-01-28', 8),
  ...worked('春节', '2025-01-26', '2025-02-08'),
  ...off('清明节', '2025-04-04', 3),
  ...off('劳动节', '2025-05-01', 5),
  ...worked('劳动节', '2025-04-27'),
  ...off('端午节', '2025-05-31', 3),
  ...off('国庆节、中秋节', '2025-10-01', 8),
  ...worked('国庆节、中秋节', '2025-09-28', '2025-10-11'),

  ...off('元旦', '2026-01-01', 3),
  ...worked('元旦', '2026-01-04'),
  ...off('春节', '2026-02-15', 9),
  ...worked('春节', '2026-02-14', '2026-02-28'),
  ...off('清明节', '2026-04-04', 3),
  ...off('劳动节', '2026-05-01', 5),
  ...worked('劳动节', '2026-05-09'),
  ...off('端午节', '2026-06-19', 3),
  ...off('中秋节', '2026-09-25', 3),
  ...off('国庆节', '2026-10-01', 7),
  ...worked('国庆节', '2026-09-20', '2026-10-10'),

  ...provisional([
    ...off('元旦', '2027-01-01'),
    // New moon at 23:56 Beijing time on 6 February: tables computed for another meridian put the year's first day a day later.
    ...off('春节', '2027-02-05', 4),
    ...off('清明节', '2027-04-05'),
    ...off('劳动节', '2027-05-01', 2),
    ...off('端午节', '2027-06-09'),
    ...off('中秋节', '2027-09-15'),
    ...off('国庆节', '2027-10-01', 3),
  ]),
]

function off(name: string, first: string, days = 1): KnownDay[] {
  return Array.from({ length: days }, (_, index) => ({
    day: addDays(first, index),
    kind: 'holiday',
    name,
    provisional: false,
  }))
}

function worked(name: string, ...days: string[]): KnownDay[] {
  return days.map((day) => ({ day, kind: 'workday', name: `${name}调休`, provisional: false }))
}

function provisional(days: readonly KnownDay[]): KnownDay[] {
  return days.map((day) => ({ ...day, provisional: true }))
}
