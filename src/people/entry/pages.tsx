import { type Context, Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { isSignedIn } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { localPath } from '../../web/local-path.ts'
import { sessionCookie } from '../../web/middleware.ts'
import { readPhone } from '../rules.ts'
import { openTicket } from '../tickets.ts'
import {
  type Entered,
  enterByCard,
  enterByCode,
  enterByPassword,
  enterBySecond,
  keepSession,
  needsSecondFactor,
  sendCode,
} from './entry.ts'
import { CardForm, CodeForm, type CodeSent, PasswordForm, PhoneForm, SecondForm } from './forms.tsx'

const typed = (max: number) => z.string().trim().min(1).max(max)
const next = z.string().max(2000).optional()
const byPhone = z.object({ phone: typed(40), next })
const byPassword = z.object({ phone: typed(40), password: z.string().min(1).max(1000), next })
const byCard = z.object({ number: typed(200), pin: typed(20), next })
const byTicket = z.object({ ticket: z.string().max(4000), code: typed(40) })

/** Ways in. Every answer is the same whether or not a phone is known. */
export const entryPages = new Hono<Env>()
  .get('/sign-in', may.anyone(), async (c) => {
    const onwards = localPath(c.req.query('next'))
    if (isSignedIn(c.var.actor)) return c.redirect(onwards, 303)
    return signInPage(c, <PhoneForm next={onwards} />)
  })
  .post('/sign-in', may.anyone(), (c) =>
    submitted(
      c,
      byPhone,
      async (input) => {
        const sent = await sendCode(c, { phone: readPhone(input.phone), next: localPath(input.next) })
        return c.redirect(`/sign-in/code?ticket=${sent.ticket}`, 303)
      },
      (tried) => signInPage(c, <PhoneForm next={localPath(tried.values.next)} tried={tried} />),
    ),
  )
  .get('/sign-in/code', may.anyone(), async (c) => {
    const ticket = c.req.query('ticket')
    return ticket ? codePage(c, ticket) : c.redirect('/sign-in', 303)
  })
  .post('/sign-in/code', may.anyone(), (c) =>
    submitted(
      c,
      byTicket,
      async (input) =>
        welcome(c, await enterByCode(c, input), openTicket(c.var.secrets, 'code', input.ticket, c.var.now()).next),
      (tried) => codePage(c, tried.values.ticket ?? '', tried),
    ),
  )
  .get('/sign-in/second', may.anyone(), async (c) => {
    const ticket = c.req.query('ticket')
    return ticket ? signInPage(c, <SecondForm ticket={ticket} />) : c.redirect('/sign-in', 303)
  })
  .post('/sign-in/second', may.anyone(), (c) =>
    submitted(
      c,
      byTicket,
      async (input) => {
        const { next: onwards } = openTicket(c.var.secrets, 'second', input.ticket, c.var.now())
        return welcome(c, await enterBySecond(c, input), onwards)
      },
      (tried) => signInPage(c, <SecondForm ticket={tried.values.ticket ?? ''} tried={tried} />),
    ),
  )
  .get('/sign-in/password', may.anyone(), (c) => signInPage(c, <PasswordForm next={localPath(c.req.query('next'))} />))
  .post('/sign-in/password', may.anyone(), (c) =>
    submitted(
      c,
      byPassword,
      async (input) => {
        const onwards = localPath(input.next)
        const given = { phone: readPhone(input.phone), password: input.password, next: onwards }
        return welcome(c, await enterByPassword(c, given), onwards)
      },
      (tried) => signInPage(c, <PasswordForm next={localPath(tried.values.next)} tried={tried} />),
    ),
  )
  .get('/sign-in/card', may.anyone(), (c) => signInPage(c, <CardForm next={localPath(c.req.query('next'))} />))
  .post('/sign-in/card', may.anyone(), (c) =>
    submitted(
      c,
      byCard,
      async ({ number, pin, next: onwards }) =>
        welcome(c, await enterByCard(c, { text: number, pin, next: localPath(onwards) }), localPath(onwards), false),
      (tried) => signInPage(c, <CardForm next={localPath(tried.values.next)} tried={tried} />),
    ),
  )
  .post('/sign-out', may.anyone(), async (c) => {
    if (c.var.sessionId) await c.var.sessions.close(c.var.sessionId)
    deleteCookie(c, sessionCookie(c.var.config), { path: '/', secure: c.var.config.baseUrl.startsWith('https:') })
    return c.redirect('/', 303)
  })

type C = Context<Env>

const signInPage = (c: C, form: Child) =>
  page(c, { title: c.var.t('登录', 'Sign in'), scripts: ['scan.js'] }, <section class="way-in">{form}</section>)

/** The page after the code was sent. An expired ticket starts again at the phone. */
function codePage(c: C, ticket: string, tried?: Tried) {
  const sent: CodeSent = openTicket(c.var.secrets, 'code', ticket, c.var.now())
  return signInPage(c, <CodeForm ticket={ticket} sent={sent} tried={tried} />)
}

/** Where a proof leads a browser. An administrator without a second factor sets it up before anything else. */
async function welcome(c: C, entered: Entered, onwards: string, keep = true): Promise<Response> {
  if (entered.step === 'second') return c.redirect(`/sign-in/second?ticket=${entered.ticket}`, 303)
  if (entered.step === 'signUp') return c.redirect(`/sign-up/profile?ticket=${entered.ticket}`, 303)
  keepSession(c, entered, keep)
  return c.redirect((await needsSecondFactor(c, entered.person)) ? '/me/second-factor' : onwards, 303)
}
