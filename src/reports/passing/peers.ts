import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { type PeerService, peers } from '../../../db/schema/passing.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { Refusal, sameVersion } from '../../kit/refusal.ts'
import { type PeerRow, peerById } from './queries.ts'

/** @throws Refusal `peers_not_yours` for anybody but an administrator of the whole city */
export async function assertPeerAdmin(db: Db, actor: Actor): Promise<void> {
  const { path } = await theCity(db)
  if (!standingOf(actor, { areaPath: path }).has('admin')) throw new Refusal('forbidden', 'peers_not_yours')
}

type NewPeer = Pick<PeerRow, 'id' | 'name' | 'url' | 'jurisdictionId' | 'apiKeySealed'> &
  Pick<PeerRow, 'format' | 'hasUpdates' | 'knowsRepeats'> & { services: PeerService[]; actor: Actor; now: Date }

/** Registers another system, whose services were read just now. The same form again changes nothing. */
export async function registerPeer(tx: Tx, { actor, now, ...given }: NewPeer): Promise<void> {
  await assertPeerAdmin(tx, actor)
  const row = { ...given, mapping: {}, registeredBy: actor.id, createdAt: now, pollNextAt: now, polledUpTo: now }
  await tx.insert(peers).values(row).onConflictDoNothing()
}

type Change = { id: string; version: number; actor: Actor; set: Partial<typeof peers.$inferInsert> }

/** @throws Refusal `peers_not_yours`, `peer_missing`, `stale_version` */
export async function changePeer(tx: Tx, { id, version, actor, set }: Change): Promise<void> {
  await assertPeerAdmin(tx, actor)
  const [changed] = await tx
    .update(peers)
    .set({ ...set, version: sql`${peers.version} + 1` })
    .where(and(eq(peers.id, id), eq(peers.version, version), isNull(peers.endedAt)))
    .returning({ id: peers.id })
  if (changed) return
  const peer = await peerById(tx, id)
  sameVersion(peer.version, version, { theirs: { mapping: JSON.stringify(peer.mapping) } })
  throw new Refusal('conflict', 'peer_ended')
}
