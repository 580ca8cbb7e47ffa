import type { Tried } from '../../../web/form.ts'
import { Alert, Chip, Field, Figure, Form, FormId, LinkButton, Submit, Table } from '../../../web/ui.tsx'
import { useLang, useT, type Words } from '../../../web/words.ts'
import { categoryNames, yuan } from '../../names.ts'
import type { CatalogueRow } from './rules.ts'

export function Chooser({ tried, added }: { tried: Tried | undefined; added: number | undefined }) {
  const t = useT()
  return (
    <>
      <a class="back" href="/desk/catalogue">
        {t('← 兑换物品', '← Catalogue')}
      </a>
      <header class="page-head">
        <h1>{t('导入物品表', 'Import a list of goods')}</h1>
      </header>
      {added !== undefined && (
        <Alert tone="good">
          {t(`已加入 ${added} 种物品。`, `${added} items added.`)}{' '}
          <a href="/desk/catalogue">{t('查看目录', 'See the catalogue')}</a>
        </Alert>
      )}
      <p class="lead">
        {t(
          '第一行是列名，至少要有：条形码、名称、价格；可以有类别、单位、规格、计价方式。先预览，确认后才会写入；烟酒不能兑换，会自动排除。',
          'The first line names the columns: code, name, price, and if there are: category, unit, spec, pricing. You see what would happen first. Alcohol and tobacco are left out.',
        )}
      </p>
      <Form action="/desk/catalogue/import" upload tried={tried}>
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

type PreviewProps = { rows: CatalogueRow[]; text: string; id: string; words: Words }

export function Preview({ rows, text, id, words }: PreviewProps) {
  const t = useT()
  const of = (fate: CatalogueRow['fate']) => rows.filter((row) => row.fate === fate)
  const [fresh, faults, barred] = [of('new'), of('fault'), of('barred')]
  return (
    <>
      <header class="page-head">
        <h1>{t('导入前看一看', 'Before importing')}</h1>
      </header>
      <div class="figures">
        <Figure value={fresh.length} label={t('新增', 'New')} />
        <Figure value={of('known').length} label={t('已有，不变', 'Known, unchanged')} />
        <Figure value={barred.length} label={t('烟酒，不能兑换', 'Alcohol and tobacco')} />
        <Figure value={faults.length} label={t('有问题，不导入', 'Faulty, left out')} />
      </div>
      <Form action="/desk/catalogue/import/confirm" upload>
        <FormId id={id} />
        <textarea name="text" hidden>
          {text}
        </textarea>
        <p class="actions">
          {fresh.length > 0 && <Submit>{t(`确认加入 ${fresh.length} 种`, `Add ${fresh.length} items`)}</Submit>}
          <LinkButton href="/desk/catalogue/import" look="quiet">
            {t('换一个文件', 'Another file')}
          </LinkButton>
        </p>
      </Form>
      {fresh.length === 0 && <Alert tone="info">{t('没有需要写入的内容。', 'There is nothing to write.')}</Alert>}
      {faults.length > 0 && <Faults rows={faults} words={words} />}
      {barred.length > 0 && <Barred rows={barred} />}
      {fresh.length > 0 && <Fresh rows={fresh} />}
    </>
  )
}

function Faults({ rows, words }: { rows: CatalogueRow[]; words: Words }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h2>{t('有问题的行', 'Faulty rows')}</h2>
      <Table
        head={[
          t('行', 'Line'),
          t('问题', 'What is wrong'),
          t('条形码', 'Barcode'),
          t('名称', 'Name'),
          t('价格', 'Price'),
        ]}
        rows={rows
          .slice(0, shownMax)
          .map((row) => [
            <span class="num">{row.line}</span>,
            row.fate === 'fault' && words[row.fault]?.[lang],
            row.code,
            row.name,
            row.price,
          ])}
      />
      <Rest total={rows.length} />
    </>
  )
}

function Barred({ rows }: { rows: CatalogueRow[] }) {
  const t = useT()
  return (
    <>
      <h2>{t('烟酒', 'Alcohol and tobacco')}</h2>
      <p class="help">
        {t(
          '按条形码、类别和名称判断。判断错了的，改名后单独登记。',
          'Told by barcode, category and name. What is wrongly left out is renamed and entered by hand.',
        )}
      </p>
      <Table
        head={[t('行', 'Line'), t('条形码', 'Barcode'), t('名称', 'Name')]}
        rows={rows.slice(0, shownMax).map(({ line, code, name }) => [<span class="num">{line}</span>, code, name])}
      />
      <Rest total={rows.length} />
    </>
  )
}

function Fresh({ rows }: { rows: CatalogueRow[] }) {
  const [t, lang] = [useT(), useLang()]
  const notes = {
    own_code: t('店内编号，不作条形码', 'the shop’s own number, no barcode'),
    by_weight: t('按重量：一件为一千克', 'by weight: a piece is a kilogram'),
  }
  return (
    <>
      <h2>{t('将要加入', 'What will be added')}</h2>
      <Table
        head={[
          t('行', 'Line'),
          t('名称', 'Name'),
          t('类别', 'Category'),
          t('条形码', 'Barcode'),
          t('每件价值', 'Value'),
          t('积分价', 'Points'),
          t('说明', 'Note'),
        ]}
        rows={rows
          .slice(0, shownMax)
          .flatMap((row) =>
            row.fate === 'new'
              ? [
                  [
                    <span class="num">{row.line}</span>,
                    `${row.goods.name}（${row.goods.unit}）`,
                    categoryNames[row.goods.category][lang],
                    row.goods.barcode ?? <span class="muted">{t('无', 'None')}</span>,
                    yuan(row.goods.unitValueFen)[lang],
                    <span class="num">{row.goods.pricePoints}</span>,
                    row.note ? <Chip tone="warn">{notes[row.note]}</Chip> : '',
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
  return total > shownMax ? (
    <p class="muted">{t(`只列出前 ${shownMax} 行，共 ${total} 行。`, `The first ${shownMax} of ${total}.`)}</p>
  ) : null
}
