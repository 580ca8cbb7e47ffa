import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { once } from '../../../db/once.ts'
import { decodeText } from '../../kit/csv.ts'
import { datums } from '../../kit/gcj.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { formId, pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { importBoundaries, previewBoundaries } from './actions.ts'
import { boundariesOf } from './queries.ts'
import { BoundaryChooser, BoundaryPreview } from './views.tsx'

const megabytesMax = 20
const datum = z.enum(datums)
const fileForm = z.object({
  datum,
  file: z
    .instanceof(File)
    .refine((file) => file.size > 0)
    .refine((file) => file.size <= megabytesMax * 1024 * 1024),
})
const confirmation = z.object({ id: formId, datum, text: z.string().max(megabytesMax * 1024 * 1024) })

/** Boundaries come as a GeoJSON file: chosen, looked at on a map and feature by feature, and only then written. */
export const boundariesDesk = new Hono<Env>()
  .get('/desk/areas/boundaries', may.be('admin'), (c) => choose(c))
  .post('/desk/areas/boundaries', may.be('admin'), (c) =>
    submitted(
      c,
      fileForm,
      async ({ file, datum }) => {
        const text = decodeText(new Uint8Array(await file.arrayBuffer()))
        if (text === undefined) throw new Refusal('invalid', 'file_unreadable', { field: 'file' })
        const rows = await previewBoundaries(c.var.db, { text, datum, actor: c.var.actor })
        const shown = { rows, text, datum, id: newId(), words: c.var.words }
        const title = c.var.t('导入前看一看', 'Before importing')
        return page(c, { title, face: 'desk' }, <BoundaryPreview {...shown} />)
      },
      (tried) => choose(c, tried),
    ),
  )
  .post('/desk/areas/boundaries/confirm', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const { id, text, datum } = await pressed(c, confirmation)
    const content = ['importBoundaries', datum, text]
    const told = await atomically((tx) =>
      once(tx, { key: id, actorId: actor.id, content, now: now() }, () =>
        importBoundaries(tx, { text, datum, actor, now: now() }),
      ),
    )
    return c.redirect(`/desk/areas/boundaries?added=${told.added}&changed=${told.changed}`, 303)
  })

async function choose(c: Context<Env>, tried?: Tried) {
  const count = (name: string) => Number(c.req.query(name) ?? 0) || 0
  const done = c.req.query('added') === undefined ? undefined : { added: count('added'), changed: count('changed') }
  const all = await boundariesOf(c.var.db)
  const title = c.var.t('导入边界', 'Import boundaries')
  return page(c, { title, face: 'desk' }, <BoundaryChooser {...{ tried, done, all }} />)
}
