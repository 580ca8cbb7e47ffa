import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { type Actor, nobody } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import type { Report } from '../queries.ts'

/**
 * Whoever files without a name follows the report by a signed address. Opening it puts the signature into a cookie that
 * ends with the browser, so that it stands in no later address, form or picture.
 */
const cookieName = 'follow'
const signatureLength = 22
const heldMax = 20

export const followPath = ({ secrets }: Pick<Env['Variables'], 'secrets'>, id: string) =>
  `/reports/${id}/follow/${secrets.sign('report-follow', id, signatureLength)}`

/** Whether the signature is this report's; compared in constant time. */
export const opens = ({ secrets }: Pick<Env['Variables'], 'secrets'>, id: string, signature: string) =>
  signature.length === signatureLength && secrets.verify('report-follow', id, signature)

type Held = { id: string; signature: string }

function held(c: Context<Env>): Held[] {
  const entries = (getCookie(c, cookieName) ?? '').split('.').slice(0, heldMax)
  return entries.flatMap((entry) => {
    const [id, signature] = entry.split('~')
    return id && signature ? [{ id, signature }] : []
  })
}

/** Whether the visitor holds any at all: another sees what they see. */
export const holdsSecrets = (c: Context<Env>) => held(c).length > 0 || c.req.header('x-follow-secret') !== undefined

/** The signature that the visitor holds for a report, when it is right. Programs send it in a header. */
export function heldSignature(c: Context<Env>, id: string): string | undefined {
  const sent = c.req.header('x-follow-secret')
  const all = sent ? [{ id, signature: sent }, ...held(c)] : held(c)
  return all.find((one) => one.id === id && opens(c.var, id, one.signature))?.signature
}

export function hold(c: Context<Env>, id: string): void {
  const signature = c.var.secrets.sign('report-follow', id, signatureLength)
  const others = held(c).filter((one) => one.id !== id)
  const value = [{ id, signature }, ...others].slice(0, heldMax).map((one) => `${one.id}~${one.signature}`)
  const isHttps = c.var.config.baseUrl.startsWith('https:')
  setCookie(c, cookieName, value.join('.'), { path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps })
}

/**
 * Who acts on a report. By its secret it is nobody, even when the same browser is signed in: an anonymous report must
 * not come to know a name by being answered.
 */
export function actorOn(c: Context<Env>, report: Report): { actor: Actor; holdsSecret: boolean } {
  const holdsSecret = report.reporterId === null && heldSignature(c, report.id) !== undefined
  return { actor: holdsSecret ? nobody : c.var.actor, holdsSecret }
}
