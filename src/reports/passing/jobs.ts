import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Atomically, Db } from '../../../db/database.ts'
import { passings, peers } from '../../../db/schema/passing.ts'
import type { Job } from '../../jobs.ts'
import { day, later, minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { type Secrets, sha256 } from '../../kit/secrets.ts'
import type { Outbound } from '../../kit/services.ts'
import { sparkTime } from '../../web/spark.ts'
import { instantOf } from '../open311/rules.ts'
import { reportById } from '../queries.ts'
import { claim, record, stopFollowing, takeForeign } from './actions.ts'
import { type Peer, readRequests, readToken, readUpdates, send } from './client.ts'
import { followedOf, type Passing, type PeerRow, passingById, peerById, peerOf } from './queries.ts'
import { type Outcome, pollMinutes, reference } from './rules.ts'

/** So few that a system which never answers does not outlast the lease of a turn. */
const batch = 5

type World = { db: Db; atomically: Atomically; outbound: Outbound; secrets: Secrets; now: Date }

/** Sends what waits, and asks for the ids behind tokens. */
export const passReportsOn: Job = {
  name: 'reports_pass_on',
  lane: 'outside',
  everyMilliseconds: minute / 4,
  async run({ outbound, ...city }) {
    if (!outbound) return 0
    const world = { ...city, outbound }
    const due = await city.db
      .select({ id: passings.id, state: passings.state })
      .from(passings)
      .where(and(lte(passings.nextAt, city.now), inArray(passings.state, ['waiting', 'sending', 'token'])))
      .orderBy(asc(passings.nextAt), asc(passings.id))
      .limit(batch)
    for (const { id, state } of due) await (state === 'token' ? askForId(world, id) : sendOne(world, id))
    return due.length
  },
}

async function sendOne(world: World, id: string): Promise<void> {
  const { db, atomically, outbound, secrets, now } = world
  const claimed = await atomically((tx) => claim(tx, id, now))
  if (!claimed) return
  const { passing, was } = claimed
  const row = await peerById(db, passing.peerId)
  const peer = peerOf(secrets, row)
  // Whoever sent it before has died, perhaps after it left.
  const mayBeThere = was === 'sending' && !row.knowsRepeats
  const outcome: Outcome = mayBeThere
    ? { kind: 'lost', why: 'interrupted' }
    : await send(outbound, peer, { key: passing.id, ...passing })
  const settled = outcome.kind === 'lost' ? await lookedUp(world, { passing, row, peer, outcome }) : outcome
  await atomically((tx) => record(tx, passing, settled, now))
}

type Lost = { passing: Passing; row: PeerRow; peer: Peer; outcome: Outcome & { kind: 'lost' } }

/**
 * The answer was lost. A system that knows repeats is simply asked again; another one's list is looked through for our
 * number. What is not found there may still have arrived, unseen: only staff can know.
 */
async function lookedUp({ db, outbound, now }: World, { passing, row, peer, outcome }: Lost) {
  if (row.knowsRepeats) return { kind: 'later' as const, why: outcome.why }
  const { number } = await reportById(db, passing.reportId)
  const days = { start_date: sparkTime(later(passing.createdAt, -day)), end_date: sparkTime(later(now, day)) }
  const items = await readRequests(outbound, peer, { service_code: passing.serviceCode, ...days }).catch(refusedAs([]))
  const theirs = items.find(({ description = '' }) => description.includes(reference(number)))
  return theirs?.service_request_id
    ? { kind: 'received' as const, theirId: theirs.service_request_id }
    : { kind: 'uncertain' as const, why: outcome.why }
}

async function askForId({ db, atomically, outbound, secrets, now }: World, id: string): Promise<void> {
  const passing = await passingById(db, id)
  const peer = peerOf(secrets, await peerById(db, passing.peerId))
  const theirId = await readToken(outbound, peer, passing.token ?? '').catch(refusedAs(undefined))
  const counted = { ...passing, attempts: passing.attempts + 1 }
  await atomically(async (tx) => {
    if (!theirId) await tx.update(passings).set({ attempts: counted.attempts }).where(eq(passings.id, id))
    await record(tx, counted, theirId ? { kind: 'received', theirId } : { kind: 'later', why: 'token' }, now)
  })
}

/** A server that gives no usable answer has said nothing. Anything else is our own mistake. */
const refusedAs =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (error instanceof Refusal) return value
    throw error
  }

