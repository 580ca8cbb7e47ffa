import type { Cut } from '../../points/grants/rules.ts'
import { FormToken } from '../../web/form-token.tsx'
import { Alert, Chip, Empty, FormId, LinkButton, More, Submit, Table, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { claimStatusLabels, claimTones } from '../claims/labels.ts'
import { Flags } from './case.tsx'
import { decisionLabels } from './labels.ts'
import type { agreementByReviewer, disagreements, latestApprovals, openSpotChecks, reviewQueue } from './queries.ts'
import type { Flag } from './rules.ts'

type Queued = Awaited<ReturnType<typeof reviewQueue>>[number] & { flags: Flag[]; isPlain: boolean }
type Look = Awaited<ReturnType<typeof openSpotChecks>>[number]
type Approved = Awaited<ReturnType<typeof latestApprovals>>

/** What waits, the longest first. Claims that nothing stands out about can be approved together. */
export function QueuePage({
  rows,
  looks,
  approved,
  next,
  formId,
}: {
  rows: readonly Queued[]
  looks: readonly Look[]
  formId: string
} & Approved) {
  const t = useT()
  return (
    <>
      <div class="page-head">
        <h1>{t('审核', 'Reviews')}</h1>
        {rows.length > 0 && (
          <LinkButton href="/desk/reviews/next">{t('从最早的开始', 'Start with the oldest')}</LinkButton>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty title={t('没有等待审核的', 'Nothing waits for a decision')}>
          <p>{t('居民提交以后会出现在这里。', 'What residents hand in appears here.')}</p>
        </Empty>
      ) : (
        <form method="post" action="/desk/reviews" data-once>
          <FormToken />
          <FormId id={formId} />
          <Table
            head={[t('选', 'Pick'), t('任务', 'Task'), t('谁', 'Who'), t('等了', 'Since'), t('注意', 'Mind')]}
            rows={rows.map((row) => [
              row.isPlain ? (
                <label class="choice">
                  <input type="checkbox" name="claims" value={`${row.claim.id}:${row.claim.version}`} />
                  <span class="visually-hidden">{t('一起通过', 'Approve together')}</span>
                </label>
              ) : (
                ''
              ),
              <a href={`/desk/reviews/${row.claim.id}`}>{row.activity.title}</a>,
              row.displayName,
              <Time at={row.claim.updatedAt} />,
              <>
                {row.claim.status === 'appealed' && <Chip tone="accent">{t('申诉', 'Appeal')}</Chip>}
                <Flags flags={row.flags} />
              </>,
            ])}
          />
          <p class="actions">
            <Submit look="quiet">{t('通过选中的', 'Approve the chosen')}</Submit>
            <span class="muted">
              {t('有提示的要逐条打开看。', 'Those with something to mind have to be opened one by one.')}
            </span>
          </p>
        </form>
      )}
      {looks.length > 0 && <SecondList looks={looks} />}
      {approved.length > 0 && (
        <section>
          <h2>{t('最近认定的', 'Approved lately')}</h2>
          <ApprovedList {...{ approved, next }} />
        </section>
      )}
    </>
  )
}

function SecondList({ looks }: { looks: readonly Look[] }) {
  const t = useT()
  return (
    <section>
      <h2>{t('抽查复核', 'Second looks')}</h2>
      <p class="muted">
        {t('每 100 条抽 5 条，由另一位审核员独立再看一次。', 'Five of a hundred are looked at again by somebody else.')}
      </p>
      <Table
        head={[t('任务', 'Task'), t('谁', 'Who')]}
        rows={looks.map(({ claim, activity, displayName }) => [
          <a href={`/desk/reviews/${claim.id}/second`}>{activity.title}</a>,
          displayName,
        ])}
      />
    </section>
  )
}

/** What was approved lately: one opens it again when it turns out untrue. */
function ApprovedList({ approved, next }: Approved) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <Table
        head={[t('任务', 'Task'), t('谁', 'Who'), t('认定', 'Approved'), t('记了', 'Credited'), t('现在', 'Now')]}
        rows={approved.map(({ review, claim, activity, displayName }) => [
          <a href={`/desk/reviews/${claim.id}`}>{activity.title}</a>,
          displayName,
          <Time at={review.at} />,
          [
            review.minutes ? t(`${review.minutes / 60} 小时，`, `${review.minutes / 60} h, `) : '',
            t(`${review.points ?? 0} 分`, `${review.points ?? 0} points`),
          ],
          <Chip tone={claimTones[claim.status]}>{claimStatusLabels[claim.status][lang]}</Chip>,
        ])}
      />
      <More href={next && `/desk/reviews/approved?before=${next}`} />
    </>
  )
}

