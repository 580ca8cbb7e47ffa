import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { Chip, Empty, Points, Table, Time } from '../../web/ui.tsx'
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
    <Table
      head={[
        ...[t('时间', 'When'), t('事由', 'Why'), t('变动', 'Change'), t('依据规则', 'Rule'), t('佐证', 'Evidence')],
        ...[t('谁办的', 'Decided by'), t('可申诉到', 'Appeal until'), t('存证日', 'Digest of'), ''],
      ]}
      rows={lines.map((line) => {
        const { transfer } = line
        const reason = reasons.get(transfer.id)
        const decider = { actorId: transfer.actorId, ownerId: person.id, name: reason?.deciderName }
        return [
          <Time at={transfer.at} withYear />,
          <What line={line} reason={reason} />,
          <Changes line={line} />,
          reason?.rule ? (
            <a href={`/desk/rules/${reason.rule.code}`}>{`${reason.rule.code} · ${reason.rule.number}`}</a>
          ) : (
            '–'
          ),
          <EvidenceLinks {...{ evidence: reason?.evidence, actor }} />,
          deciderText(decider, t),
          transfer.appealUntil ? cityDay(transfer.appealUntil) : '–',
          reason?.digestDay ? (
            <a href={`/digest#d${reason.digestDay}`}>{reason.digestDay}</a>
          ) : (
            t('当天未结', 'day not over')
          ),
          transfer.kind === 'grant' && <a href={grantAddress(transfer.id)}>{t('查看、冲正', 'See, reverse')}</a>,
        ]
      })}
    />
  )
}

function What({ line, reason }: { line: StatementEntry; reason: Reasons | undefined }) {
  const lang = useLang()
  const { kind, why } = explained(line, lang)
  return (
    <>
      <Chip>{kind}</Chip> {why}
      {reason?.cuts.map((cut) => (
        <small class="muted"> {cut[lang]}</small>
      ))}
    </>
  )
}

function Changes({ line }: { line: StatementEntry }) {
  const lang = useLang()
  return (
    <>
      {explained(line, lang).changes.map(({ side, points, balance }) => (
        <span class="change">
          {sideWords[side][lang]} <Points points={points} signed /> <small class="muted">→ {balance}</small>
        </span>
      ))}
    </>
  )
}
