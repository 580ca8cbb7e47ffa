import { Hono } from 'hono'
import { cityDay } from '../../kit/clock.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Chip, Empty, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { gradeNames } from '../labels.ts'
import { meritBook } from './queries.ts'

/** 功劳簿: who did what, which panel judged, and every correction. */
export const meritDesk = new Hono<Env>().get(
  '/desk/merit',
  may.be('clerk', 'reviewer', 'auditor', 'admin'),
  async (c) => {
    const rows = await meritBook(c.var.db, c.var.actor)
    return page(c, { title: c.var.t('功劳簿', 'Merit book'), face: 'desk' }, <BookPage rows={rows} />)
  },
)

function BookPage({ rows }: { rows: Awaited<ReturnType<typeof meritBook>> }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('功劳簿', 'Merit book')}</h1>
      <p class="lead">
        {t(
          '三等功记 1，二等功记 3，一等功记 9。只增不改：撤销是另一行，写明原因。功不能兑换。',
          'Third class counts 1, second 3, first 9. Nothing is changed: a revocation is another row with its reason. Merit cannot be spent.',
        )}
      </p>
      {rows.length === 0 ? (
        <Empty title={t('还没有记功', 'No merit yet')}>
          <p>{t('记功由推荐、评审、公示而来。', 'Merit comes from a nomination, a panel and a public notice.')}</p>
        </Empty>
      ) : (
        <Table
          head={[
            t('日期', 'Day'),
            t('姓名', 'Name'),
            t('等次', 'Class'),
            t('功', 'Merit'),
            t('事迹', 'Deed'),
            t('评审组', 'Panel'),
          ]}
          rows={rows.map(({ record, facts, why, displayName }) => [
            cityDay(record.at),
            displayName,
            gradeNames[record.grade][lang],
            <Chip tone={record.merit > 0 ? 'good' : 'bad'}>
              {record.merit > 0 ? `+${record.merit}` : record.merit}
            </Chip>,
            <a href={`/desk/honors/${record.nominationId}`}>{why || facts.slice(0, 60) || record.title}</a>,
            record.panelName,
          ])}
        />
      )}
    </>
  )
}
