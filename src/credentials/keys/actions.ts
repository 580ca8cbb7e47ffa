import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../../db/database.ts'
import { credentialEvents, signingKeys } from '../../../db/schema/credentials.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf, system } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'
import { newKeyPair, type Signer, signerOf } from '../sign.ts'
import { currentKey, type SigningKey } from './queries.ts'

type Making = { actorId?: string; now: Date }

/** The key in use, ready to sign; the first one is made when it is first needed. */
export async function signerInUse(tx: Tx, secrets: Secrets, { actorId = system.id, now }: Making): Promise<Signer> {
  const key = (await currentKey(tx)) ?? (await makeKey(tx, secrets, { actorId, now }))
  return signerOf(secrets, { id: key.id, privateSealed: key.privateSealed as string })
}

async function makeKey(tx: Tx, secrets: Secrets, { actorId = system.id, now }: Making): Promise<SigningKey> {
  const pair = newKeyPair(secrets)
  const row = { ...pair, slot: 'current' as const, createdBy: actorId, createdAt: now }
  const [made] = await tx.insert(signingKeys).values(row).onConflictDoNothing().returning()
  // Somebody else was making the first key at the same moment.
  if (!made) return (await currentKey(tx)) as SigningKey
  await note(tx, { subjectId: made.id, what: 'key_made', byId: actorId, now })
  return made
}

export type Rotation = {
  /** The key that the administrator saw in use, so that pressing twice retires one. */
  keyId: string
  why: string
  actor: Actor
  now: Date
}

/**
 * A new key takes over. The old one's private half is destroyed; its public half stays published with the date.
 *
 * @throws Refusal `key_not_yours`, `key_moved`
 */
export async function rotateKey(tx: Tx, secrets: Secrets, { keyId, why, actor, now }: Rotation): Promise<string> {
  const { path } = await theCity(tx)
  if (!standingOf(actor, { areaPath: path }).has('admin')) throw new Refusal('forbidden', 'key_not_yours')
  const [retired] = await tx
    .update(signingKeys)
    .set({ slot: null, privateSealed: null, retiredBy: actor.id, retiredAt: now, retiredWhy: why })
    .where(and(eq(signingKeys.id, keyId), eq(signingKeys.slot, 'current')))
    .returning({ id: signingKeys.id })
  if (!retired) throw new Refusal('conflict', 'key_moved')
  await note(tx, { subjectId: keyId, what: 'key_retired', why, byId: actor.id, now })
  return (await makeKey(tx, secrets, { actorId: actor.id, now })).id
}

type Note = Omit<typeof credentialEvents.$inferInsert, 'id' | 'at'> & { now: Date }

const note = (tx: Tx, { now, ...event }: Note) =>
  tx.insert(credentialEvents).values({ id: newId(now), at: now, ...event })
