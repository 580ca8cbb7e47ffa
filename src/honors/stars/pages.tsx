import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { pressedOnce } from '../../web/once.ts'
import { minePage } from '../awards/pages.tsx'
import { noticesPage } from '../notices/pages.tsx'
import { StarsDesk } from './desk.tsx'
import { starNoticesFor } from './desk-queries.ts'
import { answerStarObjection, askForStar, objectToStar } from './notices.ts'

const asking = z.object({ id: formId, showName: z.literal('1').optional() })
const objection = z.object({ id: formId, why: lines(1000) })
const objectionAnswer = z.object({ id: formId, outcome: z.enum(['dismissed', 'upheld']), answer: lines(600) })

/** Star levels on their way: asked for, on notice, answered. */
export const starsPages = new Hono<Env>()
  .post('/honors/stars/notice', may.signedIn(), (c) =>
    submitted(
      c,
      asking,
      async ({ id: key, showName }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => askForStar(tx, { key, showName: Boolean(showName), actor, now: now() }))
        return c.redirect('/honors/mine#stars', 303)
      },
      (tried) => minePage(c, tried),
    ),
  )
  .post('/honors/stars/notices/:id/objection', may.signedIn(), (c) =>
    submitted(
      c,
      objection,
      async ({ id: key, why }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => objectToStar(tx, { key, noticeId: c.req.param('id'), why, actor, now: now() }))
        return c.redirect('/honors/notices?objected=1', 303)
      },
      (tried) => noticesPage(c, { tried, id: c.req.param('id') }),
    ),
  )
  .get('/desk/stars', may.be('clerk', 'reviewer', 'auditor', 'admin'), (c) => starsDesk(c))
  .post('/desk/stars/objections/:id', may.be('reviewer', 'admin'), (c) =>
    submitted(
      c,
      objectionAnswer,
      async ({ id: key, ...answer }) => {
        const given = { objectionId: c.req.param('id'), ...answer }
        await pressedOnce(c, { key, content: ['answerStarObjection', given] }, (tx, by) =>
          answerStarObjection(tx, { ...given, ...by }),
        )
        return c.redirect('/desk/stars', 303)
      },
      (tried) => starsDesk(c, { tried, id: c.req.param('id') }),
    ),
  )

async function starsDesk(c: Context<Env>, tried?: { tried: Tried; id: string }) {
  const { db, actor, now, t } = c.var
  const list = await starNoticesFor(db, actor, c.req.query('after'))
  const shown = { ...list, actor, now: now(), newId: () => newId(now()), tried }
  return page(c, { title: t('星级公示', 'Stars on notice'), face: 'desk' }, <StarsDesk {...shown} />)
}
