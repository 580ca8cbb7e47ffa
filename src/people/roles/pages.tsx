import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { areaById } from '../../areas/queries.ts'
import { standingOf } from '../../kit/actor.ts'
import { day, startOfCityDay } from '../../kit/clock.ts'
import { stepsFor } from '../../kit/flow.ts'
import type { Env } from '../../web/env.ts'
import { calendarDay, formId, line, optional, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { stepPerson, verifyIdentity } from '../actions.ts'
import { cardsOf } from '../cards/queries.ts'
import { eventsOf } from '../me/queries.ts'
import { changePhoneAtDesk } from '../phones/actions.ts'
import { tellOldPhone } from '../phones/pages.tsx'
import { recordLook } from '../privacy/actions.ts'
import { lookNow } from '../privacy/queries.ts'
import { maskedPhoneOf, personForStaff, phoneOf, realNameOf } from '../queries.ts'
import { personFlow, readName, readPhone } from '../rules.ts'
import { endRole, grantRole } from './actions.ts'
import { PersonPage } from './desk-person.tsx'
import { SearchPage } from './desk-search.tsx'
import { grantPlaces, grantsOf, searchPeople } from './queries.ts'
import { grantedRoles } from './rules.ts'

const newGrant = z.object({
  id: formId,
  role: z.enum(grantedRoles),
  place: z.string().regex(/^(area|store|organization):[\w-]{1,100}$/),
  startsOn: optional(calendarDay),
  endsOn: optional(calendarDay),
  basis: optional(line(200)),
})
const seen = z.object({ version: whole(1, 1e9), realName: line(60) })
const newPhone = z.object({ version: whole(1, 1e9), phone: line(40), reason: line(200) })
const reasoned = z.object({ version: whole(1, 1e9), reason: line(200) })

/** The desk's view of people: find one, verify who they are, give and end roles, suspend. Every look is recorded. */
export const rolesPages = new Hono<Env>()
  .get('/desk/people', may.be('clerk', 'admin'), async (c) => {
    const { db, secrets, actor, t } = c.var
    const q = (c.req.query('q') ?? '').trim().slice(0, 60)
    const people = await searchPeople(db, secrets, { q, actor })
    const rows = people.map(({ person, areaName }) => ({ person, areaName, phone: maskedPhoneOf(secrets, person) }))
    return page(c, { title: t('居民与授权', 'People and roles'), face: 'desk' }, <SearchPage q={q} rows={rows} />)
  })
  .get('/desk/people/:id', may.be('clerk', 'admin'), (c) => personPage(c, c.req.param('id')))
  .post('/desk/people/:id/look', may.be('clerk', 'admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const id = c.req.param('id')
    const { why: reason } = await pressed(c, z.object({ why: line(200) }))
    await atomically(async (tx) => {
      await personForStaff(tx, id, actor)
      await recordLook(tx, { personId: id, actor, what: 'contact', reason, now: now() })
    })
    return c.redirect(`/desk/people/${id}`, 303)
  })
  .post('/desk/people/:id/verify', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      seen,
      async ({ version, realName }) => {
        const { atomically, secrets, actor, now } = c.var
        const identity = { personId: c.req.param('id'), realName: readName(realName), version, actor, now: now() }
        await atomically((tx) => verifyIdentity(tx, secrets, identity))
        return c.redirect(`/desk/people/${c.req.param('id')}`, 303)
      },
      (tried) => personPage(c, c.req.param('id'), { verify: tried }),
    ),
  )
  .post('/desk/people/:id/phone', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      newPhone,
      async (input) => {
        const { atomically, secrets, actor, now } = c.var
        const [id, phone] = [c.req.param('id'), readPhone(input.phone)]
        const change = { ...input, personId: id, phone, actor, now: now() }
        const old = await atomically((tx) => changePhoneAtDesk(tx, secrets, change))
        if (old) await tellOldPhone(c, { old, phone })
        return c.redirect(`/desk/people/${id}`, 303)
      },
      (tried) => personPage(c, c.req.param('id'), { phone: tried }),
    ),
  )
  .post('/desk/people/:id/grants', may.be('admin'), (c) =>
    submitted(
      c,
      newGrant,
      async ({ id, role, place, startsOn, endsOn, basis }) => {
        const { atomically, actor, now } = c.var
        const [kind, placeId] = place.split(':')
        const grant = {
          ...{ id, personId: c.req.param('id'), role, reason: basis, actor, now: now() },
          [`${kind}Id`]: placeId,
          startsAt: startsOn ? startOfCityDay(startsOn) : now(),
          // The last day counts whole.
          endsAt: endsOn ? new Date(startOfCityDay(endsOn).getTime() + day) : undefined,
        }
        await atomically((tx) => grantRole(tx, grant))
        return c.redirect(`/desk/people/${c.req.param('id')}`, 303)
      },
      (tried) => personPage(c, c.req.param('id'), { grant: tried }),
    ),
  )
  .post('/desk/people/:id/grants/:grantId/end', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    await atomically((tx) => endRole(tx, { grantId: c.req.param('grantId'), actor, now: now() }))
    return c.redirect(`/desk/people/${c.req.param('id')}`, 303)
  })
  .post('/desk/people/:id/steps/:step', may.be('admin'), (c) =>
    submitted(
      c,
      reasoned,
      async ({ version, reason }) => {
        const { atomically, actor, now } = c.var
        const { id, step } = c.req.param()
        await atomically((tx) => stepPerson(tx, { personId: id, step, reason, version, actor, now: now() }))
        return c.redirect(`/desk/people/${id}`, 303)
      },
      (tried) => personPage(c, c.req.param('id'), { step: tried }),
    ),
  )

type TriedForms = { verify?: Tried; phone?: Tried; grant?: Tried; step?: Tried }

/** The record of one person. Opening it is a look; phone and real name stay covered until a reason is given. */
async function personPage(c: Context<Env>, id: string, tried: TriedForms = {}) {
  const { atomically, db, secrets, actor, now, t } = c.var
  const person = await personForStaff(db, id, actor)
  const reason = t('打开登记页', 'Opened the record')
  await atomically((tx) => recordLook(tx, { personId: id, actor, what: 'record', reason, now: now() }))
  const area = await areaById(db, person.areaId)
  const isOpen = actor.id === id || (await lookNow(db, { personId: id, byId: actor.id, now: now() }))
  const places = actor.id === id ? [] : await grantPlaces(db, actor)
  const record = {
    person,
    areaName: area.name,
    contact: isOpen ? { phone: phoneOf(secrets, person), realName: realNameOf(secrets, person) } : undefined,
    phone: maskedPhoneOf(secrets, person),
    isMe: actor.id === id,
    steps: actor.id === id ? [] : stepsFor(personFlow, person.status, standingOf(actor, { areaPath: area.path })),
    grants: await grantsOf(db, id),
    places,
    cards: await cardsOf(db, id),
    events: await eventsOf(db, id),
    now: now(),
    tried,
  }
  return page(c, { title: person.displayName, face: 'desk' }, <PersonPage {...record} />)
}
