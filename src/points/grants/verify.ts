import { and, asc, eq, gt, isNotNull, or, type SQL } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { entries, purses, ruleVersions, transfers } from '../../../db/schema/points.ts'
import { cityDay } from '../../kit/clock.ts'
import type { Terms } from '../rulebook/rules.ts'
import { type Earned, earnedAfter } from './rules.ts'

/** What each person has earned under the caps is what their grants say, counted again in the order of their entries. */
export async function verifyCaps(db: Db): Promise<string[]> {
  const versions = await db.select().from(ruleVersions).orderBy(asc(ruleVersions.id))
  const byId = new Map(versions.map((version) => [version.id, version]))
  const rebuilt = new Map<string, Earned>()
  for await (const { ownerId, points, ruleVersionId, at } of grantsInOrder(db)) {
    const version = byId.get(ruleVersionId ?? '')
    if (!version) continue
    const before = rebuilt.get(ownerId) ?? {}
    rebuilt.set(ownerId, earnedAfter(before, version.rule, version.terms as Terms, points, cityDay(at)))
  }
  const kept = await db
    .select({ ownerId: purses.ownerId, earned: purses.earned })
    .from(purses)
    .orderBy(asc(purses.ownerId))
  return kept
    .filter(({ ownerId, earned }) => inWords(earned as Earned) !== inWords(rebuilt.get(ownerId) ?? {}))
    .map(
      ({ ownerId, earned }) =>
        `the purse of ${ownerId} says it earned ${inWords(earned as Earned)}, its grants say ${inWords(rebuilt.get(ownerId) ?? {})}`,
    )
}

/** A database may give the rules back in another order. */
const inWords = (earned: Earned) =>
  Object.entries(earned)
    .map(([rule, { on, day, month, year }]) => `${rule} ${on}: ${day} a day, ${month} a month, ${year} a year`)
    .sort()
    .join('; ')

type Grant = { ownerId: string; seq: number; id: string; points: number; ruleVersionId: string | null; at: Date }

async function* grantsInOrder(db: Db, pieceMax = 5000): AsyncGenerator<Grant> {
  let last: Grant | undefined
  do {
    const piece: Grant[] = await db
      .select({
        ...{ ownerId: entries.ownerId, seq: entries.seq, id: transfers.id, points: transfers.points },
        ...{ ruleVersionId: transfers.ruleVersionId, at: transfers.at },
      })
      .from(entries)
      .innerJoin(transfers, eq(transfers.id, entries.transferId))
      .where(and(eq(transfers.kind, 'grant'), isNotNull(entries.balance), last && after(last)))
      .orderBy(asc(entries.ownerId), asc(entries.seq), asc(entries.transferId))
      .limit(pieceMax)
    yield* piece
    last = piece.length === pieceMax ? piece.at(-1) : undefined
  } while (last)
}

const after = ({ ownerId, seq }: Grant): SQL | undefined =>
  or(gt(entries.ownerId, ownerId), and(eq(entries.ownerId, ownerId), gt(entries.seq, seq)))
