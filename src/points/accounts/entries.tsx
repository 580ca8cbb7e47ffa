import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { Chip, Empty, Points, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { grantAddress } from '../desk/views.tsx'
import { EvidenceLinks } from '../statements/evidence.tsx'
import { explained } from '../statements/explain.ts'
import type { StatementEntry } from '../statements/queries.ts'
import type { Reasons } from '../statements/reasons.ts'
import { sideWords } from '../statements/rules.ts'
import { deciderText } from '../statements/table.ts'

type Entries = {
  person: { id: string }
  lines: readonly StatementEntry[]
  reasons: ReadonlyMap<string, Reasons>
  actor: Actor
}

/** Every entry with all that says why, and the way to take a wrong grant back. */
export function AuditedEntries({ person, lines, reasons, actor }: Entries) {
  const t = useT()
  if (lines.length === 0) return <Empty title={t('这个账户还没有分录', 'No entries yet')} />
  return (
    <ul class="list entries">
      {lines.map((line) => (
        <AuditedEntry {...{ person, line, reason: reasons.get(line.transfer.id), actor }} />
      ))}
    </ul>
  )
}

type Entry = { person: { id: string }; line: StatementEntry; reason: Reasons | undefined; actor: Actor }

function AuditedEntry({ person, line, reason, actor }: Entry) {
  const [t, lang] = [useT(), useLang()]
  const { transfer } = line
  const { kind, why, changes } = explained(line, lang)
  const isGrant = transfer.kind === 'grant'
  return (
    <li class="entry">
      <span class="entry-what">
        <strong>{why}</strong>
        <span class="meta muted">
          <Time at={transfer.at} withYear />
          <Chip>{kind}</Chip>
          {isGrant && <a href={grantAddress(transfer.id)}>{t('查看、冲正', 'See, reverse')}</a>}
        </span>
        {reason?.cuts.map((cut) => (
          <small>{cut[lang]}</small>
        ))}
        <Reasoning {...{ person, line, reason, actor }} />
      </span>
      <span class="entry-points">
        {changes.map(({ side, points, balance }) => (
          <span class="change">
            <Points points={points} signed />
            <small class="muted">
              {sideWords[side][lang]} → {balance}
            </small>
          </span>
        ))}
      </span>
    </li>
  )
}

/** By which rule, on what evidence, by whom, until when one may object, and the digest that covers it. */
function Reasoning({ person, line: { transfer }, reason, actor }: Entry) {
  const t = useT()
  const decider = { actorId: transfer.actorId, ownerId: person.id, name: reason?.deciderName }
  const rule = reason?.rule
  return (
    <small class="muted reasoning">
      {rule && (
        <a href={`/desk/rules/${rule.code}`}>
          {t(`${rule.code} 第 ${rule.number} 版`, `${rule.code} no. ${rule.number}`)}
        </a>
      )}
      {reason?.evidence !== undefined && <EvidenceLinks {...{ evidence: reason.evidence, actor }} />}
      <span>{deciderText(decider, t)}</span>
      {transfer.appealUntil && (
        <span>{t(`可申诉到 ${cityDay(transfer.appealUntil)}`, `appeal until ${cityDay(transfer.appealUntil)}`)}</span>
      )}
      {reason?.digestDay ? (
        <a href={`/digest#d${reason.digestDay}`}>{t(`存证 ${reason.digestDay}`, `digest of ${reason.digestDay}`)}</a>
      ) : (
        <span>{t('当天未结', 'day not over')}</span>
      )}
    </small>
  )
}
