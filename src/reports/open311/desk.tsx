import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, optional, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Alert, Chip, Empty, Form, FormId, PostButton, Submit, Table, TextField, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { type ApiKey, allKeys, issueKey, revokeKey } from './keys.ts'

const keyForm = z.object({ id: formId, name: line(60), contact: optional(line(100)), perMinute: whole(1, 6000) })

/** Keys for programs that file reports over Open311: issued, shown once, revoked. */
export const apiKeysDesk = new Hono<Env>()
  .get('/desk/api-keys', may.be('admin'), (c) => show(c, {}))
  .post('/desk/api-keys', may.be('admin'), (c) =>
    submitted(
      c,
      keyForm,
      async ({ contact = '', ...given }) => {
        const { atomically, secrets, actor, now } = c.var
        const issued = await atomically((tx) => issueKey(tx, secrets, { ...given, contact, actor, now: now() }))
        return show(c, { issued })
      },
      (tried) => show(c, { tried }),
    ),
  )
  .post('/desk/api-keys/:id/revoke', may.be('admin'), async (c) => {
    await pressed(c, z.object({}))
    const { atomically, actor, now } = c.var
    await atomically((tx) => revokeKey(tx, { id: c.req.param('id'), actor, now: now() }))
    return c.redirect('/desk/api-keys', 303)
  })

async function show(c: Context<Env>, { issued, tried }: { issued?: string | undefined; tried?: Tried }) {
  const keys = await allKeys(c.var.db)
  const shown = { keys, issued, tried, formId: newId(c.var.now()), baseUrl: c.var.config.baseUrl }
  return page(c, { title: c.var.t('开放接口', 'Open interface'), face: 'desk' }, <KeysPage {...shown} />)
}

type Props = {
  keys: readonly ApiKey[]
  issued: string | undefined
  tried: Tried | undefined
  formId: string
  baseUrl: string
}

function KeysPage({ keys, issued, tried, formId, baseUrl }: Props) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('开放接口密钥', 'Keys of the open interface')}</h1>
      </header>
      <p class="muted">
        {t('Open311 GeoReport v2 地址：', 'Open311 GeoReport v2 at: ')}
        <code>{baseUrl}/open311/v2</code>
      </p>
      {issued && (
        <Alert tone="good">
          <p>{t('密钥只显示这一次，请现在就交给对方：', 'The key is shown this once. Hand it over now:')}</p>
          <p>
            <code class="code">{issued}</code>
          </p>
        </Alert>
      )}
      {keys.length === 0 ? (
        <Empty title={t('还没有发过密钥', 'No key has been issued')} />
      ) : (
        <Table
          head={[
            t('给谁用', 'For'),
            t('联系人', 'Contact'),
            t('开头', 'Begins'),
            t('每分钟', 'A minute'),
            t('发放', 'Issued'),
            '',
          ]}
          rows={keys.map((key) => [
            key.name,
            key.contact,
            <code>{key.hint}…</code>,
            key.perMinute,
            <Time at={key.issuedAt} withYear />,
            key.revokedAt ? (
              <Chip>{t('已停用', 'Revoked')}</Chip>
            ) : (
              <PostButton action={`/desk/api-keys/${key.id}/revoke`} look="danger">
                {t('停用', 'Revoke')}
              </PostButton>
            ),
          ])}
        />
      )}
      <Form action="/desk/api-keys" tried={tried}>
        <h2>{t('发一个新密钥', 'Issue a key')}</h2>
        <FormId id={formId} tried={tried} />
        <TextField name="name" label={t('给谁用', 'For')} maxlength={60} tried={tried} />
        <TextField name="contact" label={t('联系人', 'Contact')} maxlength={100} required={false} tried={tried} />
        <TextField
          name="perMinute"
          label={t('每分钟最多请求', 'Requests a minute')}
          inputmode="numeric"
          value="60"
          tried={tried}
        />
        <Submit>{t('发放', 'Issue')}</Submit>
      </Form>
    </>
  )
}
