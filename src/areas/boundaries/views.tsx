import type { Datum } from '../../kit/gcj.ts'
import { fitted, type MapSize } from '../../kit/maps.ts'
import { type Box, boxOfShape } from '../../kit/shapes.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Field, Figure, Form, FormId, LinkButton, Select, Submit, Table } from '../../web/ui.tsx'
import { useLang, useT, type Words } from '../../web/words.ts'
import type { Ground } from '../map/draw.ts'
import { AreaMap } from '../map/view.tsx'
import type { Bounded } from './queries.ts'
import type { BoundaryRow } from './rules.ts'

const size: MapSize = { width: 560, height: 400 }

type ChooserProps = {
  tried: Tried | undefined
  done: { added: number; changed: number } | undefined
  all: readonly Bounded[]
}

export function BoundaryChooser({ tried, done, all }: ChooserProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('导入边界', 'Import boundaries')}</h1>
        <a class="back" href="/desk/areas">
          {t('区域与网格', 'Areas')}
        </a>
      </header>
      {done && (
        <Alert tone="good">
          {t(
            `已写入 ${done.added} 个新边界，更新 ${done.changed} 个。`,
            `${done.added} boundaries added, ${done.changed} changed.`,
          )}
        </Alert>
      )}
      <p class="lead">
        {t(
          '有了边界，上报时就能按位置自动选网格。文件是 GeoJSON，每个图形的属性里要有区域代码（code）或名称（name）。先预览，确认后才会写入；文件里没有的区域保持不变。',
          'With boundaries, a report finds its grid by its position. The file is GeoJSON; each feature has the area’s code or name among its properties. You see it first; areas that are not in the file stay as they are.',
        )}
      </p>
      <div class="split">
        <Form action="/desk/areas/boundaries" upload tried={tried}>
          <Field
            name="file"
            label={t('GeoJSON 文件', 'GeoJSON file')}
            help={t('多边形或多部分多边形，最大 20 MB。', 'Polygons or multipolygons, at most 20 MB.')}
            tried={tried}
          >
            <input id="file" name="file" type="file" accept=".json,.geojson,application/geo+json" required />
          </Field>
          <Select
            name="datum"
            label={t('坐标是哪一种', 'Which coordinates')}
            help={t(
              '从高德、腾讯地图导出的选 GCJ-02，测绘或 GPS 采集的选 WGS-84。',
              'Files from Amap or Tencent are GCJ-02, surveyed ones WGS-84.',
            )}
            choices={[
              { value: 'wgs84', label: 'WGS-84' },
              { value: 'gcj02', label: 'GCJ-02' },
            ]}
            tried={tried}
          />
          <Submit>{t('预览', 'Preview')}</Submit>
        </Form>
        <Present all={all} />
      </div>
    </>
  )
}

function Present({ all }: { all: readonly Bounded[] }) {
  const t = useT()
  if (all.length === 0) return <p class="muted">{t('现在还没有一个区域有边界。', 'No area has a boundary yet.')}</p>
  return (
    <figure class="map-figure">
      <BoundaryMap grounds={all} title={t('现有的边界', 'The boundaries there are')} />
      <figcaption class="muted">{t(`现有 ${all.length} 个边界。`, `${all.length} boundaries so far.`)}</figcaption>
    </figure>
  )
}

function BoundaryMap({ grounds, title }: { grounds: readonly Ground[]; title: string }) {
  const box = fitted(grounds.reduce<Box>(around, grounds[0] as Box), size)
  return <AreaMap box={box} size={size} grounds={grounds} title={title} />
}

const around = (one: Box, other: Box): Box => ({
  west: Math.min(one.west, other.west),
  south: Math.min(one.south, other.south),
  east: Math.max(one.east, other.east),
  north: Math.max(one.north, other.north),
})

const shownMax = 200

type PreviewProps = { rows: readonly BoundaryRow[]; text: string; datum: Datum; id: string; words: Words }

