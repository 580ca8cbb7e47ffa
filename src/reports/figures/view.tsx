import type { Area } from '../../areas/queries.ts'
import { Alert, Empty, Figure, LinkButton, Table, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { leastCalls, percent, type Row, type Tally } from './rules.ts'

type FiguresProps = {
  area: Area
  days: number
  at: Date
  total: Tally
  departments: readonly Row[]
  areas: readonly Row[]
}

/** Four rates with their definitions beside them, for everybody to check. */
export function FiguresPage({ area, days, at, total, departments, areas }: FiguresProps) {
  const t = useT()
  return (
    <>
      <header class="stack-tight">
        <h1>{t(`${area.name}：上报办得怎么样`, `${area.name}: how reports are dealt with`)}</h1>
        <p class="muted">
          {t(`近 ${days} 天，截至`, `The last ${days} days, at`)} <Time at={at} withYear />
        </p>
      </header>
      <nav class="pick" aria-label={t('时间', 'Period')}>
        {[30, 90, 365].map((each) => (
          <a href={`/reports/figures?area=${area.id}&days=${each}`} aria-current={each === days ? 'true' : undefined}>
            {t(`近 ${each} 天`, `${each} days`)}
          </a>
        ))}
      </nav>
      {total.calls === 0 ? (
        <Empty title={t('这段时间没有吹哨', 'Nobody was called in this time')} />
      ) : (
        <Rates total={total} departments={departments} areas={areas} days={days} />
      )}
      <Definitions />
      <p class="actions">
        <LinkButton href={`/reports/export.csv?area=${area.id}`} look="quiet">
          CSV
        </LinkButton>
        <LinkButton href={`/reports/export.geojson?area=${area.id}`} look="quiet">
          GeoJSON
        </LinkButton>
        <LinkButton href={`/reports?area=${area.id}`} look="quiet">
          {t('看上报', 'See the reports')}
        </LinkButton>
      </p>
    </>
  )
}

const rateOf = (part: number, whole: number) => {
  const share = percent(part, whole)
  return share === undefined ? '—' : `${share}%`
}

function Rates({ total, departments, areas, days }: Pick<FiguresProps, 'total' | 'departments' | 'areas' | 'days'>) {
  const t = useT()
  return (
    <>
      <div class="figures">
        <Figure value={total.calls} label={t('吹哨', 'Calls')} />
        <Figure value={rateOf(total.dutyInTime, total.dutyDue)} label={t('响应率', 'Answered in time')} />
        <Figure value={rateOf(total.workInTime, total.workDue)} label={t('按时办结率', 'Done in time')} />
        <Figure value={rateOf(total.solved, total.workDue)} label={t('解决率', 'Solved')} />
        <Figure value={rateOf(total.satisfied, total.judged)} label={t('满意率', 'Satisfied')} />
      </div>
      {departments.length > 0 && (
        <section class="stack">
          <h2>{t('按部门', 'By department')}</h2>
          <Bars rows={departments} />
          <RateTable rows={departments} days={days} />
        </section>
      )}
      <section class="stack">
        <h2>{t('按区域', 'By area')}</h2>
        <RateTable rows={areas} days={days} areLinked />
      </section>
    </>
  )
}

function RateTable({ rows, days, areLinked = false }: { rows: readonly Row[]; days: number; areLinked?: boolean }) {
  const t = useT()
  const name = (row: Row) =>
    areLinked && row.id !== 'others' ? (
      <a href={`/reports/figures?area=${row.id}&days=${days}`}>{row.name}</a>
    ) : (
      row.name
    )
  return (
    <Table
      head={[
        t('名称', 'Name'),
        t('吹哨', 'Calls'),
        t('响应率', 'Answered in time'),
        t('按时办结率', 'Done in time'),
        t('解决率', 'Solved'),
        t('满意率', 'Satisfied'),
      ]}
      rows={rows.map((row) => [
        name(row),
        row.calls,
        rateOf(row.dutyInTime, row.dutyDue),
        rateOf(row.workInTime, row.workDue),
        rateOf(row.solved, row.workDue),
        rateOf(row.satisfied, row.judged),
      ])}
    />
  )
}

const barHeight = 34
const barWidth = 360

/** 按时办结率 as bars. The same numbers stand in the table below, for those who would rather read. */
function Bars({ rows }: { rows: readonly Row[] }) {
  const t = useT()
  const shown = rows.flatMap((row) => {
    const share = percent(row.workInTime, row.workDue)
    return share === undefined ? [] : [{ ...row, share }]
  })
  if (shown.length < 2) return null
  const height = shown.length * barHeight
  return (
    <svg class="chart" viewBox={`0 0 ${barWidth} ${height}`} role="img" aria-labelledby="bars-title">
      <title id="bars-title">{t('各部门按时办结率', 'Done in time, by department')}</title>
      {shown.map(({ name, share }, at) => (
        <g>
          <text class="chart-text" x="0" y={at * barHeight + 13}>
            {name}
          </text>
          <text class="chart-text" x={barWidth} y={at * barHeight + 13} text-anchor="end">
            {share}%
          </text>
          <rect class="bar-redeemed" x="0" y={at * barHeight + 19} width={barWidth} height="8" rx="4" />
          <rect class="bar-issued" x="0" y={at * barHeight + 19} width={(barWidth * share) / 100} height="8" rx="4" />
        </g>
      ))}
    </svg>
  )
}

function Definitions() {
  const t = useT()
  return (
    <section class="stack">
      <h2>{t('怎么算的', 'How this is counted')}</h2>
      <dl class="facts">
        <div>
          <dt>{t('响应率', 'Answered in time')}</dt>
          <dd>
            {t(
              '在报到期限内报到的吹哨 ÷ 已经报到或报到期限已过的吹哨。',
              'Calls reported in by their due time ÷ calls that reported in or whose time is over.',
            )}
          </dd>
        </div>
        <div>
          <dt>{t('按时办结率', 'Done in time')}</dt>
          <dd>
            {t(
              '在办结期限内办结的吹哨 ÷ 已经办结或办结期限已过的吹哨。期限按工作时间算，等居民补充时暂停。',
              'Calls done by their due time ÷ calls that are done or whose time is over. Clocks run in office time and stand still while a resident is asked.',
            )}
          </dd>
        </div>
        <div>
          <dt>{t('解决率', 'Solved')}</dt>
          <dd>
            {t(
              '办结后没有被打回的吹哨 ÷ 已经办结或办结期限已过的吹哨。',
              'Calls done and not sent back ÷ calls that are done or whose time is over.',
            )}
          </dd>
        </div>
        <div>
          <dt>{t('满意率', 'Satisfied')}</dt>
          <dd>
            {t(
              '上报人说“修好了”的 ÷ 说“修好了”或被打回的。没有评价的不算在内，也不算满意。',
              'Said to be fixed by the reporter ÷ said to be fixed or sent back. Silence counts as neither.',
            )}
          </dd>
        </div>
      </dl>
      <Alert tone="info">
        {t(
          `免办和撤回的吹哨不计。不足 ${leastCalls} 件的单位和区域合并显示，不足 ${leastCalls} 件的比率不显示。`,
          `Calls released or withdrawn are left out. Groups of fewer than ${leastCalls} are merged, and rates of fewer than ${leastCalls} are not shown.`,
        )}
      </Alert>
    </section>
  )
}
