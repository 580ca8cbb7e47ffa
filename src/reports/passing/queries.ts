import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { passings, peers } from '../../../db/schema/passing.ts'
import { reports } from '../../../db/schema/reports.ts'
import { found } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import type { Peer } from './client.ts'

export type PeerRow = typeof peers.$inferSelect
export type Passing = typeof passings.$inferSelect

export const peerOf = (secrets: Secrets, { url, jurisdictionId, format, apiKeySealed }: PeerRow): Peer => ({
  ...{ url, jurisdictionId, format },
  apiKey: apiKeySealed && secrets.unseal(apiKeySealed),
})

/** @throws Refusal `peer_missing` */
export async function peerById(db: Db, id: string): Promise<PeerRow> {
  const [peer] = await db.select().from(peers).where(eq(peers.id, id))
  return found(peer, 'peer_missing')
}

/** @throws Refusal `passing_missing` */
export async function passingById(db: Db, id: string): Promise<Passing> {
  const [passing] = await db.select().from(passings).where(eq(passings.id, id))
  return found(passing, 'passing_missing')
}

export const allPeers = (db: Db): Promise<PeerRow[]> =>
  db.select().from(peers).orderBy(asc(peers.createdAt), asc(peers.id))

export const peersInUse = (db: Db): Promise<PeerRow[]> =>
  db.select().from(peers).where(isNull(peers.endedAt)).orderBy(asc(peers.createdAt), asc(peers.id))

/** Where a report was passed on to, and how that stands. */
export const passingsOf = (db: Db, reportId: string) =>
  db
    .select({ passing: passings, peerName: peers.name })
    .from(passings)
    .innerJoin(peers, eq(peers.id, passings.peerId))
    .where(eq(passings.reportId, reportId))
    .orderBy(asc(passings.createdAt), asc(passings.id))

/** Passings in these states, the latest first, with the report and the other side's name. */
export const passingsIn = (db: Db, states: Passing['state'][], max = 200) =>
  db
    .select({ passing: passings, peerName: peers.name, number: reports.number, areaPath: reports.areaPath })
    .from(passings)
    .innerJoin(peers, eq(peers.id, passings.peerId))
    .innerJoin(reports, eq(reports.id, passings.reportId))
    .where(inArray(passings.state, states))
    .orderBy(desc(passings.createdAt), desc(passings.id))
    .limit(max)

/** Those of one system that are still followed there. */
export const followedOf = (db: Db, peerId: string): Promise<Passing[]> =>
  db
    .select()
    .from(passings)
    .where(and(eq(passings.peerId, peerId), eq(passings.state, 'received')))
    .orderBy(asc(passings.id))
