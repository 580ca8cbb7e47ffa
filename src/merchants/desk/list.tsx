import { merchantStates } from '../../../db/schema/merchants.ts'
import { cityDay } from '../../kit/clock.ts'
import { Chip, Empty, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { kindNames, stateNames, stateTones } from '../labels.ts'
import type { Merchant, StaffRow } from '../queries.ts'

type QueueProps = { rows: readonly StaffRow[]; state: Merchant['state'] | undefined; mayWatch: boolean }

/** The merchants of the desk: what waits for somebody comes first. */
export function QueuePage({ rows, state, mayWatch }: QueueProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('诚信商户', 'Honest merchants')}</h1>
      <nav class="row" aria-label={t('按状态', 'By state')}>
        <a href="/desk/merchants" aria-current={state ? undefined : 'page'}>
          {t('全部', 'All')}
        </a>
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
        <Empty title={t('没有商户', 'No merchants')}>
          <p>{t('经营者申请后会出现在这里。', 'Applications appear here.')}</p>
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
          rows={rows.map(({ merchant, areaName, complaints, disputes }) => [
            <a href={`/desk/merchants/${merchant.id}`}>{merchant.number}</a>,
            merchant.name,
            kindNames[merchant.kind][lang],
            areaName,
            <Chip tone={stateTones[merchant.state]}>{stateNames[merchant.state][lang]}</Chip>,
            [
              complaints > 0 && t(`投诉 ${complaints}`, `${complaints} complaints`),
              disputes > 0 && t(`异议 ${disputes}`, `${disputes} disputes`),
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
