import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { isSignedIn } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { publicStarNotices } from '../stars/queries.ts'
import { objectTo } from './actions.ts'
import { publicNotices } from './queries.ts'
import { NoticesPage } from './views.tsx'

const objection = z.object({ id: formId, why: lines(1000) })

export const honorNoticesPages = new Hono<Env>()
  .get('/honors/notices', may.anyone(), (c) => noticesPage(c))
  .post('/honors/notices/:id/objection', may.signedIn(), (c) =>
    submitted(
      c,
      objection,
      async ({ id: key, why }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => objectTo(tx, { key, nominationId: c.req.param('id'), why, actor, now: now() }))
        return c.redirect('/honors/notices?objected=1', 303)
      },
      (tried) => noticesPage(c, { tried, id: c.req.param('id') }),
    ),
  )

export async function noticesPage(c: Context<Env>, tried?: { tried: Tried; id: string }) {
  const { db, actor, t } = c.var
  const after = c.req.query('after')
  const { notices: stars, next } = await publicStarNotices(db, after)
  const shown = {
    notices: after ? [] : await publicNotices(db),
    stars,
    next,
    isSignedIn: isSignedIn(actor),
    objected: c.req.query('objected') === '1',
    now: c.var.now(),
    formId: newId(c.var.now()),
    tried,
  }
  return page(c, { title: t('荣誉公示', 'Honours on notice') }, <NoticesPage {...shown} />)
}
