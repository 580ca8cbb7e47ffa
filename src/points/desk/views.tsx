import { type Actor, holds } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Empty,
  Figure,
  Form,
  FormId,
  FormVersion,
  Points,
  Radios,
  Select,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Appeal } from '../appeals/queries.ts'
import type { Budget, budgetEntriesOf } from '../budgets/queries.ts'
import type { PointFigures, pointDays } from '../figures/queries.ts'
import type { Reversal } from '../reversals/queries.ts'
import type { StatementEntry } from '../statements/queries.ts'
import { kindWords } from '../statements/rules.ts'
import type { budgetsWatched } from './queries.ts'

type Ledger = {
  figures: PointFigures
  days: Awaited<ReturnType<typeof pointDays>>
  budgets: Awaited<ReturnType<typeof budgetsWatched>>
  appeals: readonly Appeal[]
  reversals: readonly Reversal[]
  actor: Actor
  tried: Tried | undefined
}

export const grantAddress = (id: string) => `/desk/points/grants/${encodeURIComponent(id)}`

/** The whole ledger on one screen: what is out, who may issue what, and what waits for a decision. */
export function LedgerView({ figures, days, budgets, appeals, reversals, actor, tried }: Ledger) {
  const t = useT()
  return (
    <>
      <h1>{t('积分账', 'Points ledger')}</h1>
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      <section class="figures">
        <Figure
          value={figures.issued}
          label={t('累计发放', 'Issued')}
          note={t('已减去冲正', 'less what was reversed')}
        />
        <Figure value={figures.spent} label={t('已兑换', 'Spent')} />
        <Figure value={figures.expired} label={t('已过期', 'Expired')} />
        <Figure value={figures.outstanding} label={t('居民手中', 'Held by residents')} />
      </section>
      <section class="stack">
        <h2>{t('待处理的申诉', 'Appeals')}</h2>
        {appeals.length === 0 ? (
          <Empty title={t('没有待处理的申诉', 'No appeals are waiting')} />
        ) : (
          appeals.map((appeal) => <AppealCard appeal={appeal} actor={actor} />)
        )}
      </section>
      <section class="stack">
        <h2>{t('今年的额度', 'Budgets of this year')}</h2>
        <Budgets budgets={budgets} />
        {holds(actor, ['admin']) && <MoveForm budgets={budgets} tried={tried} />}
      </section>
      <section class="stack">
        <header class="page-head">
          <h2>{t('最近三十天', 'The last thirty days')}</h2>
          <a class="back" href="/desk/points/days.csv">
            {t('下载一年', 'Download a year')}
          </a>
        </header>
        <Days days={days} />
      </section>
      <section class="stack">
        <h2>{t('最近的冲正', 'Latest reversals')}</h2>
        {reversals.length === 0 ? <Empty title={t('没有冲正', 'No reversals')} /> : <Reversals reversals={reversals} />}
      </section>
    </>
  )
}

function Budgets({ budgets }: Pick<Ledger, 'budgets'>) {
  const t = useT()
  return (
    <Table
      head={[
        t('区域', 'Area'),
        t('额度', 'Budget'),
        t('已安排', 'Committed'),
        t('用了多少', 'Used'),
        t('累计发放', 'Issued so far'),
      ]}
      rows={budgets.map(({ area, budget, issued }) => [
        <a href={`/desk/points/budgets/${area.id}`}>{area.name}</a>,
        <span class="num">{budget.points}</span>,
        <span class="num">{budget.committed}</span>,
        <span>
          <meter min={0} max={Math.max(1, budget.points)} value={budget.committed} aria-label={area.name} />{' '}
          {budget.points ? Math.round((budget.committed / budget.points) * 100) : 0} %
        </span>,
        <span class="num">{issued}</span>,
      ])}
    />
  )
}

function MoveForm({ budgets, tried }: Pick<Ledger, 'budgets' | 'tried'>) {
  const t = useT()
  const choices = budgets.map(({ area }) => ({ value: area.id, label: area.name }))
  return (
    <Card>
      <h3>{t('调配额度', 'Move budget')}</h3>
      <p class="muted">
        {t(
          '社区一年最多调出十分之一；没有安排出去的才能调。',
          'A community gives a tenth a year at most, and only what is not committed.',
        )}
      </p>
      <Form action="/desk/points/budgets">
        <FormId id={newId()} tried={tried} />
        <Select name="fromAreaId" label={t('从', 'From')} choices={choices} tried={tried} />
        <Select name="toAreaId" label={t('到', 'To')} choices={choices} tried={tried} />
        <TextField name="points" type="number" min={1} label={t('积分', 'Points')} tried={tried} />
        <TextField name="reason" label={t('理由', 'Why')} maxlength={300} tried={tried} />
        <Submit>{t('调配', 'Move')}</Submit>
      </Form>
    </Card>
  )
}

