import { Alert, Card, Chip, Empty, Figure, LinkButton, Table, Time } from '../../web/ui.tsx'
import { type Say, useLang, useT } from '../../web/words.ts'
import { freshnessNames, moveNames } from '../names.ts'
import type { Store } from '../queries.ts'
import { freshnessOf, type LotRow, type MoveRow } from './queries.ts'

export function Stores({ stores }: { stores: Store[] }) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('库存', 'Stock')}</h1>
      </header>
      {stores.length === 0 ? (
        <Empty title={t('您名下没有超市', 'No store is yours')}>
          <p>{t('请管理员在“居民与授权”里把超市授权给您。', 'Ask an administrator to grant you one.')}</p>
        </Empty>
      ) : (
        <div class="cards">
          {stores.map((store) => (
            <Card href={`/desk/stock/${store.id}`}>
              <h2>{store.name}</h2>
              <p class="muted">{store.address || t(`${store.number} 号店`, `Store ${store.number}`)}</p>
            </Card>
          ))}
        </div>
      )}
    </>
  )
}

type ShelfProps = { store: Store; lots: LotRow[]; arrivals: number; now: Date; mayKeep: boolean }

export function Shelf({ store, lots, arrivals, now, mayKeep }: ShelfProps) {
  const t = useT()
  const urgent = [...lots].sort((a, b) => urgency(b, now) - urgency(a, now))
  const count = (wanted: string) => lots.filter((lot) => freshnessOf(lot, now) === wanted).length
  return (
    <>
      <header class="page-head">
        <h1>{t(`${store.name}的库存`, `Stock of ${store.name}`)}</h1>
        <p class="actions">
          {mayKeep && <LinkButton href={`/desk/stock/${store.id}/intake`}>{t('入库', 'Take in')}</LinkButton>}
          <LinkButton href={`/desk/stock/${store.id}/counts`} look="quiet">
            {t('盘点', 'Stock-take')}
          </LinkButton>
          <LinkButton href="/desk/shipments" look="quiet">
            {t('调拨', 'Shipments')}
          </LinkButton>
          <LinkButton href={`/desk/stock/${store.id}/moves`} look="quiet">
            {t('出入库记录', 'Moves')}
          </LinkButton>
        </p>
      </header>
      {arrivals > 0 && (
        <Alert tone="info">
          {t(`有 ${arrivals} 单调拨正在送来，到货请点数。`, `${arrivals} shipments are on their way here.`)}{' '}
          <a href="/desk/shipments">{t('去点收', 'Count them in')}</a>
        </Alert>
      )}
      {lots.length === 0 ? (
        <Empty title={t('货架还是空的', 'The shelves are empty')}>
          <p>{t('收到捐赠或采购的物品后，从“入库”登记。', 'Take donated or purchased goods in first.')}</p>
        </Empty>
      ) : (
        <>
          <div class="figures">
            <Figure value={new Set(lots.map(({ itemId }) => itemId)).size} label={t('种物品', 'Items')} />
            <Figure
              value={lots.reduce((sum, lot) => sum + lot.onHand - lot.reserved, 0)}
              label={t('件可动用', 'Pieces free')}
            />
            <Figure value={count('near')} label={t('批临期', 'Lots near expiry')} />
            <Figure
              value={count('expired') + count('recalled')}
              label={t('批过期或暂停', 'Lots expired or recalled')}
            />
          </div>
          <LotTable lots={urgent} now={now} />
        </>
      )}
    </>
  )
}

/** What needs a hand comes first: expired, recalled, then near expiry. The rest stays in the order of names. */
const urgency = (lot: LotRow, now: Date) => ['good', 'near', 'recalled', 'expired'].indexOf(freshnessOf(lot, now))

function LotTable({ lots, now }: { lots: LotRow[]; now: Date }) {
  const t = useT()
  return (
    <Table
      head={[
        t('物品', 'Item'),
        t('在库', 'On hand'),
        t('已预留', 'Reserved'),
        t('可动用', 'Free'),
        t('保质期至', 'Good until'),
        t('状态', 'State'),
        t('来源', 'Source'),
      ]}
      rows={lots.map((lot) => [
        <a class="goods-name" href={`/desk/stock/lots/${lot.id}`}>
          {lot.name}
        </a>,
        <span class="num">{`${lot.onHand} ${lot.unit}`}</span>,
        <span class="num">{lot.reserved}</span>,
        <span class="num">{lot.onHand - lot.reserved}</span>,
        <span class="whole">{lot.expiresOn ?? t('不限', 'Keeps')}</span>,
        <Fresh lot={lot} now={now} />,
        <span class="goods-name">{lot.sourceNote}</span>,
      ])}
    />
  )
}

export function Fresh({ lot, now }: { lot: Pick<LotRow, 'quarantined' | 'expiresOn'>; now: Date }) {
  const lang = useLang()
  const { tone, ...name } = freshnessNames[freshnessOf(lot, now)]
  return <Chip tone={tone}>{name[lang]}</Chip>
}

export function Moves({ store, moves }: { store: Store; moves: MoveRow[] }) {
  const t = useT()
  return (
    <>
      <a class="back" href={`/desk/stock/${store.id}`}>
        ← {store.name}
      </a>
      <header class="page-head">
        <h1>{t('出入库记录', 'Moves')}</h1>
      </header>
      {moves.length === 0 ? <Empty title={t('还没有记录', 'Nothing has moved yet')} /> : <MoveTable moves={moves} />}
    </>
  )
}

/** `ofOne` when all are of one lot, whose page names it already. */
export function MoveTable({ moves, ofOne = false }: { moves: MoveRow[]; ofOne?: boolean }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Table
      caption={t('最近的在前', 'Newest first')}
      head={[
        t('时间', 'When'),
        ...(ofOne ? [] : [t('物品', 'Item')]),
        t('做了什么', 'What'),
        t('在库变化', 'On hand'),
        t('预留变化', 'Reserved'),
        t('经手人', 'Who'),
        t('说明', 'Why'),
      ]}
      rows={moves.map((move) => [
        <Time at={move.at} />,
        ...(ofOne
          ? []
          : [
              <a class="goods-name" href={`/desk/stock/lots/${move.lotId}`}>
                {move.name}
              </a>,
            ]),
        moveNames[move.kind][lang],
        <span class="num">{signed(move.quantity)}</span>,
        <span class="num">{signed(move.reserved)}</span>,
        whoOf(t, move),
        move.reason,
      ])}
    />
  )
}

/** Whoever reserves is a resident, and what they redeem is nobody's to read here. */
const whoOf = (t: Say, { kind, who }: MoveRow) =>
  kind === 'reserve' ? t('居民', 'A resident') : (who ?? t('系统', 'System'))

const signed = (change: number) => (change > 0 ? `+${change}` : change === 0 ? '' : `−${-change}`)