export function BoundaryPreview({ rows, text, datum, id, words }: PreviewProps) {
  const t = useT()
  const faults = rows.filter((row) => row.fate === 'fault')
  const shapes = rows.filter((row) => row.fate !== 'fault')
  const changes = shapes.filter(({ fate }) => fate !== 'same')
  const grounds = shapes.map(({ areaId, name, shape }) => ({
    ...{ id: areaId, kind: 'community' as const, name, shape },
    ...boxOfShape(shape),
  }))
  return (
    <>
      <header class="page-head">
        <h1>{t('导入前看一看', 'Before importing')}</h1>
      </header>
      <div class="figures">
        <Figure value={shapes.filter(({ fate }) => fate === 'new').length} label={t('新边界', 'New')} />
        <Figure value={shapes.filter(({ fate }) => fate === 'changed').length} label={t('更新', 'Changed')} />
        <Figure value={shapes.length - changes.length} label={t('没有变化', 'Unchanged')} />
        <Figure value={faults.length} label={t('有问题，不导入', 'Faulty, left out')} />
      </div>
      <Form action="/desk/areas/boundaries/confirm">
        <FormId id={id} />
        <input type="hidden" name="datum" value={datum} />
        <textarea name="text" hidden>
          {text}
        </textarea>
        <p class="actions">
          {changes.length > 0 && (
            <Submit>{t(`确认导入 ${changes.length} 个边界`, `Import ${changes.length} boundaries`)}</Submit>
          )}
          <LinkButton href="/desk/areas/boundaries" look="quiet">
            {t('换一个文件', 'Another file')}
          </LinkButton>
        </p>
      </Form>
      {changes.length === 0 && <Alert tone="info">{t('没有需要写入的内容。', 'There is nothing to write.')}</Alert>}
      <FaultTable faults={faults} words={words} />
      {grounds.length > 0 && (
        <figure class="map-figure">
          <BoundaryMap grounds={grounds} title={t('文件里的边界', 'The boundaries of the file')} />
        </figure>
      )}
      <ShapeTable shapes={shapes} />
    </>
  )
}

type Of<Fate extends BoundaryRow['fate']> = Extract<BoundaryRow, { fate: Fate }>

function FaultTable({ faults, words }: { faults: readonly Of<'fault'>[]; words: Words }) {
  const [t, lang] = [useT(), useLang()]
  if (faults.length === 0) return null
  return (
    <>
      <h2>{t('有问题的图形', 'Faulty features')}</h2>
      <Table
        head={[t('第几个', 'Feature'), t('问题', 'What is wrong'), t('代码和名称', 'Code and name')]}
        rows={faults
          .slice(0, shownMax)
          .map(({ line, fault, label }) => [<span class="num">{line}</span>, words[fault]?.[lang], label || '—'])}
      />
    </>
  )
}

function ShapeTable({ shapes }: { shapes: readonly Of<'new' | 'changed' | 'same'>[] }) {
  const t = useT()
  if (shapes.length === 0) return null
  const fates = {
    new: <Chip tone="good">{t('新边界', 'New')}</Chip>,
    changed: <Chip tone="warn">{t('更新', 'Changed')}</Chip>,
    same: <Chip>{t('没有变化', 'Unchanged')}</Chip>,
  }
  return (
    <>
      <h2>{t('逐个看', 'One by one')}</h2>
      <Table
        head={[t('区域', 'Area'), t('做什么', 'What'), t('面积', 'Size'), t('第几个', 'Feature')]}
        rows={shapes.slice(0, shownMax).map(({ name, areaId, fate, squareMeters, line }) => [
          <>
            {name} <code class="area-code">{areaId}</code>
          </>,
          fates[fate],
          <span class="num">{t(`${sizeIn(squareMeters)} 平方公里`, `${sizeIn(squareMeters)} km²`)}</span>,
          <span class="num">{line}</span>,
        ])}
      />
      {shapes.length > shownMax && (
        <p class="muted">
          {t(`还有 ${shapes.length - shownMax} 个没有列出。`, `${shapes.length - shownMax} more are not listed.`)}
        </p>
      )}
    </>
  )
}

const sizeIn = (squareMeters: number) => Number((squareMeters / 1_000_000).toPrecision(3))
