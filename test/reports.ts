import sharp from 'sharp'
import { calendarInForce } from '../src/calendar/queries.ts'
import { nobody } from '../src/kit/actor.ts'
import { newId } from '../src/kit/ids.ts'
import { storePhotos } from '../src/photos/actions.ts'
import { preparePhoto } from '../src/photos/prepare.ts'
import { commitBudget, releaseBudget } from '../src/points/actions.ts'
import { budgetOf } from '../src/points/budgets/queries.ts'
import { balancesOf } from '../src/points/ledger/queries.ts'
import { fileReport, type SentPhoto } from '../src/reports/filing/actions.ts'
import { type Report, reportById, whistlesOfRound } from '../src/reports/queries.ts'
import { acceptReport, falsifyReport } from '../src/reports/triage/actions.ts'
import { mergeReport, unmergeReport } from '../src/reports/triage/merging.ts'
import { reconsiderReport } from '../src/reports/triage/objections.ts'
import { confirmFixed, reopen } from '../src/reports/verdicts/actions.ts'
import { blowWhistle, reportIn, resolve } from '../src/reports/whistles/actions.ts'
import { letGo } from '../src/reports/whistles/rules.ts'
import { cityManagement, qingyun, qingyunGrid, type Town } from './town.ts'

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
  const theirs = calls.filter((each) => each.organizationId === organizationId)
  const call = theirs.find(({ status }) => !letGo(status)) ?? theirs[0]
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

/** The code of the rule that said no, or `ok`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (refusal: { code?: string; message: string }) => refusal.code ?? refusal.message,
  )

/** What somebody has and will have, debts taken off (they are below zero). */
export async function pointsOf(town: Town, who: string): Promise<number> {
  const { pending, available, debt } = await balancesOf(town.db, who)
  return pending + available + debt
}

/** The version a form would carry, and who sends it. */
const seen = async (town: Town, { id }: Pick<Report, 'id'>, by: string) => ({
  ...{ reportId: id, version: (await reportById(town.db, id)).version },
  ...{ actor: await town.actor(by), now: town.now() },
})

export async function confirm(town: Town, report: Pick<Report, 'id'>, by = 'wangFang') {
  const form = await seen(town, report, by)
  return town.atomically((tx) => confirmFixed(tx, form))
}

export async function inspect(town: Town, report: Pick<Report, 'id'>, by = 'dispatcherTang') {
  const form = await seen(town, report, by)
  return town.atomically((tx) => confirmFixed(tx, { ...form, inspects: true, words: '到现场看过' }))
}

export async function judge(town: Town, report: Pick<Report, 'id'>, verdict: 'half' | 'not', by = 'wangFang') {
  const [form, calendar] = [await seen(town, report, by), await calendarInForce(town.db)]
  return town.atomically((tx) => reopen(tx, { ...form, verdict, words: '还是松的', calendar }))
}

export async function merge(town: Town, report: Pick<Report, 'id'>, into: Pick<Report, 'id'>, by = 'dispatcherTang') {
  const form = await seen(town, report, by)
  return town.atomically((tx) => mergeReport(tx, { ...form, intoId: into.id }))
}

export async function unmerge(town: Town, report: Pick<Report, 'id'>, by = 'dispatcherTang') {
  const form = await seen(town, report, by)
  return town.atomically((tx) => unmergeReport(tx, { ...form, words: '是两处' }))
}

export async function falsify(town: Town, report: Pick<Report, 'id'>, by = 'adminZheng') {
  const form = await seen(town, report, by)
  return town.atomically((tx) => falsifyReport(tx, { ...form, words: '现场没有这个问题' }))
}

export async function reconsider(town: Town, report: Pick<Report, 'id'>, by = 'dispatcherTang') {
  const form = await seen(town, report, by)
  return town.atomically((tx) => reconsiderReport(tx, { ...form, words: '再看一次' }))
}

/** Uses up what 青云社区 may still give this year; the answer gives it back. */
export async function exhaustBudget(town: Town): Promise<() => Promise<unknown>> {
  const { points, committed } = await budgetOf(town.db, qingyun, town.now())
  const rest = { areaId: qingyun, points: points - committed, reason: '测试', actorId: 'adminZheng', now: town.now() }
  await town.atomically((tx) => commitBudget(tx, rest))
  return () => town.atomically((tx) => releaseBudget(tx, rest))
}
