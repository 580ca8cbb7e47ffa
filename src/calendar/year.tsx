import type { OfficeSpan } from '../kit/calendar.ts'
import { Alert, Facts, LinkButton, Table } from '../web/ui.tsx'
import { useLang, useT } from '../web/words.ts'
import { dayText, kindLabels } from './labels.ts'
import type { CalendarDay } from './queries.ts'
import { spansOf, weeksOf } from './rules.ts'

type YearProps = {
  year: number
  today: string
  days: CalendarDay[]
  officeHours: readonly OfficeSpan[]
  workdays: number
  mayEdit: boolean
}

/** A whole year on one screen: what is off, what is worked, and when offices are open. */
export function Year({ year, today, days, officeHours, workdays, mayEdit }: YearProps) {
  const t = useT()
  const special = new Map(days.filter(({ kind }) => kind !== 'ordinary').map((day) => [day.day, day]))
  return (
    <>
      <header class="page-head">
        <h1>{t(`${year} 年工作日历`, `Working calendar ${year}`)}</h1>
        <nav class="actions" aria-label={t('年份', 'Year')}>
          <LinkButton href={`/desk/calendar?year=${year - 1}`} look="quiet">
            ← {year - 1}
          </LinkButton>
          <LinkButton href={`/desk/calendar?year=${year + 1}`} look="quiet">
            {year + 1} →
          </LinkButton>
        </nav>
      </header>
      <Warnings year={year} days={[...special.values()]} />
      <Facts
        rows={[
          [t('办公时间', 'Office hours'), officeHours.map(({ opens, closes }) => `${opens}–${closes}`).join('，')],
          [t('全年工作日', 'Working days'), String(workdays)],
          [
            t('图例', 'Key'),
            <span class="year-key">
              <i class="holiday">{t('休', 'off')}</i> {t('放假', 'holiday')} <i class="workday">{t('班', 'on')}</i>{' '}
              {t('周末上班', 'worked weekend')}
            </span>,
          ],
        ]}
      />
      {mayEdit && (
        <p class="actions">
          <LinkButton href="/desk/calendar/import" look="quiet">
            {t('导入放假安排', 'Import')}
          </LinkButton>
          <LinkButton href="/desk/calendar/hours" look="quiet">
            {t('改办公时间', 'Office hours')}
          </LinkButton>
          <LinkButton href={`/desk/calendar/years/${year}/days.csv`} look="quiet">
            {t('导出表格', 'Export')}
          </LinkButton>
        </p>
      )}
      <div class="year">
        {Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`).map((month) => (
          <Month {...{ month, today, special, mayEdit }} />
        ))}
      </div>
      <Spans days={days} />
    </>
  )
}

function Warnings({ year, days }: { year: number; days: CalendarDay[] }) {
  const t = useT()
  if (!days.length)
    return (
      <Alert tone="warn">
        {t(
          `${year} 年还没有登记节假日：周一到周五都按工作日计算。`,
          `No holidays are known for ${year}: Monday to Friday count as worked.`,
        )}
      </Alert>
    )
  return days.some(({ provisional }) => provisional) ? (
    <Alert tone="warn">
      {t(
        `${year} 年的放假通知还没有登记，这里只有法定节日（暂定）。国务院办公厅公布后，请导入当年的放假和调休安排。`,
        `The notice for ${year} is not entered yet: only the statutory days are here, provisionally. Import the year’s days once the State Council has published them.`,
      )}
    </Alert>
  ) : null
}

type MonthProps = { month: string; today: string; special: ReadonlyMap<string, CalendarDay>; mayEdit: boolean }

function Month({ month, today, special, mayEdit }: MonthProps) {
  const [t, lang] = [useT(), useLang()]
  const name = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { month: 'long', timeZone: 'UTC' })
  const weekdays = lang === 'zh' ? [...'一二三四五六日'] : ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
  return (
    <table class="month">
      <caption>{name.format(new Date(`${month}-01T00:00:00Z`))}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th scope="col">{weekday}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr>
            {week.map((day, index) =>
              day ? (
                <td class={special.get(day)?.kind ?? (index > 4 ? 'weekend' : '')}>
                  <Day {...{ day, mayEdit, row: special.get(day), isToday: day === today }} />
                </td>
              ) : (
                <td aria-hidden="true" />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )

  function Day({ day, row, mayEdit, isToday }: DayProps) {
    const shown = (
      <>
        {Number(day.slice(8))}
        {row && <small>{row.kind === 'holiday' ? t('休', 'off') : t('班', 'on')}</small>}
      </>
    )
    const title = row && `${row.name}${row.provisional ? t('（暂定）', ' (provisional)') : ''}`
    const current = isToday ? ('date' as const) : undefined
    return mayEdit ? (
      <a href={`/desk/calendar/days/${day}`} title={title} aria-current={current}>
        {shown}
      </a>
    ) : (
      <span title={title} aria-current={current}>
        {shown}
      </span>
    )
  }
}

type DayProps = { day: string; row: CalendarDay | undefined; mayEdit: boolean; isToday: boolean }

/** The same in words, for whoever cannot or would rather not look at the picture. */
function Spans({ days }: { days: CalendarDay[] }) {
  const [t, lang] = [useT(), useLang()]
  const spans = spansOf(days)
  const isProvisional = new Set(days.filter(({ provisional }) => provisional).map(({ day }) => day))
  return spans.length ? (
    <>
      <h2>{t('放假与调休', 'Holidays and make-up days')}</h2>
      <Table
        head={[t('名称', 'Name'), t('日期', 'Days'), t('安排', 'What'), t('天数', 'Number')]}
        rows={spans.map(({ name, kind, first, last, days: number }) => [
          `${name}${isProvisional.has(first) ? t('（暂定）', ' (provisional)') : ''}`,
          first === last ? dayText(first, lang) : `${dayText(first, lang)}–${dayText(last, lang)}`,
          kindLabels[kind][lang],
          <span class="num">{number}</span>,
        ])}
      />
    </>
  ) : null
}
