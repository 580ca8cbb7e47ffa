import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '../../web/env.ts'
import { line, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { sendPicture } from '../pages.ts'
import { drawRedaction, redactPhoto, restorePhoto, seeOriginal } from './actions.ts'
import { photoHistory, redactionCase } from './queries.ts'
import { type Box, redactors } from './rules.ts'
import { RedactPage } from './view.tsx'

const version = whole(0, 1_000_000)
const reason = line(200)

/** One column of the table of boxes: a field of this name in every row. Empty rows count for nothing. */
const column = z.preprocess((value) => (Array.isArray(value) ? value : [value ?? '']), z.array(z.coerce.string()))
const boxesForm = z.object({ version, reason, x: column, y: column, width: column, height: column })
const reasonForm = z.object({ version, reason })

/** Staff cover what should not be seen on a photo: faces, number plates. */
export const redactionPages = new Hono<Env>()
  .get('/photos/:id/redact', may.be(...redactors), (c) => show(c))
  .post('/photos/:id/redact', may.be(...redactors), (c) =>
    submitted(
      c,
      boxesForm,
      async ({ version, reason, ...columns }) => {
        const { db, photoStore, atomically, actor, now } = c.var
        const photoId = c.req.param('id')
        const drawn = await drawRedaction({ db, photoStore }, { photoId, boxes: boxesIn(columns), actor })
        await atomically((tx) => redactPhoto(tx, { photoId, version, reason, ...drawn, actor, now: now() }))
        return again(c)
      },
      (tried) => show(c, { boxes: tried }),
    ),
  )
  .post('/photos/:id/restore', may.be('admin'), (c) =>
    submitted(
      c,
      reasonForm,
      async (given) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => restorePhoto(tx, { photoId: c.req.param('id'), ...given, actor, now: now() }))
        return again(c)
      },
      (tried) => show(c, { restore: tried }),
    ),
  )
  // The picture is the answer itself and has no address: every look is asked for, and every look is written down.
  .post('/photos/:id/original', may.be(...redactors), (c) =>
    submitted(
      c,
      z.object({ reason }),
      async (given) => {
        const { atomically, photoStore, actor, now } = c.var
        const photoId = c.req.param('id')
        const fileId = await atomically((tx) => seeOriginal(tx, { photoId, ...given, actor, now: now() }))
        c.header('Cache-Control', 'private, no-store')
        return sendPicture(c, await photoStore.get(fileId))
      },
      (tried) => show(c, { original: tried }),
    ),
  )

const again = (c: Context<Env>) => c.redirect(`/photos/${c.req.param('id')}/redact`, 303)

type Columns = Record<keyof Box, readonly string[]>

function boxesIn({ x, y, width, height }: Columns): Box[] {
  const rows = x.map((_, row) => [x, y, width, height].map((texts) => (texts[row] ?? '').normalize('NFKC').trim()))
  return rows
    .filter((row) => row.some(Boolean))
    .map((row) => toBox(row.map((text) => (text ? Number(text) : Number.NaN))))
}

const toBox = ([x, y, width, height]: number[]) => ({ x, y, width, height }) as Box

export type TriedRedaction = { boxes?: Tried; restore?: Tried; original?: Tried }

async function show(c: Context<Env>, tried: TriedRedaction = {}) {
  const { db, actor, t } = c.var
  const id = c.req.param('id') as string
  const props = { case: await redactionCase(db, id, actor), history: await photoHistory(db, id) }
  const options = { title: t('遮挡照片', 'Cover on a photo'), face: 'desk', scripts: ['redact.js'] } as const
  return page(c, options, <RedactPage {...props} tried={tried} />)
}
