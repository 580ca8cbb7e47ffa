import { asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../../../db/database.ts'
import { people } from '../../../db/schema/people.ts'
import { digestLeaves, rules, ruleVersions } from '../../../db/schema/points.ts'
import type { GrantDetails } from '../grants/queries.ts'
import type { Cut } from '../grants/rules.ts'
import type { StatementEntry } from './queries.ts'

/** Why an entry is there: its rule, what was cut, what it rests on, and the day whose digest covers it. */
export type Reasons = {
  rule: { code: string; zh: string; en: string; number: number } | undefined
  cuts: readonly Cut[]
  evidence: unknown
  digestDay: string | undefined
  /** The name of whoever decided, for those who watch over them. */
  deciderName: string | undefined
}

const pieceMax = 500

/** The reasons of many entries at once, by transfer. */
export async function reasonsOf(db: Db, lines: readonly StatementEntry[]): Promise<Map<string, Reasons>> {
  const reasons = new Map<string, Reasons>()
  for (let at = 0; at < lines.length; at += pieceMax)
    for (const [id, one] of await reasonsOfPiece(db, lines.slice(at, at + pieceMax))) reasons.set(id, one)
  return reasons
}

async function reasonsOfPiece(db: Db, lines: readonly StatementEntry[]) {
  const transfers = lines.map(({ transfer }) => transfer)
  const versions = await rulesOf(db, each(transfers.map(({ ruleVersionId }) => ruleVersionId)))
  const days = await digestDaysOf(db, each(transfers.map(({ id }) => id)))
  const names = await namesOf(db, each(transfers.map(({ actorId }) => actorId)))
  return transfers.map(({ id, ruleVersionId, actorId, details }) => {
    const { cuts = [], evidence } = JSON.parse(details) as Partial<GrantDetails>
    const reason: Reasons = {
      rule: versions.get(ruleVersionId ?? ''),
      ...{ cuts, evidence },
      digestDay: days.get(id),
      deciderName: names.get(actorId),
    }
    return [id, reason] as const
  })
}

const each = (ids: readonly (string | null)[]) => [...new Set(ids.flatMap((id) => id ?? []))]

async function rulesOf(db: Db, versionIds: string[]) {
  if (versionIds.length === 0) return new Map()
  const rows = await db
    .select({ id: ruleVersions.id, code: rules.code, zh: rules.zh, en: rules.en, number: ruleVersions.number })
    .from(ruleVersions)
    .innerJoin(rules, eq(rules.code, ruleVersions.rule))
    .where(inArray(ruleVersions.id, versionIds))
    .orderBy(asc(ruleVersions.id))
  return new Map(rows.map(({ id, ...rule }) => [id, rule]))
}

async function digestDaysOf(db: Db, transferIds: string[]) {
  if (transferIds.length === 0) return new Map<string, string>()
  const rows = await db
    .select({ id: digestLeaves.transferId, day: digestLeaves.day })
    .from(digestLeaves)
    .where(inArray(digestLeaves.transferId, transferIds))
    .orderBy(asc(digestLeaves.transferId))
  return new Map(rows.map(({ id, day }) => [id, day]))
}

async function namesOf(db: Db, ids: string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db
    .select({ id: people.id, name: people.displayName })
    .from(people)
    .where(inArray(people.id, ids))
    .orderBy(asc(people.id))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
