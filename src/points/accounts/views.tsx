import type { Actor } from '../../kit/actor.ts'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import type { Person } from '../../people/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Empty,
  Facts,
  Form,
  LinkButton,
  More,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { appealStates } from '../appeals/rules.ts'
import { grantAddress } from '../desk/views.tsx'
import { capsSaid } from '../rulebook/said.ts'
import { ExpiryPicture, MonthsPicture } from '../statements/charts.tsx'
import type { StatementEntry } from '../statements/queries.ts'
import type { Reasons } from '../statements/reasons.ts'
import { type MonthPoints, sideWords } from '../statements/rules.ts'
import { AuditedEntries } from './entries.tsx'
import type { addedUp, appealsOf, capsNow, lotsHeld, reversalsOf } from './queries.ts'

type Row = { person: Person; areaName: string }

type Search = { q: string; rows: readonly Row[] | undefined; tried: Tried | undefined }

/** Find the account: the search is posted, so that no name stands in an address. */
export function SearchView({ q, rows, tried }: Search) {
  const t = useT()
  return (
    <>
      <h1>{t('查一个人的积分账', 'One person’s account')}</h1>
      <p class="lead">
        {t(
          '先说明理由再看。每次查看本人都能看到：谁、什么时候、为什么。',
          'A reason first. The person sees every look: who, when and why.',
        )}
      </p>
      <Form action="/desk/accounts" tried={tried}>
        <TextField
          name="q"
          label={t(
            '称呼、本人码下的十位数字，或写全的手机号、真实姓名',
            'Name, the ten digits of their code, or whole phone or real name',
          )}
          type="search"
          maxlength={60}
          value={q}
          tried={tried}
        />
        <Submit>{t('查找', 'Search')}</Submit>
      </Form>
      {rows?.length === 0 && (
        <Empty title={t('没有找到', 'Nobody found')}>
          <p>{t('只能查到您监督的区域里的居民。', 'You find people within the areas you watch over.')}</p>
        </Empty>
      )}
      {rows && rows.length > 0 && (
        <Table
          head={[t('称呼', 'Name'), t('住址', 'Home'), '']}
          rows={rows.map(({ person, areaName }) => [
            person.displayName,
            areaName,
            <a href={`/desk/accounts/${person.id}`}>{t('查账', 'Open')}</a>,
          ])}
        />
      )}
    </>
  )
}

/** Nothing is shown before there is a reason. */
export function ReasonView({ person, tried }: { person: Person; tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <Back />
      <h1>{person.displayName}</h1>
      <Card>
        <Form action={`/desk/accounts/${person.id}/look`} tried={tried}>
          <TextField
            name="why"
            label={t('为什么要查这个账？', 'Why do you look at this account?')}
            help={t('本人会看到这句话。一小时内再看不用重填。', 'The person will read this. It holds for an hour.')}
            maxlength={200}
            tried={tried}
          />
          <Submit>{t('记下理由并打开', 'Note it and open')}</Submit>
        </Form>
      </Card>
    </>
  )
}

function Back() {
  const t = useT()
  return (
    <p class="back">
      <a class="back" href="/desk/accounts">
        {t('← 查账', '← Accounts')}
      </a>
    </p>
  )
}

type Account = {
  person: Person
  sums: Awaited<ReturnType<typeof addedUp>>
  lots: Awaited<ReturnType<typeof lotsHeld>>
  caps: Awaited<ReturnType<typeof capsNow>>
  reversals: Awaited<ReturnType<typeof reversalsOf>>
  appeals: Awaited<ReturnType<typeof appealsOf>>
  months: readonly MonthPoints[]
  expiries: readonly { month: string; points: number }[]
  lines: readonly StatementEntry[]
  reasons: ReadonlyMap<string, Reasons>
  next: number | undefined
  isFirst: boolean
  actor: Actor
}

/** Everything about one account, explained and added up again. */
export function AccountView(account: Account) {
  const t = useT()
  const { person, sums, months, expiries, next, isFirst } = account
  return (
    <>
      <Back />
      <header class="page-head">
        <h1>{t(`${person.displayName}的积分账`, `The account of ${person.displayName}`)}</h1>
        <LinkButton href={`/desk/accounts/${person.id}/entries.csv`} look="quiet">
          {t('下载表格', 'Download table')}
        </LinkButton>
      </header>
      {isFirst && (
        <>
          <AddedUp sums={sums} />
          <div class="split">
            <MonthsPicture months={months} />
            <ExpiryPicture months={expiries} />
          </div>
          <Lots {...account} />
          <Caps {...account} />
          <Corrections {...account} />
        </>
      )}
      <section class="stack">
        <h2>{t(`明细（${sums.entries} 条分录）`, `Entries (${sums.entries} postings)`)}</h2>
        <AuditedEntries {...account} />
        <More href={next === undefined ? undefined : `/desk/accounts/${person.id}?before=${next}`} />
      </section>
    </>
  )
}

