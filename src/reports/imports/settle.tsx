import type { HtmlEscapedString } from 'hono/utils/html'
import { boxText } from '../../kit/maps.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Checkbox,
  Field,
  Figure,
  Form,
  FormVersion,
  PostButton,
  Radios,
  Select,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useLang, useT, type Words } from '../../web/words.ts'
import type { Category } from '../queries.ts'
import { fieldLabels } from './labels.ts'
import type { Preview } from './preview.ts'
import type { ReportImport } from './queries.ts'
import { fields } from './rules.ts'

type Props = {
  row: ReportImport
  preview: Preview
  sample: readonly { line: number; cells: string[] | null }[]
  areas: HtmlEscapedString
  /** The area that is chosen now. */
  area: { id: string; name: string } | undefined
  categories: readonly Category[]
  tried: Tried | undefined
  words: Words
}

/** How a file is read, and what would come of it: changed and looked at as often as it takes. */
export function SettlePage(props: Props) {
  const { row, preview } = props
  const t = useT()
  const { counts } = preview
  return (
    <>
      <header class="page-head">
        <h1>{t('导入前看一看', 'Before importing')}</h1>
        <span class="muted">{row.fileName}</span>
      </header>
      <div class="figures">
        <Figure value={counts.in} label={t('将要导入', 'Will come in')} />
        <Figure value={counts.known} label={t('以前导入过，略过', 'Known already')} />
        <Figure value={counts.refused} label={t('有问题，不导入', 'Refused')} />
        <Figure value={counts.remarked} label={t('导入，但略去了一些内容', 'With something left out')} />
      </div>
      <Faults {...props} />
      <First {...props} />
      <div class="actions">
        {counts.in > 0 && (
          <PostButton action={`/desk/report-imports/${row.id}/start`} fields={{ version: String(row.version) }}>
            {t(`确认导入 ${counts.in} 条`, `Import ${counts.in} reports`)}
          </PostButton>
        )}
        <PostButton action={`/desk/report-imports/${row.id}/drop`} look="quiet">
          {t('不导入，删除文件', 'Throw the file away')}
        </PostButton>
      </div>
      <Settings {...props} />
    </>
  )
}

function Faults({ preview, words }: Props) {
  const [t, lang] = [useT(), useLang()]
  if (preview.faults.length === 0) return null
  return (
    <>
      <h2>{t('为什么不导入', 'Why rows are refused')}</h2>
      <Table
        head={[t('原因', 'Reason'), t('行数', 'Rows'), t('例如第几行', 'Such as line')]}
        rows={preview.faults.map(([reason, count, lines]) => [
          words[reason]?.[lang] ?? reason,
          <span class="num">{count}</span>,
          <span class="num">{lines.join('、')}</span>,
        ])}
      />
    </>
  )
}

function First({ preview, categories, words }: Props) {
  const [t, lang] = [useT(), useLang()]
  if (preview.first.length === 0) return <Alert tone="info">{t('没有可以导入的行。', 'No row would come in.')}</Alert>
  const nameOf = (id: string) => categories.find((category) => category.id === id)?.name[lang] ?? id
  return (
    <>
      <h2>{t('最前面的几条会是这样', 'The first ones will be')}</h2>
      <Table
        head={[
          t('行', 'Line'),
          t('编号', 'Id'),
          t('时间', 'Time'),
          t('类别', 'Category'),
          t('内容', 'Words'),
          t('状态', 'State'),
        ]}
        rows={preview.first.map(({ line, report, reason }) => [
          <span class="num">{line}</span>,
          report.sourceId.startsWith('sha256-') ? '–' : report.sourceId,
          <Time at={report.filedAt} withYear />,
          nameOf(report.categoryId),
          <>
            {report.words.slice(0, 60)}
            {reason && (
              <span class="muted">
                {' '}
                (
                {reason
                  .split(',')
                  .map((each) => words[each]?.[lang])
                  .join('；')}
                )
              </span>
            )}
          </>,
          report.isClosed ? t('已办结', 'Closed') : t('未办结', 'Open'),
        ])}
      />
    </>
  )
}

function Settings({ row, sample, areas, area, categories, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const { settings, head } = row
  const [first] = sample
  const columns = head.map((name, at) => ({
    value: String(at),
    label: `${name || t(`第 ${at + 1} 列`, `Column ${at + 1}`)}：${(first?.cells?.[at] ?? '').trim().slice(0, 30)}`,
  }))
  return (
    <Form action={`/desk/report-imports/${row.id}`} tried={tried}>
      <h2>{t('怎么读这个文件', 'How the file is read')}</h2>
      <FormVersion version={row.version} />
      <TextField
        name="source"
        label={t('来自哪个系统', 'From which system')}
        maxlength={60}
        value={row.source}
        tried={tried}
      />
      <div class="grid">
        {fields.map((field) => (
          <Select
            name={`column_${field}`}
            label={fieldLabels[field][lang]}
            required={false}
            empty={t('（没有）', '(none)')}
            choices={columns}
            value={settings.columns[field]}
            tried={tried}
          />
        ))}
      </div>
      <Radios
        name="dayOrder"
        label={t('03/04/2020 是', '03/04/2020 is')}
        value={settings.dayOrder}
        choices={[
          { value: 'month', label: t('3 月 4 日', '4 March') },
          { value: 'day', label: t('4 月 3 日', '3 April') },
        ]}
        tried={tried}
      />
      <Field
        name="areaId"
        label={t('没有写区域，或区域不认识的，放在', 'Rows without a known area go to')}
        required={false}
        tried={tried}
      >
        <select id="areaId" name="areaId">
          {area && (
            <option value={area.id} selected>
              {area.name}
            </option>
          )}
          <option value="">{t('不导入', 'Refuse them')}</option>
          {areas}
        </select>
      </Field>
      <Select
        name="categoryId"
        label={t('类别对不上、文字里也看不出来的，算作', 'Rows of no known category become')}
        required={false}
        empty={t('不导入', 'Refuse them')}
        choices={categories.map(({ id, name }) => ({ value: id, label: name[lang] }))}
        value={settings.categoryId}
        tried={tried}
      />
      <TextField
        name="box"
        label={t('本市范围：西,南,东,北', 'The city: west,south,east,north')}
        help={t(
          'WGS-84 度数，例如 103.1,23.0,103.8,23.7。范围以外的坐标不导入；不填就不检查。',
          'Degrees in WGS-84. Positions outside are refused; empty checks nothing.',
        )}
        required={false}
        value={settings.box ? boxText(settings.box) : ''}
        tried={tried}
      />
      <Checkbox
        name="isPublic"
        label={t(
          '公开显示。原文可能写了姓名、电话，请先确认。',
          'Show them in public. They may name people: make sure first.',
        )}
        checked={settings.isPublic}
        tried={tried}
      />
      <Checkbox
        name="keepsOpen"
        label={t(
          '那边没有办结的，在这里继续办（否则也作为历史）',
          'Go on here with what is open there (else it is history too)',
        )}
        checked={settings.keepsOpen}
        tried={tried}
      />
      <Submit look="quiet">{t('照这样再看一遍', 'Look again')}</Submit>
    </Form>
  )
}
