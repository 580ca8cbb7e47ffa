import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { reports } from '../db/schema/reports.ts'
import { createApp } from '../src/app.tsx'
import { hour, later } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { installDefaultCategories } from '../src/reports/categories/actions.ts'
import { reportGrams } from '../src/reports/filing/search.ts'
import { get, load, serving } from './http.ts'
import { print, race } from './measure.ts'
import { cityId, communityId, openBenchTown } from './town.ts'

/**
 * P5: the public report list, one report's page and a box of the map among 100,000 reports, and the same bytes out of
 * memory behind bare Hono.
 */
const count = 100_000
const atOnce = 500
const town = await openBenchTown()
await file()

const app = createApp(town)
const ours = await serving(app.fetch as never)
const [first] = await town.database.db
  .select({ id: reports.id })
  .from(reports)
  .where(eq(reports.isPublic, true))
  .limit(1)

await measure('the public report list, 50 rows of 100,000', '/reports', 0.5)
await measure('the list behind a state, a time and an area', `/reports?state=open&since=month&area=${communityId}`, 0.1)
await measure('two characters that stand in one report of fifty', `/reports?q=${encodeURIComponent('积水')}`, 0.1)
await measure('one report’s page', `/reports/${first?.id}`, 0.1)
await measure('the reports of a box, as JSON', '/api/v1/reports?bbox=103.40,23.36,103.41,23.37', 0.1)
await measure('the map of a box', '/reports/map?bbox=103.40,23.36,103.41,23.37', 0.02)

ours.close()
await town.close()

async function measure(what: string, path: string, atLeast: number) {
  const answer = await app.request(path)
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  const bare = new Hono().get('*', (c) =>
    c.body(body, 200, { 'Content-Type': answer.headers.get('content-type') ?? '' }),
  )
  const limit = await serving(bare.fetch as never)
  const rate = async (port: number) => {
    const request = get(path, { 'Sec-Fetch-Site': 'none' })
    return (await load({ port, requests: [request], connections: 32, milliseconds: 700 })).rate
  }
  print(
    await race({
      ...{ target: 'P5', what: `${what} (${Math.round(body.length / 1024)} KB)`, atLeast, rounds: 5, warmUps: 2 },
      ours: () => rate(ours.port),
      limit: () => rate(limit.port),
    }),
  )
  limit.close()
}

/** Rows as years of reporting leave them behind: spread over places, kinds, states and time. */
async function file() {
  const now = new Date()
  await town.database.atomically((tx) => installDefaultCategories(tx, now))
  const categories = ['manhole', 'road', 'street-light', 'other'] as const
  const states = ['accepted', 'whistled', 'reported_in', 'resolved', 'confirmed', 'closed', 'closed', 'closed'] as const
  for (let begin = 0; begin < count; begin += atOnce) {
    const rows = Array.from({ length: atOnce }, (_, at) => {
      const each = begin + at
      const filedAt = later(now, -(count - each) * (hour / 4))
      const words = `第 ${each} 件：${each % 50 === 0 ? '路口积水' : '路面破损'}，来往行人要绕行，请尽快处理。`
      const number = `R-B-${String(each).padStart(6, '0')}`
      const address = `青云路 ${each % 900} 号`
      return {
        ...({
          id: newId(filedAt),
          number,
          kind: 'problem',
          categoryId: categories[each % 4] ?? 'other',
          words,
          answers: {},
        } as const),
        ...({
          areaId: communityId,
          areaPath: `${cityId}/${communityId}/`,
          address,
          placeFrom: 'pin',
          channel: 'web',
        } as const),
        ...{ latitude: 23.3 + (each % 997) / 9970, longitude: 103.35 + (each % 1009) / 10_090 },
        ...({ urgency: 'normal', status: states[each % 8] ?? 'closed', isPublic: each % 20 !== 0 } as const),
        ...reportGrams({ number, words, address, publicWords: null }),
        ...{ filedAt, acceptedAt: filedAt, updatedAt: filedAt },
      }
    })
    await town.database.atomically((tx) => tx.insert(reports).values(rows))
  }
}
