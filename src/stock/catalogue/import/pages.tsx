import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { once } from '../../../../db/once.ts'
import { newId } from '../../../kit/ids.ts'
import type { Env } from '../../../web/env.ts'
import { formId, pressed, submitted, type Tried } from '../../../web/form.ts'
import { may } from '../../../web/guard.ts'
import { page } from '../../../web/layout.tsx'
import { tableFile, textOf } from '../../../web/table-file.ts'
import { assertKeepsCatalogue } from '../../standing.ts'
import { importCatalogue, previewCatalogue } from './actions.ts'
import { Chooser, Preview } from './views.tsx'

export const megabytesMax = 5
const fileForm = z.object({ file: tableFile(megabytesMax) })
const confirmation = z.object({ id: formId, text: z.string().max(megabytesMax * 1024 * 1024) })

/** A shop's list of goods is chosen, looked at row by row, and only then written. */
export const catalogueImport = new Hono<Env>()
  .get('/desk/catalogue/import', may.be('admin'), (c) => choose(c))
  .post('/desk/catalogue/import', may.be('admin'), (c) =>
    submitted(
      c,
      fileForm,
      async ({ file }) => {
        const { db, actor, now, words } = c.var
        const text = await textOf(file)
        const rows = await previewCatalogue(db, { text, actor, now: now() })
        const title = c.var.t('导入前看一看', 'Before importing')
        return page(c, { title, face: 'desk' }, <Preview {...{ rows, text, words }} id={newId()} />)
      },
      (tried) => choose(c, tried),
    ),
  )
  .post('/desk/catalogue/import/confirm', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { id, text } = await pressed(c, confirmation)
    const content = ['importCatalogue', text]
    const added = await atomically((tx) =>
      once(tx, { key: id, actorId: actor.id, content, now: now() }, () =>
        importCatalogue(tx, { text, actor, now: now() }),
      ),
    )
    return c.redirect(`/desk/catalogue/import?added=${added}`, 303)
  })

async function choose(c: Context<Env>, tried?: Tried) {
  await assertKeepsCatalogue(c.var.db, c.var.actor)
  const added = c.req.query('added') === undefined ? undefined : Number(c.req.query('added')) || 0
  return page(c, { title: c.var.t('导入物品', 'Import'), face: 'desk' }, <Chooser {...{ tried, added }} />)
}
