import { inArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { areas, organizations } from '../../../db/schema/areas.ts'
import type { Sentence } from '../../web/words.ts'
import { eventsOf, type Report, type ReportEvent, type Whistle, whistlesOf } from '../queries.ts'
import { confidentialSteps } from '../rules.ts'
import { withoutNumbers } from './words/rules.ts'

/** One line of what happened, told to residents: departments by name, people never. */
export type Told = { at: Date; what: Sentence; by?: Sentence | undefined; words: string }

type Teller = (who: string, event: ReportEvent) => Sentence

const both = (zh: string, en: string): Sentence => ({ zh, en })

/** Steps that residents read of. The others are steps between staff. */
const tellers: Record<string, Teller> = {
  file: () => both('上报', 'Reported'),
  splitOff: () => both('由另一条上报拆分出来，单独办理', 'Split off another report, to be done by itself'),
  accept: () => both('受理', 'Accepted'),
  thank: () => both('公开并致谢', 'Published with thanks'),
  refuse: () => both('未予受理', 'Not taken on'),
  falsify: () => both('核实为不实，不再办理', 'Found to be untrue and dropped'),
  withdraw: () => both('上报人撤回', 'Taken back by the reporter'),
  object: () => both('上报人提出异议', 'The reporter objected'),
  reconsider: () => both('上级决定重新审看', 'A higher centre looks at it again'),
  merge: () => both('与另一条上报合并', 'Made one with another report'),
  unmerge: () => both('取消合并，单独办理', 'Taken apart again'),
  ask: () => both('请上报人补充', 'The reporter was asked something'),
  answer: () => both('上报人已补充', 'The reporter answered'),
  goOn: () => both('不再等待补充，继续办理', 'Goes on without an answer'),
  giveUp: () => both('逾期没有补充，继续办理', 'No answer in time: goes on'),
  call: (who) => both(`吹哨，请${who}报到`, `Whistled for ${who}`),
  callAgain: (who) => both(`请${who}再去一次`, `${who} was called again`),
  reportIn: (who) => both(`${who}报到`, `${who} reported for duty`),
  handBack: (who) =>
    both(`${who}表示不归其负责，转由上级裁定`, `${who} says it is not theirs; a higher centre decides`),
  insist: (who) => both(`上级裁定仍由${who}办理`, `Decided: it is ${who}’s`),
  release: (who) => both(`上级裁定不由${who}办理`, `Decided: not ${who}’s`),
  resolve: (who) => both(`${who}处理完毕`, `${who} has dealt with it`),
  escalate: (who, { details }) =>
    details?.to === 'city'
      ? both(`${who}超期，市里督办`, `${who} is overdue: the city was told`)
      : both(`${who}超期，街道督办`, `${who} is overdue: the street was told`),
  confirm: () => both('上报人确认修好', 'The reporter says it is fixed'),
  inspect: () => both('现场核查，确认修好', 'Inspected and found fixed'),
  half: () => both('上报人说修好一半', 'The reporter says it is half fixed'),
  reopen: () => both('没有修好，重新办理', 'Not fixed: reopened'),
  closedThere: (_, { details }) => both(`在${details?.source}办结`, `Closed in ${details?.source}`),
  import: (_, { details }) => both(`导入自${details?.source}`, `Imported from ${details?.source}`),
  lapse: () => both('没有收到评价，自动结案', 'No word from the reporter: closed'),
}

/** What happened to a report, the newest first. */
export async function timelineOf(db: Db, report: Report, isReporters: boolean): Promise<Told[]> {
  const [events, calls] = [await eventsOf(db, report.id), await whistlesOf(db, report.id)]
  const names = await namesOf(db, calls)
  const told = events.flatMap((event) => {
    const teller = tellers[event.step]
    // A handed-back report notes it once for the call and once for itself.
    if (!teller || (event.step === 'handBack' && !event.whistleId)) return []
    const isDevices = event.step === 'file' && report.channel === 'device'
    const who = names.get(event.whistleId ?? '') ?? '社区'
    const words = isReporters ? event.words : confidentialSteps.has(event.step) ? '' : withoutNumbers(event.words)
    return [
      {
        at: event.at,
        what: isDevices ? both('设备自动上报', 'Reported by a device') : teller(who, event),
        words: event.step === 'file' ? '' : words,
      },
    ]
  })
  return told.reverse()
}

/** Who is called, by the call's id: the department, or the community itself. */
export async function namesOf(db: Db, calls: readonly Whistle[]): Promise<Map<string, string>> {
  const organizationIds = calls.flatMap(({ organizationId }) => organizationId ?? [])
  const paths = calls.filter(({ organizationId }) => !organizationId).map(({ areaPath }) => areaPath)
  const departments = organizationIds.length
    ? await db
        .select({ id: organizations.id, name: organizations.name })
        .from(organizations)
        .where(inArray(organizations.id, organizationIds))
        .orderBy(organizations.id)
    : []
  const communities = paths.length
    ? await db
        .select({ id: areas.path, name: areas.name })
        .from(areas)
        .where(inArray(areas.path, paths))
        .orderBy(areas.id)
    : []
  const names = new Map([...departments, ...communities].map(({ id, name }) => [id, name]))
  return new Map(calls.map((call) => [call.id, names.get(call.organizationId ?? call.areaPath) ?? '社区']))
}
