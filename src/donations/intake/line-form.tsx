import type { Area } from '../../areas/queries.ts'
import type { Item } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Checkbox, Field, Form, FormId, Radios, Select, Submit, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { lineKindNames } from '../labels.ts'
import type { Donation } from './queries.ts'

type Props = {
  donation: Donation
  items: Item[]
  picked: Item | undefined
  scanned: string | undefined
  areas: Area[]
  tried: Tried | undefined
  id: string
}

/** What was given, line by line: a barcode picks the item, a scale says how heavy, a person counts. */
export function LineForm(props: Props) {
  const { donation, items, picked, scanned, tried, id } = props
  const [t, lang] = [useT(), useLang()]
  const path = `/desk/donations/${donation.id}`
  return (
    <Card>
      <h2>{t('加一项', 'Add a line')}</h2>
      <form method="get" action={path} class="filters">
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
      <Form action={`${path}/lines`} tried={tried}>
        <FormId id={id} tried={tried} />
        <Radios
          name="kind"
          label={t('捐的是', 'It is')}
          value="goods"
          choices={(['goods', 'money', 'premises'] as const).map((kind) => ({
            value: kind,
            label: lineKindNames[kind][lang],
          }))}
          tried={tried}
        />
        <div class="only for-goods">
          <Select
            name="itemId"
            label={t('物品', 'Item')}
            value={picked?.id}
            empty={t('请选择', 'Choose')}
            choices={items.map((item) => ({ value: item.id, label: `${item.name}（${item.unit}）` }))}
            required="depends"
            tried={tried}
          />
          <div class="row">
            <TextField
              name="quantity"
              label={t('件数', 'Pieces')}
              type="number"
              min={1}
              required="depends"
              tried={tried}
            />
            <TextField
              name="kilograms"
              label={t('总重（千克）', 'Weight of all, kg')}
              inputmode="decimal"
              required={false}
              tried={tried}
            />
          </div>
        </div>
        <Others tried={tried} />
        <TextField
          name="unitValue"
          label={t('每件价值，或捐款金额、场地折价（元）', 'Value of one piece; or the sum, or the rent (yuan)')}
          help={t('物资不填就按目录里的价值。', 'For goods, leave empty for the catalogue’s value.')}
          inputmode="decimal"
          required="depends"
          tried={tried}
        />
        <div class="only for-goods">
          <TextField name="expiresOn" label={t('保质期至', 'Good until')} type="date" required={false} tried={tried} />
        </div>
        <Restriction {...props} />
        <Submit>{t('加上', 'Add')}</Submit>
      </Form>
    </Card>
  )
}

function Restriction({ areas, tried }: Props) {
  const t = useT()
  const depth = ({ path }: Area) => '　'.repeat(path.split('/').length - 2)
  const choices = areas.filter(({ kind }) => !['compound', 'grid'].includes(kind))
  return (
    <details class="fold" open={Boolean(tried?.values.forAreaId || tried?.values.purpose)}>
      <summary>{t('捐赠人指定了用途', 'The donor said what it is for')}</summary>
      <Select
        name="forAreaId"
        label={t('只给这里的居民', 'Only for people of')}
        choices={choices.map((area) => ({ value: area.id, label: depth(area) + area.name }))}
        empty={t('不限', 'Anywhere')}
        required={false}
        tried={tried}
      />
      <Checkbox name="forNeed" label={t('只给困难家庭', 'Only for households in need')} tried={tried} />
      <TextField
        name="purpose"
        label={t('捐赠人的原话', 'In the donor’s words')}
        maxlength={200}
        required={false}
        tried={tried}
      />
    </details>
  )
}

/** Of money and premises. A browser that knows how shows of all these only what the kind needs. */
function Others({ tried }: { tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <div class="only for-money for-premises">
        <TextField
          name="name"
          label={t('是什么（捐款、场地）', 'What it is (money, premises)')}
          help={t('例如“捐款”“青云路 20 号一楼 60 平方米”。', 'For example “money”, “ground floor, 60 m²”.')}
          maxlength={60}
          required="depends"
          tried={tried}
        />
      </div>
      <div class="only for-premises row">
        <TextField name="freeFrom" label={t('免费使用从', 'Free from')} type="date" required={false} tried={tried} />
        <TextField name="freeUntil" label={t('到', 'until')} type="date" required={false} tried={tried} />
      </div>
    </>
  )
}
