import { Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '../kit/refusal.ts'
import type { Env } from '../web/env.ts'
import { submitted } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { page } from '../web/layout.tsx'
import { keysDesk } from './keys/pages.tsx'
import { publishedKeys } from './keys/queries.ts'
import { issuerOf, listingOf, offlineFileOf } from './public.ts'
import { lastList } from './queries.ts'
import { statusListToken, ttlSeconds } from './status-list.ts'
import { checkCredential } from './verify.ts'
import { VerifyPage } from './views.tsx'

const scripts = ['scan.js', 'check.js']
const pasted = z.object({ token: z.string().min(1).max(20_000) })

/** Everybody may check a paper, and read what is needed to do so elsewhere. */
export const credentialsPages = new Hono<Env>()
  .get('/verify', may.anyone(), (c) => {
    c.header('Referrer-Policy', 'no-referrer')
    return page(c, { title: c.var.t('核验证书', 'Check a certificate'), scripts }, <VerifyPage />)
  })
  // The answer is the page itself: a redirect would have to carry the token, and what it says, in an address.
  .post('/verify', may.anyone(), (c) =>
    submitted(
      c,
      pasted,
      async ({ token }) => {
        const check = await checkCredential(c.var.db, token, { issuer: issuerOf(c.var.config), now: c.var.now() })
        return page(c, { title: c.var.t('核验结果', 'Result'), scripts }, <VerifyPage check={check} token={token} />)
      },
      (tried) => page(c, { title: c.var.t('核验证书', 'Check a certificate'), scripts }, <VerifyPage tried={tried} />),
    ),
  )
  .get('/verify.html', may.anyone(), async (c) => {
    c.header('Content-Disposition', 'attachment; filename="verify.html"')
    return c.body(await offlineFileOf(c), 200, { 'Content-Type': 'text/html; charset=utf-8' })
  })
  .get('/.well-known/jwks.json', may.anyone(), async (c) => {
    forEverybody(c.res.headers)
    return c.json({ keys: await publishedKeys(c.var.db) })
  })
  .get('/.well-known/jwt-vc-issuer', may.anyone(), async (c) => {
    forEverybody(c.res.headers)
    return c.json({ issuer: issuerOf(c.var.config), jwks: { keys: await publishedKeys(c.var.db) } })
  })
  .get('/status/:list', may.anyone(), async (c) => {
    const { db, secrets } = c.var
    const list = Number(c.req.param('list'))
    if (!Number.isInteger(list) || list < 1 || list > (await lastList(db)))
      throw new Refusal('missing', 'status_list_missing')
    const token = await statusListToken(db, secrets, list, await listingOf(c))
    forEverybody(c.res.headers)
    return c.body(token, 200, { 'Content-Type': 'application/statuslist+jwt' })
  })
  .route('/', keysDesk)

/** Other cities' verifiers read these from their own pages. */
function forEverybody(headers: Headers) {
  headers.set('Access-Control-Allow-Origin', '*')
  headers.set('Cache-Control', `public, max-age=${ttlSeconds}`)
}
