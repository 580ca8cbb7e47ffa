import { type Context, Hono } from 'hono'
import { reports } from '../../../db/schema/reports.ts'
import { matches } from '../../../db/search.ts'
import { theCity } from '../../areas/queries.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { sparkTime, type Tree } from '../../web/spark.ts'
import { allCategories, categoriesInUse } from '../categories/queries.ts'
import { photosMax } from '../rules.ts'
import { postReport, takeUpdate } from './actions.ts'
import { answer, answerFaults, formatOf } from './answer.ts'
import { first, keyOf, readSent } from './fields.ts'
import { agenciesOf, picturesOf, publicNotes, publicRequest, publicRequests, publicUpdates } from './queries.ts'
import { bad, dateOf, Faults, listOf, numberOf, resultsMax, statusesOf, unknown, windowOf } from './rules.ts'
import { requestIn, updateIn } from './sent.ts'
import { definitionTree, extensionTree, requestTree, type Shown, serviceTree, updateTree } from './shape.ts'

/** The name of the one jurisdiction served here: the city's division code. */
const jurisdictionOf = async (c: Context<Env>) => (await theCity(c.var.db)).id

/** @throws Faults (404) for a jurisdiction that is not this city */
async function assertHere(c: Context<Env>, given = c.req.query('jurisdiction_id')): Promise<void> {
  if (given && given !== (await jurisdictionOf(c))) throw new Faults(unknown('jurisdiction_id 不存在'))
}

/** Open311 GeoReport v2, for programs: XML and JSON, with its own errors. */
export const open311Server = new Hono<Env>()
  .get('/open311/:file{discovery\\.\\w+}', may.anyone(), told(discovery))
  .get('/open311/v2/:file{discovery\\.\\w+}', may.anyone(), told(discovery))
  .get(
    '/open311/v2/:file{services\\.\\w+}',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      await assertHere(c)
      return answer(c, 'services', (await categoriesInUse(c.var.db)).map(serviceTree))
    }),
  )
  .get(
    '/open311/v2/services/:file',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      await assertHere(c)
      const code = nameOf(c)
      const category = (await categoriesInUse(c.var.db)).find(({ id }) => id === code)
      if (!category) throw new Faults(unknown('service_code 不存在'))
      return answer(c, 'service_definition', definitionTree(category))
    }),
  )
  .get(
    '/open311/v2/:file{requests\\.\\w+}',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      await assertHere(c)
      const rows = await publicRequests(c.var.db, await asked(c))
      return answer(c, 'service_requests', await requestTrees(c, rows))
    }),
  )
  .post(
    '/open311/v2/:file{requests\\.\\w+}',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      const sent = await readSent(c)
      const apiKey = await keyOf(c, sent)
      await assertHere(c, first(sent, 'jurisdiction_id') ?? c.req.query('jurisdiction_id'))
      const given = await requestIn(c, sent)
      const prepared = await preparePhotos(sent.files, photosMax, { field: 'media' })
      await storePhotos(c.var.photoStore, prepared)
      const photos = prepared.map((photo, at) => ({ prepared: photo, role: at === 0 ? 'near' : 'more' }) as const)
      const post = {
        ...given,
        ...{ photos, apiKey, bodyHash: sent.bodyHash, idempotencyKey: idempotencyKeyOf(c), now: c.var.now() },
      }
      const report = await c.var.atomically((tx) => postReport(tx, post))
      const request = {
        service_request_id: report.number,
        service_notice: '已收到，审核受理后公开。',
        account_id: first(sent, 'account_id') ?? '',
      }
      return answer(c, 'service_requests', [request])
    }),
  )
  .get(
    '/open311/v2/requests/:file',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      await assertHere(c)
      const row = await publicRequest(c.var.db, nameOf(c).toUpperCase())
      if (!row) throw new Faults(unknown('service_request_id 不存在'))
      return answer(c, 'service_requests', await requestTrees(c, [row]))
    }),
  )
  .get(
    '/open311/v2/tokens/:file',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      await assertHere(c)
      // Ids are given at once, so that an id is its own token; no other was ever handed out.
      const token = nameOf(c)
      if (!(await publicRequest(c.var.db, token))) throw new Faults(unknown('token 不存在'))
      return answer(c, 'service_requests', [{ service_request_id: token, token }])
    }),
  )
  .get(
    '/open311/v2/:file{servicerequestupdates\\.\\w+}',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      await assertHere(c)
      await keyOf(c, undefined)
      const { start_date: start, end_date: end } = c.req.query()
      if (Boolean(start) !== Boolean(end)) throw new Faults(bad('start_date 和 end_date 要一起给'))
      const rows = await publicUpdates(c.var.db, windowOf(start, end, c.var.now()))
      return answer(
        c,
        'service_request_updates',
        rows.map(({ event, number }) => updateTree(event, number)),
      )
    }),
  )
  .post(
    '/open311/v2/:file{servicerequestupdates\\.\\w+}',
    may.anyone(),
    told(async (c) => {
      formatOf(c)
      const sent = await readSent(c)
      const apiKey = await keyOf(c, sent)
      await assertHere(c, first(sent, 'jurisdiction_id'))
      const { number, ...update } = updateIn(sent)
      const row = await publicRequest(c.var.db, number)
      if (!row) throw new Faults(unknown('service_request_id 不存在'))
      const taken = { ...update, apiKey, report: row.report, now: c.var.now() }
      const id = await c.var.atomically((tx) => takeUpdate(tx, taken))
      return answer(c, 'service_request_updates', [{ update_id: id }])
    }),
  )

