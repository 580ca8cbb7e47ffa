import { merchantStates } from '../../../db/schema/merchants.ts'
import { cityDay } from '../../kit/clock.ts'
import { Chip, Empty, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { kindNames, stateNames, stateTones } from '../labels.ts'
import type { Merchant } from '../queries.ts'
import { type StaffRow, type Waits, waits } from './queries.ts'

type Filter = { state: Merchant['state'] | undefined; waiting: Waits | undefined }
type QueueProps = { rows: readonly StaffRow[]; filter: Filter; mayWatch: boolean }

const waitNames: Record<Waits, { zh: string; en: string }> = {
  complaints: { zh: '有投诉', en: 'Complaints' },
  disputes: { zh: '有检查异议', en: 'Disputes' },
  licences: { zh: '有新执照', en: 'New licences' },
}

/** The merchants of the desk: what waits for somebody comes first. */
export function QueuePage({ rows, filter, mayWatch }: QueueProps) {
  const { state, waiting } = filter
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('诚信商户', 'Honest merchants')}</h1>
      <nav class="tabs" aria-label={t('按待办或状态', 'By what waits, or state')}>
        <a href="/desk/merchants" aria-current={state || waiting ? undefined : 'page'}>
          {t('全部', 'All')}
        </a>
        {waits.map((name) => (
          <a href={`/desk/merchants?waiting=${name}`} aria-current={waiting === name ? 'page' : undefined}>
            {waitNames[name][lang]}
          </a>
        ))}
        {merchantStates.map((name) => (
          <a href={`/desk/merchants?state=${name}`} aria-current={state === name ? 'page' : undefined}>
            {stateNames[name][lang]}
          </a>
        ))}
      </nav>
      {mayWatch && (
        <p>
          <a href="/desk/merchants/watch">{t('收积分监督', 'Points taken at shops')}</a>
        </p>
      )}
      {rows.length === 0 ? (
        <Empty title={t('没有这样的商户', 'There is none')}>
          {!state && !waiting && <p>{t('经营者申请后会出现在这里。', 'Applications appear here.')}</p>}
        </Empty>
      ) : (
        <Table
          head={[
            t('编号', 'No.'),
            t('店名', 'Shop'),
            t('类别', 'Trade'),
            t('区域', 'Area'),
            t('状态', 'State'),
            t('待办', 'Waiting'),
            t('更新', 'Changed'),
          ]}
          rows={rows.map(({ merchant, areaName, complaints, disputes, licences }) => [
            <a href={`/desk/merchants/${merchant.id}`}>{merchant.number}</a>,
            merchant.name,
            kindNames[merchant.kind][lang],
            areaName,
            <Chip tone={stateTones[merchant.state]}>{stateNames[merchant.state][lang]}</Chip>,
            [
              complaints > 0 && t(`投诉 ${complaints}`, `${complaints} complaints`),
              disputes > 0 && t(`异议 ${disputes}`, `${disputes} disputes`),
              licences > 0 && t('新执照', 'new licence'),
            ]
              .filter(Boolean)
              .join(' · '),
            cityDay(merchant.updatedAt),
          ])}
        />
      )}
    </>
  )
}