function Days({ days }: Pick<Ledger, 'days'>) {
  const t = useT()
  return (
    <Table
      head={[
        t('日期', 'Day'),
        t('发放', 'Issued'),
        t('收回', 'Reversed'),
        t('兑换', 'Spent'),
        t('退分', 'Refunded'),
        t('过期', 'Expired'),
      ]}
      rows={[...days].reverse().map((one) => [one.day, one.issued, one.reversed, one.spent, one.refunded, one.expired])}
    />
  )
}

function AppealCard({ appeal, actor }: { appeal: Appeal; actor: Actor }) {
  const t = useT()
  const isOurs = appeal.firstActorId === actor.id || appeal.ownerId === actor.id
  return (
    <Card>
      <header class="page-head">
        <h3>
          {appeal.subject === 'reversal'
            ? t('对冲正的申诉', 'Against a reversal')
            : t('对少记积分的申诉', 'Against a cut')}
        </h3>
        <Points points={appeal.points} />
      </header>
      <p>{appeal.words}</p>
      <p class="muted">
        <Time at={appeal.at} />
        {appeal.subject === 'cut' && (
          <>
            {' · '}
            <a href={grantAddress(appeal.subjectId)}>{t('看这笔积分', 'See the grant')}</a>
          </>
        )}
      </p>
      {isOurs ? (
        <p class="muted">
          {t('原来的决定是您作的，要由另一个人处理。', 'You made the first decision; somebody else decides.')}
        </p>
      ) : (
        <Form action={`/desk/points/appeals/${appeal.id}`}>
          <FormVersion version={appeal.version} />
          <Radios
            name="step"
            label={t('决定', 'Decision')}
            choices={[
              { value: 'overturn', label: t('申诉成立，恢复积分', 'Uphold the appeal, restore the points') },
              { value: 'uphold', label: t('维持原决定', 'The decision stands') },
            ]}
          />
          <TextField name="reason" label={t('理由（居民会看到）', 'Reasons, shown to the resident')} maxlength={500} />
          <Submit>{t('决定', 'Decide')}</Submit>
        </Form>
      )}
    </Card>
  )
}

function Reversals({ reversals }: Pick<Ledger, 'reversals'>) {
  const t = useT()
  return (
    <Table
      head={[
        t('时间', 'When'),
        t('收回', 'Taken'),
        t('待抵扣', 'Debt'),
        t('免追', 'Written off'),
        t('理由', 'Why'),
        '',
      ]}
      rows={reversals.map((one) => [
        <Time at={one.at} />,
        one.taken,
        `${one.debt} (${one.debtLeft})`,
        one.writtenOff,
        <>
          {one.reason} {one.overturnedAt && <Chip tone="warn">{t('已撤销', 'overturned')}</Chip>}
        </>,
        <a href={grantAddress(one.transferId)}>{t('查看', 'See')}</a>,
      ])}
    />
  )
}

type BudgetProps = {
  budget: Budget
  changes: Awaited<ReturnType<typeof budgetEntriesOf>>
  lines: readonly StatementEntry[]
}

/** One area's budget: what changed it, and what was issued out of it. */
export function BudgetView({ budget, changes, lines }: BudgetProps) {
  const [t, lang] = [useT(), useLang()]
  const kinds = {
    open: t('年度额度', 'Opened'),
    commit: t('安排', 'Committed'),
    release: t('退回', 'Released'),
    move: t('调配', 'Moved'),
  }
  return (
    <>
      <p class="back">
        <a class="back" href="/desk/points">
          {t('← 积分账', '← Points ledger')}
        </a>
      </p>
      <h1>{t(`${budget.year} 年额度`, `Budget of ${budget.year}`)}</h1>
      <section class="figures">
        <Figure value={budget.points} label={t('额度', 'Budget')} />
        <Figure value={budget.committed} label={t('已安排', 'Committed')} />
        <Figure value={budget.points - budget.committed} label={t('还剩', 'Left')} />
      </section>
      <section class="split">
        <Card>
          <h2>{t('额度变动', 'Changes')}</h2>
          <Table
            head={[t('时间', 'When'), t('类型', 'Kind'), t('额度', 'Budget'), t('安排', 'Committed'), t('理由', 'Why')]}
            rows={changes.map((one) => [<Time at={one.at} />, kinds[one.kind], one.points, one.committed, one.reason])}
          />
        </Card>
        <Card>
          <h2>{t('发放记录', 'Issued')}</h2>
          <Table
            head={[t('时间', 'When'), t('类型', 'Kind'), t('积分', 'Points'), t('事由', 'Why')]}
            rows={lines.map(({ transfer, entries }) => [
              <Time at={transfer.at} />,
              kindWords[transfer.kind][lang],
              <Points points={-(entries[0]?.points ?? 0)} signed />,
              transfer.kind === 'grant' ? <a href={grantAddress(transfer.id)}>{transfer[lang]}</a> : transfer[lang],
            ])}
          />
        </Card>
      </section>
    </>
  )
}
