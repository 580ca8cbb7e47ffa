import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import { photosOf } from '../../photos/queries.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { claimById } from '../claims/queries.ts'
import { appeal } from './appeals.ts'
import { appealUntil, workOf } from './queries.ts'
import { evidencePhotosMax, mayAppeal } from './rules.ts'
import { submitWork } from './submissions.ts'
import { AppealPage, SubmissionPage } from './views.tsx'

const workForm = z.object({
  id: formId,
  text: optional(lines(2000)),
  count: optional(whole(1, 1_000_000)),
  photos: photoFiles,
})
const appealForm = z.object({ id: formId, text: lines(1000) })

/** A resident hands in what they did, and objects to a rejection. */
export const reviewsPages = new Hono<Env>()
  .get('/claims/:id/submission', may.signedIn(), (c) => submissionPage(c))
  .post('/claims/:id/submission', may.signedIn(), (c) =>
    submitted(
      c,
      workForm,
      async ({ photos, text = '', count, id }) => {
        const claimId = c.req.param('id')
        await ownClaim(c, claimId)
        const prepared = await preparePhotos(photos, evidencePhotosMax)
        await storePhotos(c.var.photoStore, prepared)
        const work = { id, claimId, text, count, prepared, actor: c.var.actor, now: c.var.now() }
        await c.var.atomically((tx) => submitWork(tx, work))
        return c.redirect(`/claims/${claimId}`, 303)
      },
      (tried) => submissionPage(c, tried),
    ),
  )
  .get('/claims/:id/appeal', may.signedIn(), (c) => appealPage(c))
  .post('/claims/:id/appeal', may.signedIn(), (c) =>
    submitted(
      c,
      appealForm,
      async (given) => {
        const objection = { ...given, claimId: c.req.param('id') as string, actor: c.var.actor, now: c.var.now() }
        await c.var.atomically((tx) => appeal(tx, objection))
        return c.redirect(`/claims/${objection.claimId}`, 303)
      },
      (tried) => appealPage(c, tried),
    ),
  )

/** @throws Refusal `claim_missing` for somebody else's */
async function ownClaim(c: Context<Env>, claimId = c.req.param('id') as string) {
  const row = await claimById(c.var.db, claimId)
  if (row.claim.personId !== c.var.actor.id) throw new Refusal('missing', 'claim_missing')
  return row
}

async function submissionPage(c: Context<Env>, tried?: Tried) {
  const { claim, activity } = await ownClaim(c)
  const { submissions, decisions } = await workOf(c.var.db, claim.id)
  const photos = await photosOf(c.var.db, claim.id)
  const shown = {
    claim,
    activity,
    last: submissions[0],
    decision: decisions[0]?.review,
    photos,
    formId: newId(c.var.now()),
    tried,
  }
  return page(c, { title: c.var.t('提交成果', 'Hand in') }, <SubmissionPage {...shown} />)
}

async function appealPage(c: Context<Env>, tried?: Tried) {
  const { claim, activity } = await ownClaim(c)
  const { decisions } = await workOf(c.var.db, claim.id)
  const now = c.var.now()
  const decision = decisions[0]?.review
  const isOpen = mayAppeal(claim, decision, { until: await appealUntil(c.var.db, claim), now })
  const shown = { claim, activity, decision, isOpen, formId: newId(now), tried }
  return page(c, { title: c.var.t('申诉', 'Appeal') }, <AppealPage {...shown} />)
}
