import { newId } from '../../kit/ids.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  LinkButton,
  PostButton,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Line } from '../orders/queries.ts'
import { waitingOf } from '../orders/rules.ts'
import type { Address } from './asking.ts'
import type { Delivery, deliverersOf, ListedDelivery } from './queries.ts'
import { wrongCodesMax } from './rules.ts'

type Goods = ReadonlyMap<string, readonly Line[]>
const goodsText = (lines: readonly Line[] = []) =>
  lines.map((line) => `${line.name} × ${waitingOf(line)} ${line.unit}`).join('、')

type ListProps = { deliveries: readonly ListedDelivery[]; goods: Goods; actorId: string; carries: boolean }

/** For whoever carries: what they have taken, then what nobody has yet. Whose it is they learn when they take it. */
export function Deliveries({ deliveries, goods, actorId, carries }: ListProps) {
  const t = useT()
  const mine = deliveries.filter(({ carrierId }) => carrierId === actorId)
  const free = deliveries.filter(({ state, personId }) => state === 'asked' && personId !== actorId)
  if (!carries)
    return (
      <Empty title={t('您还不是送货人', 'You do not carry for a store')}>
        <p>{t('想帮邻居送货，请到社区报名。', 'Ask your community if you would like to help.')}</p>
      </Empty>
    )
  return (
    <>
      <h1>{t('送货上门', 'Deliveries')}</h1>
      <section class="stack">
        <h2>{t('我接的', 'Mine')}</h2>
        {mine.length === 0 && <p class="muted">{t('没有正在送的。', 'Nothing at the moment.')}</p>}
        {mine.map((one) => (
          <article class="card stack">
            <h3>{goodsText(goods.get(one.orderId))}</h3>
            <p class="muted">
              {one.storeName} → {one.area}
            </p>
            <p class="actions">
              <LinkButton href={`/deliveries/${one.orderId}`}>{t('地址和交货', 'Address and hand-over')}</LinkButton>
            </p>
          </article>
        ))}
      </section>
      <section class="stack">
        <h2>{t('等人送的', 'Waiting for somebody')}</h2>
        {free.length === 0 && <p class="muted">{t('现在没有要送的。', 'Nothing waits.')}</p>}
        {free.map((one) => (
          <article class="card stack">
            <h3>{goodsText(goods.get(one.orderId))}</h3>
            <p class="muted">
              {one.storeName} → {one.area} · <Time at={one.askedAt} />
            </p>
            <PostButton action={`/deliveries/${one.orderId}/take`} fields={{ id: newId() }}>
              {t('我来送', 'I will bring it')}
            </PostButton>
          </article>
        ))}
      </section>
    </>
  )
}

type DoorProps = {
  delivery: Delivery
  where: Address
  name: string
  lines: readonly Line[]
  tried: Tried | undefined
}

