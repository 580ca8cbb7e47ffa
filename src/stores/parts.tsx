import { cityDay } from '../kit/clock.ts'
import type { Store } from '../stock/queries.ts'
import { Chip } from '../web/ui.tsx'
import { type Say, useT } from '../web/words.ts'
import { clockTime, opennessAt, type Week, weekday } from './rules.ts'

const dayNames = [
  ['周一', 'Mon'],
  ['周二', 'Tue'],
  ['周三', 'Wed'],
  ['周四', 'Thu'],
  ['周五', 'Fri'],
  ['周六', 'Sat'],
  ['周日', 'Sun'],
] as const

export const dayName = (t: Say, place: number) => {
  const [zh, en] = dayNames[place] ?? dayNames[0]
  return t(zh, en)
}

/** Open now, or when it opens next, in words; the colour only repeats them. */
export function OpenNow({ store, now }: { store: Pick<Store, 'openingHours' | 'status'>; now: Date }) {
  const t = useT()
  if (store.status === 'closed') return <Chip tone="bad">{t('已停止兑换', 'Closed for good')}</Chip>
  const { open, until } = opennessAt(store.openingHours, now)
  if (!until) return <Chip>{t('营业时间未定', 'No opening hours yet')}</Chip>
  if (open) return <Chip tone="good">{t(`正在营业，到 ${clockTime(until)}`, `Open until ${clockTime(until)}`)}</Chip>
  return (
    <Chip tone="warn">{t(`休息中，${opensAt(t, now, until)}开门`, `Closed, opens ${opensAt(t, now, until)}`)}</Chip>
  )
}

function opensAt(t: Say, now: Date, until: Date): string {
  const [today, then] = [cityDay(now), cityDay(until)]
  const when = clockTime(until)
  if (today === then) return t(`今天 ${when} `, `today at ${when}`)
  const name = dayName(t, weekday(then))
  return t(`${name} ${when} `, `${name} ${when}`)
}

/** Seven lines, Monday first. */
export function Hours({ week }: { week: Week }) {
  const t = useT()
  return (
    <dl class="hours">
      {dayNames.map((_, place) => (
        <div>
          <dt>{dayName(t, place)}</dt>
          <dd>
            {week[place]?.length
              ? week[place].map(({ opens, closes }) => `${opens}–${closes}`).join(t('、', ', '))
              : t('休息', 'closed')}
          </dd>
        </div>
      ))}
    </dl>
  )
}
