import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Card, Form, FormId, PostButton, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { type Merchant, ownMerchant } from '../queries.ts'
import { endClerk, nameClerk } from './actions.ts'
import { clerksOf } from './queries.ts'

const newClerk = z.object({ id: formId, code: line(200) })

export const clerksPages = new Hono<Env>()
  .get('/merchants/mine/:id/clerks', may.signedIn(), (c) => clerksPage(c, c.req.param('id')))
  .post('/merchants/mine/:id/clerks', may.signedIn(), (c) =>
    submitted(
      c,
      newClerk,
      async (given) => {
        const { atomically, secrets, actor, now } = c.var
        const merchantId = c.req.param('id')
        await atomically((tx) => nameClerk(tx, secrets, { ...given, merchantId, actor, now: now() }))
        return c.redirect(`/merchants/mine/${merchantId}/clerks`, 303)
      },
      (tried) => clerksPage(c, c.req.param('id'), tried),
    ),
  )
  .post('/merchants/mine/:id/clerks/:personId/end', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const { id: merchantId, personId } = c.req.param()
    await atomically((tx) => endClerk(tx, { merchantId, personId, actor, now: now() }))
    return c.redirect(personId === actor.id ? '/merchants/mine' : `/merchants/mine/${merchantId}/clerks`, 303)
  })

async function clerksPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const merchant = await ownMerchant(db, id, actor)
  const shown = { merchant, clerks: await clerksOf(db, id, c.var.now()), formId: newId(c.var.now()), tried }
  return page(c, { title: t('店员', 'Clerks') }, <ClerksPage {...shown} />)
}

type Props = {
  merchant: Merchant
  clerks: readonly { personId: string; name: string }[]
  formId: string
  tried: Tried | undefined
}

function ClerksPage({ merchant, clerks, formId, tried }: Props) {
  const t = useT()
  return (
    <>
      <h1>{t(`${merchant.name} 的店员`, `Clerks of ${merchant.name}`)}</h1>
      {clerks.map(({ personId, name }) => (
        <Card>
          <p>{name}</p>
          {personId === merchant.ownerId ? (
            <p class="muted">{t('经营者', 'Owner')}</p>
          ) : (
            <PostButton action={`/merchants/mine/${merchant.id}/clerks/${personId}/end`} look="quiet">
              {t('不再是店员', 'End it')}
            </PostButton>
          )}
        </Card>
      ))}
      <Form action={`/merchants/mine/${merchant.id}/clerks`} class="card" tried={tried}>
        <FormId id={formId} />
        <TextField
          name="code"
          label={t('店员的码', 'The clerk’s code')}
          help={t(
            '请店员本人打开“我的码”，扫码或输入 16 位数字。店员自己的积分不能在本店用。',
            'They open “My code” themselves: scan it or type its 16 digits. Their own points cannot be spent here.',
          )}
          autocomplete="off"
          tried={tried}
        />
        <Submit>{t('添加店员', 'Add')}</Submit>
      </Form>
    </>
  )
}
