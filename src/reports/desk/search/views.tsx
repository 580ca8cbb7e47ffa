import { Empty } from '../../../web/ui.tsx'
import { useT } from '../../../web/words.ts'
import { QueueRow } from '../queue.tsx'
import { StaffSearch } from './field.tsx'
import { type foundByStaff, foundMax } from './queries.ts'

type Props = {
  words: string
  rows: Awaited<ReturnType<typeof foundByStaff>>
  covers: Map<string, string>
  now: Date
}

export function FoundPage({ words, rows, covers, now }: Props) {
  const t = useT()
  const shown = rows.slice(0, foundMax)
  return (
    <>
      <h1>{t('找上报', 'Find a report')}</h1>
      <StaffSearch words={words} />
      {words === '' ? (
        <p class="muted">
          {t(
            '在您负责的上报里找，不论办到哪一步；门牌和居民的原话也能找到。',
            'Looks among all that is in your charge, at any step, by doors and by what residents wrote themselves.',
          )}
        </p>
      ) : shown.length === 0 ? (
        <Empty title={t('没有找到', 'Nothing found')}>
          <p>{t('换一个词，或者只写门牌号。', 'Try another word, or only the number of the house.')}</p>
        </Empty>
      ) : (
        <>
          <ol class="triage-list">
            {shown.map((row) => (
              <QueueRow row={row} cover={covers.get(row.report.id)} picks={false} now={now} />
            ))}
          </ol>
          {rows.length > foundMax && (
            <p class="muted">
              {t(`只显示最新的 ${foundMax} 条，请多写几个字。`, `The newest ${foundMax} only: please write more.`)}
            </p>
          )}
        </>
      )}
    </>
  )
}