function AddedUp({ sums }: Pick<Account, 'sums'>) {
  const [t, lang] = [useT(), useLang()]
  return (
    <section class="stack-tight">
      {sums.isRight ? (
        <Alert tone="good">
          {t(
            `逐条重新加总：${sums.entries} 条分录与余额相符。`,
            `Added up again: ${sums.entries} postings agree with the balances.`,
          )}
        </Alert>
      ) : (
        <Alert>
          {t(
            '分录加总与余额不符，请运行核对并上报。',
            'The postings do not agree with the balances: run verify and report it.',
          )}
        </Alert>
      )}
      <Table
        head={[t('账户', 'Account'), t('余额', 'Balance'), t('分录加总', 'Postings add up to'), '']}
        rows={sums.sides.map(({ side, kept, added }) => [
          sideWords[side][lang],
          <span class="num">{kept}</span>,
          <span class="num">{added}</span>,
          kept === added ? (
            <Chip tone="good">{t('相符', 'agree')}</Chip>
          ) : (
            <Chip tone="bad">{t('不符', 'differ')}</Chip>
          ),
        ])}
      />
    </section>
  )
}

/** A long list of lots opens; a short one stands there. */
function Lots({ lots }: Pick<Account, 'lots'>) {
  const t = useT()
  if (lots.length === 0) return null
  return (
    <details class="card" open={lots.length <= fewLots}>
      <summary>{t(`还有积分的 ${lots.length} 个批次`, `${lots.length} lots that hold points`)}</summary>
      <Table
        head={[
          ...[t('可用到', 'Until'), t('得到', 'Brought'), t('待生效', 'Pending'), t('可用', 'Available')],
          ...[t('冻结', 'Held'), t('规则版本', 'Rule version'), ''],
        ]}
        rows={lots.map((lot) => [
          lastDayOf(lot.expiresAt),
          <span class="num">{lot.points}</span>,
          <span class="num">{lot.pending}</span>,
          <span class="num">{lot.available}</span>,
          <span class="num">{lot.held}</span>,
          lot.ruleVersionId ?? '–',
          lot.transferId.startsWith('grant:') && (
            <a href={grantAddress(lot.transferId)}>{t('这笔积分', 'The grant')}</a>
          ),
        ])}
      />
    </details>
  )
}

const fewLots = 8

function Caps({ caps }: Pick<Account, 'caps'>) {
  const t = useT()
  if (caps.length === 0) return null
  return (
    <section class="stack-tight">
      <h2>{t('上限计数', 'Counted against the caps')}</h2>
      <Table
        head={[t('规则', 'Rule'), t('期间', 'Period'), t('积分', 'Points'), t('次数', 'Times'), t('上限', 'Cap')]}
        rows={caps.map(({ rule, period, points, times, caps: held }) => [
          <a href={`/desk/rules/${rule}`}>{rule === 'ALL' ? t('总上限', 'All rules') : rule}</a>,
          period,
          <span class="num">{points}</span>,
          <span class="num">{times}</span>,
          capsSaid(held, t),
        ])}
      />
    </section>
  )
}

function Corrections({ reversals, appeals }: Pick<Account, 'reversals' | 'appeals'>) {
  const [t, lang] = [useT(), useLang()]
  if (reversals.length === 0 && appeals.length === 0) return null
  return (
    <section class="split">
      {reversals.length > 0 && (
        <Card>
          <h2>{t('冲正', 'Reversals')}</h2>
          {reversals.map((one) => (
            <Facts
              rows={[
                [cityDay(one.at), <a href={grantAddress(one.transferId)}>{one.reason}</a>],
                [
                  t('收回 / 待抵扣 / 免追', 'Taken / owed / written off'),
                  `${one.taken} / ${one.debt} (${one.debtLeft}) / ${one.writtenOff}`,
                ],
                ...(one.overturnedAt ? [[t('已撤销', 'Overturned'), <Time at={one.overturnedAt} />] as const] : []),
              ]}
            />
          ))}
        </Card>
      )}
      {appeals.length > 0 && (
        <Card>
          <h2>{t('申诉', 'Appeals')}</h2>
          <ul class="list">
            {appeals.map((one) => (
              <li>
                <Chip tone={one.state === 'filed' ? 'warn' : 'plain'}>{appealStates[one.state][lang]}</Chip> {one.words}{' '}
                <span class="muted">
                  <Time at={one.at} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </section>
  )
}
