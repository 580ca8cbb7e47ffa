import { asc } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { capCounters, ruleVersions } from '../../../db/schema/points.ts'
import { cityDay } from '../../kit/clock.ts'
import { transfersInOrder } from '../ledger/queries.ts'
import { accountOf } from '../ledger/rules.ts'
import { type CityTerms, overall, type Terms } from '../rulebook/rules.ts'
import { capKeys } from './rules.ts'

/** What each person has earned under the caps is what their grants say, under the rules as they stood then. */
export async function verifyCaps(db: Db): Promise<string[]> {
  const versions = await db
    .select()
    .from(ruleVersions)
    .orderBy(asc(ruleVersions.rule), asc(ruleVersions.startsOn), asc(ruleVersions.number))
  const byId = new Map(versions.map((version) => [version.id, version]))
  const cityVersions = versions.filter(({ rule, state }) => rule === overall && state === 'scheduled')
  const cityTermsOn = (day: string) =>
    cityVersions.filter(({ startsOn }) => startsOn && startsOn <= day).at(-1)?.terms as CityTerms

  const rebuilt = new Map<string, { points: number; times: number }>()
  for await (const { kind, creditId, points, ruleVersionId, at } of transfersInOrder(db)) {
    const version = kind === 'grant' ? byId.get(ruleVersionId ?? '') : undefined
    if (!version) continue
    const { ownerId } = accountOf(creditId)
    const keys = capKeys(version.rule, version.terms as Terms, cityTermsOn(cityDay(at)), at)
    for (const key of new Set(keys.map(({ rule, period }) => `${ownerId} ${rule} ${period}`))) {
      const known = rebuilt.get(key) ?? { points: 0, times: 0 }
      rebuilt.set(key, { points: known.points + points, times: known.times + 1 })
    }
  }
  const kept = await db
    .select()
    .from(capCounters)
    .orderBy(asc(capCounters.ownerId), asc(capCounters.rule), asc(capCounters.period))
  const differences = kept.flatMap(({ ownerId, rule, period, points, times }) => {
    const key = `${ownerId} ${rule} ${period}`
    const right = rebuilt.get(key) ?? { points: 0, times: 0 }
    rebuilt.delete(key)
    if (points === right.points && times === right.times) return []
    return [
      `the cap counter ${key} keeps ${points} points in ${times} grants, the grants give ${right.points} in ${right.times}`,
    ]
  })
  return [...differences, ...[...rebuilt.keys()].map((key) => `the cap counter ${key} is missing`)]
}
