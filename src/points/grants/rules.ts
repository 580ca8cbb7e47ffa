import { cityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Cap, CityTerms, Terms } from '../rulebook/rules.ts'
import { overall } from '../rulebook/rules.ts'

export type Asked = { points?: number | undefined; units?: number | undefined; kind?: string | undefined }

/** A sentence in both languages that tells what was cut from a grant, and why. */
export type Cut = { zh: string; en: string }

/**
 * What a rule pays before any cap: the points a panel or a task names, or so many units of a kind, in the rule's
 * steps, rounded down.
 *
 * @example pointsFor(r4, { units: 1.6 }) // 1.5 h × 5 = 7
 * @throws Refusal `rule_never_pays`, `rule_ended`, `points_below_rule`
 */
export function pointsFor(terms: Terms, { points, units = 1, kind }: Asked, now: Date): { asked: number; cuts: Cut[] } {
  if (terms.most === 0) throw new Refusal('conflict', 'rule_never_pays')
  if (terms.endsOn && cityDay(now) > terms.endsOn) throw new Refusal('conflict', 'rule_ended', { endsOn: terms.endsOn })
  const price = terms.prices[kind ?? ''] ?? Object.values(terms.prices)[0] ?? 0
  // The tiny addition undoes binary fractions: 0.7 / 0.1 is 6.999….
  const asked = points ?? Math.floor(Math.floor(units / terms.step + 1e-9) * terms.step * price + 1e-9)
  if (asked < terms.least) throw new Refusal('conflict', 'points_below_rule', { least: terms.least })
  if (asked <= terms.most) return { asked, cuts: [] }
  return {
    asked: terms.most,
    cuts: [
      {
        zh: `这条规则一次最多 ${terms.most} 分，少记 ${asked - terms.most} 分`,
        en: `This rule pays at most ${terms.most} points at once: ${asked - terms.most} fewer`,
      },
    ],
  }
}

/** Points, and in how many grants. */
type Count = readonly [points: number, times: number]

/** What a person has earned under a rule up to and including a day: on that day, in its month and in its year. */
export type Tally = { readonly on: string } & Readonly<Record<Cap['per'], Count>>

/** By rule, and under `ALL` what the caps over all rules are held against. Kept in the person's purse. */
export type Earned = Readonly<Record<string, Tally>>

const none: Count = [0, 0]

/** A day, month or year that is over counts no more. Under a clock that jumped back the later day goes on. */
function tallyOn(earned: Earned, rule: string, today: string): Tally {
  const last = earned[rule]
  if (!last) return { on: today, day: none, month: none, year: none }
  if (last.on >= today) return last
  const isSame = (length: number) => last.on.slice(0, length) === today.slice(0, length)
  return { on: today, day: none, month: isSame(7) ? last.month : none, year: isSame(4) ? last.year : none }
}

/** How every tally stands today, by rule. */
export const earnedNow = (earned: Earned, today: string) =>
  Object.keys(earned)
    .sort()
    .map((rule) => [rule, tallyOn(earned, rule, today)] as const)

/** What a person has earned after one more grant. */
export function earnedAfter(earned: Earned, rule: string, terms: Terms, points: number, today: string): Earned {
  const add = ([sum, times]: Count): Count => [sum + points, times + 1]
  const after: Record<string, Tally> = { ...earned }
  for (const counting of terms.insideOverall ? [rule, overall] : [rule]) {
    const { on, day, month, year } = tallyOn(earned, counting, today)
    after[counting] = { on, day: add(day), month: add(month), year: add(year) }
  }
  return after
}

/** How much of what was asked the caps leave: those of the rule, then those over all rules. */
export function withinCaps(asked: number, rule: string, terms: Terms, city: CityTerms, earned: Earned, today: string) {
  let points = asked
  const cuts: Cut[] = []
  for (const [counting, caps] of [
    [rule, terms.caps],
    [overall, terms.insideOverall ? city.caps : []],
  ] as const) {
    if (caps.length === 0) continue
    const tally = tallyOn(earned, counting, today)
    for (const cap of caps) {
      const [sum, times] = tally[cap.per]
      const room = cap.of === 'times' ? (times < cap.max ? points : 0) : Math.max(0, cap.max - sum)
      if (room >= points) continue
      cuts.push(capSentence(cap, counting, room, asked))
      points = room
    }
  }
  return { points, cuts }
}

const periodsZh = { day: '今天', month: '本月', year: '今年' }
const periodsEn = { day: 'daily', month: 'monthly', year: 'yearly' }

function capSentence(cap: Cap, rule: string, points: number, asked: number): Cut {
  const whatZh = rule === overall ? '所有积分合计' : '这类积分'
  const whatEn = rule === overall ? 'cap over all rules' : 'cap of this rule'
  const unitZh = cap.of === 'times' ? '次' : '分'
  const unitEn = cap.of === 'times' ? 'times' : 'points'
  return {
    zh: `${asked} 分记了 ${points} 分：${periodsZh[cap.per]}${whatZh}最多 ${cap.max} ${unitZh}`,
    en: `${points} of ${asked} points: ${periodsEn[cap.per]} ${whatEn}, ${cap.max} ${unitEn}, reached`,
  }
}

export const placeSentence = (days: number): Cut => ({
  zh: `同一地点 ${days} 天内只记一次`,
  en: `The same place pays once in ${days} days`,
})

/** Somebody who wants no points gets none; the sentence is also how such a grant is known again. */
export const declinedSentence: Cut = {
  zh: '按您的选择只记时长和荣誉，不记积分',
  en: 'By your choice hours and honours are recorded, and no points',
}

/** Whether a grant paid nothing because its person wanted nothing: there is nothing to appeal, and nothing to price again. */
export const isDeclined = ({ cuts }: { cuts: readonly Cut[] }) => cuts.some(({ zh }) => zh === declinedSentence.zh)
