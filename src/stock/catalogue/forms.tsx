import { itemCategories } from '../../../db/schema/stock.ts'
import type { Tried } from '../../web/form.ts'
import {
  Card,
  Checkbox,
  Chip,
  Field,
  Form,
  FormId,
  FormVersion,
  PhotoField,
  Points,
  Select,
  Submit,
  Table,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { CoverageNotice } from '../coverage/notice.tsx'
import { categoryNames } from '../names.ts'
import type { Item } from '../queries.ts'
import type { eventsOf, placesOf, pricesOf } from './queries.ts'
import type { PriceTerms } from './rules.ts'
import { Thumbnail } from './views.tsx'

type NewItemProps = { tried: Tried | undefined; barcode: string | undefined; limit: number; id: string }

export function NewItem({ tried, barcode, limit, id }: NewItemProps) {
  const t = useT()
  return (
    <>
      <a class="back" href="/desk/catalogue">
        {t('← 兑换物品', '← Catalogue')}
      </a>
      <header class="page-head">
        <h1>{t('新物品', 'New item')}</h1>
      </header>
      <Form action="/desk/catalogue/new" upload tried={tried}>
        <FormId id={id} tried={tried} />
        <ItemFields {...{ tried, barcode, limit }} />
        <TextField
          name="pricePoints"
          label={t('积分价', 'Price in points')}
          help={t('参考：1 分大约对应 1 元。', 'As a guide, a point is worth about one yuan.')}
          type="number"
          min={1}
          tried={tried}
        />
        <Submit>{t('加入目录', 'Add')}</Submit>
      </Form>
    </>
  )
}

type Fields = { item?: Item; tried: Tried | undefined; barcode?: string | undefined; limit?: number }

function ItemFields({ item, tried, barcode, limit }: Fields) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <TextField name="name" label={t('名称', 'Name')} value={item?.name} maxlength={60} tried={tried} />
      <TextField
        name="unit"
        label={t('单位', 'Unit')}
        help={t('例如 袋、瓶、盒、次。', 'A bag, a bottle, a box, a time.')}
        value={item?.unit}
        maxlength={10}
        tried={tried}
      />
      <Select
        name="category"
        label={t('类别', 'Category')}
        value={item?.category}
        choices={itemCategories.map((value) => ({ value, label: categoryNames[value][lang] }))}
        tried={tried}
      />
      <Barcode value={barcode ?? item?.barcode} tried={tried} />
      <TextField
        name="limitPer30Days"
        label={t('每人限兑（件）', 'Limit for one person, pieces')}
        help={t('限兑的天数见兑换规则。', 'Over how many days: see the redemption terms.')}
        type="number"
        min={1}
        value={item?.limitPer30Days ?? limit}
        tried={tried}
      />
      <TextField
        name="unitValue"
        label={t('每件价值（元）', 'Value of one piece (yuan)')}
        inputmode="decimal"
        value={item && (item.unitValueFen / 100).toFixed(2)}
        tried={tried}
      />
      <PhotoField
        name="photo"
        label={item?.photoId ? t('换一张照片', 'Another photo') : t('照片', 'Photo')}
        tried={tried}
      />
    </>
  )
}

function Barcode({ value, tried }: { value: string | null | undefined; tried: Tried | undefined }) {
  const t = useT()
  return (
    <Field
      name="barcode"
      label={t('条形码', 'Barcode')}
      help={t('8、12 或 13 位数字；散装物品不填。', '8, 12 or 13 digits; leave empty for loose goods.')}
      required={false}
      tried={tried}
    >
      <input
        id="barcode"
        name="barcode"
        inputmode="numeric"
        autocomplete="off"
        maxlength={20}
        value={tried?.values.barcode ?? value ?? ''}
      />
    </Field>
  )
}

type ItemPageProps = {
  item: Item
  prices: Awaited<ReturnType<typeof pricesOf>>
  places: Awaited<ReturnType<typeof placesOf>>
  events: Awaited<ReturnType<typeof eventsOf>>
  mayKeep: boolean
  terms: PriceTerms
  /** While goods are short no price changes, and an announced one waits. */
  isFrozen: boolean
  tried: { item?: Tried; price?: Tried; recall?: Tried }
  id: string
  today: string
  now: Date
}

