import type { Database, Tx } from '../db/database.ts'
import { calendarInForce } from '../src/calendar/queries.ts'
import { nobody, system } from '../src/kit/actor.ts'
import { cityDay, hour, later, startOfCityDay } from '../src/kit/clock.ts'
import { newId } from '../src/kit/ids.ts'
import { type PreparedPhoto, preparePhoto } from '../src/photos/prepare.ts'
import { categoryById } from '../src/reports/categories/queries.ts'
import { fileReport } from '../src/reports/filing/actions.ts'
import { joinReport } from '../src/reports/follow/actions.ts'
import { reportById, whistlesOfRound } from '../src/reports/queries.ts'
import { acceptReport, refuseReport, thankReport } from '../src/reports/triage/actions.ts'
import { mergeReport } from '../src/reports/triage/merging.ts'
import { askResident } from '../src/reports/triage/questions.ts'
import { confirmFixed, reopen } from '../src/reports/verdicts/actions.ts'
import { blowWhistle, handBack, reportIn, resolve } from '../src/reports/whistles/actions.ts'
import { actorOf } from './actors.ts'
import { type Act, type ReportStory, reportStories } from './reports.ts'
import { drawScene, type Scene, scenes } from './scenes.ts'

export type Scenes = ReadonlyMap<Scene, PreparedPhoto>

/** Draws and prepares every picture, before the transaction. */
export const prepareScenes = async (): Promise<Scenes> =>
  new Map(await Promise.all(scenes.map(async (name) => [name, await preparePhoto(await drawScene(name))] as const)))

type Moment = { at: Date; story: ReportStory; act: Act | undefined }

/** Nobody fills holes at night: the hours of a day lie between eight and half past six, in the same order. */
function inDaytime(at: Date, now: Date): Date {
  const morning = startOfCityDay(cityDay(at))
  const daytime = later(morning, 8 * hour + (at.getTime() - morning.getTime()) * (10.5 / 24))
  return daytime < now ? daytime : at
}

/** Everything that happened to all reports, in the order of time. */
const momentsUntil = (now: Date): Moment[] =>
  reportStories
    .flatMap((story) => {
      const filed = later(now, -story.hoursAgo * hour)
      const pace = Math.min(9 * hour, (story.hoursAgo * hour) / (story.acts.length + 1))
      return [undefined, ...story.acts].map((act, at) => ({ at: inDaytime(later(filed, at * pace), now), story, act }))
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime())

/** Lets the residents of the demo town report, and everybody else answer, through the rooms' own actions. */
export async function liveThroughReports(
  { db, atomically }: Pick<Database, 'db' | 'atomically'>,
  shown: Scenes,
  now: Date,
) {
  const ids = new Map<string, string>()
  const calendar = await calendarInForce(db)
  for (const { at, story, act } of momentsUntil(now))
    await atomically(async (tx) => {
      if (!act) ids.set(story.name, await fileStory(tx, story, shown, at))
      else await takeAct(tx, { story, act, ids, shown, calendar, now: at })
    })
}

function fileStory(tx: Tx, story: ReportStory, shown: Scenes, now: Date): Promise<string> {
  const { by, categoryId, words, areaId, address, answers = {}, at, photo } = story
  const [latitude, longitude] = at
  const photos = [{ prepared: shown.get(photo) as PreparedPhoto, role: 'near' as const }]
  const said = { categoryId, words, answers, areaId, latitude, longitude, address, photos }
  return fileReport(tx, {
    ...{ ...said, key: newId(now), placeFrom: 'device', anonymous: !by, channel: 'web' },
    ...{ actor: by ? actorOf(by) : nobody, now },
  })
}

type Taken = {
  story: ReportStory
  act: Act
  ids: ReadonlyMap<string, string>
  shown: Scenes
  calendar: Awaited<ReturnType<typeof calendarInForce>>
  now: Date
}

async function takeAct(tx: Tx, { story, act, ids, shown, calendar, now }: Taken): Promise<unknown> {
  const reportId = ids.get(story.name) as string
  const report = await reportById(tx, reportId)
  const { version } = report
  const clerk = { reportId, version, actor: actorOf(story.clerk), now }
  const own = { reportId, version, actor: story.by ? actorOf(story.by) : system, now }
  const call = async (by: string) => {
    const calls = await whistlesOfRound(tx, report)
    const mine = actorOf(by).grants.find(({ organizationId }) => organizationId)?.organizationId ?? null
    const found = calls.find(({ organizationId }) => organizationId === mine)
    if (!found) throw new Error(`${by} was not called for ${story.name}`)
    return { whistleId: found.id, version: found.version, calendar, actor: actorOf(by), now }
  }
  switch (act.step) {
    case 'accept': {
      const category = await categoryById(tx, story.categoryId)
      const { matter, urgency, id: categoryId } = category
      return acceptReport(tx, { ...clerk, categoryId, urgency, matter: act.matter ?? matter })
    }
    case 'thank':
      return thankReport(tx, clerk)
    case 'refuse':
      return refuseReport(tx, { ...clerk, reason: act.reason, words: act.words })
    case 'ask':
      return askResident(tx, { ...clerk, question: act.question, calendar })
    case 'merge':
      return mergeReport(tx, { ...clerk, intoId: ids.get(act.into) as string })
    case 'whistle':
      return blowWhistle(tx, { ...clerk, organizationIds: act.to, task: act.task, calendar })
    case 'reportIn':
      return reportIn(tx, await call(act.by))
    case 'handBack':
      return handBack(tx, { ...(await call(act.by)), why: act.why })
    case 'resolve': {
      const photos = [{ prepared: shown.get(act.photo) as PreparedPhoto, role: 'after' as const }]
      return resolve(tx, { ...(await call(act.by)), words: act.words, photos })
    }
    case 'confirm':
      return confirmFixed(tx, own)
    case 'half':
      return reopen(tx, { ...own, verdict: 'half', words: act.words, calendar })
    case 'join': {
      const [latitude, longitude] = story.at
      const at = act.atPlace ? { latitude, longitude } : undefined
      return joinReport(tx, { reportId, personId: act.by, at, now })
    }
  }
}
