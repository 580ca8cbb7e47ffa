import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import { checkKinds, checkResults, merchantRefusals, merchantStates } from '../../../db/schema/merchants.ts'
import { areaById } from '../../areas/queries.ts'
import { type Actor, holds } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { personById } from '../../people/queries.ts'
import { storePhotos } from '../../photos/actions.ts'
import { withPhotos } from '../../photos/queries.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, optional, submitted, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { applicationSteps, decideApplication } from '../applications/actions.ts'
import { decideDispute, recordCheck } from '../checks/actions.ts'
import { checksOf } from '../checks/queries.ts'
import { complaintsAbout } from '../complaints/queries.ts'
import { decideLicence } from '../licences/actions.ts'
import { eventsOfMerchant, licencesOf, merchantForStaff } from '../queries.ts'
import { merchantFlow } from '../rules.ts'
import { scoreNow } from '../score/queries.ts'
import { standingSteps, takeStandingStep } from '../standing/actions.ts'
import { watchRoles } from '../watch/queries.ts'
import { CasePage, type CaseProps } from './case.tsx'
import { QueuePage } from './list.tsx'
import { merchantsForStaff, waits } from './queries.ts'

const staff = () => may.be('clerk', 'reviewer', 'auditor', 'admin')
const acting = () => may.be('clerk', 'reviewer', 'admin')
const deciding = () => may.be('reviewer', 'admin')

const deskSteps = [...applicationSteps, ...standingSteps] as const
const step = z.object({
  version: whole(1, 1e9),
  step: z.enum(deskSteps),
  why: optional(lines(500)),
  reason: optional(z.enum(merchantRefusals)),
})
const licenceDecision = z.object({
  version: whole(1, 1e9),
  outcome: z.enum(['accept', 'refuse']),
  why: optional(lines(500)),
})
const check = z.object({
  id: formId,
  kind: z.enum(checkKinds),
  result: z.enum(checkResults),
  note: lines(500),
  photos: photoFiles,
})
const disputeDecision = z.object({
  disputeId: z.string().min(1).max(100),
  outcome: z.enum(['upheld', 'dismissed']),
  answer: lines(500),
})
const photosMax = 3

export const merchantsDesk = new Hono<Env>()
  .get('/desk/merchants', staff(), async (c) => {
    const { db, actor, t } = c.var
    const state = merchantStates.find((known) => known === c.req.query('state'))
    const mayWatch = holds(actor, watchRoles)
    const waiting = waits.find((known) => known === c.req.query('waiting'))
    const filter = { state, waiting }
    const shown = { rows: await merchantsForStaff(db, actor, filter), filter, mayWatch }
    return page(c, { title: t('诚信商户', 'Honest merchants'), face: 'desk' }, <QueuePage {...shown} />)
  })
  .get('/desk/merchants/:id', staff(), (c) => casePage(c, c.req.param('id')))
  .post('/desk/merchants/:id', acting(), (c) =>
    submitted(
      c,
      step,
      async (given) => {
        const { atomically, actor, now } = c.var
        const merchantId = c.req.param('id')
        await atomically((tx) => takeStep(tx, { ...given, merchantId, actor, now: now() }))
        return c.redirect(`/desk/merchants/${merchantId}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), { step: tried }),
    ),
  )
  .post('/desk/merchants/:id/licence', deciding(), (c) =>
    submitted(
      c,
      licenceDecision,
      async ({ why = '', ...given }) => {
        const { atomically, actor, now } = c.var
        const merchantId = c.req.param('id')
        await atomically((tx) => decideLicence(tx, { ...given, why, merchantId, actor, now: now() }))
        return c.redirect(`/desk/merchants/${merchantId}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), { licence: tried }),
    ),
  )
  .post('/desk/merchants/:id/checks', acting(), (c) =>
    submitted(
      c,
      check,
      async ({ id: key, photos, ...given }) => {
        const { atomically, photoStore, actor, now } = c.var
        const merchantId = c.req.param('id')
        const prepared = await preparePhotos(photos, photosMax)
        await storePhotos(photoStore, prepared)
        await atomically((tx) => recordCheck(tx, { ...given, key, merchantId, prepared, actor, now: now() }))
        return c.redirect(`/desk/merchants/${merchantId}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), { check: tried }),
    ),
  )
  .post('/desk/merchants/:id/disputes', deciding(), (c) =>
    submitted(
      c,
      disputeDecision,
      async (given) => {
        const { atomically, actor, now } = c.var
        await atomically((tx) => decideDispute(tx, { ...given, actor, now: now() }))
        return c.redirect(`/desk/merchants/${c.req.param('id')}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), { dispute: tried }),
    ),
  )

type StepInput = z.output<typeof step> & { merchantId: string; actor: Actor; now: Date }

const isOfApplication = (name: string): name is (typeof applicationSteps)[number] =>
  (applicationSteps as readonly string[]).includes(name)

function takeStep(tx: Tx, { step: name, ...given }: StepInput): Promise<void> {
  if (isOfApplication(name)) return decideApplication(tx, { ...given, step: name })
  return takeStandingStep(tx, { ...given, step: name, why: given.why ?? '' })
}

async function casePage(c: Context<Env>, id: string, tried: CaseProps['tried'] = {}) {
  const { db, actor } = c.var
  const { merchant, standing } = await merchantForStaff(db, id, actor)
  const licences = await withPhotos(db, await licencesOf(db, id), (licence) => licence.id)
  const checks = await withPhotos(db, await checksOf(db, id), ({ check: { id: checkId } }) => checkId)
  const offered = stepsFor(merchantFlow, merchant.state, standing)
  const shown: CaseProps = {
    ...{ merchant, standing, licences, checks, tried },
    areaName: (await areaById(db, merchant.areaId)).name,
    ownerName: (await personById(db, merchant.ownerId)).displayName,
    score: merchant.approvedAt ? await scoreNow(db, merchant, c.var.now()) : undefined,
    complaints: await complaintsAbout(db, id),
    events: await eventsOfMerchant(db, id),
    steps: deskSteps.filter((name) => offered.includes(name)),
  }
  return page(c, { title: merchant.name, face: 'desk' }, <CasePage {...shown} />)
}
