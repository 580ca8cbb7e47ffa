import { and, asc, eq, gte } from 'drizzle-orm'
import type { Db } from '../../../../db/database.ts'
import { emptyGrants, ruleVersions, transfers } from '../../../../db/schema/points.ts'
import { addDays, cityDay, startOfCityDay } from '../../../kit/clock.ts'
import type { GrantDetails } from '../../grants/queries.ts'
import { accountOf } from '../../ledger/rules.ts'
import type { RuleVersion } from '../queries.ts'
import { type CityTerms, overall, type Terms } from '../rules.ts'
import { type PastGrant, replay, type Trial } from './rules.ts'

const trialDays = 90

/** Tries a version on the real ledger: what the last quarter would have cost under it. Reads only. */
export async function tryRuleVersion(db: Db, version: RuleVersion, now: Date): Promise<Trial> {
  const to = cityDay(now)
  const from = addDays(to, -trialDays)
  const grants = await grantsSince(db, startOfCityDay(from))
  const scheduled = await db
    .select()
    .from(ruleVersions)
    .where(eq(ruleVersions.state, 'scheduled'))
    .orderBy(asc(ruleVersions.startsOn), asc(ruleVersions.number), asc(ruleVersions.id))
  const inForce = (rule: string, at: Date) => {
    const day = cityDay(at)
    return scheduled.filter((one) => one.rule === rule && (one.startsOn ?? '') <= day).at(-1)?.terms
  }
  const isOverall = version.rule === overall
  const replayed = replay(grants, {
    termsOf: (rule, at) => (rule === version.rule ? version.terms : inForce(rule, at)) as Terms,
    city: (at) => (isOverall ? version.terms : inForce(overall, at)) as CityTerms,
    changed: (rule) => isOverall || rule === version.rule,
  })
  return { from, to, ...replayed }
}

/** Every grant since then in order of time, those the caps left nothing of included. */
async function grantsSince(db: Db, since: Date): Promise<PastGrant[]> {
  const paid = await db
    .select({ account: transfers.creditId, paid: transfers.points, details: transfers.details, at: transfers.at })
    .from(transfers)
    .where(and(eq(transfers.kind, 'grant'), gte(transfers.at, since)))
    .orderBy(asc(transfers.at), asc(transfers.id))
  const cutToNothing = await db
    .select({ account: emptyGrants.ownerId, details: emptyGrants.details, at: emptyGrants.at })
    .from(emptyGrants)
    .where(gte(emptyGrants.at, since))
    .orderBy(asc(emptyGrants.at), asc(emptyGrants.id))
  return [...paid, ...cutToNothing.map((row) => ({ ...row, paid: 0 }))]
    .map(({ account, paid, details, at }) => {
      const { rule, units, priceOf, asked } = JSON.parse(details) as GrantDetails
      // Points that a task or a panel named stay what they were; a price is worked out again.
      const given = units !== undefined || priceOf ? { units, kind: priceOf } : { points: asked }
      return { personId: accountOf(account).ownerId, rule, paid, asked: given, at }
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}
