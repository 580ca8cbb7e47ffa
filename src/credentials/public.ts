import type { Context } from 'hono'
import { theCity } from '../areas/queries.ts'
import type { Env } from '../web/env.ts'
import { signerInUse } from './keys/actions.ts'
import { currentKey, publishedKeys, type SigningKey } from './keys/queries.ts'
import { offlineFile } from './offline-file.ts'
import { allStatusLists, type Listing } from './status-list.ts'

/** The name under which the city signs, and where its keys are found. */
export const issuerOf = ({ baseUrl }: Env['Variables']['config']) => baseUrl

/** What a status list is signed with; before anything was issued, the first key is made for it. */
export async function listingOf(c: Context<Env>): Promise<Listing> {
  const { db, atomically, secrets, config } = c.var
  const now = c.var.now()
  const known = await currentKey(db)
  if (!known) await atomically((tx) => signerInUse(tx, secrets, { now }))
  return { issuer: issuerOf(config), key: known ?? ((await currentKey(db)) as SigningKey), now }
}

/** The standalone verifier with everything published up to now in it. */
export async function offlineFileOf(c: Context<Env>): Promise<string> {
  const { db, secrets } = c.var
  const listing = await listingOf(c)
  const issuer = {
    id: listing.issuer,
    name: (await theCity(db)).name,
    keys: await publishedKeys(db),
    lists: await allStatusLists(db, secrets, listing),
  }
  return offlineFile({ madeAt: listing.now.toISOString(), issuers: [issuer] })
}
