import type { CityTerms } from '../../points/rulebook/rules.ts'
import { useT } from '../../web/words.ts'
import type { CoverageMark } from './queries.ts'

type Lines = Pick<CityTerms, 'coverageGreen' | 'coverageAmber'>

const width = 360

/** Where the ratio stands between short and ample. The words beside it say the same. */
export function Gauge({ ratio, terms }: { ratio: number | undefined; terms: Lines }) {
  const t = useT()
  const most = Math.max(terms.coverageGreen * 2, 0.01)
  const at = (value: number) => (Math.min(value, most) / most) * width
  const here = ratio === undefined ? width : at(ratio)
  return (
    <svg class="chart" viewBox={`0 0 ${width} 46`} role="img" aria-labelledby="gauge-title">
      <title id="gauge-title">
        {ratio === undefined
          ? t('还没有人持有积分', 'Nobody holds a point yet')
          : t(`保障率 ${ratio.toFixed(2)}`, `Coverage ${ratio.toFixed(2)}`)}
      </title>
      <rect class="gauge-red" x="0" y="10" width={at(terms.coverageAmber)} height="12" />
      <rect
        class="gauge-amber"
        x={at(terms.coverageAmber)}
        y="10"
        width={at(terms.coverageGreen) - at(terms.coverageAmber)}
        height="12"
      />
      <rect
        class="gauge-green"
        x={at(terms.coverageGreen)}
        y="10"
        width={width - at(terms.coverageGreen)}
        height="12"
      />
      <path class="gauge-mark" d={`M${Math.max(4, Math.min(width - 4, here))} 4 l-4 -4 h8 z m0 0 v22`} />
      <text class="chart-text" x={at(terms.coverageAmber)} y="40" text-anchor="middle">
        {terms.coverageAmber}
      </text>
      <text class="chart-text" x={at(terms.coverageGreen)} y="40" text-anchor="middle">
        {terms.coverageGreen}
      </text>
    </svg>
  )
}

const height = 150
const floor = 124
const ceiling = 12

/** The ratio day by day, with the two lines at which the light changes. */
export function CoverageChart({ days, terms }: { days: readonly CoverageMark[]; terms: Lines }) {
  const t = useT()
  const known = days.filter(({ ratioPercent }) => ratioPercent !== null)
  // Far above the green line it does not matter how far: the picture is about the lines.
  const most = terms.coverageGreen * 2.5
  const up = (ratio: number) => floor - ((floor - ceiling) * Math.min(ratio, most)) / most
  const across = (at: number) => (known.length < 2 ? width / 2 : (at / (known.length - 1)) * (width - 8) + 4)
  const points = known.map(
    ({ ratioPercent }, at) => `${across(at).toFixed(1)},${up((ratioPercent ?? 0) / 100).toFixed(1)}`,
  )
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="coverage-title">
      <title id="coverage-title">{t('每天的物资保障率', 'Coverage day by day')}</title>
      {[terms.coverageGreen, terms.coverageAmber].map((line) => (
        <>
          <line class="chart-line" x1="0" x2={width} y1={up(line)} y2={up(line)} />
          <text class="chart-text" x="0" y={up(line) - 4}>
            {line}
          </text>
        </>
      ))}
      <line class="chart-floor" x1="0" x2={width} y1={floor} y2={floor} />
      <polyline class="chart-trace" points={points.join(' ')} />
      <text class="chart-text" x="0" y={floor + 18}>
        {known[0]?.day}
      </text>
      <text class="chart-text" x={width} y={floor + 18} text-anchor="end">
        {known.at(-1)?.day}
      </text>
    </svg>
  )
}
