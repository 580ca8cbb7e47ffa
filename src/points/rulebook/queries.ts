import { and, asc, desc, eq, lte, sql } from 'drizzle-orm'
import { type Db, prepared } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { ruleEvents, rules, ruleVersions } from '../../../db/schema/points.ts'
import { cityDay } from '../../kit/clock.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { type DocumentCode, type DocumentTerms, defaultsOf } from './documents/rules.ts'
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

async function inForce(db: Db, rule: string, now: Date, filled = (terms: unknown) => terms): Promise<InForce<unknown>> {
  const day = cityDay(now)
  const cache = known.get(db)
  const cached = cache?.day === day ? cache.rules.get(rule) : undefined
  if (cached) return cached
  const [found] = await latest(db, { rule, day })
  const version = found && { ...found, terms: filled(found.terms) }
  if (!version) throw new Refusal('conflict', 'rule_not_in_force', { rule })
  const today = cache?.day === day ? cache.rules : new Map<string, InForce<unknown>>()
  known.set(db, { day, rules: today.set(rule, version) })
  return version
}

/** @throws Refusal `rule_not_in_force` */
export const ruleInForce = (db: Db, rule: RuleCode, now: Date) => inForce(db, rule, now) as Promise<InForce<Terms>>

/** What holds for all rules together. */
export const cityTermsInForce = (db: Db, now: Date) => inForce(db, overall, now) as Promise<InForce<CityTerms>>

/**
 * The numbers of a document as they hold today. One that a later release added holds its default until the city
 * schedules another.
 */
export const documentInForce = <Code extends DocumentCode>(db: Db, code: Code, now: Date) =>
  inForce(db, code, now, (terms) => completed(code, terms)) as Promise<InForce<DocumentTerms<Code>>>

const completed = (code: DocumentCode, terms: unknown) => ({ ...defaultsOf(code), ...(terms as object) })

/** A document as one of its versions says, such as the one an order was placed under. */
export async function documentOfVersion<Code extends DocumentCode>(db: Db, code: Code, versionId: string) {
  const { number, terms } = await ruleVersionById(db, versionId)
  return { number, terms: completed(code, terms) as DocumentTerms<Code> }
}

export type RuleVersion = typeof ruleVersions.$inferSelect

const byId = prepared('rule_version_by_id', (tx) =>
  tx
    .select()
    .from(ruleVersions)
    .where(eq(ruleVersions.id, sql.placeholder('id'))),
)

/** @throws Refusal `rule_version_missing` */
export async function ruleVersionById(db: Db, id: string): Promise<RuleVersion> {
  const [version] = await byId(db, { id })
  return found(version, 'rule_version_missing', { id })
}

/** Every rule with all its versions, in the order of the rule book; the latest version first. */
export async function rulesWithVersions(db: Db) {
  const all = await db.select().from(rules).orderBy(asc(rules.position), asc(rules.code))
  const versions = await db.select().from(ruleVersions).orderBy(asc(ruleVersions.rule), desc(ruleVersions.number))
  return all.map((rule) => ({ ...rule, versions: versions.filter((version) => version.rule === rule.code) }))
}

/** What anybody may read. When grants stand out is left to those who watch: told to all, it would be stayed below. */
export const publicRules = async (db: Db) => (await rulesWithVersions(db)).filter(({ code }) => code !== 'WATCH')

/** @throws Refusal `rule_missing` */
export async function ruleByCode(db: Db, code: string) {
  const rule = (await rulesWithVersions(db)).find((one) => one.code === code)
  return found(rule, 'rule_missing', { code })
}

export const eventsOfVersions = (db: Db, rule: string) =>
  db
    .select({ event: ruleEvents, number: ruleVersions.number, who: people.displayName })
    .from(ruleEvents)
    .innerJoin(ruleVersions, eq(ruleVersions.id, ruleEvents.ruleVersionId))
    .leftJoin(people, eq(people.id, ruleEvents.actorId))
    .where(eq(ruleVersions.rule, rule))
    .orderBy(desc(ruleEvents.at), desc(ruleEvents.id))
