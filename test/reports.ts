import sharp from 'sharp'
import { calendarInForce } from '../src/calendar/queries.ts'
import { nobody } from '../src/kit/actor.ts'
import { newId } from '../src/kit/ids.ts'
import { storePhotos } from '../src/photos/actions.ts'
import { preparePhoto } from '../src/photos/prepare.ts'
import { fileReport, type SentPhoto } from '../src/reports/filing/actions.ts'
import { type Report, reportById, whistlesOfRound } from '../src/reports/queries.ts'
import { acceptReport } from '../src/reports/triage/actions.ts'
import { blowWhistle, reportIn, resolve } from '../src/reports/whistles/actions.ts'
import { cityManagement, qingyunGrid, type Town } from './town.ts'

let pictures = 0

/** A photo unlike every other of this run. */
export async function freshPhoto({ photoStore }: Pick<Town, 'photoStore'>, role: SentPhoto['role'] = 'near') {
  const seed = ++pictures * 0.7369
  const pixels = Uint8Array.from({ length: 32 * 24 }, (_, at) => (Math.sin((at + 1) * seed * 12.9898) * 43_758) & 255)
  const file = await sharp(pixels, { raw: { width: 32, height: 24, channels: 1 } })
    .resize(320, 240, { kernel: 'nearest' })
    .jpeg()
    .toBuffer()
  const prepared = await preparePhoto(file)
  await storePhotos(photoStore, [prepared])
  return { prepared, role }
}

type Filed = Partial<Parameters<typeof fileReport>[1]> & { by?: string | undefined }

/** Somebody (王芳, or `by`; `undefined` is nobody) files a broken manhole cover at 青云路. */
export async function file(town: Town, { by = 'wangFang', ...given }: Filed = {}): Promise<Report> {
  const actor = given.anonymous ? nobody : await town.actor(by)
  const id = await town.atomically((tx) =>
    fileReport(tx, {
      ...{ key: newId(), categoryId: 'manhole', words: '井盖坏了，晚上很危险', answers: { danger: 'yes' } },
      ...{ areaId: qingyunGrid, latitude: 23.365, longitude: 103.402, address: '青云路 18 号门口' },
      ...{ placeFrom: 'pin', photos: [], anonymous: false, channel: 'web', actor, now: town.now() },
      ...given,
    }),
  )
  return reportById(town.db, id)
}

export async function accept(town: Town, report: Report, by = 'clerkLi'): Promise<Report> {
  const [actor, now] = [await town.actor(by), town.now()]
  const { id: reportId, version, categoryId } = await reportById(town.db, report.id)
  const sorted = { matter: 'government', categoryId, urgency: 'urgent' } as const
  return town.atomically((tx) => acceptReport(tx, { reportId, version, ...sorted, actor, now }))
}

export async function whistle(town: Town, report: Report, departments = [cityManagement], by = 'dispatcherGao') {
  const act = { calendar: await calendarInForce(town.db), actor: await town.actor(by), now: town.now() }
  const { id: reportId, version } = await reportById(town.db, report.id)
  return town.atomically((tx) =>
    blowWhistle(tx, { reportId, version, organizationIds: departments, task: '请更换井盖', ...act }),
  )
}

/** The call of a department in the present round. */
export async function callOf(town: Town, report: Pick<Report, 'id'>, organizationId: string | null = cityManagement) {
  const calls = await whistlesOfRound(town.db, await reportById(town.db, report.id))
  const call = calls.find((each) => each.organizationId === organizationId)
  if (!call) throw new Error('nobody was called')
  return call
}

/** What every step of a call brings along. */
export const act = async (town: Town, by: string) => ({
  calendar: await calendarInForce(town.db),
  actor: await town.actor(by),
  now: town.now(),
})

/** The department reports in and proves that it is done. */
export async function serve(town: Town, report: Report, organizationId = cityManagement, by = 'officerKong') {
  const call = await callOf(town, report, organizationId)
  const how = await act(town, by)
  await town.atomically((tx) => reportIn(tx, { whistleId: call.id, version: call.version, ...how }))
  return done(town, report, organizationId, by)
}

export async function done(town: Town, report: Report, organizationId = cityManagement, by = 'officerKong') {
  const { id: whistleId, version } = await callOf(town, report, organizationId)
  const photos = [await freshPhoto(town, 'after')]
  const how = await act(town, by)
  return town.atomically((tx) => resolve(tx, { whistleId, version, words: '已更换新井盖', photos, ...how }))
}