/** Asks every other system what has become of what was passed on to it. */
export const askPeers: Job = {
  name: 'reports_ask_peers',
  lane: 'outside',
  everyMilliseconds: minute,
  async run({ outbound, ...city }) {
    if (!outbound) return 0
    const { db, now } = city
    const due = await db
      .select()
      .from(peers)
      .where(lte(peers.pollNextAt, now))
      .orderBy(asc(peers.pollNextAt), asc(peers.id))
    for (const row of due) await askOne({ ...city, outbound }, row)
    return 0
  },
}

const failuresMax = 6

async function askOne(world: World, row: PeerRow): Promise<void> {
  const { db, atomically, secrets, now } = world
  const followed = await followedOf(db, row.id)
  let error = ''
  try {
    if (followed.length) await takeAll(world, row, peerOf(secrets, row), followed)
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure
    error = String(failure.details.reason ?? failure.details.status ?? failure.code)
  }
  const failures = error ? row.pollFailures + 1 : 0
  const wait = pollMinutes * 2 ** Math.min(failures, failuresMax)
  await atomically(async (tx) => {
    const told = { pollFailures: failures, pollError: error, pollNextAt: later(now, wait * minute) }
    await tx
      .update(peers)
      .set(error ? told : { ...told, polledUpTo: now })
      .where(eq(peers.id, row.id))
    for (const passing of followed) await stopFollowing(tx, passing, now)
  })
}

const idsAtOnce = 50
/** Looked at again each time: an update may be written down late over there. */
const overlapMinutes = 120
const windowDays = 30

async function takeAll(world: World, row: PeerRow, peer: Peer, followed: readonly Passing[]): Promise<void> {
  const { outbound, now } = world
  const byTheirs = new Map(followed.map((passing) => [passing.theirId, passing]))
  if (row.hasUpdates) {
    const since = later(row.polledUpTo ?? row.createdAt, -overlapMinutes * minute)
    const from = since < later(now, -windowDays * day) ? later(now, -windowDays * day) : since
    for (const item of await readUpdates(outbound, peer, { from, to: now })) {
      const passing = byTheirs.get(item.service_request_id ?? '')
      if (passing && item.update_id) await take(world, passing, item.update_id, item)
    }
  }
  for (let at = 0; at < followed.length; at += idsAtOnce) {
    const ids = followed.slice(at, at + idsAtOnce).map(({ theirId }) => theirId)
    for (const item of await readRequests(outbound, peer, { service_request_id: ids.join() })) {
      const passing = byTheirs.get(item.service_request_id ?? '')
      // Its updates have told the same already, in finer words.
      if (!passing || (row.hasUpdates && (passing.theirStatus ?? '') !== '')) continue
      const { status = '', status_notes = '' } = item
      if (status === passing.theirStatus) continue
      await take(world, passing, `state-${sha256(`${status}\n${item.updated_datetime}`).slice(0, 32)}`, {
        ...item,
        description: status_notes,
      })
    }
  }
}

const updateIdMax = 200

async function take({ atomically, now }: World, passing: Passing, updateId: string, item: Record<string, string>) {
  const status = (item.status ?? '').toLowerCase().slice(0, 60)
  if (!status || updateId.length > updateIdMax) return
  const at = instantOf(item.updated_datetime ?? '') ?? now
  const description = (item.description ?? '').slice(0, 1000)
  await atomically((tx) => takeForeign(tx, passing, { updateId, status, description, at: at > now ? now : at }, now))
}
