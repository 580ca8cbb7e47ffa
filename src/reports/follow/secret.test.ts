import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { reportEvents } from '../../../db/schema/reports.ts'
import { requests } from '../../../db/schema/requests.ts'
import { draftPhotos } from '../../../db/schema/snaps.ts'
import { accept, serve, whistle } from '../../../test/reports.ts'
import { followCookie, idIn, shot, snap } from '../../../test/snaps.ts'
import { openTown } from '../../../test/town.ts'
import { reportById } from '../queries.ts'

describe('without a name', () => {
  it('leaves no trace of who it was, and is followed by its signed address alone', async () => {
    const town = await openTown()
    const answer = await snap(town, 'wangFang', { anonymous: '1', photosNear: await shot() })
    const id = idIn(answer)
    expect(await reportById(town.db, id)).toMatchObject({ reporterId: null })
    const kept = JSON.stringify([
      await town.db.select().from(requests).where(eq(requests.actorId, 'wangFang')),
      await town.db.select().from(draftPhotos).where(eq(draftPhotos.ownerId, 'wangFang')),
      await town.db.select().from(reportEvents).where(eq(reportEvents.actorId, 'wangFang')),
    ])
    expect(kept).toBe('[[],[],[]]')

    const mine = { Cookie: followCookie(answer) }
    const received = await (await town.as(undefined).get(`/reports/${id}/received`, mine)).text()
    const address = /http:\/\/localhost(\/reports\/[\w-]+\/follow\/[\w-]+)/.exec(received)?.[1] as string
    const opened = await town.as(undefined).get(address)
    expect(opened.status).toBe(303)
    expect(followCookie(opened)).toBe(followCookie(answer))
    expect((await town.as(undefined).get(`/reports/${id}`, mine)).status).toBe(200)
    expect((await town.as('wangFang').get(`/reports/${id}`)).status).toBe(404)
    expect((await town.as(undefined).get(address.slice(0, -1))).status).toBe(404)
  })

  it('is judged and answered by its secret, never by another report’s', async () => {
    const town = await openTown()
    const [one, other] = [
      await snap(town, undefined, {}),
      await snap(town, undefined, {
        act: 'distinct',
        words: '另一处',
        address: '振兴路',
        latitude: '23.37',
        longitude: '103.41',
      }),
    ]
    const report = await reportById(town.db, idIn(one))
    await accept(town, report)
    await whistle(town, report)
    await serve(town, report)
    const version = String((await reportById(town.db, report.id)).version)
    const say = (cookie: string) =>
      town.as(undefined).post(`/reports/${report.id}/confirm`, { version }, { Cookie: cookie })
    expect((await say(followCookie(other))).status).toBe(401)
    expect((await say(followCookie(other).replace(idIn(other), report.id))).status).toBe(401)
    expect((await say(followCookie(one))).status).toBe(303)
    expect(await reportById(town.db, report.id)).toMatchObject({ status: 'confirmed' })
    const [event] = await town.db
      .select()
      .from(reportEvents)
      .where(and(eq(reportEvents.reportId, report.id), eq(reportEvents.step, 'confirm')))
    expect(event?.actorId).toBe('nobody')
  })
})
