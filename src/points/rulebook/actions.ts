import type { Tx } from '../../../db/database.ts'
import { ruleEvents, rules, ruleVersions } from '../../../db/schema/points.ts'
import { system } from '../../kit/actor.ts'
import { defaultCityTerms, defaultRules, overall } from './rules.ts'

const overallTitle = { zh: '总则：总上限、有效期、额度、参考价', en: 'For all rules: caps, expiry, budgets, rate' }

/** Before any act that a city brings along from its years on paper, and wherever a clock may jump back to. */
const fromTheBeginning = '2000-01-01'

/** Lays down the first version of every rule, in force from the beginning. A rule that is there already stays as it is. */
export async function installDefaultRules(tx: Tx, now: Date): Promise<void> {
  const all = [...Object.entries(defaultRules), [overall, { ...overallTitle, terms: defaultCityTerms }] as const]
  for (const [position, [code, { zh, en, terms }]] of all.entries()) {
    await tx.insert(rules).values({ code, zh, en, position }).onConflictDoNothing()
    const id = `${code}-1`
    const [fresh] = await tx
      .insert(ruleVersions)
      .values({
        id,
        rule: code,
        number: 1,
        terms,
        state: 'scheduled',
        startsOn: fromTheBeginning,
        reason: '规则手册默认值',
        createdBy: system.id,
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: ruleVersions.id })
    if (fresh) await installed(tx, id, now)
  }
}

const installed = async (tx: Tx, ruleVersionId: string, now: Date) =>
  void (await tx.insert(ruleEvents).values({
    id: `${ruleVersionId}-installed`,
    ruleVersionId,
    to: 'scheduled',
    actorId: system.id,
    reason: '规则手册默认值',
    at: now,
  }))
