import { useT } from '../../web/words.ts'
import type { WeekPoints } from './rules.ts'

const width = 360
const height = 190
const floor = 160
const ceiling = 24

/** Two bars a week. The same numbers stand in a table below it, for those who would rather read. */
export function WeeksChart({ weeks }: { weeks: readonly WeekPoints[] }) {
  const t = useT()
  const most = Math.max(1, ...weeks.flatMap(({ issued, redeemed }) => [issued, redeemed]))
  const step = width / weeks.length
  const bar = step * 0.34
  const tall = (points: number) => ((floor - ceiling) * points) / most
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="weeks-title">
      <title id="weeks-title">
        {t('近 12 周每周发放和兑换的积分', 'Points issued and redeemed in the last 12 weeks')}
      </title>
      <line class="chart-line" x1="0" x2={width} y1={ceiling} y2={ceiling} />
      <text class="chart-text" x="0" y={ceiling - 6}>
        {most}
      </text>
      <line class="chart-floor" x1="0" x2={width} y1={floor} y2={floor} />
      {weeks.map(({ monday, issued, redeemed }, at) => (
        <g>
          <rect
            class="bar-issued"
            x={at * step + step * 0.12}
            y={floor - tall(issued)}
            width={bar}
            height={tall(issued)}
          />
          <rect
            class="bar-redeemed"
            x={at * step + step * 0.12 + bar + 1}
            y={floor - tall(redeemed)}
            width={bar}
            height={tall(redeemed)}
          />
          {(weeks.length - 1 - at) % 3 === 0 && (
            <text class="chart-text" x={at * step + step / 2} y={floor + 18} text-anchor="middle">
              {dayText(monday)}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

/** `2026-03-02` as `3/2`. */
export const dayText = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`
