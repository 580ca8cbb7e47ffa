import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { once } from '../../../db/once.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { tableFile, textOf } from '../../web/table-file.ts'
import { importDivisions, previewDivisions } from './actions.ts'
import { Chooser, Preview } from './views.tsx'

export const megabytesMax = 5
const fileForm = z.object({ file: tableFile(megabytesMax) })
const confirmation = z.object({ id: formId, text: z.string().max(megabytesMax * 1024 * 1024) })

/** A division table is chosen, looked at row by row, and only then written. */
export const divisionsDesk = new Hono<Env>()
  .get('/desk/areas/import', may.be('admin'), (c) => choose(c))
  .post('/desk/areas/import', may.be('admin'), (c) =>
    submitted(
      c,
      fileForm,
      async ({ file }) => {
        const text = await textOf(file)
        const rows = await previewDivisions(c.var.db, text, c.var.actor)
        const title = c.var.t('导入前看一看', 'Before importing')
        return page(c, { title, face: 'desk' }, <Preview {...{ rows, text, id: newId(), words: c.var.words }} />)
      },
      (tried) => choose(c, { tried }),
    ),
  )
  .post('/desk/areas/import/confirm', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { id, text } = await pressed(c, confirmation)
    const content = ['importDivisions', text]
    const told = await atomically((tx) =>
      once(tx, { key: id, actorId: actor.id, content, now: now() }, () =>
        importDivisions(tx, { text, actor, now: now() }),
      ),
    )
    return c.redirect(`/desk/areas/import?added=${told.added}&renamed=${told.renamed}`, 303)
  })

function choose(c: Context<Env>, { tried }: { tried?: Tried } = {}) {
  const count = (name: string) => Number(c.req.query(name) ?? 0) || 0
  const done = c.req.query('added') === undefined ? undefined : { added: count('added'), renamed: count('renamed') }
  return page(c, { title: c.var.t('导入区划表', 'Import'), face: 'desk' }, <Chooser {...{ tried, done }} />)
}
