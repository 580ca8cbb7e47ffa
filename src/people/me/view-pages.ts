import { Hono } from 'hono'
import { z } from 'zod'
import { isSignedIn } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { pressed } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { localPath } from '../../web/local-path.ts'
import { keepView, type View } from '../../web/view.ts'
import { rememberView } from '../actions.ts'

const view = z.object({
  elder: z.enum(['0', '1']).optional(),
  lang: z.enum(['zh', 'en']).optional(),
  next: z.string().max(2000).optional(),
})

/** How somebody likes to read: kept by the browser, and for a signed-in person by the city for their next device. */
export const viewPages = new Hono<Env>().post('/view', may.anyone(), async (c) => {
  const { atomically, actor } = c.var
  const { elder, lang, next } = await pressed(c, view)
  const chosen: View = { ...(elder && { elder: elder === '1' }), ...(lang && { lang }) }
  keepView(c, chosen)
  const isChange = Object.keys(chosen).length > 0
  if (isSignedIn(actor) && isChange) await atomically((tx) => rememberView(tx, { personId: actor.id, ...chosen }))
  return c.redirect(localPath(next), 303)
})
