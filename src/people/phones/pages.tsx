import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { later } from '../../kit/clock.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { optional, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Alert, Form, LinkButton, PostButton, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { provePhone, sendCode, textCode, ticketMilliseconds } from '../entry/entry.ts'
import { DemoCode } from '../entry/forms.tsx'
import { ByCode, ByPassword, proveOwner } from '../me/password-pages.tsx'
import { maskedPhoneOf, type Person, personById, phoneOf } from '../queries.ts'
import { maskPhone, readPhone } from '../rules.ts'
import { openTicket, sealTicket } from '../tickets.ts'
import { changePhone } from './actions.ts'

const wanted = z.object({
  phone: z.string().trim().min(1).max(40),
  current: optional(z.string().max(1000)),
  ticket: optional(z.string().max(4000)),
  code: optional(z.string().trim().max(40)),
})
const proven = z.object({ ticket: z.string().max(4000), code: z.string().trim().min(1).max(40) })

/** Another phone number: the owner is proven by password or by the old phone, then the new phone by a code. */
export const phonePages = new Hono<Env>()
  .get('/me/phone', may.signedIn(), (c) => phonePage(c, c.req.query('ticket')))
  .post('/me/phone/code', may.signedIn(), async (c) => {
    const { ticket } = await sendCode(c, { phone: await ownPhone(c), next: '/me/phone' })
    return c.redirect(`/me/phone?ticket=${ticket}`, 303)
  })
  .post('/me/phone', may.signedIn(), (c) =>
    submitted(
      c,
      wanted,
      async ({ phone: typed, ...proof }) => {
        const { db, actor, secrets } = c.var
        const person = await personById(db, actor.id)
        const phone = readPhone(typed)
        if (phone === (await ownPhone(c))) throw new Refusal('invalid', 'phone_same', { field: 'phone' })
        await proveOwner(c, person, proof)
        const { challengeId, code, at } = await textCode(c, phone)
        const content = { personId: person.id, challengeId, phone, code }
        const ticket = sealTicket(secrets, 'newPhone', content, later(at, ticketMilliseconds))
        return c.redirect(`/me/phone/new?ticket=${ticket}`, 303)
      },
      (tried) => phonePage(c, tried.values.ticket, tried),
    ),
  )
  .get('/me/phone/new', may.signedIn(), (c) => newPhonePage(c, c.req.query('ticket')))
  .post('/me/phone/new', may.signedIn(), (c) =>
    submitted(
      c,
      proven,
      async (given) => {
        await takeNewPhone(c, given)
        return c.redirect('/me', 303)
      },
      (tried) => newPhonePage(c, tried.values.ticket, tried),
    ),
  )

/** The old phone is told, so that whoever did not do this hears of it. */
async function takeNewPhone(c: Context<Env>, given: z.output<typeof proven>): Promise<void> {
  const { atomically, secrets, sessions, sessionId, now } = c.var
  const { personId, challengeId, phone } = openOwn(c, given.ticket)
  const old = await ownPhone(c)
  await provePhone(c, { challengeId, phone, code: given.code })
  const keepSession = sessions.hashOf(sessionId)
  await atomically((tx) => changePhone(tx, secrets, { personId, phone, byId: personId, keepSession, now: now() }))
  await tellOldPhone(c, { old, phone })
}

/** A text that fails undoes nothing. */
export async function tellOldPhone(c: Context<Env>, { old, phone }: { old: string; phone: string }): Promise<void> {
  const { sms, log, requestId } = c.var
  const text = `【荣誉通】您的账户已改用手机号 ${maskPhone(phone)}。如果不是您本人操作，请马上联系所在社区。`
  await sms(old, text).catch((error) => log.error({ err: error, requestId }, 'sms'))
}

/** @throws Refusal `phone_at_community` for a card's owner, whose session may be on somebody else's device */
async function ownPhone(c: Context<Env>): Promise<string> {
  const phone = phoneOf(c.var.secrets, await personById(c.var.db, c.var.actor.id))
  if (!phone) throw new Refusal('conflict', 'phone_at_community')
  return phone
}

function openOwn(c: Context<Env>, text: string | undefined) {
  const ticket = openTicket(c.var.secrets, 'newPhone', text, c.var.now())
  if (ticket.personId !== c.var.actor.id) throw new Refusal('invalid', 'ticket_expired')
  return ticket
}

async function phonePage(c: Context<Env>, ticket: string | undefined, tried?: Tried) {
  const { db, actor, secrets, now, t } = c.var
  const person = await personById(db, actor.id)
  const shownCode = ticket ? openTicket(secrets, 'code', ticket, now()).code : undefined
  const props = { person, phone: maskedPhoneOf(secrets, person), ticket, shownCode, tried }
  return page(c, { title: t('手机号', 'Phone number') }, <PhonePage {...props} />)
}

type Props = {
  person: Person
  phone: string | null
  ticket: string | undefined
  shownCode: string | undefined
  tried: Tried | undefined
}

function PhonePage({ person, phone, ticket, shownCode, tried }: Props) {
  const t = useT()
  const hasPassword = person.passwordHash !== null
  return (
    <>
      <h1>{t('更换手机号', 'Change phone number')}</h1>
      <p class="lead">
        {phone ? t(`现在的号码：${phone}`, `Present number: ${phone}`) : t('还没有登记手机号。', 'No phone on record.')}
      </p>
      {!phone && (
        <Alert tone="info">
          {t('请带身份证件到社区登记。', 'Have one added at your community, with an identity document.')}
        </Alert>
      )}
      <DemoCode code={shownCode} />
      {phone && (ticket || hasPassword) && (
        <Form action="/me/phone" tried={tried}>
          {ticket ? <ByCode ticket={ticket} tried={tried} /> : <ByPassword tried={tried} />}
          <TextField
            name="phone"
            label={t('新手机号', 'New number')}
            inputmode="tel"
            autocomplete="tel"
            maxlength={40}
            tried={tried}
          />
          <Submit>{t('给新号码发验证码', 'Send a code to the new number')}</Submit>
        </Form>
      )}
      {phone && !ticket && (
        <PostButton action="/me/phone/code" look={hasPassword ? 'quiet' : undefined}>
          {t('用现在的号码收验证码', 'Get a code on the present number')}
        </PostButton>
      )}
      {phone && (
        <p class="help">
          {t(
            '旧号码已经不用了，又没有设密码？请带身份证件到社区办理。',
            'The old number is gone and there is no password? Bring an identity document to your community.',
          )}
        </p>
      )}
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

function newPhonePage(c: Context<Env>, ticket: string | undefined, tried?: Tried) {
  const { phone, code } = openOwn(c, ticket)
  return page(
    c,
    { title: c.var.t('手机号', 'Phone number') },
    <NewPhonePage ticket={ticket ?? ''} phone={maskPhone(phone)} shownCode={code} tried={tried} />,
  )
}

type NewProps = { ticket: string; phone: string; shownCode: string | undefined; tried: Tried | undefined }

function NewPhonePage({ ticket, phone, shownCode, tried }: NewProps) {
  const t = useT()
  return (
    <>
      <h1>{t('确认新手机号', 'Confirm the new number')}</h1>
      <p class="lead">{t(`验证码已发到 ${phone}。`, `A code was sent to ${phone}.`)}</p>
      <DemoCode code={shownCode} />
      <Form action="/me/phone/new" tried={tried}>
        <ByCode ticket={ticket} tried={tried} />
        <Submit>{t('改用这个号码', 'Use this number')}</Submit>
      </Form>
      <LinkButton href="/me/phone" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}
