import { raw } from 'hono/html'
import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Form, FormId, LinkButton, PostButton, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Delivery } from './queries.ts'
import { failuresMax } from './rules.ts'

/** What an order's owner sees of its delivery. */
export type DoorView = {
  orderId: string
  delivery: Delivery | undefined
  /** Whether the store brings things at all. */
  offers: boolean
  /** The code of the door, and its QR, while somebody may come. */
  door: { code: string; svg: string } | undefined
  tried?: Tried | undefined
}

/** To have it brought, or the code to show when somebody stands at the door. */
export function DoorBox({ orderId, delivery, offers, door, tried }: DoorView) {
  const t = useT()
  if (door && delivery) return <OnItsWay {...{ orderId, delivery, door }} />
  if (!offers || (delivery && delivery.failures >= failuresMax)) return null
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('来不了？请人送到家', 'Cannot come? Have it brought')}</summary>
      <Form action={`/orders/${orderId}/delivery`} tried={tried} scope="door">
        <FormId id={newId()} tried={tried} />
        <TextField
          name="address"
          label={t('送到哪里', 'Where to')}
          help={t(
            '只有接单的送货人看得到，送完就删除；每次查看您都能查到。',
            'Only whoever brings it sees this. It is erased afterwards, and every look is listed for you.',
          )}
          maxlength={120}
          autocomplete="street-address"
          tried={tried}
        />
        <TextField
          name="phone"
          type="tel"
          label={t('联系电话', 'Phone')}
          maxlength={30}
          required={false}
          tried={tried}
        />
        <TextField
          name="note"
          label={t('提醒送货人', 'A word for whoever comes')}
          placeholder={t('腿脚慢，请多等一会儿', 'I am slow to the door')}
          maxlength={100}
          required={false}
          tried={tried}
        />
        <Submit>{t('请人送货', 'Ask for delivery')}</Submit>
      </Form>
    </details>
  )
}

/** The code that whoever brings it needs, to scan and to read out. */
export function DoorCode({ door }: { door: { code: string; svg: string } }) {
  const t = useT()
  return (
    <figure class="qr">
      <div role="img" aria-label={t('送货二维码', 'Door QR code')}>
        {raw(door.svg)}
      </div>
      <figcaption>
        <span class="muted">{t('送货码', 'Door code')}</span>
        <br />
        <span class="qr-text">{door.code.replace(/^(...)/, '$1 ')}</span>
      </figcaption>
    </figure>
  )
}

type OnItsWayProps = { orderId: string; delivery: Delivery; door: { code: string; svg: string } }

function OnItsWay({ orderId, delivery, door }: OnItsWayProps) {
  const t = useT()
  return (
    <section class="card stack">
      <h2>{delivery.state === 'taken' ? t('正在送货', 'On its way') : t('等人接单送货', 'Waiting for somebody')}</h2>
      <Alert tone="info">
        {t(
          '拿到东西再出示送货码。托邻居收，就把码告诉邻居。',
          'Show the door code once you hold the goods. If a neighbour receives it, tell them the code.',
        )}
      </Alert>
      <DoorCode door={door} />
      <LinkButton href={`/orders/${orderId}/paper`} look="quiet">
        {t('打印送货码', 'Print the door code')}
      </LinkButton>
      {delivery.state === 'asked' && (
        <PostButton action={`/orders/${orderId}/delivery/withdraw`} look="quiet" fields={{ id: newId() }}>
          {t('不用送了，我自己去领', 'I will collect it myself')}
        </PostButton>
      )}
    </section>
  )
}
