import type { Item, Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Empty, Form, FormId, LinkButton, Picture, Points, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { PairingView } from '../pairings/queries.ts'

type Props = Pick<PairingView, 'pairing' | 'household'> & {
  stores: readonly Store[]
  store: Store | undefined
  items: readonly (Item & { available: number })[]
  offerDays: number
  formId: string
  tried: Tried | undefined
}

export function GoodsPage({ pairing, household, stores, store, items, offerDays, formId, tried }: Props) {
  const t = useT()
  return (
    <>
      <h1>{t(`送给“${household.name}”`, `For “${household.name}”`)}</h1>
      <p class="lead">
        {t(
          `用您的积分换，对方 ${offerDays} 天内接受后到店领取。柜台看不出是赠送。`,
          `Paid with your points; they collect it once they accept, within ${offerDays} days. The counter does not see that it is a gift.`,
        )}
      </p>
      {stores.length > 1 && (
        <nav class="tabs" aria-label={t('超市', 'Stores')}>
          {stores.map(({ id, name }) => (
            <a href={`/pairings/${pairing.id}/goods?store=${id}`} aria-current={id === store?.id ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
      )}
      {!store || items.length === 0 ? (
        <Empty title={t('附近的超市现在没有货', 'The stores nearby have nothing at the moment')}>
          <p>{t('可以改送积分，让他们自己选。', 'Give points instead, and let them choose.')}</p>
        </Empty>
      ) : (
        <Form action={`/pairings/${pairing.id}/goods`} class="stack" tried={tried}>
          <FormId id={formId} tried={tried} />
          <input type="hidden" name="storeId" value={store.id} />
          <ul class="goods">
            {items.map((item) => (
              <GoodsRow item={item} tried={tried} />
            ))}
          </ul>
          <TextField name="words" label={t('一句话', 'A few words')} maxlength={100} required={false} tried={tried} />
          <Alert tone="info">
            {t(
              '接受后不能收回；没接受的，积分退回给您。',
              'Once accepted it stays given; if not, your points come back.',
            )}
          </Alert>
          <Submit look="big">{t('提出赠送', 'Offer')}</Submit>
        </Form>
      )}
      <LinkButton href={`/pairings/${pairing.id}`} look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

function GoodsRow({ item, tried }: { item: Props['items'][number]; tried: Tried | undefined }) {
  const t = useT()
  const field = `pieces.${item.id}`
  const most = Math.min(item.limitPer30Days, item.available)
  return (
    <li class="goods-row">
      <Picture name={item.name} photoId={item.photoId} />
      <label class="goods-text" for={field}>
        <strong>{item.name}</strong> <Points points={item.pricePoints} /> <span class="muted">/ {item.unit}</span>
      </label>
      <select id={field} name={field} class="pieces">
        {Array.from({ length: most + 1 }, (_, pieces) => (
          <option value={String(pieces)} selected={String(pieces) === (tried?.values[field] ?? '0')}>
            {pieces === 0 ? t('不要', 'none') : `${pieces} ${item.unit}`}
          </option>
        ))}
      </select>
    </li>
  )
}
