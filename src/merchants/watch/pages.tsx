import { Hono } from 'hono'
import { z } from 'zod'
import { addDays, cityMonth } from '../../kit/clock.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Chip, Empty, LinkButton, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { nextMonth } from '../payments/rules.ts'
import { shopsWatched, type WatchedShop, watchRoles } from './queries.ts'
import type { ShopFlag } from './rules.ts'

const monthAsked = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .optional()
  .catch(undefined)

/** Where shops took points from their own people, or nearly all from one customer: for auditors. */
export const shopWatchPages = new Hono<Env>().get('/desk/merchants/watch', may.be(...watchRoles), async (c) => {
  const { db, actor, t } = c.var
  const now = c.var.now()
  const month = monthAsked.parse(c.req.query('month')) ?? cityMonth(now)
  const next = nextMonth(month) <= cityMonth(now) ? nextMonth(month) : undefined
  const shown = { rows: await shopsWatched(db, actor, month, now), month, next }
  return page(c, { title: t('收积分监督', 'Points taken at shops'), face: 'desk' }, <WatchPage {...shown} />)
})

const flagWords: Record<ShopFlag, { zh: string; en: string }> = {
  own_refused: { zh: '自己人试付被拒', en: 'own people were refused' },
  own_people: { zh: '自己人付的', en: 'from its own people' },
  one_customer: { zh: '集中于一位顾客', en: 'mostly from one customer' },
}

const address = (month: string) => `/desk/merchants/watch?month=${month}`

function WatchPage({ rows, month, next }: { rows: readonly WatchedShop[]; month: string; next: string | undefined }) {
  const t = useT()
  return (
    <>
      <h1>{t('收积分监督', 'Points taken at shops')}</h1>
      <p class="lead">
        {t(
          '每家店收了多少分，来自几位顾客。提示只说明“值得看一眼”，不等于有问题；这里不显示顾客是谁。',
          'What each shop took, and from how many customers. A flag says “look”, not “guilty”; no customer is named.',
        )}
      </p>
      <nav class="actions">
        <LinkButton href={address(addDays(`${month}-01`, -1).slice(0, 7))} look="quiet">
          {t('← 上个月', '← The month before')}
        </LinkButton>
        <strong>{month}</strong>
        {next && (
          <LinkButton href={address(next)} look="quiet">
            {t('下个月 →', 'The month after →')}
          </LinkButton>
        )}
      </nav>
      {rows.length === 0 ? (
        <Empty title={t('这个月没有商户收过积分', 'No shop took points in this month')} />
      ) : (
        <Shops rows={rows} />
      )}
      <p class="muted">
        <a href="/desk/rules/WATCH">{t('提示的标准在这里改', 'When something stands out is set here')}</a>
      </p>
    </>
  )
}

function Shops({ rows }: { rows: readonly WatchedShop[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <Table
      head={[
        t('商户', 'Shop'),
        t('提示', 'Look'),
        t('收了（分）', 'Points'),
        t('几笔，几位', 'Payments, people'),
        t('最多一位占', 'Most from one'),
        t('自己人付（分）', 'Own people paid'),
        t('被拒，自己人', 'Refused, own people'),
      ]}
      rows={rows.map((row) => [
        <a href={`/desk/merchants/${row.merchantId}`}>{`${row.name}（${row.number}）`}</a>,
        row.flags.map((flag) => <Chip tone="warn">{flagWords[flag][lang]}</Chip>),
        row.points,
        t(`${row.payments} 笔，${row.customers} 位`, `${row.payments}, ${row.customers}`),
        `${row.topPercent}%`,
        row.ownPoints,
        t(`${row.refused} 次，${row.ownRefused} 次`, `${row.refused}, ${row.ownRefused}`),
      ])}
    />
  )
}
