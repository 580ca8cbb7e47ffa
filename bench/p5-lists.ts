import { Hono } from 'hono'
import { comingPlans, fieldsOn } from '../seed/activities.ts'
import { createApp } from '../src/app.tsx'
import type { Actor } from '../src/kit/actor.ts'
import { addDays, cityDay, fromCityTime } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { draftActivity, publishActivity } from '../src/tasks/activities/actions.ts'
import { get, load, serving } from './http.ts'
import { print, race } from './measure.ts'
import { cityId, communityId, openBenchTown } from './town.ts'

/** P5: the public task list with 50 rows, and the same bytes put together from a template behind bare Hono. */
const rowsMax = 50
const town = await openBenchTown()
await publish(rowsMax + 10)

const app = createApp(town)
const ours = await serving(app.fetch as never)
const parts = await partsOf(await (await app.request('/tasks')).text())
const bare = new Hono().get('/tasks', (c) => c.html(`<!doctype html>${parts.map((part) => `<li${part}`).join('')}`))
const limit = await serving(bare.fetch as never)

const rate = async (port: number) => {
  const request = get('/tasks', { 'Sec-Fetch-Site': 'none' })
  return (await load({ port, requests: [request], connections: 32, milliseconds: 1000 })).rate
}
print(
  await race({
    target: 'P5',
    what: `the public task list, ${parts.length - 1} rows`,
    ours: () => rate(ours.port),
    limit: () => rate(limit.port),
    atLeast: 0.5,
    warmUps: 3,
  }),
)
ours.close()
limit.close()
await town.close()

async function partsOf(html: string): Promise<string[]> {
  const found = html.split('<li')
  if (found.length < rowsMax) throw new Error(`the list has ${found.length} rows`)
  return found
}

async function publish(count: number) {
  const now = new Date()
  const actor: Actor = {
    id: town.residentIds[0] as string,
    name: '李干事',
    grants: [{ role: 'clerk', areaPath: `${cityId}/${communityId}/` }],
  }
  const plans = comingPlans.filter(({ startsInDays }) => startsInDays > 0)
  await town.database.atomically(async (tx) => {
    for (let each = 0; each < count; each++) {
      const plan = { ...(plans[each % plans.length] as (typeof plans)[number]), areaId: communityId }
      const fields = fieldsOn(
        plan,
        (days) => addDays(cityDay(now), days),
        (text) => fromCityTime(text) as Date,
      )
      const activityId = await draftActivity(tx, { key: newId(), fields, actor, now })
      await publishActivity(tx, { activityId, actor, now })
    }
  })
}
