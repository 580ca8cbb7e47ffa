import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { nominationStates } from '../../../db/schema/honors.ts'
import { issuerOf } from '../../credentials/public.ts'
import { newId } from '../../kit/ids.ts'
import { photosOf } from '../../photos/queries.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { pressedOnce } from '../../web/once.ts'
import { figuresOf } from '../figures.ts'
import { answerObjection } from '../notices/actions.ts'
import { objectionsTo } from '../notices/queries.ts'
import { membersOf, panelsOver } from '../panels/queries.ts'
import { ballotsOf } from '../votes/queries.ts'
import { CaseDesk } from './desk-case.tsx'
import { QueuePage } from './desk-list.tsx'
import { recordAnswer } from './paper.ts'
import { caseFor, eventsOfNomination, nominationsFor, nomineesOf } from './queries.ts'
import { deskSteps, takeDeskStep } from './steps.ts'

export const staff = () => may.be('clerk', 'reviewer', 'auditor', 'admin')

const step = z.object({
  version: whole(1, 1e9),
  step: z.enum(deskSteps),
  why: optional(lines(500)),
  panelId: optional(z.string().max(100)),
  noticeText: optional(lines(600)),
})
const objectionAnswer = z.object({ outcome: z.enum(['dismissed', 'upheld']), answer: lines(600) })
const paperAnswer = z.object({
  id: formId,
  personId: z.string().min(1).max(100),
  answer: z.enum(['agreed', 'declined']),
  showName: z.literal('1').optional(),
  paper: line(100),
})

export const nominationsDesk = new Hono<Env>()
  .get('/desk/honors', staff(), async (c) => {
    const { db, actor, t } = c.var
    const state = nominationStates.find((known) => known === c.req.query('state'))
    const shown = { rows: await nominationsFor(db, actor, state), state, actor }
    return page(c, { title: t('荣誉评选', 'Honours'), face: 'desk' }, <QueuePage {...shown} />)
  })
  .get('/desk/honors/:id', staff(), (c) => casePage(c, c.req.param('id')))
  .post('/desk/honors/:id', may.be('clerk', 'reviewer', 'admin'), (c) =>
    submitted(
      c,
      step,
      async (given) => {
        const { atomically, secrets, config, actor, now } = c.var
        const nominationId = c.req.param('id')
        const input = { ...given, nominationId, issuer: issuerOf(config), actor, now: now() }
        await atomically((tx) => takeDeskStep(tx, secrets, input))
        return c.redirect(`/desk/honors/${nominationId}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), tried),
    ),
  )
  .post('/desk/honors/:id/answers', may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      paperAnswer,
      async ({ id: key, showName, ...given }) => {
        const nominationId = c.req.param('id')
        const said = { ...given, nominationId, showName: showName === '1' }
        await pressedOnce(c, { key, content: ['recordAnswer', said] }, (tx, by) => recordAnswer(tx, { ...said, ...by }))
        return c.redirect(`/desk/honors/${nominationId}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), tried),
    ),
  )
  .post('/desk/honors/:id/objections/:objectionId', may.be('reviewer', 'admin'), (c) =>
    submitted(
      c,
      objectionAnswer,
      async (given) => {
        const { atomically, actor, now } = c.var
        const { id, objectionId } = c.req.param()
        await atomically((tx) => answerObjection(tx, { ...given, objectionId, actor, now: now() }))
        return c.redirect(`/desk/honors/${id}`, 303)
      },
      (tried) => casePage(c, c.req.param('id'), tried),
    ),
  )

async function casePage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor } = c.var
  const now = c.var.now()
  const found = await caseFor(db, id, actor, now)
  const { nomination } = found
  // Who objected is told to staff, and never to those whom it is about, who may be staff as well.
  const isAboutThem = found.parts.has('nominee')
  const events = await eventsOfNomination(db, id)
  const subjects = await nomineesOf(db, id)
  const agreed = subjects.flatMap(({ personId, answer }) => (answer === 'agreed' ? [personId] : []))
  const shown = {
    ...found,
    subjects,
    figuresNow: await figuresOf(db, agreed, now),
    photos: await photosOf(db, id),
    events: isAboutThem ? events.filter(({ event }) => event.step !== 'object') : events,
    objections: isAboutThem ? [] : await objectionsTo(db, id),
    ballots: await ballotsOf(db, id),
    panels: nomination.state === 'eligible' ? await panelsOver(db, nomination.areaPath) : [],
    members: nomination.panelId ? await membersOf(db, nomination.panelId, now) : [],
    actorId: actor.id,
    newId: () => newId(now),
    now,
    tried,
  }
  return page(c, { title: nomination.number, face: 'desk' }, <CaseDesk {...shown} />)
}
