import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { organizationKinds } from '../../../db/schema/areas.ts'
import { standingOf } from '../../kit/actor.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { areasOf } from '../desk/queries.ts'
import { areaById } from '../queries.ts'
import { addOrganization, changeOrganization, endOrganization } from './actions.ts'
import { eventsOfOrganization, organizationById, organizationsOf } from './queries.ts'
import { NewOrganization, OrganizationPage, OrganizationsPage } from './views.tsx'

const phone = z
  .string()
  .trim()
  .max(20)
  .regex(/^[\d+\-() ]*$/)
  .default('')
const fields = { name: line(60), phone, duties: optional(lines(500)) }
const newForm = z.object({ id: formId, kind: z.enum(organizationKinds), areaId: line(60), ...fields })
const version = whole(1, 1_000_000_000)
const changeForm = z.object({ version, ...fields })
const stepForm = z.object({ version, step: z.enum(['end', 'resume']) })

/** Departments, teams, merchants and banks, as the administrators of their areas keep them. */
export const organizationsDesk = new Hono<Env>()
  .get('/desk/organizations', may.be('dispatcher', 'auditor', 'admin'), async (c) => {
    const { db, actor, t } = c.var
    const rows = await organizationsOf(db, actor)
    const mayAdd = actor.grants.some(({ role }) => role === 'admin')
    return page(
      c,
      { title: t('单位与部门', 'Organizations'), face: 'desk' },
      <OrganizationsPage {...{ rows, mayAdd }} />,
    )
  })
  .get('/desk/organizations/new', may.be('admin'), (c) => draw(c))
  .post('/desk/organizations', may.be('admin'), (c) =>
    submitted(
      c,
      newForm,
      async ({ id, ...given }) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => addOrganization(tx, { id, fields: given, actor, now: now() }))
        return c.redirect(`/desk/organizations/${id}`, 303)
      },
      (tried) => draw(c, tried),
    ),
  )
  .get('/desk/organizations/:id', may.be('dispatcher', 'auditor', 'admin'), (c) => show(c))
  .post('/desk/organizations/:id', may.be('admin'), (c) =>
    submitted(
      c,
      changeForm,
      async ({ version, ...given }) => {
        const { atomically, actor, now } = c.var
        const organizationId = c.req.param('id')
        const change = { organizationId, fields: given, version, actor, now: now() }
        await atomically((tx) => changeOrganization(tx, change))
        return c.redirect(`/desk/organizations/${organizationId}`, 303)
      },
      (tried) => show(c, tried),
    ),
  )
  .post('/desk/organizations/:id/step', may.be('admin'), async (c) => {
    const { atomically, actor, now } = c.var
    const organizationId = c.req.param('id')
    const { version, step } = await pressed(c, stepForm)
    const act = { organizationId, ends: step === 'end', version, actor, now: now() }
    await atomically((tx) => endOrganization(tx, act))
    return c.redirect(`/desk/organizations/${organizationId}`, 303)
  })

async function draw(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const rows = await areasOf(db, actor)
  const places = rows
    .filter(({ area }) => area.kind !== 'grid' && standingOf(actor, { areaPath: area.path }).has('admin'))
    .map(({ area }) => area)
  return page(c, { title: t('登记单位', 'New organization'), face: 'desk' }, <NewOrganization {...{ places, tried }} />)
}

async function show(c: Context<Env>, tried?: Tried) {
  const { db, actor } = c.var
  const organization = await organizationById(db, c.req.param('id') ?? '')
  const standing = standingOf(actor, organization)
  const isStaff = (['dispatcher', 'auditor', 'admin'] as const).some((role) => standing.has(role))
  found(isStaff || undefined, 'organization_missing')
  const area = await areaById(db, organization.areaId)
  const events = await eventsOfOrganization(db, organization.id)
  const shown = { organization, area, events, mayChange: standing.has('admin'), tried }
  return page(c, { title: organization.name, face: 'desk' }, <OrganizationPage {...shown} />)
}
