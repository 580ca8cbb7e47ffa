import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { errorCode } from '../../db/database.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from './env.ts'
import { page } from './layout.tsx'
import { RefusalPage } from './refusal-page.tsx'
import { statusOf, tellRetryAfter } from './status.ts'
import { sentenceOf } from './words.ts'

/** Machines get RFC 9457 problem+json, people a page in words. */
const isForMachine = (c: Context<Env>) =>
  c.req.path.startsWith('/api/') || c.req.header('accept')?.startsWith('application/') === true

/** PostgreSQL's words for a text with a NUL in it, in a text or in JSON. SQLite takes it, and finds nothing. */
const unstorable: readonly unknown[] = ['22021', '22P05']

/** The error, or the refusal that it means. */
export const asRefusal = (error: unknown) =>
  unstorable.includes(errorCode(error)) ? new Refusal('invalid', 'body_unreadable') : error

/** The one place where an error becomes an answer. A mistake of ours is logged whole and told in general words. */
export function answerError(thrown: unknown, c: Context<Env>): Response | Promise<Response> {
  const error = asRefusal(thrown)
  if (error instanceof Refusal) return answerRefusal(error, c)
  if (error instanceof HTTPException) {
    const code = error.status === 413 ? 'body_too_large' : error.status === 404 ? 'page_missing' : 'body_unreadable'
    const kind = error.status === 404 ? 'missing' : 'invalid'
    return answerRefusal(new Refusal(kind, code), c, error.status)
  }
  c.var.log.error({ err: error, requestId: c.var.requestId }, 'unexpected')
  return answerRefusal(new Refusal('busy', 'unexpected'), c, 500)
}

export function answerRefusal(refusal: Refusal, c: Context<Env>, status: number = statusOf(refusal)) {
  const { lang, words } = c.var
  const sentence = sentenceOf(words, refusal.code, refusal.details, lang)
  tellRetryAfter(c, refusal)
  if (isForMachine(c)) return problem(c, refusal, sentence, status)
  if (refusal.kind === 'signed_out' && c.req.method === 'GET') return c.redirect(signInAddress(c), 303)
  c.status(status as ContentfulStatusCode)
  return page(
    c,
    { title: c.var.t('没有办成', 'Not done') },
    <RefusalPage
      {...{ sentence, refusal, status, actor: c.var.actor, path: c.req.path, back: cameFrom(c) }}
      again={status >= 500 && c.req.method === 'GET' ? hereOf(c) : undefined}
    />,
  )
}

/** The page of ours that led here, to go back to. */
function cameFrom(c: Context<Env>): string | undefined {
  const from = c.req.header('referer')
  if (!from || !URL.canParse(from)) return undefined
  const { origin, pathname, search } = new URL(from)
  const isOurs = origin === new URL(c.var.config.baseUrl).origin || origin === new URL(c.req.url).origin
  return isOurs && pathname !== c.req.path ? pathname + search : undefined
}

/** @see RFC 9457; `code` is stable, `detail` is for people */
function problem(c: Context<Env>, refusal: Refusal, detail: string, status: number) {
  const body = {
    type: `urn:rongyu:${refusal.code}`,
    title: detail,
    status,
    code: refusal.code,
    detail,
    details: refusal.details,
    instance: c.var.requestId,
  }
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json; charset=utf-8',
  })
}

const signInAddress = (c: Context<Env>) => `/sign-in?next=${encodeURIComponent(hereOf(c))}`

function hereOf(c: Context<Env>): string {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}
