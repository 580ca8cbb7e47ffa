import { addDays } from '../../kit/clock.ts'
import { maskName } from '../../people/rules.ts'
import { Alert, Chip, Empty, Figure, LinkButton, Points, Table, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { grantAddress } from '../desk/views.tsx'
import { kindWords } from '../statements/rules.ts'
import type { decisionsOf, WatchWeek } from './queries.ts'
import { flagWords, mintPaths, type WatchFlag } from './rules.ts'

type Row = WatchWeek['rows'][number]
type View = WatchWeek & { monday: string; next: string | undefined }

const weekAddress = (monday: string) => `/desk/watch?week=${monday}`

/** A week of everybody who grants points: a bar for each, the usual beside it, and what stands out. */
export function WatchView({ rows, paths, monday, next }: View) {
  const t = useT()
  const standing = rows.filter(({ flags }) => flags.length > 0)
  return (
    <>
      <h1>{t('发放监督', 'Who grants what')}</h1>
      <p class="lead">
        {t(
          '谁在这一周发了多少分，和同事相比怎样。提示只说明“值得看一眼”，不等于有问题。',
          'Who granted how much this week, beside their colleagues. A flag says “look”, not “guilty”.',
        )}
      </p>
      <nav class="actions">
        <LinkButton href={weekAddress(addDays(monday, -7))} look="quiet">
          {t('← 上一周', '← The week before')}
        </LinkButton>
        <strong>
          {monday} – {addDays(monday, 6)}
        </strong>
        {next && (
          <LinkButton href={weekAddress(next)} look="quiet">
            {t('下一周 →', 'The week after →')}
          </LinkButton>
        )}
      </nav>
      {rows.length === 0 ? (
        <Empty title={t('这一周没有人发放积分', 'Nobody granted points in this week')} />
      ) : (
        <>
          {standing.length === 0 ? (
            <Alert tone="good">{t('没有特别突出的。', 'Nothing stands out.')}</Alert>
          ) : (
            <Alert tone="warn">
              {t(`有 ${standing.length} 人值得看一眼。`, `${standing.length} are worth a look.`)}
            </Alert>
          )}
          <Staff rows={rows} monday={monday} />
        </>
      )}
      <Ways paths={paths} />
      <p class="muted">
        <a href="/desk/rules/WATCH">{t('提示的标准在这里改', 'When something stands out is set here')}</a>
      </p>
    </>
  )
}

function Staff({ rows, monday }: { rows: readonly Row[]; monday: string }) {
  const t = useT()
  const most = Math.max(1, ...rows.map(({ grants }) => grants))
  return (
    <Table
      head={[
        ...[t('工作人员', 'Staff'), t('提示', 'Flags'), t('笔数', 'Grants'), t('通常', 'Usual'), t('积分', 'Points')],
        t('人数', 'People'),
        ...[t('给同一人', 'To one person'), t('夜里', 'At night'), t('补分', 'Restored'), t('退分', 'Refunds')],
        t('核实身份', 'Verified'),
      ]}
      rows={rows.map((row) => [
        <a href={`/desk/watch/${row.actorId}?week=${monday}`}>{row.name}</a>,
        <Flags flags={row.flags} />,
        <span class="meter-line">
          <meter min={0} max={most} value={row.grants} aria-label={t(`${row.grants} 笔`, `${row.grants} grants`)} />{' '}
          <span class="num">{row.grants}</span>
        </span>,
        <span class="num">{row.usual || '–'}</span>,
        <span class="num">{row.points}</span>,
        <span class="num">{row.people}</span>,
        <span class="num">{row.onePersonPercent} %</span>,
        <span class="num">{row.nightPercent} %</span>,
        <span class="num">{row.restored}</span>,
        <span class="num">{row.refunds}</span>,
        <span class="num">{row.verified}</span>,
      ])}
    />
  )
}

function Flags({ flags }: { flags: readonly WatchFlag[] }) {
  const lang = useLang()
  return flags.map((flag) => <Chip tone="warn">{flagWords[flag][lang]}</Chip>)
}

/** Every way a point comes into being, whether or not it was gone this week, and what guards it. */
function Ways({ paths }: Pick<View, 'paths'>) {
  const [t, lang] = [useT(), useLang()]
  return (
    <section class="stack-tight">
      <h2>{t('积分从哪些路来', 'Every way a point comes into being')}</h2>
      <ul class="list">
        {Object.entries(mintPaths).map(([name, { guard, ...words }]) => {
          const { times = 0, points = 0 } = paths.find(({ path }) => path === name) ?? {}
          return (
            <li class="stack-tight">
              <p class="rule-line">
                <strong>{words[lang]}</strong>
                <span>{t(`本周 ${times} 笔，${points} 分`, `this week ${times}, ${points} points`)}</span>
              </p>
              <p class="muted">{guard[lang]}</p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type Decisions = { row: Row; decisions: Awaited<ReturnType<typeof decisionsOf>>; monday: string }

/** One person's week, decision by decision, each leading to where it can be taken back. */
export function DecisionsView({ row, decisions, monday }: Decisions) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <p class="back">
        <a class="back" href={weekAddress(monday)}>
          {t('← 发放监督', '← Who grants what')}
        </a>
      </p>
      <header class="page-head">
        <h1>{row.name}</h1>
        <Flags flags={row.flags} />
      </header>
      <section class="figures">
        <Figure
          value={row.grants}
          label={t('笔数', 'Grants')}
          note={row.usual > 0 && t(`通常 ${row.usual}`, `usually ${row.usual}`)}
        />
        <Figure value={row.points} label={t('积分', 'Points')} />
        <Figure value={row.people} label={t('人数', 'People')} />
        <Figure value={`${row.onePersonPercent} %`} label={t('给同一人', 'To one person')} />
      </section>
      <Table
        head={[t('时间', 'When'), t('类型', 'Kind'), t('居民', 'Resident'), t('积分', 'Points'), t('事由', 'Why'), '']}
        rows={decisions.map(({ transfer, ownerName, ownerId }) => [
          <Time at={transfer.at} />,
          kindWords[transfer.kind][lang],
          <a href={`/desk/accounts/${ownerId}`}>{maskName(ownerName)}</a>,
          <Points points={transfer.points} signed />,
          transfer[lang],
          transfer.kind === 'grant' && <a href={grantAddress(transfer.id)}>{t('查看、冲正', 'See, reverse')}</a>,
        ])}
      />
    </>
  )
}
