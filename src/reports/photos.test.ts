import { expect, it } from 'vitest'
import { accept, file, freshPhoto, serve, whistle } from '../../test/reports.ts'
import { openTown, type Town } from '../../test/town.ts'
import { reportById } from './queries.ts'
import { refuseReport } from './triage/actions.ts'

const everybody = ['wangFang', 'clerkLi', 'dispatcherGao', 'officerKong', 'officerShui', 'zhangWei', undefined] as const

/** Who may look at a photo, in the order of `everybody`. */
const sight = async (town: Town, id: string) => {
  const answers = []
  for (const who of everybody) answers.push((await town.as(who).get(`/photos/${id}`)).status === 200)
  return answers
}

it('shows a photo to its reporter and the centre, then to all, and to nobody else again once it is refused', async () => {
  const town = await openTown()
  const photo = await freshPhoto(town)
  const report = await file(town, { photos: [photo] })
  const { id } = photo.prepared
  expect(await sight(town, id)).toEqual([true, true, true, false, false, false, false])
  await accept(town, report)
  expect(await sight(town, id)).toEqual(everybody.map(() => true))
  const [actor, now, { version }] = [await town.actor('clerkLi'), town.now(), await reportById(town.db, report.id)]
  const no = { reportId: report.id, version, reason: 'unclear', words: '看不清', actor, now } as const
  await town.atomically((tx) => refuseReport(tx, no))
  expect(await sight(town, id)).toEqual([true, true, true, false, false, false, false])
})

it('shows the photo of a private matter to the department that is called for it, and to no other', async () => {
  const town = await openTown()
  const photo = await freshPhoto(town)
  const report = await file(town, { photos: [photo], categoryId: 'neighbours', answers: {} })
  await accept(town, report)
  await whistle(town, report)
  expect(await sight(town, photo.prepared.id)).toEqual([true, true, true, true, false, false, false])
})

it('shows the proof to everybody who may see the report', async () => {
  const town = await openTown()
  const report = await file(town)
  await accept(town, report)
  await whistle(town, report)
  await serve(town, report)
  const page = await (await town.as(undefined).get(`/reports/${report.id}`)).text()
  const [, id] = /\/photos\/([0-9a-f]{64})/.exec(page) ?? []
  expect(await sight(town, id as string)).toEqual(everybody.map(() => true))
})
