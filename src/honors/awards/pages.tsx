import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { paperCode } from '../../credentials/paper.tsx'
import { issuerOf } from '../../credentials/public.ts'
import { credentialById, credentialsOf, tokenOf } from '../../credentials/queries.ts'
import { subjectOf } from '../../credentials/verify.ts'
import { hoursOf } from '../../hours/queries.ts'
import { newId } from '../../kit/ids.ts'
import { found, Refusal } from '../../kit/refusal.ts'
import { hasConsent } from '../../people/privacy/queries.ts'
import { documentInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { formId, pressed, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { figuresOf, meritOfPerson } from '../figures.ts'
import { nominationsAbout, nominationsBy } from '../nominations/queries.ts'
import { issueStarCertificate } from '../stars/actions.ts'
import { lastStarNotice, starBoard, starsHeld } from '../stars/queries.ts'
import { sitsOnPanel } from '../votes/queries.ts'
import { BoardPage } from './board.tsx'
import { MinePage } from './mine.tsx'
import { StarPaper } from './paper.tsx'
import { honorBoard } from './queries.ts'

export const awardsPages = new Hono<Env>()
  .get('/honors', may.anyone(), async (c) => {
    const { db, t } = c.var
    const shown = { years: await honorBoard(db, c.var.now()), stars: await starBoard(db) }
    return page(c, { title: t('荣誉榜', 'Honours') }, <BoardPage {...shown} />)
  })
  .get('/honors/mine', may.signedIn(), (c) => minePage(c))
  .post('/honors/stars', may.signedIn(), async (c) => {
    const { atomically, secrets, actor, config, now } = c.var
    const { id: key } = await pressed(c, z.object({ id: formId }))
    const given = { key, personId: actor.id, issuer: issuerOf(config), now: now() }
    const id = await atomically((tx) => issueStarCertificate(tx, secrets, given))
    return c.redirect(`/honors/stars/${id}`, 303)
  })
  .get('/honors/stars/:id', may.signedIn(), async (c) => {
    const { db, actor, secrets, config, t } = c.var
    const credential = await credentialById(db, c.req.param('id'))
    if (credential.personId !== actor.id || credential.kind !== 'stars')
      throw new Refusal('missing', 'credential_missing')
    const token = found(tokenOf(secrets, credential), 'credential_missing')
    const shown = { subject: subjectOf(token), issuedAt: credential.issuedAt, now: c.var.now() }
    const code = paperCode(secrets, issuerOf(config), credential)
    return page(c, { title: t('星级志愿者', 'Star volunteer'), face: 'paper' }, <StarPaper {...shown} {...code} />)
  })

export async function minePage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const now = c.var.now()
  const { terms } = await documentInForce(db, 'TASKS', now)
  const shown = {
    about: await nominationsAbout(db, actor.id),
    by: await nominationsBy(db, actor.id),
    figures: await figuresOf(db, [actor.id], now),
    hours: await hoursOf(db, actor.id),
    starsHeld: await starsHeld(db, actor.id),
    lastStar: await lastStarNotice(db, actor.id),
    merit: await meritOfPerson(db, actor.id),
    starPapers: await credentialsOf(db, actor.id, 'stars'),
    isNamed: await hasConsent(db, actor.id, 'public_name'),
    onPanel: await sitsOnPanel(db, actor.id, now),
    noticeDays: terms.starNoticeDays,
    formId: newId(now),
    tried,
  }
  return page(c, { title: t('我的荣誉', 'My honours') }, <MinePage {...shown} />)
}
