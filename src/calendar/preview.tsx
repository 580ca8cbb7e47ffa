import { Alert, Chip, Figure, Form, FormId, LinkButton, Submit, Table } from '../web/ui.tsx'
import { useLang, useT, type Words } from '../web/words.ts'
import { kindLabels } from './labels.ts'
import type { CalendarRow, KnownDay } from './rules.ts'

type PreviewProps = { rows: CalendarRow[]; text: string; id: string; words: Words }

/** What a file would change, before it changes anything. */
export function Preview({ rows, text, id, words }: PreviewProps) {
  const [t, lang] = [useT(), useLang()]
  const changes = rows.flatMap((row) => (row.fate === 'new' || row.fate === 'changed' ? [row] : []))
  const faults = rows.flatMap((row) => (row.fate === 'fault' ? [row] : []))
  const said = (day: KnownDay | undefined) =>
    day ? `${kindLabels[day.kind][lang]} ${day.name}${day.provisional ? t('（暂定）', ' (provisional)') : ''}` : '—'
  return (
    <>
      <header class="page-head">
        <h1>{t('导入前看一看', 'Before importing')}</h1>
      </header>
      <div class="figures">
        <Figure value={changes.length} label={t('将写入', 'To be written')} />
        <Figure value={rows.filter(({ fate }) => fate === 'same').length} label={t('已有，不变', 'Known, unchanged')} />
        <Figure value={faults.length} label={t('有问题，不导入', 'Faulty, left out')} />
      </div>
      {faults.length > 0 && (
        <Table
          caption={t('有问题的行', 'Faulty rows')}
          head={[t('行', 'Line'), t('问题', 'What is wrong'), t('日期', 'Day'), t('类型', 'Kind'), t('名称', 'Name')]}
          rows={faults.map((row) => [
            <span class="num">{row.line}</span>,
            words[row.fault]?.[lang],
            row.day,
            row.kind,
            row.name,
          ])}
        />
      )}
      {changes.length > 0 ? (
        <Table
          caption={t('将要写入', 'What will be written')}
          head={[t('日期', 'Day'), t('原来', 'Before'), t('改为', 'After')]}
          rows={changes.map(({ day, was, is }) => [
            day,
            said(was),
            <Chip tone={is.kind === 'workday' ? 'warn' : 'good'}>{said(is)}</Chip>,
          ])}
        />
      ) : (
        <Alert tone="info">{t('没有需要写入的内容。', 'There is nothing to write.')}</Alert>
      )}
      <Form action="/desk/calendar/import/confirm">
        <FormId id={id} />
        <textarea name="text" hidden>
          {text}
        </textarea>
        <p class="actions">
          {changes.length > 0 && <Submit>{t(`确认写入 ${changes.length} 天`, `Write ${changes.length} days`)}</Submit>}
          <LinkButton href="/desk/calendar/import" look="quiet">
            {t('换一个文件', 'Another file')}
          </LinkButton>
        </p>
      </Form>
    </>
  )
}
