import { and, asc, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { reportEvents, reportFollows, reports, whistles } from '../../db/schema/reports.ts'
import { accept, file, freshPhoto, whistle } from '../../test/reports.ts'
import { shot } from '../../test/snaps.ts'
import { type CastName, cityManagement, openTown, type Town, waterBureau } from '../../test/town.ts'
import { newId } from '../kit/ids.ts'
import { verifyPoints } from '../points/verify.ts'
import { reportById, whistlesOf } from './queries.ts'

vi.setConfig({ testTimeout: 180_000 })

type Way = (town: Town, ids: readonly string[], at: number) => Promise<Response>

const form = async (town: Town, who: CastName, id: string, step: string, fields: Record<string, string> = {}) => {
  const { version } = await reportById(town.db, id)
  return town.as(who).post(`/desk/reports/${id}/${step}`, { version: String(version), ...fields })
}
const call = async (
  town: Town,
  who: CastName,
  id: string,
  step: string,
  fields: Record<string, string | File> = {},
) => {
  const calls = await whistlesOf(town.db, id)
  const one = calls.at(-1)
  return town
    .as(who)
    .post(`/desk/calls/${one?.id ?? 'none'}/${step}`, { version: String(one?.version ?? 1), ...fields })
}
const own = async (town: Town, who: CastName, id: string, step: string, fields: Record<string, string> = {}) => {
  const { version } = await reportById(town.db, id)
  return town.as(who).post(`/reports/${id}/${step}`, { version: String(version), ...fields })
}
const pick = (ids: readonly string[], at: number) => ids[at % ids.length] as string

/** What clerks, departments, reporters and neighbours may do to one of the reports, right or wrong at the moment. */
const ways: Way[] = [
  (town, ids, at) =>
    form(town, 'clerkLi', pick(ids, at), 'accept', { matter: 'government', categoryId: 'manhole', urgency: 'normal' }),
  (town, ids, at) => form(town, 'dispatcherGao', pick(ids, at), 'refuse', { reason: 'unclear', words: '看不清' }),
  async (town, ids, at) => {
    const { number } = await reportById(town.db, pick(ids, at + 1))
    return form(town, at % 2 ? 'clerkLi' : 'dispatcherGao', pick(ids, at), 'merge', { into: number })
  },
  (town, ids, at) => form(town, 'dispatcherGao', pick(ids, at), 'unmerge', { words: '不是同一处' }),
  (town, ids, at) =>
    form(town, 'dispatcherGao', pick(ids, at), 'whistle', { organizations: cityManagement, task: '去' }),
  (town, ids, at) => form(town, 'clerkLi', pick(ids, at), 'whistle', { organizations: waterBureau, task: '去' }),
  (town, ids, at) => form(town, 'clerkLi', pick(ids, at), 'ask', { question: '在哪里？' }),
  (town, ids, at) => form(town, 'clerkLi', pick(ids, at), 'goOn', { words: '不等了' }),
  (town, ids, at) =>
    form(town, 'clerkLi', pick(ids, at), 'split', { id: newId(), categoryId: 'road', words: '旁边的路面' }),
  (town, ids, at) => form(town, 'dispatcherTang', pick(ids, at), 'inspect', { words: '看过了' }),
  (town, ids, at) => form(town, 'dispatcherTang', pick(ids, at), 'reopen', { words: '没好' }),
  (town, ids, at) => form(town, 'adminZheng', pick(ids, at), 'falsify', { words: '假的' }),
  (town, ids, at) => form(town, 'dispatcherTang', pick(ids, at), 'reconsider', { words: '再看' }),
  (town, ids, at) => call(town, 'officerKong', pick(ids, at), 'reportIn'),
  (town, ids, at) => call(town, 'officerShui', pick(ids, at), 'reportIn'),
  (town, ids, at) => call(town, 'officerKong', pick(ids, at), 'handBack', { why: '不归我们' }),
  (town, ids, at) => call(town, 'dispatcherTang', pick(ids, at), 'insist', { why: '归你们' }),
  (town, ids, at) => call(town, 'dispatcherTang', pick(ids, at), 'release', { why: '免了' }),
  (town, ids, at) => call(town, 'dispatcherTang', pick(ids, at), 'withdraw', { why: '撤回' }),
  async (town, ids, at) => {
    return call(town, 'officerKong', pick(ids, at), 'resolve', { words: '好了', photos: await shot() })
  },
  (town, ids, at) => own(town, 'wangFang', pick(ids, at), 'confirm'),
  (town, ids, at) => own(town, 'wangFang', pick(ids, at), 'not-fixed', { verdict: 'half', words: '一半' }),
  (town, ids, at) => own(town, 'wangFang', pick(ids, at), 'answer', { answer: '门口' }),
  (town, ids, at) => own(town, 'wangFang', pick(ids, at), 'withdraw'),
  (town, ids, at) => own(town, 'liNa', pick(ids, at), 'join'),
  (town, ids, at) => own(town, 'zhangWei', pick(ids, at), 'follow'),
  (town, ids, at) => own(town, 'zhangWei', pick(ids, at), 'unfollow'),
]

async function assertWhole(town: Town): Promise<void> {
  for (const report of await town.db.select().from(reports).orderBy(asc(reports.id))) {
    const events = await town.db
      .select()
      .from(reportEvents)
      .where(eq(reportEvents.reportId, report.id))
      .orderBy(asc(reportEvents.version), asc(reportEvents.id))
    const moves = events.filter(({ whistleId }) => whistleId === null)
    expect(moves.at(-1)?.to ?? report.status, `the last event of ${report.number}`).toBe(report.status)
    const followers = await town.db.$count(reportFollows, eq(reportFollows.reportId, report.id))
    expect(report.followers, `followers of ${report.number}`).toBe(followers)
    expect((report.mergedInto === null) === (report.status !== 'merged'), `merge of ${report.number}`).toBe(true)
    const seen = new Set<string>()
    for (let id: string | null = report.id; id; id = (await reportById(town.db, id)).mergedInto) {
      expect(seen.has(id), `a circle of merges through ${report.number}`).toBe(false)
      seen.add(id)
    }
    const open = await town.db.$count(
      whistles,
      and(eq(whistles.reportId, report.id), sql`${whistles.status} in ('whistled', 'reported_in')`),
    )
    if (['refused', 'merged', 'confirmed', 'closed'].includes(report.status))
      expect(open, `open calls of ${report.number}, ${report.status}`).toBe(0)
    if (report.status === 'reported_in' || report.status === 'whistled')
      expect(open, `calls of ${report.number}, ${report.status}`).toBeGreaterThan(0)
  }
}

it('leaves every report whole, whoever does what to it at the same moment', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.tuple(fc.nat(ways.length - 1), fc.nat(5)), { minLength: 2, maxLength: 6 }), {
        minLength: 3,
        maxLength: 8,
      }),
      async (rounds) => {
        const town = await openTown()
        const first = await file(town, { photos: [await freshPhoto(town)] })
        const second = await file(town, { by: 'liNa', latitude: 23.3651, photos: [await freshPhoto(town)] })
        const third = await file(town, { by: 'chenJie', latitude: 23.3652 })
        await accept(town, second)
        await whistle(town, await accept(town, third))
        const ids = [first.id, second.id, third.id]
        for (const round of rounds) {
          const answers = await Promise.all(round.map(([way, at]) => ways[way]?.(town, ids, at)))
          for (const [each, answer] of answers.entries())
            expect(answer?.status ?? 0, `way ${round[each]?.[0]}`).toBeLessThan(500)
          await assertWhole(town)
        }
        expect(await verifyPoints(town.db)).toEqual([])
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 15) },
  )
})
