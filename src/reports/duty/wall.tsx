import { groupBy } from '../../kit/group.ts'
import { Empty, Figure, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { dueToday } from '../desk/queries.ts'

type Rows = Awaited<ReturnType<typeof dueToday>>
type Row = Rows[number]

/** The clock that counts now, and whether it is the one for reporting in. */
const dueOf = ({ whistle }: Row) =>
  whistle.status === 'whistled'
    ? { at: whistle.reportInDueAt, isDuty: true }
    : { at: whistle.resolveDueAt, isDuty: false }

/** For the screen on the wall of a dispatch centre: who owes what today, in large letters. It renews itself. */
export function WallPage({ rows, now, soon }: { rows: Rows; now: Date; soon: Date }) {
  const t = useT()
  const late = rows.filter((row) => dueOf(row).at < now)
  const next = rows.filter((row) => dueOf(row).at >= now && dueOf(row).at < soon)
  return (
    <div class="wall">
      <header class="page-head">
        <h1>{t('今日到期', 'Due today')}</h1>
        <span class="muted">
          <Time at={now} withYear />
        </span>
      </header>
      <div class="figures">
        <Figure value={late.length} label={t('已超期', 'late')} />
        <Figure value={next.length} label={t('两小时内到期', 'due within two hours')} />
        <Figure value={rows.length} label={t('今天合计', 'today in all')} />
      </div>
      {rows.length === 0 ? (
        <Empty title={t('今天没有到期的', 'Nothing is due today')} />
      ) : (
        <div class="wall-columns">
          {[...groupBy(rows, ({ name }) => name ?? '')].map(([name, calls]) => (
            <section class="card">
              <h2>
                {name || t('社区自办', 'Communities')} <span class="badge">{calls.length}</span>
              </h2>
              <ol class="plain-list">
                {calls.map((row) => (
                  <WallRow row={row} now={now} />
                ))}
              </ol>
            </section>
          ))}
        </div>
      )}
    </div>
  )
}

function WallRow({ row, now }: { row: Row; now: Date }) {
  const [t, lang] = [useT(), useLang()]
  const { at, isDuty } = dueOf(row)
  const isLate = at < now
  return (
    <li class={isLate ? 'wall-row late' : 'wall-row'}>
      <a href={`/desk/reports/${row.report.id}`}>
        {row.category[lang]} <small>{row.report.number}</small>
      </a>
      <span>
        {isDuty ? t('报到', 'report in') : t('办结', 'solve')} <Time at={at} /> {isLate && <b>{t('超期', 'late')}</b>}
      </span>
      <small class="muted">{row.areaName}</small>
    </li>
  )
}
