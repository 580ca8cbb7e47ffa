import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { areaById } from '../../areas/queries.ts'
import { honorsHeld } from '../../credentials/honored.tsx'
import { storePhotos } from '../../photos/actions.ts'
import { withPhotos } from '../../photos/queries.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, optional, pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { calendarDay, licencePhotosMax } from '../applications/input.ts'
import { disputeCheck } from '../checks/actions.ts'
import { checksOf } from '../checks/queries.ts'
import { countersOf } from '../clerks/queries.ts'
import { complaintsAbout, toMerchant } from '../complaints/queries.ts'
import { answerComplaint, appealComplaint, ownComplaint } from '../complaints/steps.ts'
import { sendLicence } from '../licences/actions.ts'
import { merchantsOf, ownMerchant } from '../queries.ts'
import { scoreNow } from '../score/queries.ts'
import { closeMerchant, listMerchant } from '../standing/actions.ts'
import { OwnComplaintPage } from './complaint.tsx'
import { ownEvents } from './queries.ts'
import { MinePage, OwnPage } from './views.tsx'

const dispute = z.object({ id: formId, checkId: z.string().min(1).max(100), why: lines(500) })
const newLicence = z.object({ id: formId, licenceUntil: optional(calendarDay), photos: photoFiles })
const reply = z.object({ text: lines(1000) })

export const minePages = new Hono<Env>()
  .get('/merchants/mine', may.signedIn(), async (c) => {
    const { db, actor, now, t } = c.var
    const shown = { rows: await merchantsOf(db, actor.id), counters: await countersOf(db, actor.id, now()) }
    return page(c, { title: t('我的店', 'My shop') }, <MinePage {...shown} />)
  })
  .get('/merchants/mine/:id', may.signedIn(), (c) => ownPage(c, c.req.param('id')))
  .post('/merchants/mine/:id/disputes', may.signedIn(), (c) =>
    submitted(
      c,
      dispute,
      async ({ id: key, checkId, why }) => {
        const { atomically, actor, now } = c.var
        const merchantId = c.req.param('id')
        await atomically((tx) => disputeCheck(tx, { key, merchantId, checkId, why, actor, now: now() }))
        return c.redirect(`/merchants/mine/${merchantId}#fact-${checkId}`, 303)
      },
      (tried) => ownPage(c, c.req.param('id'), tried),
    ),
  )
  .post('/merchants/mine/:id/licence', may.signedIn(), (c) =>
    submitted(
      c,
      newLicence,
      async ({ id: key, licenceUntil, photos }) => {
        const { atomically, photoStore, actor, now } = c.var
        const merchantId = c.req.param('id')
        const prepared = await preparePhotos(photos, licencePhotosMax)
        await storePhotos(photoStore, prepared)
        await atomically((tx) => sendLicence(tx, { key, merchantId, licenceUntil, prepared, actor, now: now() }))
        return c.redirect(`/merchants/mine/${merchantId}`, 303)
      },
      (tried) => ownPage(c, c.req.param('id'), tried),
    ),
  )
  .post('/merchants/mine/:id/list', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const merchantId = c.req.param('id')
    const { listed } = await pressed(c, z.object({ listed: z.enum(['0', '1']) }))
    await atomically((tx) => listMerchant(tx, { merchantId, isListed: listed === '1', actor, now: now() }))
    return c.redirect(`/merchants/mine/${merchantId}`, 303)
  })
  .post('/merchants/mine/:id/close', may.signedIn(), (c) =>
    submitted(
      c,
      z.object({ why: lines(300) }),
      async ({ why }) => {
        const { atomically, actor, now } = c.var
        const merchantId = c.req.param('id')
        await atomically((tx) => closeMerchant(tx, { merchantId, why, actor, now: now() }))
        return c.redirect(`/merchants/mine/${merchantId}`, 303)
      },
      (tried) => ownPage(c, c.req.param('id'), tried),
    ),
  )
  .get('/merchants/mine/:id/complaints/:complaintId', may.signedIn(), (c) =>
    complaintPage(c, c.req.param('complaintId')),
  )
  .post('/merchants/mine/:id/complaints/:complaintId/answer', may.signedIn(), (c) =>
    submitted(
      c,
      reply,
      async ({ text }) => {
        const { atomically, actor, now } = c.var
        const { id, complaintId } = c.req.param()
        await atomically((tx) => answerComplaint(tx, { complaintId, text, actor, now: now() }))
        return c.redirect(`/merchants/mine/${id}/complaints/${complaintId}`, 303)
      },
      (tried) => complaintPage(c, c.req.param('complaintId'), tried),
    ),
  )
  .post('/merchants/mine/:id/complaints/:complaintId/appeal', may.signedIn(), (c) =>
    submitted(
      c,
      reply,
      async ({ text }) => {
        const { atomically, actor, now } = c.var
        const { id, complaintId } = c.req.param()
        await atomically((tx) => appealComplaint(tx, { complaintId, text, actor, now: now() }))
        return c.redirect(`/merchants/mine/${id}/complaints/${complaintId}`, 303)
      },
      (tried) => complaintPage(c, c.req.param('complaintId'), tried),
    ),
  )

async function ownPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor } = c.var
  const merchant = await ownMerchant(db, id, actor)
  const checks = await withPhotos(db, await checksOf(db, id), ({ check }) => check.id)
  const shown = {
    merchant,
    areaName: (await areaById(db, merchant.areaId)).name,
    score: merchant.approvedAt ? await scoreNow(db, merchant, c.var.now()) : undefined,
    complaints: (await complaintsAbout(db, id)).map(toMerchant),
    events: await ownEvents(db, id),
    honors: await honorsHeld(db, { merchantId: id }, c.var.now()),
    checks,
    tried,
  }
  return page(c, { title: merchant.name }, <OwnPage {...shown} />)
}

async function complaintPage(c: Context<Env>, complaintId: string, tried?: Tried) {
  const { complaint } = await ownComplaint(c.var.db, complaintId, c.var.actor)
  const shown = { complaint: toMerchant(complaint), now: c.var.now(), tried }
  return page(c, { title: complaint.number }, <OwnComplaintPage {...shown} />)
}
