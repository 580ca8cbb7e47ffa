import { inArray } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { reportEvents } from '../db/schema/reports.ts'
import { accept, callOf, file, whistle } from '../test/reports.ts'
import { city, openTown } from '../test/town.ts'
import { startClockwork } from './clockwork.ts'
import { finishDueJobs, type Job, runDueJobs } from './jobs.ts'
import { newId } from './kit/ids.ts'
import { readImport, settleImport, startImport } from './reports/imports/actions.ts'
import { fatesOf, importById } from './reports/imports/queries.ts'
import { jobs } from './rooms.ts'

vi.setConfig({ testTimeout: 60_000 })

const soon = { timeout: 40_000, interval: 5 }

it('lets an alarm ring while a large import is under way, and the import goes on', async () => {
  const town = await openTown()
  const report = await accept(town, await file(town))
  await whistle(town, report)
  const actor = await town.actor('adminZheng')
  const rows = Array.from({ length: 4000 }, (_, at) => `${at},2019-02-03,第 ${at} 件路面破损`)
  const text = `编号,时间,内容\n${rows.join('\n')}\n`
  const id = await readImport(town.atomically, {
    ...{ id: newId(), source: '旧热线', fileName: 'old.csv', text, actor, now: town.now() },
  })
  const { settings, version } = (await importById(town.db, id)) ?? expect.fail()
  const settled = { ...settings, areaId: city, categoryId: 'road' }
  await town.atomically((tx) => settleImport(tx, { id, version, source: '旧热线', settings: settled, actor }))
  await town.atomically((tx) => startImport(tx, { id, version: version + 1, actor, now: town.now() }))
  town.setTime((await callOf(town, report)).reportInDueAt)

  const only = (name: string) => jobs.find((job) => job.name === name) ?? expect.fail()
  const clockwork = startClockwork(town, [only('reports_imports'), only('reports_ring')])
  const rung = () => town.db.$count(reportEvents, inArray(reportEvents.step, ['remind', 'escalate']))
  await vi.waitUntil(async () => (await rung()) > 0, soon)
  expect(await importById(town.db, id)).toMatchObject({ state: 'running' })
  await vi.waitUntil(async () => (await fatesOf(town.db, id)).in > 0, soon)
  await clockwork.stop()
  expect((await fatesOf(town.db, id)).refused).toBe(0)
})

it('waits in one lane for a server that does not answer, and goes on in the others', async () => {
  const town = await openTown()
  let answer = () => {}
  const dead = new Promise<void>((resolve) => {
    answer = resolve
  })
  const done: string[] = []
  const job = (name: string, lane: string, work = async () => {}): Job => ({
    ...{ name, lane, everyMilliseconds: 1000 },
    async run() {
      await work()
      done.push(name)
      return 0
    },
  })
  const clockwork = startClockwork(town, [
    job('peer', 'outside', () => dead),
    job('next', 'outside'),
    job('alarm', 'city'),
  ])
  await vi.waitUntil(() => done.length > 0, soon)
  expect(done).toEqual(['alarm'])
  answer()
  await vi.waitUntil(() => done.length === 3, soon)
  await clockwork.stop()
  expect(done).toEqual(['alarm', 'peer', 'next'])
})

it('makes way for the next job when a turn has lasted long enough, and is due again at once', async () => {
  const town = await openTown()
  const order: string[] = []
  let left = 3
  const job = (name: string, rows: () => number): Job => ({
    ...{ name, everyMilliseconds: 60_000 },
    async run() {
      order.push(name)
      return rows()
    },
  })
  const [long, short] = [job('long', () => left--), job('short', () => 0)]
  const now = { ...town.database, ...town, now: town.now() }
  expect(await runDueJobs(now, [long, short], { turnMax: -1 })).toMatchObject({ hasMore: true })
  expect(order).toEqual(['long', 'short'])
  expect(await finishDueJobs(now, [long, short])).toEqual(new Map())
  expect(order).toEqual(['long', 'short', 'long', 'long', 'long'])
})
