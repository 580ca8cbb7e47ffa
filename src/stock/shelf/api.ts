import type { Context } from 'hono'
import {
  acted,
  answers,
  createRoute,
  idempotencyHeader as headers,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { lotById } from '../queries.ts'
import { readmitLot, recallLot, writeOff } from './actions.ts'
import { Lot, shownLot } from './api-shape.ts'

const tags = ['stock']
const params = z.object({ id: z.string().min(1).max(100) })
const reason = line(200)
const responses = { 200: answers('The lot', z.object({ lot: Lot })), ...problems }
const keepers = may.be('keeper', 'admin')

const off = createRoute({
  method: 'post',
  path: '/lots/{id}/write-off',
  tags,
  summary: 'Take broken, spoiled or expired pieces off the shelf for good',
  middleware: [keepers] as const,
  request: { params, headers, body: jsonBody(z.object({ quantity: z.int().min(1).max(1_000_000), reason })) },
  responses,
})

const recall = createRoute({
  method: 'post',
  path: '/lots/{id}/recall',
  tags,
  summary: 'Stop handing out a lot: what was reserved of it is replaced, and whoever took some home is told',
  middleware: [keepers] as const,
  request: { params, headers, body: jsonBody(z.object({ reason })) },
  responses,
})

const readmit = createRoute({
  method: 'post',
  path: '/lots/{id}/readmit',
  tags,
  summary: 'Give a recalled lot free again',
  middleware: [keepers] as const,
  request: { params, headers, body: jsonBody(z.object({ reason })) },
  responses,
})

export const lotsApi = newApi()
  .openapi(off, async (c) => {
    const [{ id: lotId }, said] = [c.req.valid('param'), c.req.valid('json')]
    await acted(c, ['write_off', lotId, said], (tx, by) => writeOff(tx, { lotId, ...said, ...by }))
    return c.json(await one(c, lotId), 200)
  })
  .openapi(recall, async (c) => {
    const [{ id: lotId }, said] = [c.req.valid('param'), c.req.valid('json')]
    await acted(c, ['recall', lotId, said], (tx, by) => recallLot(tx, { lotId, ...said, ...by }))
    return c.json(await one(c, lotId), 200)
  })
  .openapi(readmit, async (c) => {
    const [{ id: lotId }, said] = [c.req.valid('param'), c.req.valid('json')]
    await acted(c, ['readmit', lotId, said], (tx, by) => readmitLot(tx, { lotId, ...said, ...by }))
    return c.json(await one(c, lotId), 200)
  })

const one = async (c: Context<Env>, id: string) => ({ lot: shownLot(await lotById(c.var.db, id)) })
