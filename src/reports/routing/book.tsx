import { Alert, Chip, Empty, LinkButton, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { matterLabels } from '../labels.ts'
import type { RoutingRow } from './queries.ts'
import type { Entry, readTerms } from './rules.ts'
import { clauseSaid, type Names, problemSaid, routingStateLabels } from './said.ts'

type Props = { book: readonly Entry[]; later: readonly RoutingRow[]; names: Names; mayDraft: boolean }

/** The book as it holds today, in the order in which its rules are asked, and what is being prepared. */
export function BookPage({ book, later, names, mayDraft }: Props) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('派单规则', 'Routing rules')}</h1>
        <p class="row">
          {mayDraft && <LinkButton href="/desk/routing/new">{t('起草规则', 'Draft a rule')}</LinkButton>}
          <LinkButton href="/desk/routing/gaps" look="quiet">
            {t('没有规则的地方', 'What no rule catches')}
          </LinkButton>
        </p>
      </header>
      <p class="lead">
        {t(
          '从上到下，第一条符合的规则给出派单建议；由工作人员一键采用或自己另派。',
          'From the top: the first rule that fits makes the proposal. A person takes it, or decides otherwise.',
        )}
      </p>
      <BrokenRules book={book} />
      {book.length === 0 ? (
        <Empty title={t('还没有启用的规则', 'No rule is in force')}>
          {t('起草一条，先用上个月的上报试跑。', 'Draft one and try it on the past month.')}
        </Empty>
      ) : (
        <Table
          caption={t('现在启用的', 'In force')}
          head={[t('次序', 'Order'), t('规则', 'Rule'), t('什么样的上报', 'Which reports'), t('派给', 'Goes to')]}
          rows={book.map((entry) => [
            String(entry.position),
            <>
              <a href={`/desk/routing/${entry.ruleId}`}>{entry.name}</a>{' '}
              <small class="muted">{t(`第 ${entry.number} 版`, `no. ${entry.number}`)}</small>{' '}
              {entry.problems.length > 0 && <Chip tone="bad">{t('已失效', 'Broken')}</Chip>}
              {entry.terms.automatic && <Chip tone="accent">{t('自动', 'Automatic')}</Chip>}
            </>,
            <Conditions entry={entry} names={names} />,
            <Whither terms={entry.terms} names={names} />,
          ])}
        />
      )}
      {later.length > 0 && (
        <Table
          caption={t('准备中的', 'Being prepared')}
          head={[t('规则', 'Rule'), t('版本', 'No.'), t('状态', 'State')]}
          rows={later.map(({ ruleId, name, number, state, startsOn }) => [
            <a href={`/desk/routing/${ruleId}`}>{name}</a>,
            String(number),
            `${routingStateLabels[state][lang]}${startsOn ? ` · ${startsOn}` : ''}`,
          ])}
        />
      )}
    </>
  )
}

/** Loud on purpose: whoever opens the desk sees that a rule no longer means what somebody decided. */
export function BrokenRules({ book }: { book: readonly Entry[] }) {
  const [t, lang] = [useT(), useLang()]
  const broken = book.filter(({ problems }) => problems.length > 0)
  if (broken.length === 0) return null
  return (
    <Alert>
      <p>
        <strong>
          {t(
            `${broken.length} 条派单规则已失效，它们本该接住的上报要靠人工判断：`,
            `${broken.length} routing rules are broken. What they would catch needs a person:`,
          )}
        </strong>
      </p>
      <ul>
        {broken.map(({ ruleId, name, problems }) => (
          <li>
            <a href={`/desk/routing/${ruleId}`}>{name}</a>
            {t('：', ': ')}
            {problems.map((problem) => problemSaid(problem)[lang]).join(t('；', '; '))}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

export function Conditions({ entry, names }: { entry: Pick<Entry, 'areaPath' | 'terms'>; names: Names }) {
  const [t, lang] = [useT(), useLang()]
  const scope = entry.areaPath.split('/').filter(Boolean).at(-1) ?? ''
  const said = entry.terms.clauses.map((clause) => clauseSaid(clause, names, lang))
  return (
    <>
      {names.get(scope) ?? scope}
      {t('：', ': ')}
      {said.join(t('；', '; ')) || t('所有上报', 'every report')}
    </>
  )
}

export function Whither({ terms, names }: { terms: ReturnType<typeof readTerms>; names: Names }) {
  const [t, lang] = [useT(), useLang()]
  const whom = terms.organizationIds.map((id) => names.get(id) ?? id).join(t('、', ', '))
  return <>{whom || matterLabels[terms.matter][lang]}</>
}