export function ItemPage(props: ItemPageProps) {
  const { item, mayKeep, tried } = props
  const t = useT()
  return (
    <>
      <a class="back" href="/desk/catalogue">
        {t('← 兑换物品', '← Catalogue')}
      </a>
      <header class="page-head">
        <span class="row">
          <Thumbnail item={item} />
          <h1>{item.name}</h1>
        </span>
        {item.active ? <Chip tone="good">{t('可兑换', 'Offered')}</Chip> : <Chip>{t('已停兑', 'Not offered')}</Chip>}
      </header>
      <div class="split">
        <div class="stack">
          {mayKeep && (
            <Card>
              <h2>{t('资料', 'Details')}</h2>
              <Form action={`/desk/catalogue/${item.id}`} upload tried={tried.item}>
                <FormVersion version={item.version} />
                <ItemFields item={item} tried={tried.item} />
                <Checkbox name="active" label={t('可以兑换', 'Offered')} checked={item.active} tried={tried.item} />
                <Submit>{t('保存', 'Save')}</Submit>
              </Form>
            </Card>
          )}
          <Places {...props} />
        </div>
        <div class="stack">
          <Prices {...props} />
          {mayKeep && <RecallAll {...props} />}
          <History {...props} />
        </div>
      </div>
    </>
  )
}

function Prices({ item, prices, mayKeep, tried, id, today, now, terms, isFrozen }: ItemPageProps) {
  const t = useT()
  return (
    <Card>
      <h2>{t('积分价', 'Price')}</h2>
      <Timeline
        events={prices.toReversed().map((price) => ({
          at: price.startsAt,
          what: (
            <>
              <Points points={price.pricePoints} />{' '}
              {price.startsAt > now && <Chip tone="accent">{t('已公布，未生效', 'Announced')}</Chip>}
              {isFrozen &&
                price.startsAt <= now &&
                price === prices.at(-1) &&
                price.pricePoints !== item.pricePoints && (
                  <Chip tone="warn">{t('物价冻结，暂缓', 'Waits: prices are frozen')}</Chip>
                )}
            </>
          ),
          who: price.who ?? t('系统', 'System'),
          note: price.reason,
        }))}
      />
      {mayKeep && isFrozen && <CoverageNotice tone="red" />}
      {mayKeep && (!isFrozen || tried.price) && (
        <details open={Boolean(tried.price)}>
          <summary>{t('调价', 'Change the price')}</summary>
          <Form action={`/desk/catalogue/${item.id}/price`} tried={tried.price}>
            <FormId id={id} tried={tried.price} />
            <TextField name="newPrice" label={t('新积分价', 'New price')} type="number" min={1} tried={tried.price} />
            <TextField
              name="startsOn"
              label={t('从哪天起', 'From')}
              type="date"
              value={today}
              min={today}
              help={t(
                `降价可以当天生效；涨价要提前 ${terms.riseNoticeDays} 天公布，比 ${terms.riseDays} 天内的最低价最多涨 ${terms.risePercentMax}%。`,
                `Cheaper may begin today; dearer after ${terms.riseNoticeDays} days, at most ${terms.risePercentMax}% above the lowest price of ${terms.riseDays} days.`,
              )}
              tried={tried.price}
            />
            <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} tried={tried.price} />
            <Submit>{t('公布新价格', 'Announce')}</Submit>
          </Form>
        </details>
      )}
    </Card>
  )
}

function Places({ places, item }: ItemPageProps) {
  const t = useT()
  return (
    <Card>
      <h2>{t('在哪些超市有货', 'Where it lies')}</h2>
      {places.length === 0 ? (
        <p class="muted">{t('目前没有库存。', 'Nowhere at present.')}</p>
      ) : (
        <Table
          head={[t('超市', 'Store'), t('在库', 'On hand'), t('已预留', 'Reserved')]}
          rows={places.map((place) => [
            <a href={`/desk/stock/${place.storeId}`}>{place.name}</a>,
            <span class="num">{`${place.onHand} ${item.unit}`}</span>,
            <span class="num">{place.reserved}</span>,
          ])}
        />
      )}
    </Card>
  )
}

function RecallAll({ item, places, tried }: ItemPageProps) {
  const t = useT()
  if (places.length === 0) return null
  return (
    <details class="card" open={Boolean(tried.recall)}>
      <summary>{t('全市召回', 'Recall in the whole city')}</summary>
      <Form action={`/desk/catalogue/${item.id}/recall`} tried={tried.recall}>
        <p>
          {t('所有超市的这种物品都会暂停发放。', 'No store hands it out any more until a lot is given free again.')}
        </p>
        <TextField name="recallReason" label={t('原因', 'Reason')} maxlength={200} tried={tried.recall} />
        <Submit look="danger">{t('全部召回', 'Recall all')}</Submit>
      </Form>
    </details>
  )
}

function History({ events }: ItemPageProps) {
  const t = useT()
  if (events.length === 0) return null
  const steps: Record<string, string> = { added: t('加入目录', 'Added'), changed: t('修改资料', 'Changed') }
  return (
    <Card>
      <h2>{t('变更记录', 'History')}</h2>
      <Timeline
        events={events.map(({ at, step, who, reason }) => ({
          at,
          what: steps[step] ?? step,
          who: who ?? '',
          note: reason,
        }))}
      />
    </Card>
  )
}
