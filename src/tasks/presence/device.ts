import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'

const rememberedSeconds = 3600

/**
 * A hash of this browser, to notice one phone that checks several people in. A cookie of an hour, not the address:
 * a whole square shares the address of its Wi-Fi, and nobody should be doubted for that.
 */
export function deviceHash(c: Context<Env>): string {
  const device = getCookie(c, 'device') ?? newId(c.var.now())
  const secure = c.var.config.baseUrl.startsWith('https:')
  setCookie(c, 'device', device, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge: rememberedSeconds })
  return c.var.secrets.fingerprint(`device:${device}`)
}
