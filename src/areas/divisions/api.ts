import type { Context } from 'hono'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  newApi,
  problems,
  tableBody,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { textOf } from '../../web/table-file.ts'
import { sentenceOf } from '../../web/words.ts'
import { importDivisions, previewDivisions } from './actions.ts'
import { megabytesMax } from './pages.tsx'
import type { DivisionRow } from './rules.ts'

const tags = ['areas']
const middleware = may.be('admin')
const body = tableBody(megabytesMax)

const Row = z
  .object({
    line: z.int(),
    level: z.string(),
    code: z.string(),
    name: z.string(),
    parent: z.string(),
    fate: z.enum(['new', 'renamed', 'same', 'outside', 'fault']),
    fault: z.string().nullable().openapi({ description: 'A code as refusals have it; `says` is its sentence' }),
    says: z.string().nullable(),
    was: z.string().nullable().openapi({ description: 'The name it has now, where it would be renamed' }),
  })
  .openapi('DivisionRow')

const preview = createRoute({
  method: 'post',
  path: '/areas/import/preview',
  ...{ tags, middleware, summary: 'What each row of a division table would do to the tree; nothing is written' },
  request: { body },
  responses: { 200: answers('The rows, in the order of the file', z.object({ rows: z.array(Row) })), ...problems },
})

const take = createRoute({
  method: 'post',
  path: '/areas/import',
  ...{ tags, middleware, summary: 'Add and rename what the preview shows, judged once more; no area is removed' },
  request: { headers, body },
  responses: { 200: answers('How many of each', z.object({ added: z.int(), renamed: z.int() })), ...problems },
})

export const divisionsApi = newApi()
  .openapi(preview, async (c) => {
    const text = await textOf(c.req.valid('form').file)
    const rows = await previewDivisions(c.var.db, text, c.var.actor)
    return c.json({ rows: rows.map((row) => shown(c, row)) }, 200)
  })
  .openapi(take, async (c) => {
    const text = await textOf(c.req.valid('form').file)
    return c.json(await acted(c, ['importDivisions', text], (tx, by) => importDivisions(tx, { text, ...by })), 200)
  })

function shown({ var: { words, lang } }: Context<Env>, row: DivisionRow) {
  const { line, level, code, name, parent, fate } = row
  const fault = fate === 'fault' ? row.fault : null
  const was = fate === 'renamed' ? (row.was ?? null) : null
  return { line, level, code, name, parent, fate, fault, says: fault && sentenceOf(words, fault, {}, lang), was }
}
