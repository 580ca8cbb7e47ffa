import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { areaOptions, areaTree } from '../../areas/tree.ts'
import { newId } from '../../kit/ids.ts'
import { found } from '../../kit/refusal.ts'
import { csvFile } from '../../web/csv.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { tableFile, textOf } from '../../web/table-file.ts'
import { categoriesInUse } from '../categories/queries.ts'
import { assertImporter, dropImport, readImport, settleImport, startImport } from './actions.ts'
import { megabytesMax, settingsForm, settingsIn } from './form.ts'
import { ImportsPage } from './list.tsx'
import { checkedSettings, previewImport, sampleOf } from './preview.ts'
import { fatesOf, importById, lastImports, type ReportImport, rowsOf, sourcesKnown } from './queries.ts'
import { RunPage } from './run.tsx'
import { SettlePage } from './settle.tsx'

const fileForm = z.object({ id: formId, source: line(60), file: tableFile(megabytesMax) })
const stepForm = z.object({ version: whole(1, 1_000_000_000) })

/** Reports of another system: a file is chosen, its columns are named, every row is looked at, and only then they come in. */
export const reportImportsDesk = new Hono<Env>()
  .get('/desk/report-imports', may.be('admin'), (c) => list(c))
  .post('/desk/report-imports', may.be('admin'), (c) =>
    submitted(
      c,
      fileForm,
      async ({ file, ...given }) => {
        const { atomically, actor, now } = c.var
        const fileName = file.name.slice(0, 200)
        const id = await readImport(atomically, { ...given, fileName, text: await textOf(file), actor, now: now() })
        return c.redirect(`/desk/report-imports/${id}`, 303)
      },
      (tried) => list(c, tried),
    ),
  )
  .get('/desk/report-imports/:id', may.be('admin'), (c) => show(c))
  .post('/desk/report-imports/:id', may.be('admin'), (c) =>
    submitted(
      c,
      settingsForm,
      async (input) => {
        const { db, atomically, actor } = c.var
        const id = c.req.param('id')
        const before = found(await importById(db, id), 'import_missing')
        const settings = await checkedSettings(db, before, settingsIn(input, before.settings))
        await atomically((tx) =>
          settleImport(tx, { id, version: input.version, source: input.source, settings, actor }),
        )
        return c.redirect(`/desk/report-imports/${id}`, 303)
      },
      (tried) => show(c, tried),
    ),
  )
  .post('/desk/report-imports/:id/start', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { version } = await pressed(c, stepForm)
    const id = c.req.param('id')
    await atomically((tx) => startImport(tx, { id, version, actor, now: now() }))
    return c.redirect(`/desk/report-imports/${id}`, 303)
  })
  .post('/desk/report-imports/:id/drop', may.be('admin'), async (c) => {
    await pressed(c, z.object({}))
    const { atomically, actor, now } = c.var
    const id = c.req.param('id')
    await atomically((tx) => dropImport(tx, { id, actor, now: now() }))
    return c.redirect('/desk/report-imports', 303)
  })
  .get('/desk/report-imports/:id/refused.csv', may.be('admin'), async (c) => {
    const { db, actor, words } = c.var
    await assertImporter(db, actor)
    const { id, head } = found(await importById(db, c.req.param('id')), 'import_missing')
    const rows = await rowsOf(db, { importId: id, fate: 'refused', max: 100_000 })
    const table = rows.map(({ line, reason, cells }) => [line, words[reason]?.zh ?? reason, ...(cells ?? [])])
    return csvFile(c, 'refused.csv', [['行', '原因', ...head], ...table])
  })

async function list(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  await assertImporter(db, actor)
  const shown = { imports: await lastImports(db), sources: await sourcesKnown(db), formId: newId(now()), tried }
  return page(c, { title: t('导入上报', 'Import reports'), face: 'desk' }, <ImportsPage {...shown} />)
}

async function show(c: Context<Env>, tried?: Tried) {
  const { db, actor } = c.var
  await assertImporter(db, actor)
  const row = found(await importById(db, c.req.param('id') ?? ''), 'import_missing')
  return row.state === 'preview' ? settle(c, row, tried) : run(c, row)
}

async function settle(c: Context<Env>, row: ReportImport, tried?: Tried) {
  const { db, now, t } = c.var
  const shown = {
    ...{ row, tried, words: c.var.words },
    preview: await previewImport(db, row, now()),
    sample: await sampleOf(db, row.id),
    areas: await areaOptions(db),
    area: (await areaTree(db)).find(({ id }) => id === row.settings.areaId),
    categories: await categoriesInUse(db),
  }
  return page(c, { title: t('导入前看一看', 'Before importing'), face: 'desk' }, <SettlePage {...shown} />)
}

const refreshSeconds = 3

async function run(c: Context<Env>, row: ReportImport) {
  const { db, t } = c.var
  if (row.state === 'running' || row.state === 'reading') c.header('Refresh', String(refreshSeconds))
  const refused = await rowsOf(db, { importId: row.id, fate: 'refused', max: 100 })
  const shown = { row, fates: await fatesOf(db, row.id), refused, words: c.var.words }
  return page(c, { title: t('导入上报', 'Import reports'), face: 'desk' }, <RunPage {...shown} />)
}
