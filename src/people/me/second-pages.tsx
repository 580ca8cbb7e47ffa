import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { later, minute } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { limit } from '../../web/limits.ts'
import { Qr } from '../../web/qr.tsx'
import { Alert, Card, Form, LinkButton, Submit } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { OneTimeCode } from '../entry/forms.tsx'
import {
  confirmTotp,
  isSecondFactor,
  newTotpKey,
  recoveryCodesLeft,
  removeTotp,
  totpAddress,
  totpText,
} from '../entry/second.ts'
import { personById } from '../queries.ts'
import { openTicket, sealTicket } from '../tickets.ts'

const setUpMilliseconds = 20 * minute
/** A stolen session must not guess the second factor away. */
const offByPerson = limit('second_factor_off', 10, 900)
const withTicket = z.object({ ticket: z.string().max(4000), code: z.string().trim().min(1).max(40) })
const withCode = z.object({ code: z.string().trim().min(1).max(40) })

/** The second factor: set up with an authenticator app, recovery codes on paper, and off again with a code. */
export const secondPages = new Hono<Env>()
  .get('/me/second-factor', may.signedIn(), async (c) => {
    const { db, actor } = c.var
    const person = await personById(db, actor.id)
    if (person.totpSealed) return onPage(c)
    return setUpPage(c, newTicket(c))
  })
  .post('/me/second-factor', may.signedIn(), (c) =>
    submitted(
      c,
      withTicket,
      async ({ ticket, code }) => {
        const { atomically, actor, secrets, now } = c.var
        const { personId, key } = openTicket(secrets, 'totp', ticket, now())
        if (personId !== actor.id) throw new Refusal('invalid', 'ticket_expired')
        const codes = await atomically((tx) => confirmTotp(tx, secrets, { personId, key, code, now: now() }))
        const slip = sealTicket(secrets, 'recovery', { personId, codes }, later(now(), setUpMilliseconds))
        return c.redirect(`/me/second-factor/codes?ticket=${slip}`, 303)
      },
      (tried) => setUpPage(c, tried.values.ticket ?? '', tried),
    ),
  )
  .get('/me/second-factor/codes', may.signedIn(), async (c) => {
    const { actor, secrets, now, t } = c.var
    const { personId, codes } = openTicket(secrets, 'recovery', c.req.query('ticket'), now())
    if (personId !== actor.id) throw new Refusal('invalid', 'ticket_expired')
    return page(c, { title: t('备用码', 'Recovery codes') }, <RecoveryCodes codes={codes} />)
  })
  .post('/me/second-factor/off', may.signedIn(), (c) =>
    submitted(
      c,
      withCode,
      async ({ code }) => {
        const { atomically, actor, secrets, now } = c.var
        await offByPerson(c, actor.id)
        const isOff = await atomically(async (tx) => {
          const person = await personById(tx, actor.id)
          if (!(await isSecondFactor(tx, secrets, person, code, now()))) return false
          await removeTotp(tx, { personId: actor.id, now: now() })
          return true
        })
        if (!isOff) throw new Refusal('invalid', 'totp_wrong', { field: 'code' })
        return c.redirect('/me', 303)
      },
      (tried) => onPage(c, tried),
    ),
  )

type C = Context<Env>

function newTicket(c: C): string {
  const { actor, secrets, now } = c.var
  return sealTicket(secrets, 'totp', { personId: actor.id, key: newTotpKey() }, later(now(), setUpMilliseconds))
}

function setUpPage(c: C, ticket: string, tried?: Tried) {
  const { actor, secrets, now, t } = c.var
  const { key } = openTicket(secrets, 'totp', ticket, now())
  return page(
    c,
    { title: t('设置动态码', 'Set up two-step sign-in') },
    <SetUp ticket={ticket} address={totpAddress(key, actor.name)} secret={totpText(key)} tried={tried} />,
  )
}

async function onPage(c: C, tried?: Tried) {
  const left = await recoveryCodesLeft(c.var.db, c.var.actor.id)
  return page(c, { title: c.var.t('动态码', 'Two-step sign-in') }, <TurnedOn left={left} tried={tried} />)
}

type SetUpProps = { ticket: string; address: string; secret: string; tried?: Tried | undefined }

function SetUp({ ticket, address, secret, tried }: SetUpProps) {
  const t = useT()
  return (
    <>
      <h1>{t('设置动态码', 'Set up two-step sign-in')}</h1>
      <p class="lead">
        {t(
          '以后登录，除了验证码或密码，还要输入手机验证器里的动态码。工作人员请都打开，管理员必须打开。',
          'After your code or password you will also be asked for a code from an authenticator app. Staff should use it; administrators must.',
        )}
      </p>
      <ol>
        <li>
          {t(
            '在手机上装一个验证器应用（如“腾讯身份验证器”小程序、Microsoft Authenticator）。',
            'Install an authenticator app on your phone.',
          )}
        </li>
        <li>{t('用它扫下面的码，或手工输入密钥。', 'Scan this with it, or type the secret.')}</li>
        <li>{t('把它显示的 6 位动态码填在这里。', 'Enter the six digits it shows.')}</li>
      </ol>
      <Qr
        code={address}
        text={secret.replace(/(.{4})(?=.)/g, '$1 ')}
        label={t('验证器二维码', 'QR for the authenticator')}
      />
      <Form action="/me/second-factor" tried={tried}>
        <input type="hidden" name="ticket" value={ticket} />
        <OneTimeCode label={t('6 位动态码', '6-digit code')} tried={tried} />
        <Submit>{t('确认打开', 'Turn it on')}</Submit>
      </Form>
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  const t = useT()
  return (
    <>
      <h1>{t('动态码已打开', 'Two-step sign-in is on')}</h1>
      <Alert tone="warn">
        {t(
          '把这些备用码抄下来或打印出来，放在安全的地方。手机丢了，每个可以代替动态码用一次。它们只在这里显示这一次。',
          'Write these down or print them and keep them safe. Each stands in for a code once, should you lose your phone. They are shown only now.',
        )}
      </Alert>
      <Card>
        <ul class="recovery-codes">
          {codes.map((code) => (
            <li class="code">{code}</li>
          ))}
        </ul>
      </Card>
      <LinkButton href="/me">{t('我已经抄好了', 'I have kept them')}</LinkButton>
    </>
  )
}

function TurnedOn({ left, tried }: { left: number; tried?: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <h1>{t('动态码已打开', 'Two-step sign-in is on')}</h1>
      <p>{t(`还有 ${left} 个备用码没用过。`, `${left} recovery codes are left.`)}</p>
      <p class="help">
        {t(
          '要换手机或重新领备用码，先关闭，再重新设置。',
          'To change phones or get new recovery codes, turn it off and set it up again.',
        )}
      </p>
      <Form action="/me/second-factor/off" tried={tried}>
        <OneTimeCode
          label={t('输入动态码来关闭', 'Enter a code to turn it off')}
          help={t('也可以输入一个备用码。', 'A recovery code works as well.')}
          tried={tried}
        />
        <Submit look="danger">{t('关闭动态码', 'Turn it off')}</Submit>
      </Form>
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}
