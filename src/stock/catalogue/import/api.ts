import type { Context } from 'hono'
import { itemCategories } from '../../../../db/schema/stock.ts'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  newApi,
  problems,
  tableBody,
  z,
} from '../../../web/api.ts'
import type { Env } from '../../../web/env.ts'
import { may } from '../../../web/guard.ts'
import { textOf } from '../../../web/table-file.ts'
import { sentenceOf } from '../../../web/words.ts'
import { importCatalogue, previewCatalogue } from './actions.ts'
import { megabytesMax } from './pages.tsx'
import type { CatalogueRow } from './rules.ts'

const tags = ['stock']
const middleware = may.be('admin')
const body = tableBody(megabytesMax)

const Row = z
  .object({
    line: z.int(),
    code: z.string(),
    name: z.string(),
    price: z.string(),
    fate: z.enum(['new', 'known', 'barred', 'fault']),
    fault: z.string().nullable().openapi({ description: 'A code as refusals have it; `says` is its sentence' }),
    says: z.string().nullable(),
    note: z.enum(['own_code', 'by_weight']).nullable(),
    goods: z
      .object({
        ...{ name: z.string(), unit: z.string(), category: z.enum(itemCategories), barcode: z.string().nullable() },
        ...{ unitValueFen: z.int(), pricePoints: z.int() },
      })
      .nullable()
      .openapi({ description: 'What would be added' }),
  })
  .openapi('CatalogueRow')

const preview = createRoute({
  method: 'post',
  path: '/items/import/preview',
  ...{ tags, middleware, summary: 'What each row of a shop’s list of goods would add; nothing is written' },
  request: { body },
  responses: { 200: answers('The rows, in the order of the file', z.object({ rows: z.array(Row) })), ...problems },
})

const take = createRoute({
  method: 'post',
  path: '/items/import',
  ...{ tags, middleware, summary: 'Add what the preview shows, judged once more; rows with a fault are left out' },
  request: { headers, body },
  responses: { 200: answers('How many were added', z.object({ added: z.int() })), ...problems },
})

export const catalogueImportApi = newApi()
  .openapi(preview, async (c) => {
    const { db, actor, now } = c.var
    const text = await textOf(c.req.valid('form').file)
    const rows = await previewCatalogue(db, { text, actor, now: now() })
    return c.json({ rows: rows.map((row) => shown(c, row)) }, 200)
  })
  .openapi(take, async (c) => {
    const text = await textOf(c.req.valid('form').file)
    const added = await acted(c, ['importCatalogue', text], (tx, by) => importCatalogue(tx, { text, ...by }))
    return c.json({ added }, 200)
  })

function shown({ var: { words, lang } }: Context<Env>, row: CatalogueRow) {
  const { line, code, name, price, fate } = row
  const fault = fate === 'fault' ? row.fault : null
  const [note, goods] = fate === 'new' ? [row.note ?? null, row.goods] : [null, null]
  return { line, code, name, price, fate, fault, says: fault && sentenceOf(words, fault, {}, lang), note, goods }
}
