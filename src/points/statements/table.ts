import { cityDay, toCityTime } from '../../kit/clock.ts'
import type { Cell } from '../../web/csv.ts'
import { type Lang, type Say, sayIn } from '../../web/words.ts'
import { evidenceNames, evidenceOf } from './evidence.tsx'
import { explained } from './explain.ts'
import type { StatementEntry } from './queries.ts'
import type { Reasons } from './reasons.ts'
import { sideWords } from './rules.ts'

type Reading = {
  ownerId: string
  lang: Lang
  /** Whether names of staff are the reader's to know: an auditor's, not a resident's. */
  withNames: boolean
}

/** The statement as a table: a row for each account an entry changed, with everything that says why. */
export function statementTable(
  lines: readonly StatementEntry[],
  reasons: ReadonlyMap<string, Reasons>,
  { ownerId, lang, withNames }: Reading,
): Cell[][] {
  const t = sayIn(lang)
  const rows = lines.flatMap((line) => {
    const { transfer } = line
    const { kind, why, changes } = explained(line, lang)
    const reason = reasons.get(transfer.id)
    const shared = [
      reason?.rule ? `${reason.rule.code} ${reason.rule[lang]}` : '',
      transfer.ruleVersionId,
      evidenceText(reason?.evidence, t),
      reason?.cuts.map((cut) => cut[lang]).join('; ') ?? '',
      deciderText({ actorId: transfer.actorId, ownerId, name: withNames ? reason?.deciderName : undefined }, t),
      transfer.appealUntil ? cityDay(transfer.appealUntil) : '',
      reason?.digestDay ?? '',
      transfer.id,
    ]
    return changes.map(({ side, points, balance }) => {
      const at = toCityTime(transfer.at).replace('T', ' ')
      return [at, kind, why, sideWords[side][lang], points, balance, ...shared]
    })
  })
  return [headOf(t), ...rows]
}

const headOf = (t: Say) => [
  ...[t('时间', 'Time'), t('类型', 'Kind'), t('事由', 'Why'), t('账户', 'Account'), t('积分', 'Points')],
  ...[t('余额', 'Balance'), t('依据规则', 'Rule'), t('规则版本', 'Rule version'), t('佐证', 'Evidence')],
  ...[t('少记的原因', 'What was cut'), t('谁办的', 'Decided by'), t('可申诉到', 'Appeal until')],
  ...[t('存证日', 'Digest of'), t('编号', 'Id')],
]

/** `任务和审核记录 (0193…)`: what it is, and the number by which staff find it. */
const evidenceText = (evidence: unknown, t: Say) =>
  evidenceOf(evidence)
    .map(({ kind, id }) => {
      const name = evidenceNames[kind]
      return `${name ? t(name.zh, name.en) : kind} (${id})`
    })
    .join('; ')

type Decider = { actorId: string; ownerId: string; name?: string | undefined }

/** A role, not a name, for residents: they learn what kind of person decided. */
export function deciderText({ actorId, ownerId, name }: Decider, t: Say): string {
  if (actorId === ownerId) return t('本人', 'the person')
  if (actorId === 'system') return t('系统按规则自动处理', 'the system, by the rules')
  return name ?? t('工作人员', 'a member of staff')
}
