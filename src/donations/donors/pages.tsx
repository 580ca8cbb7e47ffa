import { type Context, Hono } from 'hono'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { donorForm, wallForm } from '../input.ts'
import { donationsOfDonors } from '../intake/queries.ts'
import { handlers, handles, lookers } from '../standing.ts'
import { addDonor, nameOnWall, renewLink } from './actions.ts'
import { lookAtDonor } from './looks.ts'
import { donorForStaff, donorName, donorPhone, donorsSeenBy, storesHandledBy } from './queries.ts'
import { DonorPage, Donors, NewDonor } from './views.tsx'

/** The register of donors. */
export const donorsDesk = new Hono<Env>()
  .get('/desk/donors', may.be(...lookers), async (c) => {
    const { db, secrets, actor, t } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 60)
    const donors = (await donorsSeenBy(db, actor)).map((donor) => ({ donor, name: donorName(secrets, donor) }))
    const rows = donors.filter(({ name }) => !search || name.includes(search))
    return page(c, { title: t('捐赠人', 'Donors'), face: 'desk' }, <Donors {...{ rows, search }} />)
  })
  .get('/desk/donors/new', may.be(...handlers), (c) => showNew(c))
  .post('/desk/donors', may.be(...handlers), (c) =>
    submitted(
      c,
      donorForm,
      async ({ id, storeId, ...fields }) => {
        const { atomically, secrets, actor, now } = c.var
        const donor = await atomically((tx) => addDonor(tx, secrets, { id, storeId, fields, actor, now: now() }))
        return c.redirect(`/desk/donations/new?donor=${donor.id}`, 303)
      },
      (tried) => showNew(c, tried),
    ),
  )
  .get('/desk/donors/:id', may.be(...lookers), (c) => showDonor(c))
  .post('/desk/donors/:id/wall', may.be(...handlers), (c) =>
    submitted(
      c,
      wallForm,
      async ({ wallName, version }) => {
        const { atomically, actor, now } = c.var
        const donorId = c.req.param('id')
        await atomically((tx) => nameOnWall(tx, { donorId, wallName, version, actor, now: now() }))
        return c.redirect(`/desk/donors/${donorId}`, 303)
      },
      (tried) => showDonor(c, tried),
    ),
  )
  .post('/desk/donors/:id/link', may.be(...handlers), async (c) => {
    const { atomically, actor, now } = c.var
    const donorId = c.req.param('id')
    await atomically((tx) => renewLink(tx, { donorId, actor, now: now() }))
    return c.redirect(`/desk/donors/${donorId}`, 303)
  })

async function showNew(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const stores = await storesHandledBy(db, actor, handles)
  return page(c, { title: t('新捐赠人', 'New donor'), face: 'desk' }, <NewDonor {...{ stores, tried }} id={newId()} />)
}

async function showDonor(c: Context<Env>, tried?: Tried) {
  const { atomically, db, secrets, actor, now, t } = c.var
  const donor = await donorForStaff(db, c.req.param('id') ?? '', actor)
  const reason = t('打开捐赠人登记页', 'Opened the entry of a donor')
  await atomically((tx) => lookAtDonor(tx, { donor, actor, reason, now: now() }))
  const mayHandle = actor.grants.some(({ role }) => (handlers as readonly string[]).includes(role))
  const shown = {
    donor,
    name: donorName(secrets, donor),
    phone: donorPhone(secrets, donor),
    donations: await donationsOfDonors(db, [donor.id]),
    mayHandle,
    tried,
  }
  return page(c, { title: shown.name || c.var.t('匿名', 'Anonymous'), face: 'desk' }, <DonorPage {...shown} />)
}
