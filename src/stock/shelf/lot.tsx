import type { Tried } from '../../web/form.ts'
import { Card, Facts, Form, FormId, LinkButton, Submit, TextField, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { yuan } from '../names.ts'
import type { Store } from '../queries.ts'
import type { LotRow, MoveRow } from './queries.ts'
import { Fresh, MoveTable } from './views.tsx'

type LotProps = {
  lot: LotRow & { receiver: string | null }
  moves: MoveRow[]
  store: Store
  tried: { writeOff?: Tried; recall?: Tried }
  id: string
  now: Date
  mayKeep: boolean
}

export function LotPage(props: LotProps) {
  const { lot, moves, store, now, mayKeep } = props
  const t = useT()
  return (
    <>
      <a class="back" href={`/desk/stock/${store.id}`}>
        ← {store.name}
      </a>
      <header class="page-head">
        <h1>{lot.name}</h1>
        <Fresh lot={lot} now={now} />
      </header>
      <div class="split">
        <LotFacts {...props} />
        {mayKeep && lot.onHand > 0 && <LotActs {...props} />}
      </div>
      <h2>{t('这批货的记录', 'What happened to this lot')}</h2>
      <MoveTable moves={moves} ofOne />
    </>
  )
}

function LotFacts({ lot }: LotProps) {
  const [t, lang] = [useT(), useLang()]
  const source = lot.sourceKind === 'donation' ? t('捐赠', 'Donation') : t('采购', 'Purchase')
  return (
    <Card>
      <Facts
        rows={[
          [t('在库', 'On hand'), `${lot.onHand} ${lot.unit}`],
          [t('已预留', 'Reserved'), String(lot.reserved)],
          [t('入库时', 'Taken in'), `${lot.received} ${lot.unit}`],
          [t('保质期至', 'Good until'), lot.expiresOn ?? t('不限', 'Keeps')],
          [t('来源', 'Source'), `${source} · ${lot.sourceNote}`],
          [t('每件价值', 'Value of one'), yuan(lot.unitValueFen)[lang]],
          [t('经手人', 'Taken in by'), lot.receiver ?? t('系统', 'System')],
          [t('入库时间', 'When'), <Time at={lot.receivedAt} withYear />],
        ]}
      />
    </Card>
  )
}

function LotActs({ lot, tried, id }: LotProps) {
  const t = useT()
  const free = lot.onHand - lot.reserved
  return (
    <div class="stack">
      <details class="card" open={Boolean(tried.writeOff)}>
        <summary>{t('报损', 'Write off')}</summary>
        <Form action={`/desk/stock/lots/${lot.id}/write-off`} tried={tried.writeOff}>
          <FormId id={id} tried={tried.writeOff} />
          <TextField
            name="quantity"
            label={t('数量', 'Quantity')}
            type="number"
            min={1}
            max={free}
            tried={tried.writeOff}
          />
          <TextField
            name="reason"
            label={t('原因', 'Reason')}
            help={t('例如破损、受潮、过期。多的请两个人盘点。', 'Broken, wet, expired. Many are counted by two.')}
            maxlength={200}
            tried={tried.writeOff}
          />
          <Submit look="danger">{t('报损', 'Write off')}</Submit>
        </Form>
      </details>
      {free > 0 && (
        <LinkButton href={`/desk/shipments/new?from=${lot.storeId}&lot=${lot.id}`} look="quiet">
          {t('调拨到别的超市', 'Send to another store')}
        </LinkButton>
      )}
      <Recall lot={lot} tried={tried.recall} id={id} />
    </div>
  )
}

function Recall({ lot, tried, id }: { lot: LotRow; tried: Tried | undefined; id: string }) {
  const t = useT()
  const says = lot.quarantined ? t('恢复发放', 'Give free again') : t('召回（暂停发放）', 'Recall')
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{says}</summary>
      <Form action={`/desk/stock/lots/${lot.id}/${lot.quarantined ? 'readmit' : 'recall'}`} tried={tried}>
        <FormId id={id} tried={tried} />
        <TextField name="recallReason" label={t('原因', 'Reason')} maxlength={200} tried={tried} />
        <Submit look={lot.quarantined ? 'primary' : 'danger'}>{says}</Submit>
      </Form>
    </details>
  )
}
