import { Table } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { MonthPoints } from './rules.ts'

const width = 360
const height = 180
const floor = 150
const ceiling = 22

/** Earned and spent, two bars a month. The same numbers stand in a table below, for those who would rather read. */
export function MonthsPicture({ months }: { months: readonly MonthPoints[] }) {
  const t = useT()
  if (months.every(({ earned, spent, gone }) => earned === 0 && spent === 0 && gone === 0)) return null
  const most = Math.max(1, ...months.flatMap(({ earned, spent }) => [earned, spent]))
  const step = width / months.length
  const tall = (points: number) => (Math.max(0, points) / most) * (floor - ceiling)
  return (
    <section class="card stack-tight">
      <h2>{t('近一年', 'The last year')}</h2>
      <p class="legend">
        <span class="legend-issued">{t('得到', 'Earned')}</span>
        <span class="legend-redeemed">{t('兑换', 'Spent')}</span>
      </p>
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="months-title">
        <title id="months-title">{t('近一年每月得到和兑换的积分', 'Points earned and spent, month by month')}</title>
        <line class="chart-line" x1="0" x2={width} y1={ceiling} y2={ceiling} />
        <text class="chart-text" x="0" y={ceiling - 6}>
          {most}
        </text>
        <line class="chart-floor" x1="0" x2={width} y1={floor} y2={floor} />
        {months.map(({ month, earned, spent }, at) => (
          <g>
            <rect
              class="bar-issued"
              x={at * step + 3}
              y={floor - tall(earned)}
              width={step * 0.36}
              height={tall(earned)}
            />
            <rect
              class="bar-redeemed"
              x={at * step + 4 + step * 0.36}
              y={floor - tall(spent)}
              width={step * 0.36}
              height={tall(spent)}
            />
            {(months.length - 1 - at) % 2 === 0 && (
              <text class="chart-text" x={at * step + step / 2} y={floor + 18} text-anchor="middle">
                {t(`${Number(month.slice(5))}月`, month.slice(2).replace('-', '/'))}
              </text>
            )}
          </g>
        ))}
      </svg>
      <details>
        <summary>{t('看数字', 'See the numbers')}</summary>
        <Table
          head={[
            t('月份', 'Month'),
            t('得到', 'Earned'),
            t('兑换', 'Spent'),
            t('过期、收回或转赠', 'Expired, taken back, given'),
          ]}
          rows={[...months].reverse().map(({ month, earned, spent, gone }) => [month, earned, spent, gone])}
        />
      </details>
    </section>
  )
}

/** What expires when: the soonest on top, a bar as long as its part of the whole. */
export function ExpiryPicture({ months }: { months: readonly { month: string; points: number }[] }) {
  const t = useT()
  if (months.length === 0) return null
  const most = Math.max(...months.map(({ points }) => points))
  return (
    <section class="card stack-tight">
      <h2>{t('什么时候到期', 'When points expire')}</h2>
      <ul class="expiries">
        {months.map(({ month, points }) => (
          <li>
            <span>{t(`${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月底`, `end of ${month}`)}</span>
            <meter min={0} max={most} value={points} aria-label={t(`${points} 分`, `${points} points`)} />
            <span class="num">{t(`${points} 分`, `${points}`)}</span>
          </li>
        ))}
      </ul>
      <p class="muted">
        {t(
          '兑换时先用快到期的；到期前会提醒您三次。',
          'Those that expire first are spent first; you are told three times before.',
        )}
      </p>
    </section>
  )
}
