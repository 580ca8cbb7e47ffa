import { newId } from '../../kit/ids.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Empty, Form, FormId, LinkButton, Picture, Points, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { ShelfItem } from '../orders/shelf.tsx'

type Props = { store: Store; items: readonly ShelfItem[]; piecesMax: number; tried: Tried | undefined }

/** Somebody with a card and no phone chooses at the counter and takes it home at once. */
export function CounterOrder({ store, items, piecesMax, tried }: Props) {
  const t = useT()
  return (
    <>
      <h1>{t('持卡居民现场兑换', 'Order for a card holder')}</h1>
      <p class="muted">{store.name}</p>
      {items.length === 0 ? (
        <Empty title={t('货架暂时空了', 'The shelf is empty at the moment')} />
      ) : (
        <Form action={`/counter/orders?store=${store.id}`} tried={tried}>
          <FormId id={newId()} tried={tried} />
          <TextField
            name="card"
            label={t('扫荣誉卡，或输入卡号', 'Scan the card, or type its number')}
            maxlength={200}
            autocomplete="off"
            autofocus
            tried={tried}
          />
          <div data-scan="#card" />
          <ul class="goods">
            {items.map((item) => (
              <CounterGoods {...{ item, piecesMax, tried }} />
            ))}
          </ul>
          <TextField
            name="pin"
            type="password"
            label={t('请居民输入荣誉卡密码', 'The resident types the card’s PIN')}
            maxlength={20}
            inputmode="numeric"
            autocomplete="off"
            tried={tried}
          />
          <Submit look="big">{t('兑换并交给居民', 'Redeem and hand over')}</Submit>
        </Form>
      )}
      <p class="actions">
        <LinkButton href={`/counter?store=${store.id}`} look="quiet">
          {t('返回柜台', 'Back to the counter')}
        </LinkButton>
      </p>
    </>
  )
}

type GoodsProps = { item: ShelfItem } & Pick<Props, 'piecesMax' | 'tried'>

function CounterGoods({ item, piecesMax, tried }: GoodsProps) {
  const field = `pieces.${item.id}`
  const most = Math.min(item.limitPer30Days, item.available, piecesMax)
  return (
    <li class="goods-row">
      <Picture name={item.name} photoId={item.photoId} />
      <label class="goods-text" for={field}>
        <strong>{item.name}</strong> <Points points={item.pricePoints} />
      </label>
      <select id={field} name={field} class="pieces">
        {Array.from({ length: most + 1 }, (_, pieces) => (
          <option value={String(pieces)} selected={String(pieces) === (tried?.values[field] ?? '0')}>
            {pieces}
          </option>
        ))}
      </select>
    </li>
  )
}
