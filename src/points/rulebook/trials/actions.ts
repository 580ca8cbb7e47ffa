import { setImmediate } from 'node:timers/promises'
import { and, eq, inArray } from 'drizzle-orm'
import type { Atomically, Db, Tx } from '../../../../db/database.ts'
import { trialRuns } from '../../../../db/schema/points.ts'
import type { Actor } from '../../../kit/actor.ts'
import { addDays, cityDay, startOfCityDay } from '../../../kit/clock.ts'
import { follow } from '../../../kit/flow.ts'
import { Refusal, sameVersion } from '../../../kit/refusal.ts'
import { standingInCity } from '../access.ts'
import { keepTrial } from '../actions.ts'
import { defaultsOf } from '../documents/rules.ts'
import { type RuleVersion, ruleVersionById } from '../queries.ts'
import { type CityTerms, overall, type Terms, versionFlow } from '../rules.ts'
import {
  grantsAfter,
  grantsCount,
  linesCount,
  type Mark,
  openRuns,
  ordersAfter,
  readsOf,
  scheduledTerms,
  type TrialRun,
} from './queries.ts'
import { grantsReplay, refusedOrders, type Trial } from './rules.ts'

const trialDays = 90
/** Up to so many rows a trial is over before anybody would notice; a longer one is left to the clockwork. */
export const atOnceMax = 2000
/** A piece is what the service may be kept waiting for: some milliseconds. */
const pieceGrants = 200
const piecePeople = 50
/** Every so many rows the progress is written down, and looked whether somebody called the trial off. */
const progressEach = 2000

type City = { db: Db; atomically: Atomically }
type Asked = { versionId: string; version: number; actor: Actor; now: Date }

const windowOf = (now: Date) => {
  const to = cityDay(now)
  return { from: addDays(to, -trialDays), to }
}

/** How many rows the trial of a version has to read. */
export async function trialSize(db: Db, rule: string, now: Date): Promise<number> {
  const { from } = windowOf(now)
  const reads = readsOf(rule)
  if (reads === 'orders') return linesCount(db, startOfCityDay(from))
  return reads === 'grants' ? grantsCount(db, from) : 0
}

/**
 * Asks for a trial of a version. While one is running, the same one is meant.
 *
 * @param total from `trialSize`, read before
 * @throws Refusal `step_unknown`, `step_not_yours`, `stale_version`
 */
export async function askForTrial(
  tx: Tx,
  { versionId, version, total, actor, now }: Asked & { total: number },
): Promise<TrialRun> {
  const tried = await ruleVersionById(tx, versionId)
  follow(versionFlow, tried.state, 'try', await standingInCity(tx, actor))
  sameVersion(tried.version, version, { theirs: tried })
  const id = `${versionId}-${version}`
  const fresh = { state: 'queued', done: 0, total, actorId: actor.id, at: now } as const
  const [run] = await tx
    .insert(trialRuns)
    .values({ id, ruleVersionId: versionId, version, ...fresh })
    // One that broke off begins anew; one that waits or runs goes on.
    .onConflictDoUpdate({ target: trialRuns.id, set: fresh, setWhere: eq(trialRuns.state, 'failed') })
    .returning()
  if (run) return run
  const [known] = await tx.select().from(trialRuns).where(eq(trialRuns.id, id))
  return known as TrialRun
}

/**
 * Reads the ledger piece by piece, between the requests, and keeps what the trial gave. Whoever changed or withdrew the
 * version meanwhile has overtaken it.
 */
export async function runTrial({ db, atomically }: City, run: TrialRun, now: Date): Promise<void> {
  const tried = await ruleVersionById(db, run.ruleVersionId)
  let written = Number.NEGATIVE_INFINITY
  const progress = async (done: number) => {
    await setImmediate()
    if (done - written < progressEach) return true
    written = done
    const [open] = await atomically((tx) => moveRun(tx, run.id, { state: 'running', done }))
    return Boolean(open)
  }
  const trial = await tryVersion(db, tried, run.at, progress)
  if (!trial) return
  await atomically(async (tx) => {
    const isSame = (await ruleVersionById(tx, tried.id)).version === run.version
    if (isSame) await keepTrial(tx, { versionId: tried.id, version: run.version, trial, actorId: run.actorId, now })
    await moveRun(tx, run.id, { state: isSame ? 'done' : 'failed', done: run.total })
  })
}

const moveRun = (tx: Tx, id: string, set: Partial<Pick<TrialRun, 'state' | 'done'>>) =>
  tx
    .update(trialRuns)
    .set(set)
    .where(and(eq(trialRuns.id, id), inArray(trialRuns.state, ['queued', 'running'])))
    .returning({ id: trialRuns.id })

/** The next trial that waits. One that fails is marked, so that it does not stand in the way of the others. */
export async function runNextTrial({ db, atomically }: City, now: Date): Promise<number> {
  const [run] = await openRuns(db)
  if (!run) return 0
  try {
    await runTrial({ db, atomically }, run, now)
  } catch (error) {
    await atomically((tx) => moveRun(tx, run.id, { state: 'failed' }))
    if (!(error instanceof Refusal)) throw error
  }
  return 1
}

type Progress = (done: number) => Promise<boolean>

/** What the last quarter would have been under a version. Reads only; undefined when it was called off. */
async function tryVersion(db: Db, version: RuleVersion, now: Date, progress: Progress): Promise<Trial | undefined> {
  const reads = readsOf(version.rule)
  if (reads === 'orders') return tryOnOrders(db, version, now, progress)
  return reads === 'grants' ? tryOnGrants(db, version, now, progress) : { kind: 'compared' }
}

async function tryOnGrants(db: Db, version: RuleVersion, now: Date, progress: Progress): Promise<Trial | undefined> {
  const { from, to } = windowOf(now)
  const inForce = await scheduledTerms(db)
  const isOverall = version.rule === overall
  const replay = grantsReplay({
    termsOf: (rule, at) => (rule === version.rule ? version.terms : inForce(rule, at)) as Terms,
    city: (at) => (isOverall ? version.terms : inForce(overall, at)) as CityTerms,
    changed: (rule) => isOverall || rule === version.rule,
  })
  let mark: Mark | undefined = { at: startOfCityDay(from), id: '' }
  let done = 0
  while (mark) {
    const { grants, next }: Awaited<ReturnType<typeof grantsAfter>> = await grantsAfter(db, mark, pieceGrants)
    for (const grant of grants) replay.add(grant)
    done += grants.length
    mark = next
    if (!(await progress(done))) return undefined
  }
  return { kind: 'grants', from, to, ...replay.result() }
}

async function tryOnOrders(db: Db, version: RuleVersion, now: Date, progress: Progress): Promise<Trial | undefined> {
  const { from, to } = windowOf(now)
  const since = startOfCityDay(from)
  const terms = { ...defaultsOf('REDEEM'), ...(version.terms as object) }
  const sums = { orders: 0, refused: 0, pointsRefused: 0, people: 0 }
  let personId: string | undefined = ''
  let done = 0
  while (personId !== undefined) {
    const { shoppers, lines, last }: Awaited<ReturnType<typeof ordersAfter>> = await ordersAfter(
      db,
      { since, personId },
      piecePeople,
    )
    for (const orders of shoppers) {
      const { refused, pointsRefused } = refusedOrders(terms, orders)
      sums.orders += orders.length
      sums.refused += refused
      sums.pointsRefused += pointsRefused
      sums.people += refused > 0 ? 1 : 0
    }
    done += lines
    personId = last
    if (!(await progress(done))) return undefined
  }
  return { kind: 'orders', from, to, ...sums }
}
