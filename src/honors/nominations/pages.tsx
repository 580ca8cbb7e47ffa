import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { theCity } from '../../areas/queries.ts'
import { paperCode } from '../../credentials/paper.tsx'
import { issuerOf } from '../../credentials/public.ts'
import { credentialFor } from '../../credentials/queries.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { paperNameOf, personById } from '../../people/queries.ts'
import { storePhotos } from '../../photos/actions.ts'
import { photosOf } from '../../photos/queries.ts'
import { preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { lines, optional, pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { appealRevocation } from '../awards/appeal.ts'
import { AwardPaper } from '../awards/paper.tsx'
import { awardClassesNow, awardClassNow } from '../classes/queries.ts'
import { answerNomination, nominate, withdrawNomination } from './actions.ts'
import { ClassList, NominationForm } from './form.tsx'
import { nominationForm, personIdsNamed } from './input.ts'
import { caseFor, eventsOfNomination, nomineesOf } from './queries.ts'
import { numberOfOwn } from './register.ts'
import { StoryPage } from './story.tsx'

const answer = z.object({ answer: z.enum(['agreed', 'declined']), showName: optional(z.literal('1')) })
const appeal = z.object({ why: lines(1000) })
export const photosMax = 6

export const nominationsPages = new Hono<Env>()
  .get('/honors/nominate', may.anyone(), async (c) => {
    const classes = await awardClassesNow(c.var.db, { openOnly: true })
    return page(c, { title: c.var.t('推荐', 'Nominate') }, <ClassList classes={classes} />)
  })
  .get('/honors/nominate/:classId', may.signedIn(), (c) => formPage(c, c.req.param('classId')))
  .post('/honors/nominate/:classId', may.signedIn(), (c) =>
    submitted(
      c,
      nominationForm,
      async ({ id: key, photos, groupName, merchant, facts, showName, ...named }) => {
        const { db, atomically, actor, now, photoStore } = c.var
        const awardClass = await awardClassNow(db, c.req.param('classId'))
        const personIds = await personIdsNamed(c, awardClass, named)
        const prepared = await preparePhotos(photos, photosMax)
        await storePhotos(photoStore, prepared)
        const about = { classId: awardClass.classId, personIds, groupName, merchant, facts, showName: showName === '1' }
        const id = await atomically((tx) => nominate(tx, { key, ...about, prepared, actor, now: now() }))
        return c.redirect(`/honors/nominations/${id}`, 303)
      },
      (tried) => formPage(c, c.req.param('classId'), tried),
    ),
  )
  .get('/honors/nominations/:id', may.signedIn(), (c) => storyPage(c, c.req.param('id')))
  .post('/honors/nominations/:id/answer', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const given = await pressed(c, answer)
    const nominationId = c.req.param('id')
    const showName = given.showName === '1'
    await atomically((tx) => answerNomination(tx, { nominationId, answer: given.answer, showName, actor, now: now() }))
    return c.redirect(`/honors/nominations/${nominationId}`, 303)
  })
  .post('/honors/nominations/:id/withdraw', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const nominationId = c.req.param('id')
    await atomically((tx) => withdrawNomination(tx, { nominationId, actor, now: now() }))
    return c.redirect(`/honors/nominations/${nominationId}`, 303)
  })
  .post('/honors/nominations/:id/appeal', may.signedIn(), (c) =>
    submitted(
      c,
      appeal,
      async ({ why }) => {
        const { atomically, actor, now } = c.var
        const nominationId = c.req.param('id')
        await atomically((tx) => appealRevocation(tx, { nominationId, why, actor, now: now() }))
        return c.redirect(`/honors/nominations/${nominationId}`, 303)
      },
      (tried) => storyPage(c, c.req.param('id'), tried),
    ),
  )
  .get('/honors/nominations/:id/certificate', may.signedIn(), async (c) => {
    const { db, actor, secrets, config, t } = c.var
    const { nomination, awardClass } = await caseFor(db, c.req.param('id'), actor, c.var.now())
    const agreed = (await nomineesOf(db, nomination.id)).filter((one) => one.answer === 'agreed')
    const isTheirs = agreed.some(({ personId }) => personId === actor.id)
    if (!isTheirs || !nomination.awardNumber) throw new Refusal('missing', 'nomination_missing')
    const shown = {
      ...{ nomination, awardClass, city: (await theCity(db)).name, now: c.var.now() },
      name: nomination.groupName ?? paperNameOf(secrets, await personById(db, actor.id)),
      ...paperCode(secrets, issuerOf(config), await credentialFor(db, 'honor', nomination.id)),
    }
    return page(c, { title: t('荣誉证书', 'Certificate'), face: 'paper' }, <AwardPaper {...shown} />)
  })

async function formPage(c: Context<Env>, classId: string, tried?: Tried) {
  const { db, actor, now } = c.var
  const awardClass = await awardClassNow(db, classId)
  const ownShop = awardClass.subjectKind === 'merchant' ? await numberOfOwn(db, actor.id) : undefined
  const shown = { awardClass, ownShop, formId: newId(now()), tried }
  return page(c, { title: c.var.t('推荐', 'Nominate') }, <NominationForm {...shown} />)
}

async function storyPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const found = await caseFor(db, id, actor, c.var.now())
  const shown = {
    ...found,
    subjects: await nomineesOf(db, id),
    events: await eventsOfNomination(db, id),
    photos: await photosOf(db, id),
    actorId: actor.id,
    tried,
  }
  return page(c, { title: t('推荐', 'Nomination') }, <StoryPage {...shown} />)
}
