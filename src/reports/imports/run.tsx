import { Alert, Chip, Figure, LinkButton, PostButton, Table, Time } from '../../web/ui.tsx'
import { useLang, useT, type Words } from '../../web/words.ts'
import { keptDays } from './jobs.ts'
import { stateLabels } from './labels.ts'
import type { Fate, ImportRow, ReportImport } from './queries.ts'

type Props = {
  row: ReportImport
  fates: Record<Fate, number>
  /** The first of them. */
  refused: readonly ImportRow[]
  words: Words
}

/** How far an import has come, and what became of its rows. */
export function RunPage({ row, fates, refused, words }: Props) {
  const [t, lang] = [useT(), useLang()]
  const done = fates.in + fates.known + fates.refused
  const state = stateLabels[row.state]
  const isRunning = row.state === 'running'
  return (
    <>
      <header class="page-head">
        <h1>{t(`导入自 ${row.source}`, `Imported from ${row.source}`)}</h1>
        <Chip tone={state.tone}>{state[lang]}</Chip>
      </header>
      <p class="muted">
        {row.fileName} · <Time at={row.createdAt} withYear />
      </p>
      {isRunning && (
        <p>
          <progress max={row.rows} value={done} aria-label={t('导入进度', 'Progress')} />{' '}
          <span class="num">
            {done} / {row.rows}
          </span>
        </p>
      )}
      {row.state === 'reading' && (
        <Alert tone="info">
          {t(
            '正在读取文件。如果一直停在这里，请删除后重新上传。',
            'The file is being read. If it stays like this, throw it away and send it again.',
          )}
        </Alert>
      )}
      <div class="figures">
        <Figure value={fates.in} label={t('已导入', 'Came in')} />
        <Figure value={fates.known} label={t('以前导入过', 'Known already')} />
        <Figure value={fates.refused} label={t('没有导入', 'Refused')} />
        {isRunning && <Figure value={fates.waiting} label={t('还在排队', 'Still waiting')} />}
      </div>
      {refused.length > 0 && (
        <>
          <h2>{t('没有导入的行', 'Refused rows')}</h2>
          <p class="actions">
            <LinkButton href={`/desk/report-imports/${row.id}/refused.csv`} look="quiet">
              {t('下载全部（CSV，附原因）', 'All of them as CSV, with the reasons')}
            </LinkButton>
          </p>
          <p class="help">{t(`原始内容保留 ${keptDays} 天。`, `What they held is kept for ${keptDays} days.`)}</p>
          <Table
            head={[t('行', 'Line'), t('原因', 'Reason'), t('内容', 'Row')]}
            rows={refused.map(({ line, reason, cells }) => [
              <span class="num">{line}</span>,
              words[reason]?.[lang] ?? reason,
              (cells ?? []).join(' | ').slice(0, 120),
            ])}
          />
        </>
      )}
      <div class="actions">
        {(isRunning || row.state === 'reading') && (
          <PostButton action={`/desk/report-imports/${row.id}/drop`} look="danger">
            {t('停止', 'Stop')}
          </PostButton>
        )}
        <LinkButton href="/desk/report-imports" look="quiet">
          {t('返回', 'Back')}
        </LinkButton>
      </div>
    </>
  )
}
