import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { newId } from '../../kit/ids.ts'
import { personNamed, personNamedByResident } from '../../people/named.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type By, pressedOnce } from '../../web/once.ts'
import { waitingOrdersOf } from '../orders/queries.ts'
import { nameProxy, recordProxy, stepProxy } from './actions.ts'
import { nameForm, paperForm, proxyStepForm } from './input.ts'
import { paperProxiesFor, proxiesOf } from './queries.ts'
import { DeskProxies, MyProxies } from './views.tsx'

/** Who may collect for whom: for residents, and for staff who write it down from paper. */
export const proxiesPages = new Hono<Env>()
  .get('/orders/proxies', may.signedIn(), (c) => mine(c))
  .post('/orders/proxies', may.signedIn(), (c) =>
    submitted(
      c,
      nameForm,
      async ({ id: key, who, ...input }) => {
        const { id: personId } = await personNamedByResident(c, who, 'who')
        const asked = { ...input, personId, id: `${c.var.actor.id}-${key}` }
        return sent(c, key, ['name', asked], (tx, by) => nameProxy(tx, { ...asked, ...by }), '/orders/proxies')
      },
      (tried) => mine(c, tried),
    ),
  )
  .post('/orders/proxies/step', may.signedIn(), async (c) => {
    const { id: key, proxyId, step } = await pressed(c, proxyStepForm)
    const next = c.req.query('desk') ? '/desk/proxies' : '/orders/proxies'
    return sent(c, key, ['step', proxyId, step], (tx, by) => stepProxy(tx, { id: proxyId, step, ...by }), next)
  })
  .get('/desk/proxies', may.be('clerk', 'admin'), (c) => desk(c))
  .post('/desk/proxies', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      paperForm,
      async ({ id: key, owner, who, ...input }) => {
        const { id: ownerId } = await personNamed(c, owner, 'owner')
        const { id: personId } = await personNamed(c, who, 'who')
        const asked = { ...input, ownerId, personId, id: `${c.var.actor.id}-${key}` }
        return sent(c, key, ['record', asked], (tx, by) => recordProxy(tx, { ...asked, ...by }), '/desk/proxies')
      },
      (tried) => desk(c, tried),
    ),
  )

async function sent(
  c: Context<Env>,
  key: string,
  content: unknown[],
  work: (tx: Tx, by: By) => Promise<unknown>,
  next: string,
) {
  await pressedOnce(c, { key, content: ['proxy', ...content] }, work)
  return c.redirect(next, 303)
}

async function mine(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const [rows, waiting] = [await proxiesOf(db, actor.id, now()), await waitingOrdersOf(db, actor.id, now())]
  const shown = { rows, waiting, selfId: actor.id, tried, newId: () => newId(now()) }
  return page(c, { title: t('代领', 'Collecting for others') }, <MyProxies {...shown} />)
}

async function desk(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const shown = { rows: await paperProxiesFor(db, actor, now()), selfId: actor.id, tried, newId: () => newId(now()) }
  return page(c, { title: t('代领登记', 'Proxies'), face: 'desk' }, <DeskProxies {...shown} />)
}
