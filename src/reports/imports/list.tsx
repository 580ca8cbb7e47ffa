import type { Tried } from '../../web/form.ts'
import { Chip, Empty, Field, Form, FormId, Submit, Table, TextField, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { megabytesMax } from './form.ts'
import { stateLabels } from './labels.ts'
import type { ReportImport } from './queries.ts'

type Props = {
  imports: readonly ReportImport[]
  sources: readonly string[]
  formId: string
  tried: Tried | undefined
}

/** The files of the past, and a form for the next one. */
export function ImportsPage({ imports, sources, formId, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('导入上报', 'Import reports')}</h1>
      </header>
      <p class="lead">
        {t(
          '把别的系统里的旧上报作为历史导入：不计时，不记分，不通知任何人。先预览，确认后才写入；同一条不会导入两次。',
          'Old reports of another system come in as history: no clocks, no points, no notices. You look first; none comes in twice.',
        )}
      </p>
      <Form action="/desk/report-imports" upload tried={tried}>
        <FormId id={formId} tried={tried} />
        <TextField
          name="source"
          label={t('来自哪个系统', 'From which system')}
          help={t(
            '公开页面会写“导入自……”。同一系统请每次写同样的名字。',
            'Shown as “imported from …”. Name a system the same each time.',
          )}
          maxlength={60}
          tried={tried}
        />
        {sources.length > 0 && (
          <p class="help">{t(`用过的：${sources.join('、')}`, `So far: ${sources.join(', ')}`)}</p>
        )}
        <Field
          name="file"
          label={t('CSV 文件，或每行一个对象的 JSON', 'A CSV, or JSON with one object a line')}
          help={t(
            `UTF-8 或 GB18030 编码都可以，最大 ${megabytesMax} MB。姓名、电话等列不会导入。`,
            `UTF-8 or GB18030, at most ${megabytesMax} MB. Columns with names or phones are left out.`,
          )}
          tried={tried}
        >
          <input id="file" name="file" type="file" accept=".csv,.jsonl,text/csv,text/plain,application/json" required />
        </Field>
        <Submit>{t('预览', 'Preview')}</Submit>
      </Form>
      <h2>{t('导入过的', 'Imports so far')}</h2>
      {imports.length === 0 ? (
        <Empty title={t('还没有导入过', 'Nothing has been imported')} />
      ) : (
        <Table
          head={[t('来自', 'From'), t('文件', 'File'), t('行数', 'Rows'), t('状态', 'State'), t('时间', 'When')]}
          rows={imports.map(({ id, source, fileName, rows, state, createdAt }) => [
            <a href={`/desk/report-imports/${id}`}>{source}</a>,
            fileName,
            <span class="num">{rows}</span>,
            <Chip tone={stateLabels[state].tone}>{stateLabels[state][lang]}</Chip>,
            <Time at={createdAt} withYear />,
          ])}
        />
      )}
    </>
  )
}
