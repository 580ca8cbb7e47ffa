import { lastDayOf } from '../../kit/clock.ts'
import { spoken } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { Card, Chip, Empty, Form, FormId, PostButton, Select, Submit, TextField } from '../../web/ui.tsx'
import { type Say, useT } from '../../web/words.ts'
import type { Order } from '../orders/queries.ts'
import type { ProxyView } from './queries.ts'

type Props = { rows: readonly ProxyView[]; selfId: string; tried: Tried | undefined; newId: () => string }

const scopeOf = (t: Say, { proxy, number }: ProxyView) =>
  number
    ? t(`取货码 ${spoken(number)} 这一笔`, `Order ${spoken(number)}`)
    : t(`长期，到 ${lastDayOf(proxy.goodUntil)}`, `Until ${lastDayOf(proxy.goodUntil)}`)

/** Whom I named, for whom I collect, and a form to name somebody. */
export function MyProxies({ rows, waiting, selfId, tried, newId }: Props & { waiting: readonly Order[] }) {
  const t = useT()
  return (
    <>
      <h1>{t('代领', 'Collecting for others')}</h1>
      {rows.length === 0 && (
        <Empty title={t('还没有代领', 'Nobody collects for anybody')}>
          <p>
            {t(
              '走不动、没空去，可以请邻居代领。每次代领都会告诉您，随时可以取消。',
              'If you cannot go, ask a neighbour. You are told each time and may end it whenever you like.',
            )}
          </p>
        </Empty>
      )}
      {rows.map((row) => (
        <Card class="stack">
          <p>
            <strong>
              {row.proxy.ownerId === selfId
                ? t(`${row.name}代您领取`, `${row.name} collects for you`)
                : t(`您代${row.ownerName}领取`, `You collect for ${row.ownerName}`)}
            </strong>
          </p>
          <p class="muted">{scopeOf(t, row)}</p>
          <PostButton
            action="/orders/proxies/step"
            look="quiet"
            fields={{ id: newId(), proxyId: row.proxy.id, step: 'revoke' }}
          >
            {t('取消代领', 'End it')}
          </PostButton>
        </Card>
      ))}
      <h2>{t('请人代领', 'Name somebody')}</h2>
      <Form action="/orders/proxies" class="stack" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField
          name="who"
          label={t('姓名和手机号（或荣誉卡号）', 'Name and phone (or card number)')}
          help={t('例如：王芳 13800000001。', 'Such as: 王芳 13800000001.')}
          maxlength={100}
          autocomplete="off"
          tried={tried}
        />
        <Select
          name="orderId"
          label={t('代领哪一笔', 'Which order')}
          required={false}
          empty={t('所有的，到下面的日期', 'All of them, until the day below')}
          choices={waiting.map(({ id, number }) => ({
            value: id,
            label: t(`取货码 ${spoken(number)}`, `Order ${spoken(number)}`),
          }))}
          tried={tried}
        />
        <TextField name="until" type="date" label={t('到哪天', 'Until')} required={false} tried={tried} />
        <Submit>{t('委托', 'Name them')}</Submit>
      </Form>
    </>
  )
}

/** For staff: what an owner without a phone said on paper, and the second person's word. */
export function DeskProxies({ rows, selfId, tried, newId }: Props) {
  const t = useT()
  return (
    <>
      <h1>{t('代领登记', 'Proxies')}</h1>
      <p class="lead">
        {t(
          '为没有手机的老人登记谁代领：一人登记，另一人审批。',
          'For old neighbours without a phone: one writes down who collects, another approves.',
        )}
      </p>
      {rows.map((row) => (
        <Card class="stack">
          <p class="row">
            <strong>{t(`${row.name} 代 ${row.ownerName} 领取`, `${row.name} for ${row.ownerName}`)}</strong>
            <Chip tone={row.proxy.state === 'active' ? 'good' : 'warn'}>
              {row.proxy.state === 'active' ? t('有效', 'holds') : t('待审批', 'waits')}
            </Chip>
          </p>
          <p class="muted">
            {scopeOf(t, row)} {row.proxy.paper}
          </p>
          <div class="actions">
            {row.proxy.state === 'proposed' && row.proxy.namedBy !== selfId && (
              <PostButton
                action="/orders/proxies/step?desk=1"
                fields={{ id: newId(), proxyId: row.proxy.id, step: 'approve' }}
              >
                {t('批准', 'Approve')}
              </PostButton>
            )}
            {(row.proxy.state === 'active' || row.proxy.namedBy !== selfId) && (
              <PostButton
                action="/orders/proxies/step?desk=1"
                look="quiet"
                fields={{
                  id: newId(),
                  proxyId: row.proxy.id,
                  step: row.proxy.state === 'active' ? 'revoke' : 'refuse',
                }}
              >
                {row.proxy.state === 'active' ? t('取消', 'End') : t('不批准', 'Refuse')}
              </PostButton>
            )}
          </div>
        </Card>
      ))}
      <Form action="/desk/proxies" class="stack" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField
          name="owner"
          label={t('本人的荣誉卡号或手机号', 'Card or phone of the owner')}
          maxlength={100}
          tried={tried}
        />
        <TextField
          name="who"
          label={t('代领人的荣誉卡号或手机号', 'Card or phone of the proxy')}
          maxlength={100}
          tried={tried}
        />
        <TextField name="until" type="date" label={t('到哪天', 'Until')} tried={tried} />
        <TextField
          name="paper"
          label={t('书面委托存放在哪里', 'Where the word on paper lies')}
          maxlength={200}
          tried={tried}
        />
        <Submit>{t('登记', 'Save')}</Submit>
      </Form>
    </>
  )
}
