import { randomBytes } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Db, Tx } from '../../../db/database.ts'
import { apiKeys } from '../../../db/schema/open311.ts'
import { theCity } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Secrets } from '../../kit/secrets.ts'

export type ApiKey = typeof apiKeys.$inferSelect

const hashOf = (secrets: Secrets, key: string) => secrets.fingerprint(`api-key:${key}`)

type NewKey = { id: string; name: string; contact: string; perMinute: number; actor: Actor; now: Date }

/**
 * Issues a key. It is shown this once; the table keeps only a keyed hash.
 *
 * @returns the key, or undefined when this form was sent before
 * @throws Refusal `api_keys_not_yours`
 */
export async function issueKey(
  tx: Tx,
  secrets: Secrets,
  { actor, now, ...given }: NewKey,
): Promise<string | undefined> {
  await assertAdmin(tx, actor)
  const key = `ry_${randomBytes(24).toString('base64url')}`
  const row = { ...given, keyHash: hashOf(secrets, key), hint: key.slice(0, 7), issuedBy: actor.id, issuedAt: now }
  const [fresh] = await tx.insert(apiKeys).values(row).onConflictDoNothing().returning({ id: apiKeys.id })
  return fresh && key
}

/** @throws Refusal `api_keys_not_yours`, `api_key_missing` for one that is revoked already */
export async function revokeKey(tx: Tx, { id, actor, now }: { id: string; actor: Actor; now: Date }): Promise<void> {
  await assertAdmin(tx, actor)
  const [revoked] = await tx
    .update(apiKeys)
    .set({ revokedAt: now, revokedBy: actor.id })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  if (!revoked) throw new Refusal('missing', 'api_key_missing')
}

async function assertAdmin(tx: Tx, actor: Actor): Promise<void> {
  const { path } = await theCity(tx)
  if (!standingOf(actor, { areaPath: path }).has('admin')) throw new Refusal('forbidden', 'api_keys_not_yours')
}

/** The key somebody brought, unless it was revoked or never issued. */
export async function keyBrought(db: Db, secrets: Secrets, key: string): Promise<ApiKey | undefined> {
  if (!key || key.length > 200) return undefined
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, hashOf(secrets, key)), isNull(apiKeys.revokedAt)))
  return row
}

export const allKeys = (db: Db): Promise<ApiKey[]> =>
  db.select().from(apiKeys).orderBy(desc(apiKeys.issuedAt), desc(apiKeys.id))
