import { type Context, Hono } from 'hono'
import { organizationsAtWork } from '../../areas/organizations/queries.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { bodyForm } from '../input.ts'
import { lookers } from '../standing.ts'
import { nameReceivingBody } from './actions.ts'
import { bodiesAtWork } from './queries.ts'
import { Bodies } from './views.tsx'

/** Who may take donations, and as what. */
export const bodiesDesk = new Hono<Env>()
  .get('/desk/receiving-bodies', may.be(...lookers), (c) => show(c))
  .post('/desk/receiving-bodies', may.be('admin'), (c) =>
    submitted(
      c,
      bodyForm,
      async (given) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => nameReceivingBody(tx, { ...given, actor, now: now() }))
        return c.redirect('/desk/receiving-bodies', 303)
      },
      (tried) => show(c, tried),
    ),
  )

async function show(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const mayName = actor.grants.some(({ role }) => role === 'admin')
  const organizations = mayName ? await organizationsAtWork(db) : []
  const bodies = await bodiesAtWork(db)
  const edited = tried?.values.version ? tried.values.organizationId : c.req.query('body')
  const shown = { bodies, organizations, mayName, body: bodies.find(({ id }) => id === edited), tried }
  return page(c, { title: t('接收单位', 'Receiving bodies'), face: 'desk' }, <Bodies {...shown} />)
}
