import { FormToken } from '../../web/form-token.tsx'
import { Alert, FormVersion, Submit } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { matterLabels } from '../labels.ts'
import type { Report } from '../queries.ts'
import type { Proposal } from './queries.ts'
import { clauseSaid, type Names, problemSaid } from './said.ts'

type Props = { report: Report; proposal: Proposal; names: Names }

/** What the routing book says about a report and why, with one button that takes it. A broken rule is an alarm. */
export function ProposalCard({ report, proposal, names }: Props) {
  const [t, lang] = [useT(), useLang()]
  const { entry, departments } = proposal
  const { terms, name, number, problems, ruleId } = entry
  if (problems.length) return <BrokenAlert proposal={proposal} />
  const whom = departments.map((each) => each.name).join('、') || t('所在社区', 'the community')
  const reasons = terms.clauses.map((clause) => clauseSaid(clause, names, lang))
  return (
    <section class="card proposal">
      <h2>{t('派单建议', 'Proposal')}</h2>
      <p class="proposal-whom">
        {matterLabels[terms.matter][lang]} → <strong>{whom}</strong>
      </p>
      <p class="muted">
        {t('依据：', 'Why: ')}
        <a href={`/desk/routing/${ruleId}`}>{t(`“${name}”第 ${number} 版`, `“${name}”, no. ${number}`)}</a>
        {reasons.length > 0 && ` · ${reasons.join(t('；', '; '))}`}
      </p>
      {terms.automatic && report.status === 'filed' && (
        <p class="muted">{t('受理后会自动吹哨。', 'Accepting it calls them by itself.')}</p>
      )}
      <form method="post" action={`/desk/reports/${report.id}/route`} data-once>
        <FormToken />
        <FormVersion version={report.version} />
        <input type="hidden" name="rule" value={entry.versionId} />
        <Submit>
          {report.status === 'filed' ? t('照此受理并吹哨', 'Accept and whistle') : t('照此吹哨', 'Whistle as proposed')}
        </Submit>
      </form>
    </section>
  )
}

function BrokenAlert({ proposal: { entry } }: { proposal: Proposal }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Alert>
      <p>
        {t('本该由派单规则', 'Routing rule ')}
        <a href={`/desk/routing/${entry.ruleId}`}>“{entry.name}”</a>
        {t('给出建议，但它已失效：', ' would decide here, but it is broken: ')}
        {entry.problems.map((problem) => problemSaid(problem)[lang]).join(t('；', '; '))}
        {t('。请自己判断，并修改规则。', '. Please decide yourself, and mend the rule.')}
      </p>
    </Alert>
  )
}