/** What goes wrong is told in the format asked for, not as the rest of the house tells it. */
function told(handle: (c: Context<Env>) => Promise<Response>): (c: Context<Env>) => Promise<Response> {
  return async (c) => {
    try {
      return await handle(c)
    } catch (error) {
      return answerFaults(error, c)
    }
  }
}

/** The last part of the address without its ending. */
const nameOf = (c: Context<Env>) => (c.req.param('file') ?? '').replace(/\.\w+$/, '')

const idempotencyKeyOf = (c: Context<Env>) => {
  const key = c.req.header('idempotency-key')
  if (key !== undefined && !/^[\w-]{8,100}$/.test(key))
    throw new Faults(bad('Idempotency-Key 应为 8 到 100 个字母、数字、- 或 _'))
  return key
}

async function discovery(c: Context<Env>): Promise<Response> {
  formatOf(c)
  const url = `${c.var.config.baseUrl}/open311/v2`
  const categories = await allCategories(c.var.db)
  const changed = categories.reduce((last, { updatedAt }) => (updatedAt > last ? updatedAt : last), new Date(0))
  const changeset = sparkTime(changed)
  const formats = ['text/xml', 'application/json']
  const endpoint = (type: string) => ({
    ...{ specification: 'http://wiki.open311.org/GeoReport_v2', url, changeset, type, formats },
  })
  return answer(c, 'discovery', {
    ...{ changeset, contact: `${c.var.config.baseUrl}/`, key_service: `${c.var.config.baseUrl}/docs` },
    endpoints: [endpoint('production'), endpoint('test')],
  })
}

/** What a list asks for. An empty parameter counts as absent, an unknown one is ignored. */
async function asked(c: Context<Env>) {
  const query = c.req.query()
  const [page, pageSize] = [query.page, query.page_size].map((text) => numberOf('page', text, 1, 1e6))
  return {
    numbers: listOf(query.service_request_id).map((number) => number.toUpperCase()),
    codes: listOf(query.service_code),
    statuses: statusesOf(query.status),
    window: windowOf(query.start_date || undefined, query.end_date || undefined, c.var.now()),
    updated: { from: dateOf('updated_after', query.updated_after), to: dateOf('updated_before', query.updated_before) },
    box: boxOf(query.bbox),
    where: query.q ? await matches(c.var.db, reports.searchGrams, query.q.slice(0, 200)) : undefined,
    page: Math.floor(page ?? 1),
    pageSize: Math.min(Math.floor(pageSize ?? (page ? 50 : resultsMax)), resultsMax),
  }
}

function boxOf(text: string | undefined) {
  if (!text) return undefined
  const parts = text.split(',').map((part) => numberOf('bbox', part || 'x', -180, 180))
  const [west, south, east, north] = parts
  if (parts.length !== 4 || west === undefined || south === undefined || east === undefined || north === undefined)
    throw new Faults(bad('bbox 要写成 minLng,minLat,maxLng,maxLat'))
  return { south, north, west, east }
}

async function requestTrees(c: Context<Env>, rows: readonly Pick<Shown, 'report' | 'category'>[]): Promise<Tree[]> {
  const { db, config } = c.var
  const ids = rows.map(({ report }) => report.id)
  const [agencies, pictures] = [await agenciesOf(db, ids), await picturesOf(db, ids)]
  const isExtended = c.req.query('extensions') === 'true'
  const trees: Tree[] = []
  for (const { report, category } of rows) {
    const photos = pictures.get(report.id) ?? []
    const shown = { report, category, agency: agencies.get(report.id), photos, baseUrl: config.baseUrl }
    const extended = isExtended ? { extended_attributes: extensionTree(shown, await publicNotes(db, report.id)) } : {}
    trees.push({ ...requestTree(shown), ...extended })
  }
  return trees
}
