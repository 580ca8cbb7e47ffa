import { BothVersions } from '../../web/refusal-page.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import { matterLabels } from '../labels.ts'
import { readTerms } from './rules.ts'
import { clauseSaid, type Names, routingStateLabels } from './said.ts'

type Props = { details: Record<string, unknown>; names: Names }

/** What one wanted to save of a rule beside what somebody else has saved meanwhile, in the words of the book. */
export function RuleVersions({ details, names }: Props) {
  const [t, lang] = [useT(), useLang()]
  const inWords = (given: unknown): Record<string, string> => {
    const { name, position, state, startsOn, terms } = (given ?? {}) as Record<string, unknown>
    const stored = typeof terms === 'string' ? (JSON.parse(terms) as unknown) : terms
    const said = stored === undefined ? undefined : readTerms(stored)
    const whom = said?.organizationIds.map((id) => names.get(id) ?? id).join(t('、', ', '))
    const states: Record<string, Sentence> = routingStateLabels
    return {
      ...(name !== undefined && { [t('规则名称', 'Name')]: String(name) }),
      ...(position !== undefined && { [t('次序', 'Order')]: String(position) }),
      ...(said && {
        [t('什么样的上报', 'Which reports')]: said.clauses
          .map((clause) => clauseSaid(clause, names, lang))
          .join(t('；', '; ')),
        [t('派给', 'Goes to')]: [matterLabels[said.matter][lang], whom].filter(Boolean).join(' · '),
        [t('要办什么', 'Task')]: said.task,
        [t('自动吹哨', 'Calls by itself')]: said.automatic ? t('是', 'yes') : t('否', 'no'),
      }),
      ...(typeof state === 'string' && { [t('状态', 'State')]: states[state]?.[lang] ?? state }),
      ...(typeof startsOn === 'string' && { [t('从哪天起', 'From')]: startsOn }),
    }
  }
  return <BothVersions yours={inWords(details.yours)} theirs={inWords(details.theirs)} />
}
