import { Hono } from 'hono'
import { createApp } from '../src/app.tsx'
import { areaById } from '../src/areas/queries.ts'
import { may } from '../src/web/guard.ts'
import { get, load, serving } from './http.ts'
import { print, race } from './measure.ts'
import { communityId, openBenchTown } from './town.ts'

/** P6: one JSON read behind the whole middleware, for a signed-in resident, and the same read behind bare Hono. */
const town = await openBenchTown()
const { db } = town.database
const session = await town.sessions.open(town.residentIds[0] as string, 'bench')

const app = createApp(town)
app.get('/api/bench/area', may.signedIn(), async (c) => c.json(await areaById(c.var.db, communityId)))
const bare = new Hono().get('/api/bench/area', async (c) => c.json(await areaById(db, communityId)))

const ours = await serving(app.fetch as never)
const limit = await serving(bare.fetch as never)
const signedIn = get('/api/bench/area', { Cookie: `session=${session}; view=elder` })
const visitor = get('/api/bench/area')

const rate = async (port: number, request: string) => {
  const seen = await load({ port, requests: [request], connections: 32, milliseconds: 1000 })
  if (seen.refused) throw new Error(`${seen.refused} refused`)
  return seen.rate
}
print(
  await race({
    target: 'P6',
    what: 'a JSON read behind the whole middleware, signed in',
    ours: () => rate(ours.port, signedIn),
    limit: () => rate(limit.port, visitor),
    atLeast: 0.5,
    warmUps: 3,
  }),
)
ours.close()
limit.close()
await town.close()
