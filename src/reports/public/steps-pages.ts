import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { calendarInForce } from '../../calendar/queries.ts'
import { storePhotos } from '../../photos/actions.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { lines, optional, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import type { SentPhoto } from '../filing/actions.ts'
import { keepReportPhotos } from '../filing/actions.ts'
import { followReport, joinReport, unfollowReport } from '../follow/actions.ts'
import { ownAct } from '../follow/own.ts'
import { photosMax } from '../rules.ts'
import { objectToRefusal, withdrawReport } from '../triage/objections.ts'
import { resumeReport } from '../triage/questions.ts'
import { confirmFixed, reopen } from '../verdicts/actions.ts'
import { reportPage } from './pages.tsx'
import { reportInSight } from './sight.ts'

const version = whole(0, 1_000_000_000)
const onlyVersion = z.object({ version })
const notFixedForm = z.object({
  version,
  verdict: z.enum(['half', 'not']),
  words: lines(1000),
  photos: photoFiles,
})
const answerForm = z.object({ version, answer: lines(1000), photos: photoFiles })
const objectionForm = z.object({ version, words: lines(1000) })
const degrees = (max: number) => optional(z.coerce.number().min(-max).max(max)).catch(undefined)
const joinForm = z.object({ latitude: degrees(90), longitude: degrees(180), photos: photoFiles })

/** What residents do with a report: its reporter (or whoever holds its secret) and those who see the same problem. */
export const reportStepsPages = new Hono<Env>()
  .post('/reports/:id/confirm', may.anyone(), async (c) => {
    const given = await pressed(c, onlyVersion)
    const act = await ownAct(c, c.req.param('id'))
    await c.var.atomically((tx) => confirmFixed(tx, { ...act, ...given }))
    return back(c)
  })
  .post('/reports/:id/withdraw', may.anyone(), async (c) => {
    const given = await pressed(c, onlyVersion)
    const act = await ownAct(c, c.req.param('id'))
    await c.var.atomically((tx) => withdrawReport(tx, { ...act, ...given }))
    return back(c)
  })
  .post('/reports/:id/not-fixed', may.anyone(), (c) =>
    submitted(
      c,
      notFixedForm,
      async ({ photos: files, ...given }) => {
        const [act, photos] = [await ownAct(c, c.req.param('id')), await sent(c, files, 'verdict')]
        const calendar = await calendarInForce(c.var.db)
        await c.var.atomically((tx) => reopen(tx, { ...act, ...given, photos, calendar }))
        return back(c)
      },
      (tried) => again(c, tried),
    ),
  )
  .post('/reports/:id/answer', may.anyone(), (c) =>
    submitted(
      c,
      answerForm,
      async ({ photos: files, ...given }) => {
        const [act, photos] = [await ownAct(c, c.req.param('id')), await sent(c, files, 'answer')]
        const calendar = await calendarInForce(c.var.db)
        await c.var.atomically(async (tx) => {
          const report = await resumeReport(tx, { ...act, ...given, step: 'answer', calendar })
          await keepReportPhotos(tx, { report, photos, ownerId: act.actor.id, now: act.now })
        })
        return back(c)
      },
      (tried) => again(c, tried),
    ),
  )
  .post('/reports/:id/object', may.anyone(), (c) =>
    submitted(
      c,
      objectionForm,
      async (given) => {
        const act = await ownAct(c, c.req.param('id'))
        await c.var.atomically((tx) => objectToRefusal(tx, { ...act, ...given }))
        return back(c)
      },
      (tried) => again(c, tried),
    ),
  )
  .post('/reports/:id/join', may.signedIn(), (c) =>
    submitted(
      c,
      joinForm,
      async ({ photos: files, latitude, longitude }) => {
        const { atomically, actor, now } = c.var
        const photos = await sent(c, files, 'more')
        const at = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
        const join = { reportId: c.req.param('id'), personId: actor.id, at, photos, now: now() }
        const kind = await atomically((tx) => joinReport(tx, join))
        return c.redirect(`/reports/${join.reportId}?joined=${kind}`, 303)
      },
      (tried) => again(c, tried),
    ),
  )
  .post('/reports/:id/follow', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    await atomically((tx) => followReport(tx, { reportId: c.req.param('id'), personId: actor.id, now: now() }))
    return back(c)
  })
  .post('/reports/:id/unfollow', may.signedIn(), async (c) => {
    const { atomically, actor } = c.var
    await reportInSight(c, c.req.param('id'))
    await atomically((tx) => unfollowReport(tx, { reportId: c.req.param('id'), personId: actor.id }))
    return back(c)
  })

async function sent(c: Context<Env>, files: readonly File[], role: SentPhoto['role']): Promise<SentPhoto[]> {
  const prepared = await preparePhotos(files, photosMax)
  await storePhotos(c.var.photoStore, prepared)
  return prepared.map((one) => ({ prepared: one, role }))
}

const back = (c: Context<Env>) => c.redirect(`/reports/${c.req.param('id')}`, 303)

async function again(c: Context<Env>, tried: Tried): Promise<Response> {
  const { report, sight } = await reportInSight(c, c.req.param('id') as string)
  return reportPage(c, report, sight, tried)
}
