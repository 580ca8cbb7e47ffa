import type { Tried } from '../../web/form.ts'
import { Alert, Empty, Field, Form, FormId, LinkButton, Select, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Item, Store } from '../queries.ts'

type IntakeProps = {
  store: Store
  items: Item[]
  picked: Item | undefined
  scanned: string | undefined
  tried: Tried | undefined
  id: string
}

/** A barcode picks the item; goods without one are picked from the list. */
export function IntakeForm({ store, items, picked, scanned, tried, id }: IntakeProps) {
  const t = useT()
  return (
    <>
      <a class="back" href={`/desk/stock/${store.id}`}>
        ← {store.name}
      </a>
      <header class="page-head">
        <h1>{t('采购入库', 'Take purchased goods in')}</h1>
      </header>
      <p class="help">
        {t(
          '捐赠的物资从捐赠登记上架，这样捐赠人才能看到去向：',
          'Donated goods come to the shelf from their donation:',
        )}{' '}
        <a href="/desk/donations">{t('去捐赠', 'Donations')}</a>
      </p>
      <form method="get" class="filters">
        <Field
          name="barcode"
          label={t('扫条形码选物品', 'Scan a barcode to pick the item')}
          help={t('扫码枪直接扫，或输入数字后按“选出”。', 'With a barcode scanner, or typed.')}
        >
          <input id="barcode" name="barcode" inputmode="numeric" value={scanned} autocomplete="off" />
        </Field>
        <Submit look="quiet">{t('选出', 'Pick')}</Submit>
      </form>
      {scanned && !picked && (
        <Alert tone="warn">
          {t(`目录里没有条形码 ${scanned} 的物品。`, `Nothing in the catalogue has the barcode ${scanned}.`)}
        </Alert>
      )}
      {items.length === 0 ? (
        <Empty title={t('还没有可入库的物品', 'Nothing in the catalogue yet')}>
          <LinkButton href="/desk/catalogue">{t('去兑换物品', 'To the catalogue')}</LinkButton>
        </Empty>
      ) : (
        <Form action={`/desk/stock/${store.id}/intake`} tried={tried}>
          <FormId id={id} tried={tried} />
          <Select
            name="itemId"
            label={t('物品', 'Item')}
            value={picked?.id}
            empty={t('请选择', 'Choose')}
            choices={items.map((item) => ({ value: item.id, label: `${item.name}（${item.unit}）` }))}
            tried={tried}
          />
          <TextField name="quantity" label={t('数量', 'Quantity')} type="number" min={1} tried={tried} />
          <TextField
            name="expiresOn"
            label={t('保质期至', 'Good until')}
            help={t(
              '这一天还可以发放。没有保质期的不填。',
              'It may still be handed out on that day. Leave empty if it keeps.',
            )}
            type="date"
            required={false}
            tried={tried}
          />
          <TextField
            name="sourceNote"
            label={t('采购单号或来源', 'Purchase number')}
            help={t('会显示在库存里。', 'It is shown with the stock.')}
            maxlength={200}
            tried={tried}
          />
          <TextField
            name="unitValue"
            label={t('每件价值（元）', 'Value of one piece (yuan)')}
            help={t('不填就按目录里的价值。', 'Leave empty for the catalogue’s value.')}
            inputmode="decimal"
            required={false}
            tried={tried}
          />
          <Submit>{t('入库', 'Take in')}</Submit>
        </Form>
      )}
    </>
  )
}
