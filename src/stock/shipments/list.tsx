import { Chip, Empty, LinkButton, More, Table, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { stateNames } from './parts.tsx'
import type { ShipmentRow } from './queries.ts'

type ListProps = { onTheWay: ShipmentRow[]; ended: ShipmentRow[]; next: string | undefined; maySend: boolean }

export function ShipmentList({ onTheWay, ended, next, maySend }: ListProps) {
  const t = useT()
  return (
    <>
      <a class="back" href="/desk">
        {t('← 工作台', '← Desk')}
      </a>
      <header class="page-head">
        <h1>{t('调拨', 'Shipments')}</h1>
        {maySend && <LinkButton href="/desk/shipments/new">{t('新调拨', 'New shipment')}</LinkButton>}
      </header>
      <h2>{t('在途', 'On their way')}</h2>
      {onTheWay.length === 0 ? (
        <Empty title={t('现在没有在途的货', 'Nothing is on its way')} />
      ) : (
        <ShipmentTable rows={onTheWay} />
      )}
      {ended.length > 0 && (
        <>
          <h2>{t('已结束', 'Ended')}</h2>
          <ShipmentTable rows={ended} />
          <More href={next && `/desk/shipments?before=${next}`} />
        </>
      )}
    </>
  )
}

function ShipmentTable({ rows }: { rows: ShipmentRow[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Table
      head={[
        t('单号', 'Number'),
        t('调出', 'From'),
        t('调入', 'To'),
        t('发出时间', 'Sent'),
        t('发出人', 'By'),
        t('状态', 'State'),
      ]}
      rows={rows.map((row) => [
        <a class="whole" href={`/desk/shipments/${row.id}`}>
          {row.number}
        </a>,
        <span class="goods-name">{row.fromName}</span>,
        <span class="goods-name">{row.toName}</span>,
        <Time at={row.sentAt} />,
        row.sender ?? t('系统', 'System'),
        <Chip tone={stateNames[row.state].tone}>{stateNames[row.state][lang]}</Chip>,
      ])}
    />
  )
}
