import { Table } from '../../../web/ui.tsx'
import { useLang, useT } from '../../../web/words.ts'
import { matterLabels } from '../../labels.ts'
import { findingLabels, type Names } from '../said.ts'
import { findings, type Trial } from './rules.ts'

/** What the rule would have done last month, and where people did otherwise. */
export function TrialView({ trial, names }: { trial: Trial; names: Names }) {
  const [t, lang] = [useT(), useLang()]
  const caught = findings.filter((finding) => finding !== 'shadowed').reduce((sum, each) => sum + trial.counts[each], 0)
  const lost = Object.entries(trial.takenOver)
  return (
    <section class="trial">
      <h3>
        {t(
          `试跑：最近 ${trial.days} 天的 ${trial.seen} 条上报，会接住 ${caught} 条`,
          `Tried on ${trial.seen} reports of ${trial.days} days: catches ${caught}`,
        )}
      </h3>
      {trial.isCut && <p class="muted">{t('只看了最新的一部分。', 'Only the newest were looked at.')}</p>}
      {caught + trial.counts.shadowed > 0 && (
        <Table
          head={[t('结果', 'Finding'), t('条数', 'Reports'), t('哪些', 'Which')]}
          rows={findings
            .filter((finding) => trial.counts[finding] > 0)
            .map((finding) => [
              findingLabels[finding][lang],
              String(trial.counts[finding]),
              <ul class="plain-list">
                {trial.named[finding].map(({ id, number, did, matter }) => (
                  <li>
                    <a href={`/desk/reports/${id}`}>{number}</a>
                    {finding === 'differs' && (
                      <small class="muted">
                        {' '}
                        {did.map((each) => names.get(each) ?? t('社区', 'community')).join(t('、', ', ')) ||
                          (matter ? matterLabels[matter][lang] : '')}
                      </small>
                    )}
                  </li>
                ))}
                {trial.counts[finding] > trial.named[finding].length && <li>…</li>}
              </ul>,
            ])}
        />
      )}
      {lost.length > 0 && (
        <p>
          {t('会从别的规则接过来：', 'Taken over from: ')}
          {lost.map(([name, n]) => `${name} ${n}`).join(t('、', ', '))}
        </p>
      )}
    </section>
  )
}
