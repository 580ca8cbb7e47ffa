import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { theCity } from '../../areas/queries.ts'
import { standingOf } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { lines, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Alert, Card, Chip, Empty, Form, Submit, Table, TextArea, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { rotateKey } from './actions.ts'
import { allKeys, type SigningKey } from './queries.ts'

const rotation = z.object({ keyId: z.string().min(1).max(40), why: lines(300) })

/** The city's signing keys, and the button that replaces the one in use. */
export const keysDesk = new Hono<Env>()
  .get('/desk/keys', may.be('auditor', 'admin'), (c) => keysPage(c))
  .post('/desk/keys', may.be('admin'), (c) =>
    submitted(
      c,
      rotation,
      async (given) => {
        const { atomically, secrets, actor, now } = c.var
        await atomically((tx) => rotateKey(tx, secrets, { ...given, actor, now: now() }))
        return c.redirect('/desk/keys', 303)
      },
      (tried) => keysPage(c, tried),
    ),
  )

async function keysPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const mayRotate = standingOf(actor, { areaPath: (await theCity(db)).path }).has('admin')
  const shown = { keys: await allKeys(db), mayRotate, tried }
  return page(c, { title: t('签名密钥', 'Signing keys'), face: 'desk' }, <KeysPage {...shown} />)
}

type KeysProps = { keys: readonly SigningKey[]; mayRotate: boolean; tried?: Tried | undefined }

function KeysPage({ keys, mayRotate, tried }: KeysProps) {
  const t = useT()
  const current = keys.find(({ slot }) => slot === 'current')
  return (
    <>
      <h1>{t('签名密钥', 'Signing keys')}</h1>
      <p class="lead">
        {t(
          '证书和信用证明用这里的密钥签名。公钥一直公布在 /.well-known/jwks.json；停用的密钥，私钥已经销毁，以前的证书照样可以核验。',
          'Certificates and statements are signed with these. Public halves stay at /.well-known/jwks.json; a retired key’s private half is destroyed, and old papers can still be checked.',
        )}
      </p>
      {keys.length === 0 ? (
        <Empty title={t('还没有密钥', 'No key yet')}>
          <p>{t('签发第一份证书时会自动生成。', 'The first certificate makes it.')}</p>
        </Empty>
      ) : (
        <Table
          head={[
            t('密钥编号', 'Key id'),
            t('状态', 'State'),
            t('启用', 'Since'),
            t('停用', 'Retired'),
            t('原因', 'Why'),
          ]}
          rows={keys.map((key) => [
            <span class="code">{key.id}</span>,
            key.slot ? <Chip tone="good">{t('使用中', 'In use')}</Chip> : <Chip>{t('已停用', 'Retired')}</Chip>,
            <Time at={key.createdAt} withYear />,
            key.retiredAt ? <Time at={key.retiredAt} withYear /> : '—',
            key.retiredWhy ?? '',
          ])}
        />
      )}
      {mayRotate && current && (
        <Card>
          <h2>{t('更换密钥', 'Replace the key')}</h2>
          <Alert tone="info">
            {t(
              '建议每年更换一次。怀疑泄露时立即更换，再逐一核对停用前后签发的证书。手里的离线核验文件要重新下载，才认得新密钥。',
              'Once a year, and at once when it may have leaked. Offline files have to be fetched anew to know the new key.',
            )}
          </Alert>
          <Form action="/desk/keys" tried={tried}>
            <input type="hidden" name="keyId" value={tried?.values.keyId ?? current.id} />
            <TextArea name="why" label={t('更换原因', 'Why')} rows={2} maxlength={300} tried={tried} />
            <Submit look="danger">{t('停用旧密钥，启用新密钥', 'Retire this key and make a new one')}</Submit>
          </Form>
        </Card>
      )}
    </>
  )
}
