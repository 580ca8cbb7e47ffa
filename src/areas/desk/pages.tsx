import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { AreaKind, BoardOfficer } from '../../../db/schema/areas.ts'
import { standingOf } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import { streamCsv } from '../../web/csv.ts'
import type { Env } from '../../web/env.ts'
import { line, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { addBelow, changeArea, setBoard } from '../actions.ts'
import { areaAndAbove, areaById, areasBelow, boardOf, eventsOfArea } from '../queries.ts'
import { areaPages, areasOf } from './queries.ts'
import { DeskArea, DeskAreas } from './views.tsx'

const version = whole(0, 1_000_000_000)
const phone = z
  .string()
  .trim()
  .max(20)
  .regex(/^[\d+\-() ]*$/)

const areaForm = z.object({ name: line(60), residents: whole(0, 100_000_000), version })
const belowForm = z.object({
  kind: z.enum(['compound', 'grid']),
  number: whole(1, 999),
  belowName: line(60),
  belowResidents: whole(0, 1_000_000),
})
const boardForm = z.object({
  version,
  ...officerFields('leader'),
  ...officerFields('officer'),
  ...officerFields('police'),
})

function officerFields<Duty extends BoardOfficer['duty']>(duty: Duty) {
  return {
    [`${duty}Name`]: optional(line(30)),
    [`${duty}Phone`]: phone,
    [`${duty}Duties`]: optional(line(200)),
  } as Record<`${Duty}Name` | `${Duty}Duties`, z.ZodOptional<z.ZodString>> & Record<`${Duty}Phone`, typeof phone>
}

/** What a division table calls our kinds: what was exported can be imported. */
const levelOf: Record<AreaKind, string> = {
  city: 'county',
  street: 'town',
  community: 'village',
  village: 'village',
  compound: 'compound',
  grid: 'grid',
}

/** The tree as its clerks keep it: names, residents, notice boards, compounds and grids. */
export const areasDesk = new Hono<Env>()
  .get('/desk/areas', may.be('clerk', 'auditor', 'admin'), async (c) => {
    const { db, actor, t } = c.var
    const rows = await areasOf(db, actor)
    const mayImport = rows.some(
      ({ area }) => area.kind === 'city' && standingOf(actor, { areaPath: area.path }).has('admin'),
    )
    return page(c, { title: t('区域与网格', 'Areas'), face: 'desk' }, <DeskAreas {...{ rows, mayImport }} />)
  })
  .get('/desk/areas/export.csv', may.be('clerk', 'auditor', 'admin'), (c) =>
    streamCsv(c, 'areas.csv', {
      header: ['level', 'code', 'name', 'parent', 'residents'],
      async *pages(db) {
        for await (const rows of areaPages(db, c.var.actor))
          yield rows.map(({ kind, id, name, parentId, residents }) => [levelOf[kind], id, name, parentId, residents])
      },
    }),
  )
  .get('/desk/areas/:id', may.be('clerk', 'auditor', 'admin'), (c) => show(c))
  .post('/desk/areas/:id', may.be('admin'), (c) =>
    submitted(
      c,
      areaForm,
      (input) => act(c, (tx, areaId, how) => changeArea(tx, { areaId, ...input, ...how })),
      (tried) => show(c, { area: tried }),
    ),
  )
  .post('/desk/areas/:id/board', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      boardForm,
      (input) =>
        act(c, (tx, areaId, how) =>
          setBoard(tx, { areaId, officers: officersOf(input), version: input.version, ...how }),
        ),
      (tried) => show(c, { board: tried }),
    ),
  )
  .post('/desk/areas/:id/below', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      belowForm,
      ({ belowName: name, belowResidents: residents, ...input }) =>
        act(c, (tx, parentId, how) => addBelow(tx, { parentId, ...input, name, residents, ...how })),
      (tried) => show(c, { below: tried }),
    ),
  )

type How = { actor: Env['Variables']['actor']; now: Date }
type Act = (
  tx: Parameters<Parameters<Env['Variables']['atomically']>[0]>[0],
  areaId: string,
  how: How,
) => Promise<unknown>

async function act(c: Context<Env>, work: Act): Promise<Response> {
  const { atomically, actor, now } = c.var
  const id = c.req.param('id') ?? ''
  await atomically((tx) => work(tx, id, { actor, now: now() }))
  return c.redirect(`/desk/areas/${id}`, 303)
}

function officersOf(input: z.output<typeof boardForm>): BoardOfficer[] {
  return (['leader', 'officer', 'police'] as const).flatMap((duty) => {
    const name = input[`${duty}Name`]
    return name ? [{ duty, name, phone: input[`${duty}Phone`], duties: input[`${duty}Duties`] ?? '' }] : []
  })
}

/** One area's page, with the form again that was tried. */
async function show(c: Context<Env>, tried: { area?: Tried; board?: Tried; below?: Tried } = {}) {
  const { db, actor } = c.var
  const area = await areaById(db, c.req.param('id') ?? '')
  const standing = standingOf(actor, { areaPath: area.path })
  const isStaff = ['clerk', 'auditor', 'admin'].some((role) => standing.has(role as 'clerk'))
  found(isStaff || undefined, 'area_missing')
  const rows = {
    above: (await areaAndAbove(db, area)).slice(0, -1),
    below: await areasBelow(db, area.id),
    board: await boardOf(db, area.id),
    events: await eventsOfArea(db, area.id),
  }
  return page(c, { title: area.name, face: 'desk' }, <DeskArea {...{ area, standing, tried, ...rows }} />)
}
