import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { optional, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { limit } from '../../web/limits.ts'
import { Alert, Form, LinkButton, PostButton, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { setPassword } from '../entry/actions.ts'
import { provePhone, sendCode } from '../entry/entry.ts'
import { DemoCode } from '../entry/forms.tsx'
import { hashPassword, isPassword } from '../entry/passwords.ts'
import { readPassword } from '../entry/rules.ts'
import { type Person, personById, phoneOf } from '../queries.ts'
import { openTicket } from '../tickets.ts'

/** A stolen session must not guess the password. */
const proofsByPerson = limit('password_proof', 10, 900)

const newPassword = z.object({
  current: optional(z.string().max(1000)),
  ticket: optional(z.string().max(4000)),
  code: optional(z.string().trim().max(40)),
  password: z.string().min(1).max(1000),
})
export type NewPassword = z.output<typeof newPassword>

/** Setting, changing or resetting the password: proven by the present one, or by a code to the phone. */
export const passwordPages = new Hono<Env>()
  .get('/me/password', may.signedIn(), (c) => passwordPage(c, c.req.query('ticket')))
  .post('/me/password/code', may.signedIn(), async (c) => {
    const { db, actor, secrets } = c.var
    const phone = phoneOf(secrets, await personById(db, actor.id))
    if (!phone) throw new Refusal('conflict', 'phone_needed')
    const { ticket } = await sendCode(c, { phone, next: '/me/password' })
    return c.redirect(`/me/password?ticket=${ticket}`, 303)
  })
  .post('/me/password', may.signedIn(), (c) =>
    submitted(
      c,
      newPassword,
      async (input) => {
        await changePassword(c, input)
        return c.redirect('/me', 303)
      },
      (tried) => passwordPage(c, tried.values.ticket, tried),
    ),
  )

/**
 * Sets a new password after the proof, and signs out every other device.
 *
 * @throws Refusal `password_proof_needed`, `password_wrong`, `password_too_short` …
 */
export async function changePassword(c: Context<Env>, input: NewPassword): Promise<void> {
  const { atomically, db, actor, secrets, sessions, sessionId, now } = c.var
  const person = await personById(db, actor.id)
  const password = readPassword(input.password, phoneOf(secrets, person))
  await proveOwner(c, person, input)
  const passwordHash = await hashPassword(password)
  const keepSession = sessions.hashOf(sessionId)
  await atomically((tx) => setPassword(tx, { personId: person.id, passwordHash, keepSession, now: now() }))
}

type Proof = Pick<NewPassword, 'current' | 'ticket' | 'code'>

/**
 * That whoever holds this session is its owner: by the present password, or a code to the present phone.
 *
 * @throws Refusal `password_proof_needed`, `password_wrong`, `sign_in_code_wrong` …
 */
export async function proveOwner(c: Context<Env>, person: Person, { current, ticket, code }: Proof): Promise<void> {
  if (ticket && code) {
    const sent = openTicket(c.var.secrets, 'code', ticket, c.var.now())
    if (sent.phone !== phoneOf(c.var.secrets, person)) throw new Refusal('invalid', 'ticket_expired')
    return provePhone(c, { challengeId: sent.challengeId, phone: sent.phone, code })
  }
  if (!current) throw new Refusal('invalid', 'password_proof_needed')
  await proofsByPerson(c, person.id)
  if (!(await isPassword(person.passwordHash, current)))
    throw new Refusal('invalid', 'password_wrong', { field: 'current' })
}

async function passwordPage(c: Context<Env>, ticket: string | undefined, tried?: Tried) {
  const { db, actor, secrets, now, t } = c.var
  const person = await personById(db, actor.id)
  const sent = ticket ? openTicket(secrets, 'code', ticket, now()) : undefined
  const props = {
    ticket,
    shownCode: sent?.code,
    hasPassword: person.passwordHash !== null,
    hasPhone: person.phoneSealed !== null,
  }
  return page(c, { title: t('登录密码', 'Password') }, <PasswordPage {...props} tried={tried} />)
}

type Props = {
  ticket: string | undefined
  shownCode: string | undefined
  hasPassword: boolean
  hasPhone: boolean
  tried?: Tried | undefined
}

function PasswordPage({ ticket, shownCode, hasPassword, hasPhone, tried }: Props) {
  const t = useT()
  const isReady = Boolean(ticket) || hasPassword
  return (
    <>
      <h1>{hasPassword ? t('修改密码', 'Change password') : t('设置密码', 'Set a password')}</h1>
      <p class="lead">{t('改好以后，其他设备会自动退出登录。', 'Afterwards every other device is signed out.')}</p>
      {!isReady && hasPhone && (
        <PostButton action="/me/password/code">{t('先获取短信验证码', 'First, send me a code')}</PostButton>
      )}
      {!isReady && !hasPhone && (
        <Alert tone="info">
          {t(
            '登记了手机号才能设密码。荣誉卡用户请用卡密码登录。',
            'A password needs a phone number. With a card, use its PIN.',
          )}
        </Alert>
      )}
      <DemoCode code={shownCode} />
      {isReady && (
        <Form action="/me/password" tried={tried}>
          {ticket ? <ByCode ticket={ticket} tried={tried} /> : <ByPassword tried={tried} />}
          <TextField
            name="password"
            label={t('新密码', 'New password')}
            help={t(
              '至少 8 位。几个词连在一起又长又好记。',
              'At least 8 characters. A few words in a row are easy to keep.',
            )}
            type="password"
            autocomplete="new-password"
            maxlength={200}
            tried={tried}
          />
          <Submit>{t('保存', 'Save')}</Submit>
        </Form>
      )}
      {hasPassword && hasPhone && !ticket && (
        <PostButton action="/me/password/code" look="quiet">
          {t('忘了现在的密码，用短信验证', 'Forgotten? Use a code instead')}
        </PostButton>
      )}
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

export function ByCode({ ticket, tried }: { ticket: string; tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <input type="hidden" name="ticket" value={ticket} />
      <TextField
        name="code"
        label={t('短信验证码', 'Code from the text message')}
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={20}
        tried={tried}
      />
    </>
  )
}

export function ByPassword({ tried }: { tried: Tried | undefined }) {
  const t = useT()
  return (
    <TextField
      name="current"
      label={t('现在的密码', 'Present password')}
      type="password"
      autocomplete="current-password"
      maxlength={200}
      tried={tried}
    />
  )
}
