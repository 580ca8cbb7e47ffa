import { type Actor, holds, type Role } from '../../kit/actor.ts'
import { useT } from '../../web/words.ts'

type Evidence = { kind: string; id: string }

/** What a grant rests on, as its transfer keeps it; nothing that is none. */
export const evidenceOf = (evidence: unknown): Evidence[] =>
  Array.isArray(evidence)
    ? evidence.flatMap((one) =>
        one && typeof one === 'object' && 'kind' in one && 'id' in one ? [one as Evidence] : [],
      )
    : []

/** What a kind of evidence is called. */
export const evidenceNames: Record<string, { zh: string; en: string }> = {
  claim: { zh: '任务和审核记录', en: 'Task and its review' },
  back_entry: { zh: '补录和公示记录', en: 'Back-entry and its notice' },
  photo: { zh: '照片', en: 'Photo' },
  report: { zh: '上报记录', en: 'Report' },
}

/** Where staff read a piece of evidence, and who of them may. */
const desks: Record<string, { href: (id: string) => string; by: readonly Role[] }> = {
  claim: { href: (id) => `/desk/reviews/${id}`, by: ['reviewer', 'admin'] },
  back_entry: { href: (id) => `/desk/back-entries/${id}`, by: ['reviewer', 'auditor', 'admin'] },
}

/** The evidence of a grant for those who watch over it: each piece leads to its record. */
export function EvidenceLinks({ evidence, actor }: { evidence: unknown; actor: Actor }) {
  const t = useT()
  const pieces = evidenceOf(evidence)
  if (pieces.length === 0) return <>–</>
  return (
    <>
      {pieces.map(({ kind, id }) => {
        const name = evidenceNames[kind]
        const label = name ? t(name.zh, name.en) : kind
        const desk = desks[kind]
        return desk && holds(actor, desk.by) ? <a href={desk.href(id)}>{label} </a> : <span>{label} </span>
      })}
    </>
  )
}

/** The same for the person themselves: in words, with a link where the record is theirs to read. */
export function OwnEvidence({ evidence }: { evidence: unknown }) {
  const t = useT()
  return (
    <>
      {evidenceOf(evidence).map(({ kind, id }) => {
        const name = evidenceNames[kind]
        const label = name ? t(name.zh, name.en) : kind
        return kind === 'claim' ? <a href={`/claims/${id}`}>{label} </a> : <span>{label} </span>
      })}
    </>
  )
}
