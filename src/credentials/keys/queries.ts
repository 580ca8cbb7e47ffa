import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { signingKeys } from '../../../db/schema/credentials.ts'

export type SigningKey = typeof signingKeys.$inferSelect

/** Every key there has been, the oldest first. */
export const allKeys = (db: Db): Promise<SigningKey[]> =>
  db.select().from(signingKeys).orderBy(asc(signingKeys.createdAt), asc(signingKeys.id))

/** The key in use; none before the first signature. */
export async function currentKey(db: Db): Promise<SigningKey | undefined> {
  const [key] = await db.select().from(signingKeys).where(eq(signingKeys.slot, 'current'))
  return key
}

export type PublishedKey = {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
  kid: string
  alg: 'ES256'
  use: 'sig'
  /** Seconds since 1970 at which the key retired: nothing newer counts as signed by it. */
  retired_at?: number
}

/** The keys as they are published (RFC 7517), retired ones with their date. */
export const publishedKeys = async (db: Db): Promise<PublishedKey[]> => (await allKeys(db)).map(published)

const published = ({ id, publicJwk: { kty, crv, x, y }, retiredAt }: SigningKey): PublishedKey => ({
  ...{ kty, crv, x, y },
  ...({ kid: id, alg: 'ES256', use: 'sig' } as const),
  ...(retiredAt ? { retired_at: Math.floor(retiredAt.getTime() / 1000) } : {}),
})
