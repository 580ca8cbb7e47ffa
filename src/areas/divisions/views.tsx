import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Field, Figure, Form, FormId, LinkButton, Submit, Table } from '../../web/ui.tsx'
import { useLang, useT, type Words } from '../../web/words.ts'
import { kindNames } from '../names.ts'
import type { DivisionRow } from './rules.ts'

type Done = { added: number; renamed: number }

export function Chooser({ tried, done }: { tried: Tried | undefined; done: Done | undefined }) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('导入区划表', 'Import a division table')}</h1>
      </header>
      {done && (
        <Alert tone="good">
          {t(
            `已新增 ${done.added} 个区域，改名 ${done.renamed} 个。`,
            `${done.added} areas added, ${done.renamed} renamed.`,
          )}{' '}
          <a href="/desk/areas">{t('查看区域', 'See the areas')}</a>
        </Alert>
      )}
      <p class="lead">
        {t(
          '表格需要四列：级别、代码、名称、上级。先预览，确认后才会写入；已有的区域不会被删除。',
          'The table has four columns: level, code, name, parent. You see what would happen first; nothing is ever removed.',
        )}
      </p>
      <Form action="/desk/areas/import" upload tried={tried}>
        <Field
          name="file"
          label={t('CSV 文件', 'CSV file')}
          help={t('UTF-8 或 GB18030 编码都可以，最大 5 MB。', 'UTF-8 or GB18030, at most 5 MB.')}
          tried={tried}
        >
          <input id="file" name="file" type="file" accept=".csv,text/csv,text/plain" required />
        </Field>
        <Submit>{t('预览', 'Preview')}</Submit>
      </Form>
    </>
  )
}

const shownMax = 200

type PreviewProps = { rows: DivisionRow[]; text: string; id: string; words: Words }

export function Preview({ rows, text, id, words }: PreviewProps) {
  const t = useT()
  const count = (fate: DivisionRow['fate']) => rows.filter((row) => row.fate === fate).length
  const changes = rows.filter((row) => row.fate === 'new' || row.fate === 'renamed')
  const faults = rows.filter((row) => row.fate === 'fault')
  return (
    <>
      <header class="page-head">
        <h1>{t('导入前看一看', 'Before importing')}</h1>
      </header>
      <div class="figures">
        <Figure value={count('new')} label={t('新增', 'New')} />
        <Figure value={count('renamed')} label={t('改名', 'Renamed')} />
        <Figure value={count('same')} label={t('已有，不变', 'Known, unchanged')} />
        <Figure value={count('outside')} label={t('不属于本市，略过', 'Not of this city')} />
        <Figure value={faults.length} label={t('有问题，不导入', 'Faulty, left out')} />
      </div>
      {faults.length > 0 && <Faults rows={faults} words={words} />}
      {changes.length > 0 ? (
        <Changes rows={changes} />
      ) : (
        <Alert tone="info">{t('没有需要写入的内容。', 'There is nothing to write.')}</Alert>
      )}
      <Form action="/desk/areas/import/confirm">
        <FormId id={id} />
        <textarea name="text" hidden>
          {text}
        </textarea>
        <p class="actions">
          {changes.length > 0 && <Submit>{t(`确认导入 ${changes.length} 行`, `Import ${changes.length} rows`)}</Submit>}
          <LinkButton href="/desk/areas/import" look="quiet">
            {t('换一个文件', 'Another file')}
          </LinkButton>
        </p>
      </Form>
    </>
  )
}

function Faults({ rows, words }: { rows: DivisionRow[]; words: Words }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h2>{t('有问题的行', 'Faulty rows')}</h2>
      <Table
        head={[
          t('行', 'Line'),
          t('问题', 'What is wrong'),
          t('级别', 'Level'),
          t('代码', 'Code'),
          t('名称', 'Name'),
          t('上级', 'Parent'),
        ]}
        rows={rows
          .slice(0, shownMax)
          .map((row) => [
            <span class="num">{row.line}</span>,
            row.fate === 'fault' && words[row.fault]?.[lang],
            row.level,
            row.code,
            row.name,
            row.parent,
          ])}
      />
      <Rest total={rows.length} />
    </>
  )
}

function Changes({ rows }: { rows: DivisionRow[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h2>{t('将要写入', 'What will be written')}</h2>
      <Table
        head={[t('行', 'Line'), t('做什么', 'What'), t('级别', 'Level'), t('代码', 'Code'), t('名称', 'Name')]}
        rows={rows
          .slice(0, shownMax)
          .flatMap((row) =>
            row.fate === 'new' || row.fate === 'renamed'
              ? [
                  [
                    <span class="num">{row.line}</span>,
                    row.fate === 'new' ? (
                      <Chip tone="good">{t('新增', 'New')}</Chip>
                    ) : (
                      <Chip tone="warn">{t(`改名，原为${row.was}`, `Renamed, was ${row.was}`)}</Chip>
                    ),
                    kindNames[row.kind][lang],
                    row.id,
                    row.name,
                  ],
                ]
              : [],
          )}
      />
      <Rest total={rows.length} />
    </>
  )
}

function Rest({ total }: { total: number }) {
  const t = useT()
  const rest = total - shownMax
  return rest > 0 ? <p class="muted">{t(`还有 ${rest} 行没有列出。`, `${rest} more rows are not listed.`)}</p> : null
}
