import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { complaintKinds } from '../../../db/schema/merchants.ts'
import { newId } from '../../kit/ids.ts'
import { storePhotos } from '../../photos/actions.ts'
import { withPhotos } from '../../photos/queries.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, optional, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { limit } from '../../web/limits.ts'
import { merchantByNumber } from '../public/queries.ts'
import { complain } from './actions.ts'
import { ComplainedPage, ComplaintForm, MyComplaints } from './form.tsx'
import { complaintsBy } from './queries.ts'

const photosMax = 3
const complaintForm = z.object({
  id: formId,
  kind: z.enum(complaintKinds),
  happenedOn: z.iso.date(),
  what: lines(1000),
  anonymous: optional(z.literal('1')),
  photos: photoFiles,
})

const perHour = 6
const complaintsFrom = limit('merchant_complaint', perHour, 3600)

export const complaintsPages = new Hono<Env>()
  .get('/merchants/complaints', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const rows = await withPhotos(db, await complaintsBy(db, actor.id), ({ complaint }) => complaint.id)
    return page(c, { title: t('我的投诉', 'My complaints') }, <MyComplaints rows={rows} />)
  })
  .get('/merchants/:number{M-[0-9]+-[0-9]+}/complain', may.anyone(), (c) => formPage(c, c.req.param('number')))
  .post('/merchants/:number{M-[0-9]+-[0-9]+}/complain', may.anyone(), (c) =>
    submitted(
      c,
      complaintForm,
      async ({ id: key, photos, anonymous, ...given }) => {
        const { db, atomically, photoStore, actor, now, address, t } = c.var
        const merchant = await merchantByNumber(db, c.req.param('number'))
        await complaintsFrom(c, address)
        const prepared = await preparePhotos(photos, photosMax)
        await storePhotos(photoStore, prepared)
        const complaint = { key, merchantId: merchant.id, anonymous: anonymous === '1', prepared, actor, now: now() }
        const { number } = await atomically((tx) => complain(tx, { ...given, ...complaint }))
        return page(c, { title: t('已收到', 'Received') }, <ComplainedPage number={number} merchant={merchant} />)
      },
      (tried) => formPage(c, c.req.param('number'), tried),
    ),
  )

async function formPage(c: Context<Env>, number: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const merchant = await merchantByNumber(db, number)
  const shown = { merchant, formId: newId(c.var.now()), isSignedIn: actor.id !== 'nobody', now: c.var.now(), tried }
  return page(c, { title: t('投诉', 'Complain') }, <ComplaintForm {...shown} />)
}