/** At the door: where, what, and the code that hands it over; or why it could not be. */
export function AtTheDoor({ delivery, where, name, lines, tried }: DoorProps) {
  const t = useT()
  const isLocked = delivery.wrongCodes >= wrongCodesMax
  return (
    <>
      <h1>{t('送到门口', 'At the door')}</h1>
      <section class="card">
        <Facts
          rows={[
            [t('地址', 'Address'), where.address],
            [t('收货人', 'For'), name],
            ...(where.phone ? [[t('电话', 'Phone'), <a href={`tel:${where.phone}`}>{where.phone}</a>] as const] : []),
            ...(where.note ? [[t('提醒', 'Note'), where.note] as const] : []),
            [t('东西', 'Goods'), goodsText(lines)],
          ]}
        />
      </section>
      {isLocked ? (
        <Alert>
          {t('送货码输错太多次，不要交货，请带回超市。', 'Too many wrong codes: hand nothing over, bring it back.')}
        </Alert>
      ) : (
        <section class="card stack">
          <h2>{t('交货', 'Hand over')}</h2>
          <Form action={`/deliveries/${delivery.orderId}/hand-over`} tried={tried} scope="hand">
            <FormId id={newId()} />
            <TextField
              name="code"
              label={t('居民出示的送货码', 'The resident’s door code')}
              inputmode="numeric"
              autocomplete="off"
              maxlength={40}
              tried={tried}
            />
            <div data-scan="#hand-code" />
            <Submit look="big">{t('核对并交货', 'Check and hand over')}</Submit>
          </Form>
        </section>
      )}
      <details class="card">
        <summary>{t('没送成', 'It could not be handed over')}</summary>
        <Form action={`/deliveries/${delivery.orderId}/fail`} tried={tried} scope="fail">
          <FormId id={newId()} />
          <TextField
            name="reason"
            label={t('原因', 'Why')}
            placeholder={t('敲门没人应', 'Nobody answered')}
            maxlength={200}
            tried={tried}
          />
          <Submit look="quiet">{t('东西带回超市', 'I bring it back to the store')}</Submit>
        </Form>
        <PostButton action={`/deliveries/${delivery.orderId}/put-back`} look="quiet" fields={{ id: newId() }}>
          {t('我送不了，让别人送', 'I cannot; let somebody else')}
        </PostButton>
      </details>
    </>
  )
}

type DeskProps = {
  store: Store
  deliveries: readonly ListedDelivery[]
  deliverers: Awaited<ReturnType<typeof deliverersOf>>
  goods: Goods
  mayName: boolean
  tried: Tried | undefined
}

/** A store's deliveries without any address, and who carries for it. */
export function DeskDeliveries({ store, deliveries, deliverers, goods, mayName, tried }: DeskProps) {
  const t = useT()
  return (
    <>
      <h1>
        {store.name} · {t('送货上门', 'Deliveries')}
      </h1>
      {deliveries.length === 0 ? (
        <Empty title={t('没有要送的', 'Nothing to deliver')} />
      ) : (
        <Table
          head={[t('东西', 'Goods'), t('去哪个社区', 'To'), t('状态', 'State'), t('申请时间', 'Asked'), '']}
          rows={deliveries.map((one) => [
            goodsText(goods.get(one.orderId)),
            one.area,
            one.state === 'taken' ? (
              <Chip tone="accent">{t('送货中', 'On its way')}</Chip>
            ) : (
              <Chip tone="warn">{t('等人接单', 'Waiting')}</Chip>
            ),
            <Time at={one.askedAt} />,
            <a href={`/desk/orders/${one.orderId}`}>{t('兑换单', 'Order')}</a>,
          ])}
        />
      )}
      <section class="card stack">
        <h2>{t('送货人', 'Who carries')}</h2>
        <p class="muted">
          {t(
            '超市管理员都可以送。有了送货人，居民的兑换单上才会出现“送到家”。',
            'Keepers may carry anyway. Residents are offered delivery once somebody is named here.',
          )}
        </p>
        <ul class="list">
          {deliverers.map(({ personId, name, since }) => (
            <li class="row">
              <span>
                {name} <span class="muted">{t('自', 'since')} </span>
                <Time at={since} withYear />
              </span>
              {mayName && (
                <PostButton
                  action={`/desk/stores/${store.id}/deliverers/${personId}/dismiss`}
                  look="quiet"
                  fields={{ id: newId() }}
                >
                  {t('停用', 'End')}
                </PostButton>
              )}
            </li>
          ))}
        </ul>
        {mayName && (
          <Form action={`/desk/stores/${store.id}/deliverers`} tried={tried}>
            <FormId id={newId()} tried={tried} />
            <TextField
              name="number"
              label={t('居民编号（八位）', 'Resident number (eight digits)')}
              inputmode="numeric"
              maxlength={20}
              tried={tried}
            />
            <Submit>{t('指定为送货人', 'Name as carrier')}</Submit>
          </Form>
        )}
      </section>
    </>
  )
}
