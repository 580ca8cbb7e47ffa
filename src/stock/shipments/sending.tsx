import type { Tried } from '../../web/form.ts'
import { Card, Empty, Form, FormId, Select, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Store } from '../queries.ts'
import { BackToList } from './parts.tsx'
import type { LotToSend } from './queries.ts'

export function ChooseStore({ stores }: { stores: Store[] }) {
  const t = useT()
  return (
    <>
      <BackToList />
      <h1>{t('从哪家超市调出', 'From which store')}</h1>
      {stores.length === 0 && <Empty title={t('您名下没有超市', 'No store is yours')} />}
      <div class="cards">
        {stores.map((store) => (
          <Card href={`/desk/shipments/new?from=${store.id}`}>
            <h2>{store.name}</h2>
            <p class="muted">{store.address || t(`${store.number} 号店`, `Store ${store.number}`)}</p>
          </Card>
        ))}
      </div>
    </>
  )
}

type NewProps = { from: Store; others: Store[]; lots: LotToSend[]; tried: Tried | undefined; id: string }

export function NewShipment({ from, others, lots, tried, id }: NewProps) {
  const t = useT()
  return (
    <>
      <BackToList />
      <h1>{t(`从${from.name}调出`, `From ${from.name}`)}</h1>
      <p class="lead">
        {t(
          '发出以后就不在货架上了，对方点收前谁也兑换不到。',
          'Once sent it is on no shelf, and nobody can order it before it is counted there.',
        )}
      </p>
      {lots.length === 0 ? (
        <Empty title={t('没有可以调拨的货', 'Nothing here can be sent')}>
          <p>{t('已预留、过期和召回的不能调拨。', 'What is reserved, expired or recalled stays.')}</p>
        </Empty>
      ) : (
        <Form action="/desk/shipments" tried={tried}>
          <FormId id={id} tried={tried} />
          <input type="hidden" name="fromStoreId" value={from.id} />
          <Select
            name="toStoreId"
            label={t('调到', 'To')}
            empty={t('请选择', 'Choose')}
            choices={others.map((store) => ({ value: store.id, label: store.name }))}
            tried={tried}
          />
          <TextField name="note" label={t('备注', 'Note')} maxlength={200} required={false} tried={tried} />
          <h2>{t('调多少', 'How many')}</h2>
          <div class="cards">
            {lots.map((lot) => (
              <LotToSendCard lot={lot} tried={tried} />
            ))}
          </div>
          <Submit>{t('发出', 'Send')}</Submit>
        </Form>
      )}
    </>
  )
}

function LotToSendCard({ lot, tried }: { lot: LotToSend; tried: Tried | undefined }) {
  const t = useT()
  const free = lot.onHand - lot.reserved
  const until = lot.expiresOn ? t(`保质期至 ${lot.expiresOn}`, `good until ${lot.expiresOn}`) : t('不限保质期', 'keeps')
  return (
    <Card>
      <TextField
        name={`send-${lot.id}`}
        label={lot.name}
        help={`${t(`可调 ${free} ${lot.unit}`, `${free} ${lot.unit} free`)} · ${until} · ${lot.sourceNote}`}
        type="number"
        min={0}
        max={free}
        required={false}
        tried={tried}
      />
    </Card>
  )
}
