import { deflateSync } from 'node:zlib'
import type { Db } from '../../db/database.ts'
import type { Secrets } from '../kit/secrets.ts'
import type { SigningKey } from './keys/queries.ts'
import { lastList, revokedPlaces, statusAddress } from './queries.ts'
import { statusBits } from './rules.ts'
import { signerOf, signToken } from './sign.ts'

/** Whoever fetches a list should ask again after so long: what is revoked stops within a minute. */
export const ttlSeconds = 60

export type Listing = { issuer: string; key: SigningKey; now: Date }

/** One status list as a signed token (IETF Token Status List, `statuslist+jwt`). A revoked credential's bit is 1. */
export async function statusListToken(db: Db, secrets: Secrets, list: number, { issuer, key, now }: Listing) {
  const lst = deflateSync(statusBits(await revokedPlaces(db, list)), { level: 9 }).toString('base64url')
  const signer = signerOf(secrets, { id: key.id, privateSealed: key.privateSealed as string })
  return signToken(signer, 'statuslist+jwt', {
    iss: issuer,
    sub: statusAddress(issuer, list),
    iat: Math.floor(now.getTime() / 1000),
    ttl: ttlSeconds,
    status_list: { bits: 1, lst },
  })
}

/** Every list by its address, for a verifier that will have no network. */
export async function allStatusLists(db: Db, secrets: Secrets, listing: Listing): Promise<Record<string, string>> {
  const lists: Record<string, string> = {}
  for (let list = 1; list <= (await lastList(db)); list++)
    lists[statusAddress(listing.issuer, list)] = await statusListToken(db, secrets, list, listing)
  return lists
}
