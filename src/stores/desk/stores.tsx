import type { Area } from '../../areas/queries.ts'
import { newId } from '../../kit/ids.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import { BothVersions } from '../../web/refusal-page.tsx'
import {
  Card,
  Empty,
  Facts,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  Radios,
  Select,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { type Say, useT } from '../../web/words.ts'
import { dayName, OpenNow } from '../parts.tsx'
import type { ListedStore } from '../queries.ts'
import { writeSpans } from '../rules.ts'

export function DeskStores({ stores, mayAdd, now }: { stores: ListedStore[]; mayAdd: boolean; now: Date }) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('荣誉超市', 'Honour stores')}</h1>
        {mayAdd && <LinkButton href="/desk/stores/new">{t('新开一家', 'New store')}</LinkButton>}
      </header>
      {stores.length === 0 ? (
        <Empty title={t('您的辖区里还没有超市', 'No stores in your area yet')} />
      ) : (
        <Table
          head={[t('编号', 'No.'), t('名称', 'Name'), t('区域', 'Area'), t('营业', 'Hours'), t('办理', 'Work')]}
          rows={stores.map((store) => [
            store.number,
            <a class="goods-name" href={`/desk/stores/${store.id}`}>
              {store.name}
            </a>,
            store.areaName,
            <OpenNow store={store} now={now} />,
            <a href={`/desk/stores/${store.id}/orders`}>{t('兑换单', 'Orders')}</a>,
          ])}
        />
      )}
    </>
  )
}

type StoreFormProps = {
  store?: Store
  areas: readonly Area[]
  keepers?: readonly { name: string; since: Date }[]
  tried: Tried | undefined
}

/** A new store, or one to change. Whoever may not change it, such as its keeper, reads it. */
export function StoreForm({ store, areas, keepers, tried }: StoreFormProps) {
  const t = useT()
  const mayChange = areas.some(({ id }) => !store || id === store.areaId)
  const { yours, theirs } = tried?.refusal?.details ?? {}
  return (
    <>
      <header class="page-head">
        <h1>{store ? store.name : t('新开一家荣誉超市', 'New honour store')}</h1>
        {store && (
          <span class="actions">
            <LinkButton href={`/desk/stores/${store.id}/orders`} look="quiet">
              {t('兑换单', 'Orders')}
            </LinkButton>
            <LinkButton href={`/desk/stores/${store.id}/deliveries`} look="quiet">
              {t('送货', 'Deliveries')}
            </LinkButton>
          </span>
        )}
      </header>
      <div class="split">
        {store && !mayChange ? (
          <StoreFacts store={store} />
        ) : (
          <Form action={store ? `/desk/stores/${store.id}` : '/desk/stores'} tried={tried}>
            {tried?.refusal?.code === 'stale_version' && (
              <BothVersions yours={yours} theirs={theirs} labels={labelsIn(t)} />
            )}
            {store ? <FormVersion version={store.version} /> : <FormId id={newId()} tried={tried} />}
            <TextField name="name" label={t('名称', 'Name')} value={store?.name} maxlength={60} tried={tried} />
            <Select
              name="areaId"
              label={t('所在区域', 'Area')}
              value={store?.areaId}
              choices={areas.map(({ id, name }) => ({ value: id, label: name }))}
              tried={tried}
            />
            <TextField
              name="address"
              label={t('地址', 'Address')}
              value={store?.address}
              maxlength={120}
              required={false}
              tried={tried}
            />
            <TextField
              name="phone"
              type="tel"
              label={t('电话', 'Phone')}
              value={store?.phone}
              maxlength={30}
              required={false}
              tried={tried}
            />
            <WeekFields store={store} tried={tried} />
            {store && (
              <Radios
                name="status"
                label={t('状态', 'Status')}
                value={store.status}
                choices={[
                  { value: 'open', label: t('对外兑换', 'Open to residents') },
                  { value: 'closed', label: t('停止兑换', 'Closed for good') },
                ]}
                tried={tried}
              />
            )}
            <Submit>{t('保存', 'Save')}</Submit>
          </Form>
        )}
        {keepers && <Keepers keepers={keepers} />}
      </div>
    </>
  )
}

function StoreFacts({ store }: { store: Store }) {
  const t = useT()
  const hours = store.openingHours.map((spans, place) => (
    <p>
      {dayName(t, place)} {writeSpans(spans) || t('休息', 'closed')}
    </p>
  ))
  return (
    <Card>
      <Facts
        rows={[
          [t('地址', 'Address'), store.address || '–'],
          [t('电话', 'Phone'), store.phone || '–'],
          [
            t('状态', 'Status'),
            store.status === 'open' ? t('对外兑换', 'Open to residents') : t('停止兑换', 'Closed for good'),
          ],
          [t('营业时间', 'Opening hours'), hours],
        ]}
      />
      <p>
        <a href={`/stores/${store.id}`}>{t('居民看到的页面', 'As residents see it')}</a>
      </p>
      <p class="muted">{t('要改这些，请找社区工作人员。', 'A clerk of the community changes these.')}</p>
    </Card>
  )
}

const labelsIn = (t: Say) => ({
  name: t('名称', 'Name'),
  areaId: t('所在区域', 'Area'),
  address: t('地址', 'Address'),
  phone: t('电话', 'Phone'),
  openingHours: t('营业时间', 'Opening hours'),
  status: t('状态', 'Status'),
})

function WeekFields({ store, tried }: { store: Store | undefined; tried: Tried | undefined }) {
  const t = useT()
  return (
    <fieldset class="week">
      <legend>{t('营业时间', 'Opening hours')}</legend>
      <p class="help">
        {t('写成 09:00-12:00 14:00-17:30，休息日留空。', 'Like 09:00-12:00 14:00-17:30. Leave a closed day empty.')}
      </p>
      {Array.from({ length: 7 }, (_, place) => (
        <TextField
          name={`hours${place}`}
          label={dayName(t, place)}
          value={writeSpans(store?.openingHours[place] ?? [])}
          maxlength={100}
          tried={tried}
          required={false}
        />
      ))}
    </fieldset>
  )
}

function Keepers({ keepers }: { keepers: readonly { name: string; since: Date }[] }) {
  const t = useT()
  return (
    <section class="card">
      <h2>{t('管理员', 'Keepers')}</h2>
      {keepers.length === 0 && (
        <p class="muted">
          {t('还没有管理员，请在“居民与授权”里授权。', 'None yet. Grant one under “People and roles”.')}
        </p>
      )}
      <ul class="list">
        {keepers.map(({ name, since }) => (
          <li>
            {name} <span class="muted">{t('自', 'since')} </span>
            <Time at={since} withYear />
          </li>
        ))}
      </ul>
    </section>
  )
}