/** Earlier ones, page by page: what turns out untrue after months is taken back as well. */
export function ApprovedPage({ title, ...shown }: Approved & { title: string }) {
  const t = useT()
  return (
    <>
      <a class="back" href="/desk/reviews">
        {t('← 审核', '← Reviews')}
      </a>
      <h1>{title}</h1>
      {shown.approved.length === 0 ? (
        <Empty title={t('没有更早的了', 'Nothing earlier')} />
      ) : (
        <ApprovedList {...shown} />
      )}
    </>
  )
}

type Result = {
  claimId: string
  title: string
  refusal: string | undefined
  minutes?: number | null
  points?: number | null
  cuts?: Cut[]
}

/** What became of each claim that was approved together. */
export function BulkResults({ results }: { results: readonly Result[] }) {
  const t = useT()
  const lang = useLang()
  const refused = results.filter(({ refusal }) => refusal).length
  return (
    <>
      <h1>{t('批量通过的结果', 'What became of each')}</h1>
      <Alert tone={refused ? 'warn' : 'good'}>
        {t(
          `通过 ${results.length - refused} 条，没有办成 ${refused} 条。`,
          `${results.length - refused} approved, ${refused} not.`,
        )}
      </Alert>
      <Table
        head={[t('任务', 'Task'), t('结果', 'Result')]}
        rows={results.map((one) => [
          <a href={`/desk/reviews/${one.claimId}`}>{one.title}</a>,
          one.refusal ?? [
            one.minutes != null ? t(`${one.minutes / 60} 小时，`, `${one.minutes / 60} h, `) : '',
            t(`${one.points ?? 0} 分`, `${one.points ?? 0} points`),
            ...(one.cuts ?? []).map((cut) => ` · ${cut[lang]}`),
          ],
        ])}
      />
      <LinkButton href="/desk/reviews">{t('回到审核', 'Back to the reviews')}</LinkButton>
    </>
  )
}

type Difference = Awaited<ReturnType<typeof disagreements>>[number]
type Agreement = Awaited<ReturnType<typeof agreementByReviewer>>[number]

/** For auditors: where two reviewers saw it differently, and how often each was confirmed. */
export function SecondLooks({ rows, reviewers }: { rows: readonly Difference[]; reviewers: readonly Agreement[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('抽查复核', 'Second looks')}</h1>
      <h2>{t('结论不一致的', 'Where they differ')}</h2>
      {rows.length === 0 ? (
        <Empty title={t('还没有不一致的结论', 'No differences so far')} />
      ) : (
        <Table
          head={[
            t('任务', 'Task'),
            t('谁', 'Who'),
            t('第一次', 'First'),
            t('第二次', 'Second'),
            t('理由', 'Reasons'),
            t('时间', 'When'),
          ]}
          rows={rows.map(({ check, activity, displayName }) => [
            activity.title,
            displayName,
            decisionLabels[check.firstDecision]?.[lang],
            decisionLabels[check.secondDecision ?? '']?.[lang],
            check.reason,
            check.decidedAt && <Time at={check.decidedAt} />,
          ])}
        />
      )}
      <h2>{t('各审核员的一致率', 'Agreement by reviewer')}</h2>
      {reviewers.length === 0 ? (
        <Empty title={t('还没有复核过', 'No second looks so far')} />
      ) : (
        <Table
          head={[t('审核员', 'Reviewer'), t('复核次数', 'Looks'), t('一致', 'Agreed')]}
          rows={reviewers.map((one) => [
            one.displayName,
            one.looks,
            one.looks < 5 ? t('不足 5 次，暂不计', 'fewer than 5') : `${Math.round((one.agreed * 100) / one.looks)}%`,
          ])}
        />
      )}
    </>
  )
}
