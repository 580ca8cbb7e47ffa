import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Env } from './env.ts'
import type { Lang } from './words.ts'

export type View = { elder?: boolean | undefined; lang?: Lang | undefined }

/** Browsers keep a cookie for 400 days at most. */
export const cookieSecondsMax = 400 * 86_400

/** Keeps in the browser how somebody likes to read: the language and the elder view. */
export function keepView(c: Context<Env>, { elder, lang }: View): void {
  const cookie = { path: '/', maxAge: cookieSecondsMax, sameSite: 'Lax', httpOnly: true } as const
  if (elder !== undefined) setCookie(c, 'view', elder ? 'elder' : 'standard', cookie)
  if (lang !== undefined) setCookie(c, 'lang', lang, cookie)
}
