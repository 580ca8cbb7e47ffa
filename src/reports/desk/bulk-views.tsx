import { FormToken } from '../../web/form-token.tsx'
import { Alert, LinkButton, Submit, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { matterLabels } from '../labels.ts'
import { refusalReasons } from '../rules.ts'
import { reportsWords } from '../words.ts'
import type { Bulk, Outcome, Previewed } from './bulk.ts'

const common: Record<string, { zh: string; en: string }> = {
  ...reportsWords,
  stale_version: { zh: '别人刚刚改过', en: 'Somebody has just changed it' },
  step_unknown: { zh: '已经有人处理过', en: 'Dealt with already' },
  step_not_yours: { zh: '不由您来办', en: 'Not yours to take' },
}

/** What would become of each, before anything happens. */
export function BulkPreview({ given, rows }: { given: Bulk; rows: readonly Previewed[] }) {
  const [t, lang] = [useT(), useLang()]
  const able = rows.filter(({ problem }) => !problem)
  return (
    <>
      <h1>{given.act === 'accept' ? t('批量受理', 'Accept together') : t('批量不予受理', 'Refuse together')}</h1>
      <Alert tone={able.length === rows.length ? 'info' : 'warn'}>
        {t(
          `选了 ${rows.length} 条，其中 ${able.length} 条可以办理。还没有改动任何一条。`,
          `${rows.length} chosen, ${able.length} can be dealt with. Nothing has been changed yet.`,
        )}
      </Alert>
      <Table
        head={[t('编号', 'Number'), t('内容', 'Words'), t('将会', 'Would be')]}
        rows={rows.map(({ report, category, problem }) => [
          <a href={`/desk/reports/${report.id}`}>{report.number}</a>,
          `${category.name[lang]} · ${report.words.slice(0, 40)}`,
          problem ? (common[problem]?.[lang] ?? problem) : <Would {...{ given, category }} kind={report.kind} />,
        ])}
      />
      {able.length > 0 && (
        <form method="post" action="/desk/reports/bulk/apply" data-once>
          <FormToken />
          <input type="hidden" name="id" value={given.id} />
          <input type="hidden" name="act" value={given.act} />
          <input type="hidden" name="matter" value={given.matter ?? ''} />
          <input type="hidden" name="reason" value={given.reason ?? ''} />
          <input type="hidden" name="words" value={given.words ?? ''} />
          {able.map(({ chosen }) => (
            <input type="hidden" name="reports" value={chosen} />
          ))}
          <p class="actions">
            <Submit look={given.act === 'refuse' ? 'danger' : 'primary'}>
              {t(`办理这 ${able.length} 条`, `Do so with these ${able.length}`)}
            </Submit>
            <LinkButton href="/desk/reports" look="quiet">
              {t('不办，回列表', 'Leave them')}
            </LinkButton>
          </p>
        </form>
      )}
    </>
  )
}

function Would({
  given,
  category,
  kind,
}: {
  given: Bulk
  category: Previewed['category']
  kind: Previewed['report']['kind']
}) {
  const [t, lang] = [useT(), useLang()]
  if (given.act === 'refuse') return <>{refusalReasons[given.reason ?? 'other'][lang]}</>
  if (kind === 'praise') return <>{t('公开并致谢', 'published with thanks')}</>
  return <>{matterLabels[given.matter ?? category.matter][lang]}</>
}

/** What became of each. */
export function BulkResults({ results }: { results: readonly Outcome[] }) {
  const t = useT()
  const failed = results.filter(({ sentence }) => sentence).length
  return (
    <>
      <h1>{t('批量办理结果', 'What became of each')}</h1>
      <Alert tone={failed ? 'warn' : 'good'}>
        {t(
          `办成 ${results.length - failed} 条，没有办成 ${failed} 条。`,
          `${results.length - failed} done, ${failed} not.`,
        )}
      </Alert>
      <Table
        head={[t('编号', 'Number'), t('结果', 'Result')]}
        rows={results.map(({ report, sentence }) => [
          <a href={`/desk/reports/${report.id}`}>{report.number}</a>,
          sentence ?? t('已办理', 'Done'),
        ])}
      />
      <LinkButton href="/desk/reports">{t('回到分拣', 'Back to triage')}</LinkButton>
    </>
  )
}
