import type { emptyGrants } from '../../../db/schema/points.ts'
import { lastDayOf } from '../../kit/clock.ts'
import { Alert, Chip, Empty, Figure, LinkButton, More, Points, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { DeclineChoice, Declined } from '../choices/views.tsx'
import { ExpiryPicture, MonthsPicture } from './charts.tsx'
import { explained } from './explain.ts'
import type { StatementEntry } from './queries.ts'
import type { MonthPoints } from './rules.ts'

type Purse = {
  balances: { available: number; pending: number; held: number; debt: number }
  expiring: readonly { expiresAt: Date; points: number }[]
  /** Since when their owner wants none. */
  declined: Date | undefined
  months: readonly MonthPoints[]
  expiries: readonly { month: string; points: number }[]
  empty: readonly (typeof emptyGrants.$inferSelect)[]
  lines: readonly StatementEntry[]
  next: number | undefined
  isFirst: boolean
  month: string
}

export const whyAddress = (id: string) => `/points/${encodeURIComponent(id)}`

/** What I have, what is on its way, and every entry in plain words. */
export function PurseView({
  balances,
  expiring,
  months,
  expiries,
  empty,
  lines,
  next,
  isFirst,
  month,
  declined,
}: Purse) {
  const t = useT()
  return (
    <>
      <h1>{t('我的积分', 'My points')}</h1>
      {isFirst && (
        <>
          <Declined since={declined} />
          <Balances {...balances} />
          <Expiring expiring={expiring} />
          <CutToNothing grants={empty} />
          <div class="pictures">
            <MonthsPicture months={months} />
            <ExpiryPicture months={expiries} />
          </div>
        </>
      )}
      <section class="stack">
        <header class="page-head">
          <h2>{t('明细', 'Entries')}</h2>
        </header>
        {lines.length === 0 ? <NothingYet /> : <Lines lines={lines} />}
        <More href={next === undefined ? undefined : `/points?before=${next}`} />
      </section>
      {lines.length > 0 && <Downloads month={month} />}
      {isFirst && <DeclineChoice since={declined} />}
    </>
  )
}

function Balances({ available, pending, held, debt }: Purse['balances']) {
  const t = useT()
  return (
    <section class="card purse" aria-label={t('余额', 'Balances')}>
      <Figure value={<Points points={available} />} label={t('可用积分', 'Points you can use')} />
      <div class="figures">
        <Figure
          value={pending}
          label={t('待生效', 'Pending')}
          note={t('公示期满后可用', 'after the objection window')}
        />
        <Figure value={held} label={t('冻结', 'Held')} note={t('留给兑换单', 'for your orders')} />
        {debt < 0 && (
          <Figure
            value={-debt}
            label={t('待抵扣', 'Owed')}
            note={t('由新积分的一半抵扣', 'repaid from half of new points')}
          />
        )}
      </div>
    </section>
  )
}

function Expiring({ expiring }: Pick<Purse, 'expiring'>) {
  const t = useT()
  const [first] = expiring
  if (!first) return null
  const last = lastDayOf(first.expiresAt)
  return (
    <p class="muted">
      {t(
        `最早到期：${first.points} 分，可用到 ${last}。兑换时先用快到期的积分。`,
        `First to expire: ${first.points} points, usable until ${last}. They are spent first.`,
      )}
    </p>
  )
}

/** The latest grant of which nothing was left, in full; those before it open. */
function CutToNothing({ grants }: { grants: Purse['empty'] }) {
  const t = useT()
  const [latest, ...others] = grants
  if (!latest) return null
  return (
    <>
      <NoPoints grant={latest} />
      {others.length > 0 && (
        <details>
          <summary>{t(`之前还有 ${others.length} 笔没有记分`, `${others.length} more before it`)}</summary>
          <div class="stack">
            {others.map((grant) => (
              <NoPoints grant={grant} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}

function NoPoints({ grant }: { grant: Purse['empty'][number] }) {
  const [t, lang] = [useT(), useLang()]
  const { cuts } = JSON.parse(grant.details) as { cuts: { zh: string; en: string }[] }
  return (
    <Alert tone="info">
      {t(`没有记分：${grant.zh}。`, `No points: ${grant.en}. `)}
      {cuts.map((cut) => cut[lang]).join('；')} <a href={whyAddress(grant.id)}>{t('为什么', 'Why')}</a>
    </Alert>
  )
}

function NothingYet() {
  const t = useT()
  return (
    <Empty title={t('还没有积分', 'No points yet')}>
      <p>{t('领一个任务，做完审核通过就有积分。', 'Take a task: once it is done and approved, points arrive here.')}</p>
      <LinkButton href="/tasks">{t('去看看任务', 'See the tasks')}</LinkButton>
    </Empty>
  )
}

function Lines({ lines }: Pick<Purse, 'lines'>) {
  const lang = useLang()
  return (
    <ul class="list entries">
      {lines.map((line) => {
        const { kind, why, points, side } = explained(line, lang)
        return (
          <li>
            <a class="entry" href={whyAddress(line.transfer.id)}>
              <span class="entry-what">
                <strong>{why}</strong>
                <span class="meta muted">
                  <Time at={line.transfer.at} />
                  <Chip>{kind}</Chip>
                </span>
              </span>
              <span class="entry-points">
                <Points points={points} signed />
                <small class="muted">{side}</small>
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function Downloads({ month }: { month: string }) {
  const t = useT()
  return (
    <section class="card stack">
      <h2>{t('对账单', 'Statement')}</h2>
      <form method="get" action="/points/statement.csv">
        <div class="field">
          <label for="month">{t('月份', 'Month')}</label>
          <input id="month" name="month" type="month" value={month} />
        </div>
        <button class="button quiet">{t('下载表格', 'Download table')}</button>
        <button class="button quiet" name="all" value="1" formaction="/points/statement.csv" formnovalidate>
          {t('下载全部', 'Download all')}
        </button>
        <button class="button quiet" formaction="/points/statement.json">
          {t('下载可核验的对账单', 'Download verifiable statement')}
        </button>
      </form>
      <p class="muted">
        {t('可核验的对账单能与', 'The verifiable statement can be checked against the ')}
        <a href="/digest">{t('每日存证', 'daily digest')}</a>
        {t('逐笔核对。', ', entry by entry.')}
      </p>
    </section>
  )
}
