import type { AreaKind, BoardOfficer } from '../../../db/schema/areas.ts'
import type { Standing } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import {
  Card,
  Chip,
  Empty,
  Form,
  FormVersion,
  LinkButton,
  Select,
  Submit,
  Table,
  TextArea,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { dutyNames, kindNames } from '../names.ts'
import type { Area, boardOf, eventsOfArea } from '../queries.ts'
import type { AreaRow } from './queries.ts'

export function DeskAreas({ rows, mayImport }: { rows: AreaRow[]; mayImport: boolean }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('区域与网格', 'Areas')}</h1>
        <span class="actions">
          {mayImport && <LinkButton href="/desk/areas/import">{t('导入区划表', 'Import a division table')}</LinkButton>}
          {mayImport && (
            <LinkButton href="/desk/areas/boundaries" look="quiet">
              {t('导入边界', 'Import boundaries')}
            </LinkButton>
          )}
          {rows.length > 0 && (
            <LinkButton href="/desk/areas/export.csv" look="quiet">
              {t('导出表格', 'Export')}
            </LinkButton>
          )}
        </span>
      </header>
      {rows.length === 0 ? (
        <Empty title={t('您名下没有区域', 'No area is yours')} />
      ) : (
        <Table
          head={[
            t('区域', 'Area'),
            t('级别', 'Level'),
            t('代码', 'Code'),
            t('登记居民', 'Residents'),
            t('下辖', 'Below'),
            t('公示栏', 'Board'),
          ]}
          rows={rows.map(({ area, below, hasBoard }) => [
            <a class={`tree-${area.kind}`} href={`/desk/areas/${area.id}`}>
              {area.name}
            </a>,
            kindNames[area.kind][lang],
            <code class="area-code">{area.id}</code>,
            <span class="num">{area.residents}</span>,
            <span class="num">{below}</span>,
            hasBoard ? (
              <Chip tone="good">{t('已公示', 'Published')}</Chip>
            ) : (
              <span class="muted">{t('未公示', 'None')}</span>
            ),
          ])}
        />
      )}
    </>
  )
}

type DeskAreaProps = {
  area: Area
  above: Area[]
  below: Area[]
  board: Awaited<ReturnType<typeof boardOf>>
  events: Awaited<ReturnType<typeof eventsOfArea>>
  standing: ReadonlySet<Standing>
  tried: { area?: Tried; board?: Tried; below?: Tried }
}

export function DeskArea({ area, above, below, board, events, standing, tried }: DeskAreaProps) {
  const [t, lang] = [useT(), useLang()]
  const mayKeep = standing.has('clerk') || standing.has('admin')
  return (
    <>
      <p class="muted">{above.map(({ name }) => name).join(' › ')}</p>
      <header class="page-head">
        <div class="row">
          <h1>{area.name}</h1>
          <Chip>{kindNames[area.kind][lang]}</Chip>
        </div>
        <a class="back" href={`/areas/${area.id}`}>
          {t('居民看到的页面', 'As residents see it')}
        </a>
      </header>
      <div class="split">
        <div class="stack">
          {mayKeep ? (
            <BoardForm area={area} board={board} tried={tried.board} />
          ) : (
            <BoardFacts officers={board?.officers ?? []} />
          )}
          <Below area={area} below={below} mayAdd={mayKeep} tried={tried.below} />
        </div>
        <div class="stack">
          {standing.has('admin') && <AreaForm area={area} tried={tried.area} />}
          <History events={events} />
        </div>
      </div>
    </>
  )
}

function AreaForm({ area, tried }: { area: Area; tried: Tried | undefined }) {
  const t = useT()
  return (
    <Card>
      <h2>{t('名称与居民数', 'Name and residents')}</h2>
      <Form action={`/desk/areas/${area.id}`} tried={tried}>
        <FormVersion version={area.version} />
        <TextField name="name" label={t('名称', 'Name')} value={area.name} tried={tried} maxlength={60} />
        <TextField
          name="residents"
          label={t('登记居民数', 'Registered residents')}
          help={t('全年积分额度按它计算。', 'The yearly points budget is based on it.')}
          type="number"
          min={0}
          value={area.residents}
          tried={tried}
        />
        <Submit>{t('保存', 'Save')}</Submit>
      </Form>
    </Card>
  )
}

const duties = ['leader', 'officer', 'police'] as const

