import { Chip, Empty, Field, LinkButton, Points, Submit, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { categoryNames } from '../names.ts'
import type { Item } from '../queries.ts'

export function Catalogue({ items, search, mayKeep }: { items: Item[]; search: string; mayKeep: boolean }) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('兑换物品', 'Catalogue')}</h1>
        {mayKeep && (
          <p class="actions">
            <LinkButton href="/desk/catalogue/new">{t('新物品', 'New item')}</LinkButton>
            <LinkButton href="/desk/catalogue/import" look="quiet">
              {t('导入物品表', 'Import a list')}
            </LinkButton>
          </p>
        )}
      </header>
      <form method="get" action="/desk/catalogue" class="filters">
        <Field
          name="q"
          label={t('名称或条形码', 'Name or barcode')}
          help={t('可以用扫码枪直接扫。', 'A barcode scanner types here.')}
        >
          <input id="q" name="q" type="search" value={search} maxlength={60} autocomplete="off" />
        </Field>
        <Submit look="quiet">{t('查找', 'Find')}</Submit>
      </form>
      {items.length === 0 ? <NothingFound search={search} mayKeep={mayKeep} /> : <ItemTable items={items} />}
    </>
  )
}

function NothingFound({ search, mayKeep }: { search: string; mayKeep: boolean }) {
  const t = useT()
  const isBarcode = /^\d{8,14}$/.test(search)
  const title = search
    ? t(`没有找到“${search}”`, `Nothing fits “${search}”`)
    : t('目录还是空的', 'The catalogue is empty')
  return (
    <Empty title={title}>
      {mayKeep && (
        <LinkButton href={`/desk/catalogue/new${isBarcode ? `?barcode=${search}` : ''}`}>
          {isBarcode ? t('用这个条形码新建物品', 'Add an item with this barcode') : t('新建物品', 'Add an item')}
        </LinkButton>
      )}
    </Empty>
  )
}

function ItemTable({ items }: { items: Item[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <Table
      head={[
        t('照片', 'Photo'),
        t('物品', 'Item'),
        t('类别', 'Category'),
        t('价格', 'Price'),
        t('30 天限兑', 'Limit in 30 days'),
        t('条形码', 'Barcode'),
        t('状态', 'State'),
      ]}
      rows={items.map((item) => [
        <Thumbnail item={item} />,
        <a class="goods-name" href={`/desk/catalogue/${item.id}`}>{`${item.name}（${item.unit}）`}</a>,
        categoryNames[item.category][lang],
        <Points points={item.pricePoints} />,
        <span class="num">{item.limitPer30Days}</span>,
        item.barcode ?? <span class="muted">{t('无', 'None')}</span>,
        item.active ? <Chip tone="good">{t('可兑换', 'Offered')}</Chip> : <Chip>{t('已停兑', 'Not offered')}</Chip>,
      ])}
    />
  )
}

/** Without a photo the cell stays quiet: the name stands beside it. */
export function Thumbnail({ item }: { item: Pick<Item, 'photoId'> }) {
  return item.photoId ? <img class="thumb" src={`/photos/${item.photoId}/small`} alt="" loading="lazy" /> : null
}
