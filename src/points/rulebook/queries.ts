import { and, desc, eq, lte, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { ruleVersions } from '../../../db/schema/points.ts'
import { cityDay } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import { type CityTerms, overall, type RuleCode, type Terms } from './rules.ts'

export type InForce<Content> = { id: string; rule: string; number: number; terms: Content }

const latest = prepared('rule_in_force', (tx) =>
  tx
    .select({ id: ruleVersions.id, rule: ruleVersions.rule, number: ruleVersions.number, terms: ruleVersions.terms })
    .from(ruleVersions)
    .where(
      and(
        eq(ruleVersions.rule, sql.placeholder('rule')),
        eq(ruleVersions.state, 'scheduled'),
        lte(ruleVersions.startsOn, sql.placeholder('day')),
      ),
    )
    .orderBy(desc(ruleVersions.startsOn), desc(ruleVersions.number))
    .limit(1),
)

/** The rules of a day that has begun never change (versions start on a later day), so they are read once a day. */
const known = new WeakMap<object, { day: string; rules: Map<string, InForce<unknown>> }>()

async function inForce(db: Db, rule: string, now: Date): Promise<InForce<unknown>> {
  const day = cityDay(now)
  const cache = known.get(db)
  const cached = cache?.day === day ? cache.rules.get(rule) : undefined
  if (cached) return cached
  const [version] = await latest(db, { rule, day })
  if (!version) throw new Refusal('conflict', 'rule_not_in_force', { rule })
  const rules = cache?.day === day ? cache.rules : new Map<string, InForce<unknown>>()
  known.set(db, { day, rules: rules.set(rule, version) })
  return version
}

/** @throws Refusal `rule_not_in_force` */
export const ruleInForce = (db: Db, rule: RuleCode, now: Date) => inForce(db, rule, now) as Promise<InForce<Terms>>

/** What holds for all rules together. */
export const cityTermsInForce = (db: Db, now: Date) => inForce(db, overall, now) as Promise<InForce<CityTerms>>