type BoardFormProps = { area: Area; board: DeskAreaProps['board']; tried: Tried | undefined }

function BoardForm({ area, board, tried }: BoardFormProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Card>
      <h2>{t('公示栏', 'Notice board')}</h2>
      <p class="muted">
        {t(
          '这里写的会公开显示，请只填已经在街头公示的联系方式。',
          'This is public: give only what is on the board in the street.',
        )}
      </p>
      <Form action={`/desk/areas/${area.id}/board`} tried={tried}>
        <FormVersion version={board?.version ?? 0} />
        {duties.map((duty) => {
          const officer = board?.officers.find((one) => one.duty === duty)
          return (
            <fieldset class="officer">
              <legend>{dutyNames[duty][lang]}</legend>
              <TextField
                name={`${duty}Name`}
                label={t('姓名', 'Name')}
                value={officer?.name}
                required={false}
                tried={tried}
                maxlength={30}
              />
              <TextField
                name={`${duty}Phone`}
                label={t('电话', 'Phone')}
                type="tel"
                value={officer?.phone}
                required={false}
                tried={tried}
                maxlength={20}
              />
              <TextArea
                name={`${duty}Duties`}
                label={t('职责', 'Duties')}
                value={officer?.duties}
                required={false}
                tried={tried}
                rows={2}
                maxlength={200}
              />
            </fieldset>
          )
        })}
        <Submit>{t('公布', 'Publish')}</Submit>
      </Form>
    </Card>
  )
}

function BoardFacts({ officers }: { officers: BoardOfficer[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Card>
      <h2>{t('公示栏', 'Notice board')}</h2>
      {officers.length === 0 && <p class="muted">{t('还没有公示', 'Nothing is published yet')}</p>}
      {officers.map(({ duty, name, phone, duties: what }) => (
        <p>
          {dutyNames[duty][lang]}：{name} {phone} <span class="muted">{what}</span>
        </p>
      ))}
    </Card>
  )
}

const hasBelow: readonly AreaKind[] = ['community', 'village', 'compound']

function Below({
  area,
  below,
  mayAdd,
  tried,
}: {
  area: Area
  below: Area[]
  mayAdd: boolean
  tried: Tried | undefined
}) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Card>
      <h2>{t('下辖', 'Within it')}</h2>
      {below.length === 0 && <p class="muted">{t('还没有', 'Nothing yet')}</p>}
      <ul class="list">
        {below.map((one) => (
          <li>
            <a href={`/desk/areas/${one.id}`}>{one.name}</a> <Chip>{kindNames[one.kind][lang]}</Chip>
          </li>
        ))}
      </ul>
      {mayAdd && hasBelow.includes(area.kind) && <BelowForm area={area} tried={tried} />}
    </Card>
  )
}

function BelowForm({ area, tried }: { area: Area; tried: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  const kinds = area.kind === 'compound' ? (['grid'] as const) : (['grid', 'compound'] as const)
  return (
    <details open={Boolean(tried)}>
      <summary>{t('新建小区或网格', 'Add a compound or grid')}</summary>
      <Form action={`/desk/areas/${area.id}/below`} tried={tried}>
        <Select
          name="kind"
          label={t('类别', 'Kind')}
          choices={kinds.map((kind) => ({ value: kind, label: kindNames[kind][lang] }))}
          tried={tried}
        />
        <TextField name="number" label={t('编号', 'Number')} type="number" min={1} max={999} tried={tried} />
        <TextField name="belowName" label={t('名称', 'Name')} tried={tried} maxlength={60} />
        <TextField
          name="belowResidents"
          label={t('登记居民数', 'Registered residents')}
          type="number"
          min={0}
          value={0}
          tried={tried}
        />
        <Submit look="quiet">{t('新建', 'Add')}</Submit>
      </Form>
    </details>
  )
}

function History({ events }: { events: DeskAreaProps['events'] }) {
  const t = useT()
  const steps = {
    added: t('新建', 'Added'),
    imported: t('导入区划表', 'Imported'),
    changed: t('修改名称或居民数', 'Name or residents changed'),
    board: t('更新公示栏', 'Board updated'),
    boundary: t('更新边界', 'Boundary updated'),
  }
  if (events.length === 0) return null
  return (
    <Card>
      <h2>{t('变更记录', 'History')}</h2>
      <Timeline events={events.map(({ at, step, who }) => ({ at, what: steps[step], who }))} />
    </Card>
  )
}
