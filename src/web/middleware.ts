import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import type { Logger } from 'pino'
import { type Actor, nobody } from '../kit/actor.ts'
import { newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'
import { observe } from './metrics.ts'
import { sayIn } from './words.ts'

/** What the middleware needs from the rooms: who belongs to a session id. */
export type ActorOf = (sessionId: string) => Promise<Actor | undefined>

const bodyBytesMax = 60 * 1024 * 1024

const imagesFrom = "img-src 'self' data: blob:"
const contentSecurityPolicy = [
  "default-src 'self'",
  imagesFrom,
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

type Headers = readonly (readonly [name: string, value: string])[]

const pageHeaders: Headers = [
  ['Content-Security-Policy', contentSecurityPolicy],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Permissions-Policy', 'camera=(self), geolocation=(self), microphone=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
]
/** What a program reads is never a page: nothing of it may run or be framed. */
const apiHeaders: Headers = [
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cache-Control', 'no-store'],
]

// Everything below runs for every request. `c.get` is a lookup where each `c.var` copies all variables, and headers are
// set before `next()`, because one set afterwards throws @hono/node-server off its fast path.

/** Request id and security headers. */
export const heading: MiddlewareHandler<Env> = (c, next) => {
  const requestId = newId()
  c.set('requestId', requestId)
  c.header('X-Request-Id', requestId)
  const isApi = /^\/(api|open311)\//.test(c.req.path)
  for (const [name, value] of isApi ? apiHeaders : pageHeaders) c.header(name, value)
  const { tiles } = c.get('config')
  if (tiles && !isApi)
    c.header('Content-Security-Policy', contentSecurityPolicy.replace(imagesFrom, `${imagesFrom} ${tiles.origin}`))
  if (isHttps(c.get('config'))) c.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  return next()
}

const isHttps = ({ baseUrl }: Env['Variables']['config']) => baseUrl.startsWith('https:')

/** One line a request, with the route's pattern instead of its values: an address can hold a token. */
export const logging =
  (log: Logger): MiddlewareHandler<Env> =>
  async (c, next) => {
    const started = performance.now()
    await next()
    const milliseconds = Math.round((performance.now() - started) * 10) / 10
    const { method, routePath: route } = c.req
    const { status } = c.res
    observe(method, route, status, milliseconds)
    log.info({ requestId: c.get('requestId'), method, route, status, milliseconds }, 'request')
  }

/** Cookie names: `__Host-` ties the session to this host, but browsers take it over https only. */
export const sessionCookie = (config: Env['Variables']['config']) => (isHttps(config) ? '__Host-session' : 'session')

/** Who is asking and how they like to read. The API may bring the session as a bearer token. */
export const reading =
  (actorOf: ActorOf): MiddlewareHandler<Env> =>
  async (c, next) => {
    const cookies = getCookie(c)
    const lang = cookies.lang ?? (prefersEnglish(c) ? 'en' : 'zh')
    c.set('lang', lang === 'en' ? 'en' : 'zh')
    c.set('t', sayIn(c.get('lang')))
    c.set('elder', cookies.view === 'elder')
    c.set('address', addressOf(c))
    const sessionId = bearer(c) ?? cookies[sessionCookie(c.get('config'))] ?? ''
    const actor = sessionId ? await actorOf(sessionId) : undefined
    c.set('actor', actor ?? nobody)
    c.set('sessionId', actor ? sessionId : '')
    await next()
  }

/** Programs say which language they want; people are asked, because phones are often set to English by accident. */
const prefersEnglish = (c: Context<Env>) =>
  c.req.path.startsWith('/api/') && c.req.header('accept-language')?.startsWith('en') === true

/** The API's way to say who is asking. */
export const bearer = (c: Context<Env>) => /^Bearer ([\w-]{16,200})$/.exec(c.req.header('authorization') ?? '')?.[1]

/** The caller's address: the proxy's word only where a proxy is trusted. */
function addressOf(c: Context<Env>): string {
  const forwarded = c.get('config').trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  return forwarded ?? incoming?.socket.remoteAddress ?? 'unknown'
}

const onlyReads = (c: Context<Env>) => ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)

/**
 * No other site may send forms in a signed-in person's name. Browsers say where a request comes from
 * (Sec-Fetch-Site, Origin). One that says neither, as some in-app browsers do, must bring a form token.
 */
export const sameSite: MiddlewareHandler<Env> = (c, next) => {
  if (onlyReads(c) || bearer(c)) return next()
  return assertSameSite(c).then(next)
}

async function assertSameSite(c: Context<Env>) {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
  } else if (origin !== undefined) {
    if (origin === new URL(c.req.url).origin || origin === c.var.config.baseUrl) return
  } else if (!c.var.sessionId) {
    return
  } else {
    const token = await tokenOf(c)
    if (token && c.var.secrets.verify('form', c.var.sessionId, token)) return
    if (token) throw new Refusal('forbidden', 'form_expired')
  }
  throw new Refusal('forbidden', 'foreign_form')
}

/** The form token, which holds as long as the session it was drawn for. */
async function tokenOf(c: Context<Env>): Promise<string | undefined> {
  const given =
    c.req.header('x-csrf-token') ?? (await c.req.parseBody().catch(() => ({}) as Record<string, unknown>))._token
  return typeof given === 'string' ? given : undefined
}

/** The hidden `_token` of forms, for browsers that do not say where they come from. */
export const formToken = (c: Context<Env>) =>
  c.get('sessionId') ? c.get('secrets').sign('form', c.get('sessionId')) : ''

const tooLarge = (): never => {
  throw new Refusal('invalid', 'body_too_large')
}
const counted = bodyLimit({ maxSize: bodyBytesMax, onError: tooLarge })

/**
 * No body larger than a form with six photos. The length a sender names is kept to by the HTTP parser; a body that comes
 * in pieces is counted. Asking for `body`, which counting does, makes @hono/node-server build a whole Request: 0.3 ms.
 */
export const limitedBody: MiddlewareHandler<Env> = (c, next) => {
  if (onlyReads(c)) return next()
  const length = c.req.header('content-length')
  if (length === undefined || c.req.header('transfer-encoding')) return counted(c, next)
  return Number(length) > bodyBytesMax ? tooLarge() : next()
}
