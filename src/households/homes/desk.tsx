import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { organizationsAtWork } from '../../areas/organizations/queries.ts'
import { addDays, cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { personNamed } from '../../people/named.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { type By, pressedOnce } from '../../web/once.ts'
import { decideForm, poolForm, proposeForm, relativeForm, setUpForm } from '../forms.ts'
import { giftsTo } from '../gifts/queries.ts'
import { proposePairing } from '../pairings/actions.ts'
import { pairingsFor, pairingsWith } from '../pairings/queries.ts'
import { decidePoolGrant, proposePoolGrant } from '../pool/actions.ts'
import { decisionsAbout, decisionsFor, poolOf } from '../pool/queries.ts'
import { noteRelative, setUpHousehold } from './actions.ts'
import { DeskHousehold } from './desk-household.tsx'
import { DeskList } from './desk-list.tsx'
import { membersLookedAt } from './looks.ts'
import { householdForStaff, householdsFor, overHouseholds } from './queries.ts'

/** Households of an area for its staff: set up, pair, and decide what the pool gives. */
export const homesDesk = new Hono<Env>()
  .get('/desk/households', may.be(...overHouseholds), (c) => listPage(c))
  .post('/desk/households', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      setUpForm,
      async ({ id: key, name, head, paper }) => {
        const { id: headId } = await personNamed(c, head, 'head')
        const done = (tx: Tx, by: By) => setUpHousehold(tx, { id: `${by.actor.id}-${key}`, name, headId, paper, ...by })
        return sent(c, key, ['set up', name, headId, paper], done, '/desk/households')
      },
      (tried) => listPage(c, { setUp: tried }),
    ),
  )
  .get('/desk/households/:id', may.be(...overHouseholds), (c) => householdPage(c))
  .post('/desk/households/:id/pairings', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      proposeForm,
      async ({ id: key, supporter, ...input }) => {
        const householdId = c.req.param('id')
        const { id: supporterId } = await personNamed(c, supporter, 'supporter')
        const asked = { ...input, householdId, supporterId }
        const id = `${c.var.actor.id}-${key}`
        return sent(
          c,
          key,
          ['pair', asked],
          (tx, by) => proposePairing(tx, { ...asked, ...by, id }),
          `/desk/households/${householdId}`,
        )
      },
      (tried) => householdPage(c, { pairing: tried }),
    ),
  )
  .post('/desk/households/:id/relatives', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      relativeForm,
      async ({ id: key, who }) => {
        const householdId = c.req.param('id')
        const { id: personId } = await personNamed(c, who, 'who')
        const done = (tx: Tx, by: By) => noteRelative(tx, { householdId, personId, ...by })
        return sent(c, key, ['relative', householdId, personId], done, `/desk/households/${householdId}`)
      },
      (tried) => householdPage(c, { relative: tried }),
    ),
  )
  .post('/desk/households/:id/pool', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      poolForm,
      async ({ id: key, ...input }) => {
        const householdId = c.req.param('id')
        const asked = { ...input, householdId, id: `${c.var.actor.id}-${key}` }
        return sent(
          c,
          key,
          ['pool', asked],
          (tx, by) => proposePoolGrant(tx, { ...asked, ...by }),
          `/desk/households/${householdId}`,
        )
      },
      (tried) => householdPage(c, { pool: tried }),
    ),
  )
  .post('/desk/pool/:id', may.be('clerk', 'reviewer', 'admin'), (c) =>
    submitted(
      c,
      decideForm,
      async ({ id: key, ...input }) => {
        const asked = { ...input, id: c.req.param('id') }
        return sent(c, key, ['decide', asked], (tx, by) => decidePoolGrant(tx, { ...asked, ...by }), '/desk/households')
      },
      (tried) => listPage(c, { decide: tried }),
    ),
  )

async function sent(
  c: Context<Env>,
  key: string,
  content: unknown[],
  work: (tx: Tx, by: By) => Promise<unknown>,
  next: string,
) {
  await pressedOnce(c, { key, content: ['household desk', ...content] }, work)
  return c.redirect(next, 303)
}

async function listPage(c: Context<Env>, tried: { setUp?: Tried; decide?: Tried } = {}) {
  const { db, actor, now, t } = c.var
  const shown = {
    households: await householdsFor(db, actor),
    pairings: (await pairingsFor(db, actor)).filter(({ pairing }) => pairing.state === 'proposed'),
    decisions: await decisionsFor(db, actor),
    actor,
    newId: () => newId(now()),
    tried,
  }
  return page(c, { title: t('家庭和爱心池', 'Households and charity'), face: 'desk' }, <DeskList {...shown} />)
}

async function householdPage(c: Context<Env>, tried: { pairing?: Tried; pool?: Tried; relative?: Tried } = {}) {
  const { db, actor, now } = c.var
  const household = await householdForStaff(db, c.req.param('id') ?? '', actor)
  const members = await membersLookedAt(c, household)
  const today = cityDay(now())
  const shown = {
    ...{ household, members, actor, tried, today },
    nextYear: addDays(today, 365),
    inPool: await poolOf(db, household.areaId),
    balances: await balancesOf(db, household.id),
    pairings: await pairingsWith(db, household.id),
    gifts: await giftsTo(db, household.id),
    decisions: await decisionsAbout(db, household.id),
    organizations: await organizationsAtWork(db),
    newId: () => newId(now()),
  }
  return page(c, { title: household.name, face: 'desk' }, <DeskHousehold {...shown} />)
}
