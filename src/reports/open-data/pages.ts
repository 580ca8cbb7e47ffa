import { type Context, Hono } from 'hono'
import type { Db } from '../../../db/database.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { limit } from '../../web/limits.ts'
import type { Search } from '../public/queries.ts'
import { searchOf, searchQuery } from '../public/search.ts'
import { csvPieces, geoJsonPieces } from './export.ts'

const exportsByAddress = limit('report_export', 30, 3600)

/** The public reports as files that others can work with, filtered like the list. */
export const openDataPages = new Hono<Env>()
  .get('/reports/export.csv', may.anyone(), (c) => send(c, csvPieces, 'text/csv; charset=utf-8', 'reports.csv'))
  .get('/reports/export.geojson', may.anyone(), (c) =>
    send(c, geoJsonPieces, 'application/geo+json', 'reports.geojson'),
  )

async function send(
  c: Context<Env>,
  pieces: (db: Db, search: Search) => AsyncGenerator<string>,
  type: string,
  name: string,
): Promise<Response> {
  await exportsByAddress(c, c.var.address)
  const search = await searchOf(c.var.db, searchQuery.parse(c.req.query()), c.var.now())
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(streamOf(pieces(c.var.db, search)))
}

/** Written only as fast as it is read, so that a long export holds no memory. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
