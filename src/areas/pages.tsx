import { Hono } from 'hono'
import type { BoardOfficer } from '../../db/schema/areas.ts'
import type { Env } from '../web/env.ts'
import { may } from '../web/guard.ts'
import { page } from '../web/layout.tsx'
import { Card, Chip, Empty, Field, LinkButton, Submit, Time } from '../web/ui.tsx'
import { useLang, useT } from '../web/words.ts'
import { boundariesOf } from './boundaries/queries.ts'
import type { Ground } from './map/draw.ts'
import { BoundaryMap } from './map/place.tsx'
import { dutyNames, kindNames } from './names.ts'
import {
  type Area,
  areaAndAbove,
  areaById,
  areasBelow,
  areasCovered,
  areasNamed,
  nearestBoard,
  theCity,
} from './queries.ts'

/** Where one lives and who is in charge there: open to everybody, as the boards in the street are. */
export const areasPages = new Hono<Env>()
  .get('/areas', may.anyone(), async (c) => {
    const { db, t } = c.var
    const city = await theCity(db)
    const search = (c.req.query('q') ?? '').normalize('NFC').trim().slice(0, 60)
    const hits = search ? await areasNamed(db, search) : undefined
    const tree = hits ? [] : await areasCovered(db, city.path)
    return page(c, { title: t('社区与网格', 'Areas') }, <AreaIndex {...{ city, tree, search, hits }} />)
  })
  .get('/areas/:id', may.anyone(), async (c) => {
    const { db } = c.var
    const area = await areaById(db, c.req.param('id'))
    const [above, below, nearest] = [
      (await areaAndAbove(db, area)).slice(0, -1),
      await areasBelow(db, area.id),
      await nearestBoard(db, area),
    ]
    const grounds = await boundariesOf(db)
    return page(c, { title: area.name }, <AreaPage {...{ area, above, below, nearest, grounds }} />)
  })

type IndexProps = { city: Area; tree: Area[]; search: string; hits: Area[] | undefined }

function AreaIndex({ city, tree, search, hits }: IndexProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t(`${city.name}的社区与网格`, `Areas of ${city.name}`)}</h1>
      </header>
      <form method="get" action="/areas" class="filters">
        <Field name="q" label={t('找社区、小区或网格', 'Find a community, compound or grid')} required>
          <input id="q" name="q" type="search" value={search} maxlength={60} />
        </Field>
        <Submit look="quiet">{t('查找', 'Search')}</Submit>
      </form>
      {hits ? <Hits hits={hits} search={search} /> : <Tree tree={tree} />}
    </>
  )
}

function Hits({ hits, search }: { hits: Area[]; search: string }) {
  const t = useT()
  if (hits.length > 0) return <AreaList areas={hits} />
  return (
    <Empty title={t(`没有找到“${search}”`, `Nothing is called “${search}”`)}>
      <p>{t('试试只写名字里的两个字，或者按街道查找。', 'Try fewer characters, or look by street.')}</p>
      <LinkButton href="/areas" look="quiet">
        {t('按街道查找', 'Look by street')}
      </LinkButton>
    </Empty>
  )
}

/** Streets fold up: a city has a hundred communities, and one looks for one's own. */
function Tree({ tree }: { tree: Area[] }) {
  const t = useT()
  const streets = tree.filter(({ kind }) => kind === 'street')
  if (streets.length === 0) return <Empty title={t('还没有录入街道和社区', 'No streets or communities yet')} />
  return (
    <div class="stack">
      {streets.map((street) => {
        const communities = tree.filter(({ parentId }) => parentId === street.id)
        return (
          <details class="card">
            <summary>
              {street.name}{' '}
              <span class="muted">{t(`${communities.length} 个社区、村`, `${communities.length} areas`)}</span>
            </summary>
            <p>
              <a href={`/areas/${street.id}`}>{t(`${street.name}的页面`, `Page of ${street.name}`)}</a>
            </p>
            <AreaList areas={communities} />
          </details>
        )
      })}
    </div>
  )
}

function AreaList({ areas }: { areas: Area[] }) {
  const lang = useLang()
  return (
    <ul class="list">
      {areas.map((area) => (
        <li>
          <a href={`/areas/${area.id}`}>{area.name}</a> <Chip>{kindNames[area.kind][lang]}</Chip>
        </li>
      ))}
    </ul>
  )
}

type AreaPageProps = {
  area: Area
  above: Area[]
  below: Area[]
  nearest: Awaited<ReturnType<typeof nearestBoard>>
  grounds: readonly Ground[]
}

function AreaPage({ area, above, below, nearest, grounds }: AreaPageProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <nav class="trail" aria-label={t('所在位置', 'Where this is')}>
        <ol>
          {above.map(({ id, name }) => (
            <li>
              <a href={`/areas/${id}`}>{name}</a>
            </li>
          ))}
        </ol>
      </nav>
      <header class="row">
        <h1>{area.name}</h1>
        <Chip>{kindNames[area.kind][lang]}</Chip>
      </header>
      <section>
        <h2>{t('公示栏', 'Notice board')}</h2>
        {nearest ? <Board area={area} nearest={nearest} /> : <NoBoard />}
      </section>
      <p class="actions">
        <LinkButton href={`/reports?area=${area.id}`} look="quiet">
          {t('这里的上报', 'Reports here')}
        </LinkButton>
        <LinkButton href={`/tasks?area=${area.id}`} look="quiet">
          {t('这里的任务', 'Tasks here')}
        </LinkButton>
        <LinkButton href={`/stores?area=${area.id}`} look="quiet">
          {t('附近的荣誉超市', 'Stores nearby')}
        </LinkButton>
      </p>
      <BoundaryMap area={area} grounds={grounds} />
      {below.length > 0 && (
        <section>
          <h2>{t('下辖', 'Within it')}</h2>
          <AreaList areas={below} />
        </section>
      )}
    </>
  )
}

function Board({ area, nearest }: { area: Area; nearest: NonNullable<AreaPageProps['nearest']> }) {
  const t = useT()
  const { board, area: where } = nearest
  return (
    <div class="stack">
      {where.id !== area.id && (
        <p class="muted">
          {t(
            `这里还没有自己的公示栏，下面是${where.name}的。`,
            `There is none here yet: this is the board of ${where.name}.`,
          )}
        </p>
      )}
      <div class="cards">
        {board.officers.map((officer) => (
          <Officer officer={officer} />
        ))}
      </div>
      <p class="muted">
        {t('更新于', 'Updated')} <Time at={board.updatedAt} withYear />
      </p>
    </div>
  )
}

function Officer({ officer }: { officer: BoardOfficer }) {
  const lang = useLang()
  return (
    <Card>
      <p class="muted">{dutyNames[officer.duty][lang]}</p>
      <h3>{officer.name}</h3>
      {officer.phone && (
        <p>
          <a href={`tel:${officer.phone.replace(/[^\d+]/g, '')}`}>{officer.phone}</a>
        </p>
      )}
      {officer.duties && <p>{officer.duties}</p>}
    </Card>
  )
}

function NoBoard() {
  const t = useT()
  return (
    <Empty title={t('还没有公示', 'Nothing is published yet')}>
      <p>{t('网格长、网格员和民警的联系方式公布后会显示在这里。', 'The people in charge will be named here.')}</p>
    </Empty>
  )
}
