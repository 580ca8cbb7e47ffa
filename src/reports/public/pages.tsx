import type { Context } from 'hono'
import { Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { boundariesOf } from '../../areas/boundaries/queries.ts'
import { areaById } from '../../areas/queries.ts'
import { isSignedIn } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { found } from '../../kit/refusal.ts'
import { sendPicture } from '../../photos/pages.ts'
import { pictureShown } from '../../photos/queries.ts'
import { ruleInForce } from '../../points/rulebook/queries.ts'
import { keepWhileUnchanged } from '../../web/drawn.ts'
import type { Env } from '../../web/env.ts'
import type { Tried } from '../../web/form.ts'
import { fragment } from '../../web/fragment.tsx'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { mapLookOf } from '../../web/map-look.ts'
import { categoryById } from '../categories/queries.ts'
import { followOf } from '../follow/queries.ts'
import { actorOn, followPath, hold, holdsSecrets, opens } from '../follow/secret.ts'
import { reportStanding } from '../move.ts'
import {
  leftOf,
  photosOfReport,
  questionsOf,
  type Report,
  reportById,
  reportByNumber,
  whistlesOfRound,
} from '../queries.ts'
import { ReceivedPage } from './received.tsx'
import { reportInSight, type Sight, sightOf } from './sight.ts'
import { namesOf, timelineOf } from './timeline.ts'
import { ReportPage, type ReportView } from './view.tsx'

/** One report as residents see it, and the way back to it for those who have no name here. */
export const reportPages = new Hono<Env>()
  .get('/r/:number', may.anyone(), async (c) => {
    const report = found(await reportByNumber(c.var.db, c.req.param('number').toUpperCase()), 'report_missing')
    const seen = (await sightOf(c, report)) ? report.id : await publicOther(c, report)
    return c.redirect(`/reports/${found(seen, 'report_missing')}`, 303)
  })
  .get('/reports/:id', may.anyone(), async (c) => {
    const report = await reportById(c.var.db, c.req.param('id'))
    const sight = await sightOf(c, report)
    const other = sight ? undefined : await publicOther(c, report)
    if (other) return c.redirect(`/reports/${other}`, 303)
    return reportPage(c, report, found(sight, 'report_missing'))
  })
  .get('/reports/:id/received', may.anyone(), async (c) => {
    const { report, sight } = await reportInSight(c, c.req.param('id'))
    if (sight !== 'reporter') return c.redirect(`/reports/${report.id}`, 303)
    return receivedPage(c, report)
  })
  .get('/reports/:id/follow/:signature', may.anyone(), async (c) => {
    const { id, signature } = c.req.param()
    found(opens(c.var, id, signature) || undefined, 'report_missing')
    const report = await reportById(c.var.db, id)
    hold(c, report.id)
    return c.redirect(`/reports/${report.id}`, 303)
  })
  .get('/reports/:id/photos/:photo', may.anyone(), (c) => servePhoto(c, 'id'))
  .get('/reports/:id/photos/:photo/small', may.anyone(), (c) => servePhoto(c, 'smallId'))

/** One that was public once and is one with another now leads there. */
async function publicOther(c: Context<Env>, { mergedInto, acceptedAt }: Report): Promise<string | undefined> {
  if (!mergedInto || !acceptedAt) return undefined
  const into = await leftOf(c.var.db, mergedInto)
  return into && (await reportById(c.var.db, into)).isPublic ? into : undefined
}

/** What visitors without an account read of a report is the same for all of them, and without a form. */
const visitorsViews = keepWhileUnchanged<HtmlEscapedString>()

export async function reportPage(c: Context<Env>, report: Report, sight: Sight, tried?: Tried): Promise<Response> {
  const [db, lang, look] = [c.get('db'), c.get('lang'), mapLookOf(c)]
  const draw = async () => <ReportPage {...(await viewOf(c, report, sight, tried))} />
  const isVisitors = sight === 'public' && !isSignedIn(c.get('actor')) && !holdsSecrets(c)
  const body =
    isVisitors && !tried && !c.req.query('joined')
      ? await visitorsViews(db, c.get('now')(), `${lang} ${look.elder} ${report.id}`, async () =>
          fragment(lang, await draw(), look),
        )
      : await draw()
  const title = `${report.number} ${(await categoryById(db, report.categoryId)).name[lang]}`
  return page(c, { title, scripts: ['place.js'] }, body)
}

async function viewOf(c: Context<Env>, report: Report, sight: Sight, tried: Tried | undefined): Promise<ReportView> {
  const { db, actor, now } = c.var
  const as = actorOn(c, report)
  const calls = await whistlesOfRound(db, report)
  return {
    ...{ report, sight, calls, tried, now: now(), formId: newId(now()) },
    category: await categoryById(db, report.categoryId),
    area: await areaById(db, report.areaId),
    grounds: await boundariesOf(db),
    names: await namesOf(db, calls),
    photos: await photosOfReport(db, report.id),
    timeline: await timelineOf(db, report, sight !== 'public'),
    question: sight === 'public' ? undefined : (await questionsOf(db, report.id)).findLast((one) => !one.answeredAt),
    standing: reportStanding(as.actor, report, as.holdsSecret),
    follow: isSignedIn(actor) ? await followOf(db, report.id, actor.id) : undefined,
    isSignedIn: isSignedIn(actor),
    joined: c.req.query('joined'),
    ...(await othersOf(c, report)),
  }
}

/** The reports this one is tied to, as far as everybody sees them. */
async function othersOf(c: Context<Env>, { mergedInto, againOf, splitFrom }: Report) {
  const shown = async (id: string | null) => {
    const report = id ? await reportById(c.var.db, id) : undefined
    return report && (await sightOf(c, report)) ? { id: report.id, number: report.number } : undefined
  }
  return {
    into: await shown(await leftOf(c.var.db, mergedInto)),
    again: await shown(againOf),
    from: await shown(splitFrom),
  }
}

async function receivedPage(c: Context<Env>, report: Report): Promise<Response> {
  const { db, now, t, config } = c.var
  const [first, solved] = [await ruleInForce(db, 'R1', now()), await ruleInForce(db, 'R2', now())]
  const isAnonymous = report.reporterId === null
  const shown = {
    report,
    category: await categoryById(db, report.categoryId),
    area: await areaById(db, report.areaId),
    terms: { first: first.terms, solved: solved.terms },
    address: isAnonymous ? `${config.baseUrl}${followPath(c.var, report.id)}` : undefined,
  }
  return page(c, { title: t('收到了', 'Received') }, <ReceivedPage {...shown} />)
}

/** A picture of a report is for whoever sees the report. */
async function servePhoto(c: Context<Env, '/reports/:id/photos/:photo'>, size: 'id' | 'smallId') {
  const { db, photoStore } = c.var
  const { report } = await reportInSight(c, c.req.param('id'))
  const photoId = c.req.param('photo')
  const isOfReport = (await photosOfReport(db, report.id)).some((photo) => photo.photoId === photoId)
  const shown = await pictureShown(db, found(isOfReport ? photoId : undefined, 'photo_missing'))
  c.header('Cache-Control', report.isPublic ? 'public, max-age=300' : 'private, no-store')
  return sendPicture(c, await photoStore.get(shown[size]))
}
