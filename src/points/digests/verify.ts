import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { digestLeaves, digests, transfers } from '../../../db/schema/points.ts'
import { digested } from './queries.ts'
import { canonicalLine, chain, firstLink, leafHash, rootOf } from './rules.ts'

/** Every published root is still the root of its day's transfers, and the chain is whole. */
export async function verifyDigests(db: Db): Promise<string[]> {
  const differences: string[] = []
  let previous = firstLink
  for (const digest of await db.select().from(digests).orderBy(asc(digests.day))) {
    const rows = await db
      .select({ transfer: transfers })
      .from(digestLeaves)
      .innerJoin(transfers, eq(transfers.id, digestLeaves.transferId))
      .where(eq(digestLeaves.day, digest.day))
      .orderBy(asc(digestLeaves.position))
    const root = rootOf(rows.map(({ transfer }) => leafHash(canonicalLine(digested(transfer)))))
    if (root !== digest.root) differences.push(`the digest of ${digest.day} is not the root of its transfers`)
    if (digest.previous !== previous || digest.chained !== chain(previous, digest.day, digest.root)) {
      differences.push(`the digest of ${digest.day} is not chained to the day before`)
    }
    previous = digest.chained
  }
  return differences
}
