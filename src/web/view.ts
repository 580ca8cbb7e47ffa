import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Env } from './env.ts'
import { pressed } from './form.ts'
import { may } from './guard.ts'
import { localPath } from './local-path.ts'

const view = z.object({
  elder: z.enum(['0', '1']).optional(),
  lang: z.enum(['zh', 'en']).optional(),
  next: z.string().max(2000).optional(),
})

const yearSeconds = 365 * 24 * 60 * 60

/** How somebody likes to read: the language and the elder view, kept by the browser alone. */
export const viewPages = new Hono<Env>().post('/view', may.anyone(), async (c) => {
  const { elder, lang, next } = await pressed(c, view)
  const cookie = { path: '/', maxAge: yearSeconds, sameSite: 'Lax', httpOnly: true } as const
  if (elder) setCookie(c, 'view', elder === '1' ? 'elder' : 'standard', cookie)
  if (lang) setCookie(c, 'lang', lang, cookie)
  return c.redirect(localPath(next), 303)
})
