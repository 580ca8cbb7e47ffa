import { Hono } from 'hono'
import { z } from 'zod'
import { type AreaGroup, AreaSelect, areaChoices } from '../../areas/picker.tsx'
import { theCity } from '../../areas/queries.ts'
import type { Env } from '../../web/env.ts'
import { optional, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Alert, Empty, Form, LinkButton, PostButton, Select, Submit } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { categoriesInUse } from '../categories/queries.ts'
import type { Category } from '../queries.ts'
import { subscribe, unsubscribe } from './actions.ts'
import { subscriptionsOf } from './queries.ts'

const code = z.string().regex(/^[\w-]{1,40}$/)
const subscribeForm = z.object({ areaId: optional(code), categoryId: optional(code) })

/** What somebody wants to hear of, and the feed for those who read it elsewhere. */
export const subscriptionPages = new Hono<Env>()
  .get('/reports/subscribe', may.signedIn(), (c) => {
    const { area = '', category = '' } = c.req.query()
    return subscriptionsPage(c, { values: { areaId: area, categoryId: category }, errors: {} })
  })
  .post('/reports/subscribe', may.signedIn(), (c) =>
    submitted(
      c,
      subscribeForm,
      async ({ areaId, categoryId }) => {
        const { db, atomically, actor, now } = c.var
        const where = areaId ?? (await theCity(db)).id
        await atomically((tx) => subscribe(tx, { personId: actor.id, areaId: where, categoryId, now: now() }))
        return c.redirect('/reports/subscribe', 303)
      },
      (tried) => subscriptionsPage(c, tried),
    ),
  )
  .post('/reports/subscriptions/:id/end', may.signedIn(), async (c) => {
    const { atomically, actor } = c.var
    await atomically((tx) => unsubscribe(tx, { id: c.req.param('id'), personId: actor.id }))
    return c.redirect('/reports/subscribe', 303)
  })

async function subscriptionsPage(c: Parameters<typeof page>[0], tried: Tried): Promise<Response> {
  const { db, actor, t } = c.var
  const shown = {
    tried,
    mine: await subscriptionsOf(db, actor.id),
    groups: await areaChoices(db, '', ['street', 'community', 'village', 'compound', 'grid']),
    categories: (await categoriesInUse(db)).filter(({ isPrivate }) => !isPrivate),
  }
  return page(c, { title: t('订阅上报', 'Subscriptions') }, <Subscriptions {...shown} />)
}

type Props = {
  tried: Tried
  mine: Awaited<ReturnType<typeof subscriptionsOf>>
  groups: readonly AreaGroup[]
  categories: readonly Category[]
}

function Subscriptions({ tried, mine, groups, categories }: Props) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h1>{t('订阅上报', 'Subscriptions')}</h1>
      <p class="lead">
        {t('选一个区域或类别，有新的上报就告诉您。', 'Choose an area or a category, and hear of new reports.')}
      </p>
      {mine.length === 0 ? (
        <Empty title={t('还没有订阅', 'No subscriptions yet')} />
      ) : (
        <ul class="list">
          {mine.map(({ subscription, areaName, category }) => (
            <li class="row">
              <span>
                <strong>{areaName}</strong> · {category?.[lang] ?? t('全部类别', 'every category')}
              </span>
              <PostButton action={`/reports/subscriptions/${subscription.id}/end`} look="quiet">
                {t('取消', 'End')}
              </PostButton>
            </li>
          ))}
        </ul>
      )}
      <Form action="/reports/subscribe" class="card stack" tried={tried}>
        <AreaSelect
          name="areaId"
          label={t('区域', 'Area')}
          required={false}
          tried={tried}
          groups={groups}
          empty={t('全市', 'The whole city')}
        />
        <Select
          name="categoryId"
          label={t('类别', 'Category')}
          required={false}
          tried={tried}
          empty={t('全部类别', 'Every category')}
          choices={categories.map(({ id, name }) => ({ value: id, label: name[lang] }))}
        />
        <Submit>{t('订阅', 'Subscribe')}</Submit>
      </Form>
      <Alert tone="info">
        {t('每 15 分钟汇总一次，几条一起来就合成一条消息。', 'Told every 15 minutes; several at once are one message.')}
      </Alert>
      <p class="actions">
        <LinkButton href="/reports" look="quiet">
          {t('看上报', 'See the reports')}
        </LinkButton>
      </p>
    </>
  )
}
